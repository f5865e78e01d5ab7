"""Where frames are shown: a window, or a surface that nobody sees."""

import os
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

import pygame
from pygame import Rect, Surface

from sandpit.desktop.cursor import Cursor
from sandpit.desktop.hints import give_hints
from sandpit.desktop.opening import USUAL, Placement, Size, least, opening
from sandpit.desktop.paint.icon import icon
from sandpit.errors import DisplayError
from sandpit.library.settings import Settings


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

    def stretch(self, *, maximised: bool) -> None:
        """Take note that the window has been maximised, or is so no longer."""


class Window:
    """A window of the desktop that can be resized, maximised, and fill the screen."""

    def __init__(self, size: Size = USUAL, *, whole: bool = False, maximised: bool = False) -> None:
        _open_display()
        pygame.display.set_icon(icon(64))
        self._placement = Placement(size, maximised)
        self._whole = whole
        self._cursor = Cursor.ARROW
        self._open()

    @classmethod
    def of(cls, settings: Settings) -> "Window":
        """Open the window as it was left, as far as the desktop has room for it."""
        _open_display()
        return cls(
            opening(_desktop(), settings.window),
            whole=settings.fullscreen,
            maximised=settings.maximised,
        )

    @property
    def surface(self) -> Surface:
        surface = pygame.display.get_surface()
        if surface is None:
            raise RuntimeError("the window is closed")
        return surface

    def remembered(self, settings: Settings) -> Settings:
        """Return the settings with how the window stands, or stood before it filled the screen."""
        width, height = self._placement.size
        return replace(
            settings,
            window_width=width,
            window_height=height,
            maximised=self._placement.maximised,
        )

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
                self._placement = replace(self._placement, at=pygame.display.get_window_position())
            self._whole = whole
            self._open()

    def settle(self) -> None:
        if self._whole:
            return
        size = self.surface.get_size()
        floor = least(_desktop())
        held = (max(size[0], floor[0]), max(size[1], floor[1]))
        self._placement = self._placement.resized(held)
        if held != size:
            self._open()

    def stretch(self, *, maximised: bool) -> None:
        if not self._whole:
            size = self.surface.get_size()
            place = self._placement
            self._placement = place.stretched(size) if maximised else place.restored()

    def _open(self) -> None:
        if self._whole:
            pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            with warnings.catch_warnings():
                # A tiling window manager gives the window the size that it likes.
                warnings.filterwarnings("ignore", "Requested window was forcibly resized")
                pygame.display.set_mode(self._placement.size, pygame.RESIZABLE)
            self._put_back()
        pygame.display.set_caption("Sandpit")

    def _put_back(self) -> None:
        """Put the window where it was, and maximise it if it was so."""
        if self._placement.at is not None:
            pygame.display.set_window_position(self._placement.at)
        if self._placement.maximised:
            with warnings.catch_warnings(), suppress(AttributeError, pygame.error):
                # pygame-ce has no other way to maximise its window, and may take this one away.
                warnings.simplefilter("ignore", DeprecationWarning)
                pygame.Window.from_display_module().maximize()


def _desktop() -> Size:
    """Return the size of the desktop that the window opens on."""
    width, height = pygame.display.get_desktop_sizes()[0]
    return width, height


_BLIND = frozenset({"dummy", "offscreen", "evdev"})
"""Drivers that show nothing: SDL takes one of them where there is no screen."""


def _open_display() -> None:
    """Open SDL's display; raises DisplayError where there is none that anybody can see."""
    give_hints()
    cure = "play on a computer with a screen; `sandpit draw` and `sandpit score` need none"
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

    def stretch(self, *, maximised: bool) -> None:
        """Stay as it is: nobody maximises a canvas."""
