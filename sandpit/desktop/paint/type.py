"""Type: the roles that text plays, their sizes, and rendering with a cache."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import pygame
from pygame import Color, Surface
from pygame.font import Font

from sandpit.library import asset
from sandpit.library.typeface import lacking


class Face(StrEnum):
    """The four cuts of the one typeface; the value is the file's stem."""

    REGULAR = "SandpitSans-Regular"
    ITALIC = "SandpitSans-Italic"
    SEMIBOLD = "SandpitSans-SemiBold"

    @property
    def path(self) -> Path:
        """Where its file lies, in an installed game or in the checkout."""
        return asset("fonts", f"{self.value}.ttf")


class Role(StrEnum):
    """What a piece of text is for."""

    DISPLAY = "display"
    TITLE = "title"
    HEADING = "heading"
    CARD = "card"
    BODY = "body"
    STORY = "story"
    LABEL = "label"
    NUMBER = "number"
    SMALL = "small"
    AXIS = "axis"
    FLAG = "flag"
    CONTOUR = "contour"


class Style(NamedTuple):
    """How a role is set: cut, size in design pixels, distance of lines in sizes."""

    face: Face
    size: float
    leading: float


STYLES: Mapping[Role, Style] = {
    Role.DISPLAY: Style(Face.SEMIBOLD, 56, 1.15),
    Role.TITLE: Style(Face.SEMIBOLD, 32, 1.2),
    Role.HEADING: Style(Face.SEMIBOLD, 22, 1.3),
    Role.CARD: Style(Face.SEMIBOLD, 19, 1.2),
    Role.BODY: Style(Face.REGULAR, 18, 1.45),
    Role.STORY: Style(Face.ITALIC, 19, 1.45),
    Role.LABEL: Style(Face.SEMIBOLD, 16, 1.35),
    Role.NUMBER: Style(Face.SEMIBOLD, 18, 1.35),
    Role.SMALL: Style(Face.REGULAR, 15, 1.4),
    Role.AXIS: Style(Face.ITALIC, 17, 1.3),
    Role.FLAG: Style(Face.SEMIBOLD, 14, 1.2),
    Role.CONTOUR: Style(Face.SEMIBOLD, 15, 1.4),
}
"""The scale of type; every role has a line."""

LEAST = 9
"""No text is set smaller than this many pixels."""


class Type:
    """The typeface at one scale: 1.0 is for a window 720 pixels high.

    `text` is how much larger than usual the letters are, and nothing else. Rendered surfaces are
    shared with later calls: blit them, never draw on them.
    """

    def __init__(self, scale: float, text: float = 1.0) -> None:
        if not pygame.font.get_init():
            pygame.font.init()
        self.scale = scale
        self.text = text
        self.font = lru_cache(maxsize=None)(self._font)
        self._set = lru_cache(maxsize=2048)(self._make)

    @cached_property
    def hair(self) -> int:
        """The width of a thin line in pixels, at least 1."""
        return self.px(1.25)

    def px(self, length: float) -> int:
        """Return a length in design pixels as whole pixels of the screen, at least 1."""
        return max(1, round(length * self.scale))

    def em(self, length: float) -> int:
        """Return a length in design pixels that grows with the letters, in pixels of the screen."""
        return self.px(length * self.text)

    def line(self, role: Role) -> int:
        """Return the distance between two lines of text, in pixels."""
        style = STYLES[role]
        return max(LEAST, self.em(style.size * style.leading))

    def size(self, text: str, role: Role) -> tuple[int, int]:
        """Return the width and height that one line of text takes, in pixels."""
        if lacking(text):
            return self._set(text, role, (0, 0, 0), 0).get_size()
        return self.font(role).size(text)

    def render(self, text: str, role: Role, color: Color) -> Surface:
        """Return one line of text on a transparent ground."""
        return self._set(text, role, tuple(color), 0)

    def wrap(self, text: str, role: Role, color: Color, width: int) -> Surface:
        """Return text broken into lines of at most `width` pixels; newlines are kept."""
        return self._set(text, role, tuple(color), max(1, width))

    def _font(self, role: Role, file: str | None = None) -> Font:
        """Return the font of a role: the game's own, or that of a file at the same size."""
        style = STYLES[role]
        font = Font(file or style.face.path, max(LEAST, self.em(style.size)))
        font.set_linesize(self.line(role))
        return font

    def _make(self, text: str, role: Role, color: tuple[int, ...], width: int) -> Surface:
        if lacking(text):
            from sandpit.desktop.paint.runs import set_text
            from sandpit.desktop.paint.system_fonts import system_fonts

            def fonts(file: str | None) -> Font:
                return self.font(role, file)

            return set_text(text, fonts, color, width, system_fonts())
        return self.font(role).render(text, antialias=True, color=color, wraplength=width)
