"""Where frames are shown: a window, or a surface that nobody sees."""

import os
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import pygame
from pygame import Rect, Surface

from sandpit.desktop.cursor import Cursor
from sandpit.desktop.paint.icon import icon
from sandpit.errors import DisplayError

SMALLEST = (800, 600)
"""The least size of the window."""

OPENING = (1280, 720)
"""The size of the window when it opens."""


class Screen(Protocol):
    """What the app draws on."""

    @property
    def surface(self) -> Surface:
        """What is drawn on now; its size is the window's."""

    def show(self, rects: Sequence[Rect]) -> None:
        """Bring these parts of the surface before the player's eyes."""

    def point(self, cursor: Cursor) -> None:
        """Give the mouse's cursor a shape."""

    def fill(self, *, whole: bool) -> None:
        """Take the whole screen, or only a window."""

    def settle(self) -> None:
        """See to it that what was resized is not smaller than it may be."""


class Window:
    """A window of the desktop that can be resized and fill the screen."""

    def __init__(self, size: tuple[int, int] = OPENING, *, whole: bool = False) -> None:
        os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "Sandpit")
        _open_display()
        pygame.display.set_icon(icon(64))
        self._size = size
        self._whole = whole
        self._cursor = Cursor.ARROW
        self._open()

    @property
    def surface(self) -> Surface:
        surface = pygame.display.get_surface()
        if surface is None:
            raise RuntimeError("the window is closed")
        return surface

    def show(self, rects: Sequence[Rect]) -> None:
        pygame.display.update(list(rects))

    def point(self, cursor: Cursor) -> None:
        if cursor is not self._cursor:
            self._cursor = cursor
            with suppress(pygame.error):  # some desktops have but one shape
                pygame.mouse.set_cursor(cursor.value)

    def fill(self, *, whole: bool) -> None:
        if whole != self._whole:
            if whole:
                self._size = self.surface.get_size()
            self._whole = whole
            self._open()

    def settle(self) -> None:
        size = self.surface.get_size()
        least = (max(size[0], SMALLEST[0]), max(size[1], SMALLEST[1]))
        if least != size and not self._whole:
            self._size = least
            self._open()

    def _open(self) -> None:
        if self._whole:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            with warnings.catch_warnings():
                # A tiling window manager gives the window the size that it likes.
                warnings.filterwarnings("ignore", "Requested window was forcibly resized")
                pygame.display.set_mode(self._size, pygame.RESIZABLE)
        pygame.display.set_caption("Sandpit")


_BLIND = frozenset({"dummy", "offscreen", "evdev"})
"""Drivers that show nothing: SDL takes one of them where there is no screen."""


def _open_display() -> None:
    """Open SDL's display; raises DisplayError where there is none that anybody can see."""
    cure = "play where there is a screen; `sandpit draw` and `sandpit score` need none"
    try:
        pygame.display.init()
    except pygame.error as error:
        raise DisplayError(f"no window can be opened: {error}", cure=cure) from None
    if pygame.display.get_driver() in _BLIND and "SDL_VIDEODRIVER" not in os.environ:
        raise DisplayError("no window can be opened: there is no screen here", cure=cure)


class Canvas:
    """A surface of a fixed size that is never shown."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._surface = Surface(size, 0, 32)

    @property
    def surface(self) -> Surface:
        return self._surface

    def show(self, rects: Sequence[Rect]) -> None:
        """Show nothing: whoever made the canvas looks at its surface."""

    def point(self, cursor: Cursor) -> None:
        """Show nothing: there is no mouse."""

    def fill(self, *, whole: bool) -> None:
        """Stay as it is."""

    def settle(self) -> None:
        """Stay as it is: a canvas may have any size."""
