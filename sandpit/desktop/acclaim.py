"""The words at a find, large over the plot, and how the moment passes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.layers import ease, mix, part
from sandpit.desktop.paint.shapes import circle
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.plot import Plot

WORDS = "Found it!"

RISE, STAY, FADE = 0.45, 1.45, 0.5
"""Seconds in which the words rise, stay, and fade again."""
TRACE = 0.85
"""Seconds in which the path to the find is drawn."""
LIGHT = 2.4
"""Seconds in which the light wells up and comes to rest: as long as the words are there."""
LIFT = 16.0
"""How far the words rise, in design pixels."""
RIM = 2.6
"""How wide the words' light edge is, in design pixels."""
STEPS = 16
"""The words come and go in so many steps of their strength."""


@dataclass(frozen=True)
class Find:
    """The moment of a find, `passed` seconds after the stick has told of it."""

    passed: float

    @property
    def traced(self) -> float:
        """How much of the path has been drawn, 0 to 1."""
        return ease(part(self.passed, 0.0, TRACE))

    @property
    def light(self) -> float:
        """How far the light around the find has come, 0 to 1."""
        return part(self.passed, 0.0, LIGHT)

    @property
    def risen(self) -> float:
        """How far the words have risen, 0 to 1."""
        return 1.0 - (1.0 - part(self.passed, 0.0, RISE)) ** 3

    @property
    def strength(self) -> float:
        """How strong the words are, 0 to 1."""
        gone = part(self.passed, RISE + STAY, RISE + STAY + FADE)
        return ease(part(self.passed, 0.0, RISE)) * (1.0 - ease(gone))


@dataclass(frozen=True)
class _Shown:
    """The words as they stand: how high over their place, in pixels, and in which of STEPS."""

    lift: int
    step: int


class Acclaim(Part):
    """The words beside the dip that found; nothing before it, and nothing once they are gone."""

    floating: ClassVar[bool] = True

    def __init__(self, kit: Kit, plot: Plot) -> None:
        super().__init__("acclaim", Rect(plot.rect.topleft, (0, 0)), kit)
        self._plot = plot
        self._now: _Shown | None = None
        self._before = Rect(0, 0, 0, 0)

    @property
    def text(self) -> str:
        """What it says now."""
        return WORDS if self._now is not None else ""

    def show(self, find: Find) -> None:
        """Show the words as they are at a moment of a find."""
        step = round(STEPS * find.strength)
        lift = self.kit.px(LIFT * (1.0 - find.risen)) if find.risen < 1.0 else 0
        now = _Shown(lift, step) if step > 0 else None
        if now != self._now:
            self._now = now
            self.rect = self._place(lift) if now is not None else Rect(self.rect.topleft, (0, 0))
            self.touch()

    def soiled(self) -> list[Rect]:
        rects = [self.rect, self._before]
        self._before = self.rect.copy()
        return rects

    def draw(self, target: Surface) -> None:
        if self._now is not None:
            image = _words(self.kit.look)
            image.set_alpha(round(255 * self._now.step / STEPS))
            target.blit(image, self.rect)

    def _place(self, lift: int) -> Rect:
        place = self._plot.view.beside_last(_words(self.kit.look).get_size())
        return place.move(0, lift)


@lru_cache(maxsize=8)
def _words(look: Look) -> Surface:
    """Return the words in the flag's colour, with a light edge and a soft shadow below."""
    type_, theme = look.type, look.theme
    ink = type_.render(WORDS, Role.DISPLAY, theme.flag)
    light = type_.render(WORDS, Role.DISPLAY, theme.rim)
    dark = type_.render(WORDS, Role.DISPLAY, mix(theme.stroke, theme.flag, 0.3))
    rim, drop = type_.px(RIM), type_.px(3)
    room = rim + 4 * drop
    size = (ink.get_width() + 2 * room, ink.get_height() + 2 * room)
    shadow = Surface(size, pygame.SRCALPHA, 32)
    for x, y in circle((room, room + drop), rim, 24):
        shadow.blit(dark, (round(x), round(y)))
    shadow = pygame.transform.gaussian_blur(shadow.premul_alpha(), max(1, round(1.5 * drop)))
    shadow.set_alpha(60)
    image = Surface(size, pygame.SRCALPHA, 32)
    image.blit(shadow, (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
    for x, y in circle((room, room), rim, 32):
        image.blit(light, (round(x), round(y)))
    image.blit(ink, (room, room))
    return image
