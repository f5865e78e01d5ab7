"""How large the window opens, what is remembered of it, and what the system is told of it."""

import ctypes
import os
import sys
from types import SimpleNamespace

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.desktop.hints import APP_ID, HINTS, give_hints
from sandpit.desktop.opening import SMALLEST, USUAL, Placement, least, opening, usable

DESKTOPS = ((1024, 768), (1280, 720), (1366, 768), (1600, 900), (1920, 1080), (3840, 2160))
TASKBAR, TITLE = 48, 31
"""The bars of Windows, in pixels of a screen of the usual density."""

sides = st.integers(320, 16_000)
desktops = st.tuples(sides, sides)


@pytest.mark.parametrize("desktop", DESKTOPS)
def test_a_new_window_fits_beside_a_taskbar_and_below_its_title(desktop: tuple[int, int]) -> None:
    width, height = opening(desktop)
    assert width <= desktop[0]
    assert height + TASKBAR + TITLE <= desktop[1]
    assert width >= SMALLEST[0]
    assert height >= SMALLEST[1]


@pytest.mark.parametrize(
    ("desktop", "size"),
    [((1920, 1080), USUAL), ((2560, 1440), (1707, 960)), ((3840, 2160), (2560, 1440))],
)
def test_a_new_window_is_in_proportion_to_a_large_desktop(
    desktop: tuple[int, int], size: tuple[int, int]
) -> None:
    assert opening(desktop) == size


@given(desktops, st.none() | desktops)
def test_no_window_is_larger_than_the_desktop_or_smaller_than_it_must_be(
    desktop: tuple[int, int], remembered: tuple[int, int] | None
) -> None:
    size, room, floor = opening(desktop, remembered), usable(desktop), least(desktop)
    assert all(low <= side <= most for low, side, most in zip(floor, size, room, strict=True))
    if remembered is not None:
        fits = all(a <= b <= c for a, b, c in zip(floor, remembered, room, strict=True))
        assert not fits or size == remembered


NORMAL, LARGE = (900, 650), (1366, 749)


def test_a_maximised_window_remembers_the_size_that_it_goes_back_to() -> None:
    told_first = Placement(USUAL).resized(NORMAL).stretched(LARGE).resized(LARGE)
    sized_later = Placement(USUAL).resized(NORMAL).stretched(NORMAL).resized(LARGE)
    sized_first = Placement(USUAL).resized(NORMAL).resized(LARGE).stretched(LARGE)
    for placement in (told_first, sized_later, sized_first):
        assert (placement.size, placement.maximised) == (NORMAL, True)
        back = placement.restored().resized(NORMAL)
        assert (back.size, back.maximised) == (NORMAL, False)


def test_a_window_that_shrinks_is_not_maximised_any_more_though_nobody_said_so() -> None:
    placement = Placement(NORMAL, maximised=True).resized(LARGE)
    assert placement.maximised
    assert placement.resized((1366, 700)).size == (1366, 700)
    assert not placement.resized((1366, 700)).maximised


def test_the_system_is_told_of_the_program_but_not_over_its_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in HINTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SDL_WINDOWS_DPI_AWARENESS", "unaware")
    give_hints()
    assert os.environ["SDL_WINDOWS_DPI_AWARENESS"] == "unaware"
    assert os.environ["SDL_VIDEO_X11_WMCLASS"] == "Sandpit"
    monkeypatch.delenv("SDL_WINDOWS_DPI_AWARENESS")
    give_hints()
    assert os.environ["SDL_WINDOWS_DPI_AWARENESS"] == "permonitorv2"


def test_the_taskbar_of_windows_is_told_whose_window_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    give_hints()
    assert told == ([APP_ID] if sys.platform == "win32" else [])
    monkeypatch.setattr(sys, "platform", "win32")
    give_hints()
    assert told[-1:] == [APP_ID]


def test_the_display_opens_only_after_the_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    from sandpit.desktop import screen

    order: list[str] = []
    init = pygame.display.init
    monkeypatch.setattr(screen, "give_hints", lambda: order.append("hints"))

    def opened() -> None:
        order.append("display")
        init()

    monkeypatch.setattr(pygame.display, "init", opened)
    screen.Window()
    assert order == ["hints", "display"]
    pygame.quit()
