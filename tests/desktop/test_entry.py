"""The line to type in: pastes, shortcuts and held keys, on all layouts and systems."""

import platform
from collections.abc import Iterator

import pygame
import pytest
from pygame import Rect
from pygame.event import Event

from sandpit.desktop.entry import Entry
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit

LONGEST = 8
CTRL, CMD, ALT_GR = pygame.KMOD_LCTRL, pygame.KMOD_LGUI, pygame.KMOD_RALT


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Entry]:
    """A line with "Ada" in it, in focus, and its cursor at the end."""
    pygame.display.init()
    pygame.display.set_mode((200, 100))
    kit = Kit(THEMES["light"], Type(1.0))
    line = Entry("line", Rect(0, 0, 180, 40), kit, "Ada", lambda _: None, longest=LONGEST)
    line.focus(here=True)
    press(line, pygame.K_RIGHT, CTRL)
    yield line
    pygame.quit()


@pytest.fixture(autouse=True)
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A clipboard of the test's own, for the machine may have none."""
    held = [""]
    monkeypatch.setattr(pygame.scrap, "get_text", lambda: held[-1])
    monkeypatch.setattr(pygame.scrap, "put_text", held.append)
    return held


def press(entry: Entry, code: int, mod: int = 0, text: str = "", place: int = 0) -> bool:
    """Press a key, which types a text or none; return whether the line took it."""
    down = Event(pygame.KEYDOWN, key=code, mod=mod, unicode=text, scancode=place)
    used = entry.typed(down)
    if text:
        entry.typed(Event(pygame.TEXTINPUT, text=text))
    entry.typed(Event(pygame.KEYUP, key=code, mod=mod, scancode=place))
    return used


PASTES = {
    "fits": (" B.", "Ada B."),
    "too long": (" Lovelace, née Byron", "Ada Love"),
    "lines": ("\r\n K. \t L.\n", "Ada K. L"),
    "empty": ("", "Ada"),
    "v": ("v", "Adav"),
    "huge": ("x" * 1_000_000, "Adaxxxxx"),
}


@pytest.mark.parametrize(("text", "becomes"), PASTES.values(), ids=PASTES)
def test_a_paste_that_is_too_long_is_cut(
    text: str, becomes: str, entry: Entry, clipboard: list[str]
) -> None:
    clipboard.append(text)
    assert press(entry, pygame.K_v, CTRL)
    assert entry.text == becomes


def test_a_paste_takes_the_place_of_what_is_selected(entry: Entry, clipboard: list[str]) -> None:
    clipboard.append("Augusta Ada King")
    press(entry, pygame.K_a, CTRL)
    press(entry, pygame.K_v, CTRL)
    assert entry.text == "Augusta "


def test_a_clipboard_that_cannot_be_read_is_empty(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> str:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "get_text", refuse)
    press(entry, pygame.K_v, CTRL)
    assert entry.text == "Ada"


def test_shortcuts_work_on_layouts_without_latin_letters_and_type_nothing(
    entry: Entry, clipboard: list[str]
) -> None:
    clipboard.append("!")
    press(entry, 1084, CTRL, "м", pygame.KSCAN_V)
    assert entry.text == "Ada!"
    press(entry, 1092, CTRL, "ф", pygame.KSCAN_A)
    press(entry, 1095, CTRL, "ч", pygame.KSCAN_X)
    assert (entry.text, clipboard[-1]) == ("", "Ada!")
    press(entry, 1084, 0, "м", pygame.KSCAN_V)
    assert entry.text == "м"


def test_what_takes_alt_gr_to_type_is_typed(entry: Entry) -> None:
    press(entry, pygame.K_q, ALT_GR, "@")
    press(entry, pygame.K_e, CTRL | ALT_GR, "€")
    assert entry.text == "Ada@€"


def test_modifiers_that_mean_nothing_do_nothing(entry: Entry, clipboard: list[str]) -> None:
    clipboard.append("!")
    for mod in (CMD, CTRL | CMD, pygame.KMOD_LALT):
        press(entry, pygame.K_v, mod)
        press(entry, pygame.K_BACKSPACE, mod)
    assert entry.text == "Ada"


def test_on_a_mac_the_command_key_does_what_ctrl_does(
    entry: Entry, clipboard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    clipboard.append("!")
    press(entry, pygame.K_v, CMD)
    assert entry.text == "Ada!"
    press(entry, pygame.K_a, CMD)
    press(entry, pygame.K_c, CMD)
    assert clipboard[-1] == "Ada!"
    assert not press(entry, pygame.K_q, CMD)
    assert not press(entry, pygame.K_s, CMD)


@pytest.mark.parametrize("code", [pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_TAB, pygame.K_F11])
def test_keys_of_the_scene_are_left_to_it(code: int, entry: Entry) -> None:
    assert not press(entry, code)


def test_editing_goes_on_while_its_key_is_held_and_pasting_does_not(
    entry: Entry, clipboard: list[str]
) -> None:
    clipboard.append("!")
    for code, mod in ((pygame.K_v, CTRL), (pygame.K_BACKSPACE, 0)):
        entry.typed(Event(pygame.KEYDOWN, key=code, mod=mod, unicode="", repeat=True))
    assert entry.text == "Ad"


def test_the_line_lets_no_key_of_the_game_repeat(entry: Entry) -> None:
    assert pygame.key.get_repeat() == (0, 0)
    entry.focus(here=False)
    entry.focus(here=True)
    assert pygame.key.get_repeat() == (0, 0)
