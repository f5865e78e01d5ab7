"""The keyboard: a press is told from a repeat, however the events come."""

import pygame
import pytest
from pygame.event import Event

from sandpit.desktop.input.keyboard import FIRST_REPEAT, PACE, RETURNS, Keyboard, is_repeat

S, RIGHT, SHIFT = pygame.K_s, pygame.K_RIGHT, pygame.K_LSHIFT


def down(key: int, mod: int = 0, place: int = 0) -> Event:
    return Event(pygame.KEYDOWN, key=key, mod=mod, scancode=place, unicode="")


def up(key: int, mod: int = 0, place: int = 0) -> Event:
    return Event(pygame.KEYUP, key=key, mod=mod, scancode=place)


def presses(keyboard: Keyboard, *events: Event) -> list[int]:
    """Return the keys of the events that are presses of their own."""
    told = [keyboard.heard(event) for event in events]
    return [event.key for event in told if event.type == pygame.KEYDOWN and not is_repeat(event)]


def held(keyboard: Keyboard, seconds: float, frame: float = 0.01) -> int:
    """Return how often the key that is held repeats in so many seconds."""
    return sum(len(list(keyboard.repeats(frame))) for _ in range(round(seconds / frame)))


def test_a_key_that_is_down_goes_down_no_second_time() -> None:
    assert presses(Keyboard(), down(S), down(S), down(S), up(S), down(S)) == [S, S]


def test_keys_are_told_apart_by_their_places_and_so_a_change_of_layout_releases_them() -> None:
    keyboard = Keyboard()
    cyrillic = 1099
    assert presses(keyboard, down(cyrillic, place=22), up(S, place=22)) == [cyrillic]
    assert presses(keyboard, down(S, place=22)) == [S]


def test_a_key_that_is_held_repeats_after_a_while_until_it_is_let_go() -> None:
    keyboard = Keyboard()
    keyboard.heard(down(RIGHT))
    keyboard.hold(down(RIGHT))
    assert held(keyboard, PACE.first - 0.02) == 0
    assert held(keyboard, 1.0) == pytest.approx(1.0 / PACE.then, abs=1)
    keyboard.heard(up(RIGHT))
    assert not keyboard.busy
    assert held(keyboard, 1.0) == 0


def test_a_frame_that_takes_long_repeats_once() -> None:
    keyboard = Keyboard()
    keyboard.hold(down(RIGHT))
    assert len(list(keyboard.repeats(10.0))) == 1
    assert list(keyboard.repeats(PACE.then / 2)) == []


def test_another_key_ends_the_repeats_and_a_modifier_changes_them() -> None:
    keyboard = Keyboard()
    keyboard.heard(down(RIGHT))
    keyboard.hold(down(RIGHT))
    keyboard.heard(down(SHIFT, pygame.KMOD_LSHIFT))
    (event,) = keyboard.repeats(1.0)
    assert (event.key, event.mod, is_repeat(event)) == (RIGHT, pygame.KMOD_LSHIFT, True)
    keyboard.heard(up(SHIFT))
    (event,) = keyboard.repeats(1.0)
    assert event.mod == 0
    keyboard.heard(down(S))
    assert not keyboard.busy


def lost_and_gained(key: int) -> list[Event]:
    """Return what SDL says while a window is made anew with a key held."""
    kinds = (pygame.WINDOWFOCUSLOST, pygame.WINDOWSHOWN, pygame.WINDOWFOCUSGAINED)
    return [Event(pygame.WINDOWHIDDEN), up(key), *map(Event, kinds)]


@pytest.mark.parametrize("remade_in", [0.05, 2.0])
def test_a_key_held_while_the_window_is_made_anew_is_no_second_press(remade_in: float) -> None:
    """It comes down again when desktops repeat it first, or at once where that is long ago."""
    keyboard, f11 = Keyboard(), pygame.K_F11
    assert presses(keyboard, down(f11)) == [f11]
    keyboard.wait(0.1, late=remade_in)
    assert presses(keyboard, *lost_and_gained(f11)) == []
    keyboard.wait(max(0.05, FIRST_REPEAT - 0.15 - remade_in))
    assert presses(keyboard, down(f11)) == []
    keyboard.wait(0.1, late=remade_in)
    assert presses(keyboard, *lost_and_gained(f11), down(f11)) == []
    assert presses(keyboard, up(f11), down(f11)) == [f11]


@pytest.mark.parametrize("remade_in", [0.05, 2.0])
def test_a_key_let_go_while_another_window_had_the_focus_is_pressed_again(
    remade_in: float,
) -> None:
    keyboard = Keyboard()
    assert presses(keyboard, down(S)) == [S]
    keyboard.wait(0.1, late=remade_in)
    assert presses(keyboard, *lost_and_gained(S)) == []
    keyboard.wait(max(RETURNS, FIRST_REPEAT - remade_in) + 0.01)
    assert presses(keyboard, down(S)) == [S]


def test_nothing_repeats_while_another_window_has_the_focus() -> None:
    keyboard = Keyboard()
    keyboard.heard(down(RIGHT))
    keyboard.hold(down(RIGHT))
    keyboard.heard(Event(pygame.WINDOWFOCUSLOST))
    assert not keyboard.busy
