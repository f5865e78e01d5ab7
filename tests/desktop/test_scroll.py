"""A sheet higher than its place: moved by wheel, keys and bar, and never beyond its ends."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scroll import Scroll

PLACE = Rect(40, 30, 200, 120)
LINE = 20
KIT = Kit(THEMES["light"], Type(1.0))


def sheet(height: int) -> Surface:
    """Return a sheet whose rows all have colours of their own."""
    picture = Surface((180, height), 0, 32)
    for y in range(height):
        picture.fill((y % 256, y // 256, 90), Rect(0, y, 180, 1))
    return picture


def scroll(height: int) -> Scroll:
    part = Scroll("sheet", PLACE, KIT, LINE)
    part.lay(sheet(height))
    return part


def top(part: Scroll) -> int:
    """Return which row of the sheet is drawn first."""
    target = Surface((300, 200), 0, 32)
    part.draw(target)
    red, green, _, _ = target.get_at(PLACE.topleft)
    return red + 256 * green


def mouse(kind: int, at: tuple[int, int]) -> pygame.event.Event:
    if kind == pygame.MOUSEMOTION:
        return pygame.event.Event(kind, pos=at, rel=(0, 1), buttons=(1, 0, 0), touch=False)
    return pygame.event.Event(kind, pos=at, button=pygame.BUTTON_LEFT, touch=False)


def wheel(notches: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=notches, flipped=False)


@pytest.mark.parametrize("height", [1, PLACE.height - 1, PLACE.height])
def test_what_has_room_does_not_scroll(height: int) -> None:
    part = scroll(height)
    assert not part.enabled
    for event in (wheel(-1), mouse(pygame.MOUSEBUTTONDOWN, (PLACE.right - 2, PLACE.centery))):
        assert not part.pointer(event)
    assert not part.press(Press(Command.DOWN))
    assert top(part) == 0


@given(st.lists(st.integers(-40, 40), max_size=12), st.integers(PLACE.height + 1, 900))
def test_the_wheel_moves_by_lines_and_stops_at_both_ends(notches: list[int], height: int) -> None:
    part, at = scroll(height), 0
    for notch in notches:
        part.pointer(wheel(-notch))
        at = int(np.clip(at + 2 * LINE * notch, 0, height - PLACE.height))
        assert top(part) == at


def test_the_keys_lead_to_the_end_and_then_on_to_the_next_part() -> None:
    part, presses = scroll(400), 0
    while part.press(Press(Command.DOWN)):
        presses += 1
    assert top(part) == 400 - PLACE.height
    assert presses == (400 - PLACE.height) // LINE
    assert not part.press(Press(Command.LEFT))


@pytest.mark.parametrize("kind", [pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION])
def test_the_bar_is_pressed_and_pulled(kind: int) -> None:
    part, x = scroll(600), PLACE.right - 3
    tops = []
    for y in (PLACE.top + 1, PLACE.centery, PLACE.bottom - 1):
        assert part.pointer(mouse(kind, (x, y)))
        tops.append(top(part))
    assert tops == [0, (600 - PLACE.height) // 2, 600 - PLACE.height]
    assert not part.pointer(mouse(kind, PLACE.center))


def test_another_sheet_begins_at_its_top() -> None:
    part = scroll(400)
    part.scroll(5)
    part.lay(sheet(500))
    assert top(part) == 0
