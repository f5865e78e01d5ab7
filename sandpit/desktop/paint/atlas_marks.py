"""The marks in one slice of an atlas: dips that fade with their distance, arrows, flags."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame
from pygame import Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.arrows import displacement, draw_arrow
from sandpit.desktop.paint.atlas_layout import Pane
from sandpit.desktop.paint.flags import Rank
from sandpit.desktop.paint.layers import part, smooth, stamp
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.shapes import bar, disc
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Brief, Reading, Remark
from sandpit.surfaces import Array

SIGHT = 0.5
"""At this distance from a slice, as a share of the axes, a dip has faded as far as dips do."""
STEPS = 8
"""Dips fade in so many steps."""
FAINTEST = 2
"""The farthest dips have so many of these steps left, and no flag."""
STRETCH = 1.7
"""Arrows are longer than on a map by this factor: of most, each slice shows but a part."""
SHORT = 0.12
"""An arrow whose projection is below this share of its length points out of the slice."""


def nearness(brief: Brief, pane: Pane, at: Array, point: Array) -> int:
    """Return how near a place is to a slice through `point`: STEPS on it, FAINTEST if far."""
    squares: list[float] = (((at - point) / brief.box.extent) ** 2).tolist()
    away = sum(square for axis, square in enumerate(squares) if axis not in pane.axes)
    share = 1.0 - math.sqrt(away) / SIGHT
    return max(FAINTEST, round(STEPS * max(0.0, share)))


@dataclass(frozen=True)
class Marker:
    """Draws the readings of a game into one slice; `gauge` is that of the arrows."""

    look: Look
    brief: Brief
    pane: Pane
    heights: Spread | None
    """What the profiles show upwards, once any height is known."""
    gauge: float

    def spot(self, reading: Reading) -> Pixel:
        """Return the pixel that a reading is projected to."""
        return self.pane.spot(reading.at, reading.height, self.heights)

    def place(self, target: Surface, reading: Reading, near: int) -> None:
        """Draw the hole of a dip, as strong as it is near."""
        if near >= STEPS:
            marks.draw_dip(target, self.look, self.spot(reading))
        else:
            stamp(target, _hole(self.look, near), self.spot(reading))

    def flag(self, target: Surface, reading: Reading, rank: Rank, near: int) -> None:
        """Plant a flag as strong as it is near, held inside the slice."""
        sprite = _flag(self.look, reading.number, rank, near)
        x, y = self.spot(reading)
        foot = self.look.type.px(3)
        place = sprite.get_rect(bottomleft=(round(x) - foot, round(y) + foot))
        held = place.clamp(self.pane.plot)
        target.blit(sprite, held, special_flags=pygame.BLEND_PREMULTIPLIED)

    def pennant(self, target: Surface, reading: Reading, near: int) -> None:
        """Plant a small flag without a number: where there is no room for more."""
        sprite = _pennant(self.look, near)
        x, y = self.spot(reading)
        foot = self.look.type.px(3)
        place = sprite.get_rect(bottomleft=(round(x) - foot, round(y) + foot))
        target.blit(sprite, place, special_flags=pygame.BLEND_PREMULTIPLIED)

    def measured(self, target: Surface, reading: Reading, t: float) -> None:
        """Draw a dip on its slice with all that it showed; t lets its arrow grow."""
        if Remark.HIT_THE_WALL in reading.remarks:
            self._draw_walls(target, reading)
        if Remark.LOCAL_OPTIMUM in reading.remarks:
            marks.draw_stuck(target, self.look, self.spot(reading))
        if reading.gradient is not None and self.pane.is_map:
            self._draw_arrow(target, reading, t)
        elif reading.gradient is not None:
            self._draw_tangent(target, reading, float(reading.gradient[self.pane.axes[0]]), t)
        marks.draw_dip(target, self.look, self.spot(reading))

    def dipping(self, target: Surface, reading: Reading, rank: Rank | None, t: float) -> None:
        """Draw the stick going in, and what it shows as it does; t runs from 0 to 1."""
        marks.draw_stick(target, self.look, self.spot(reading), t)
        if t >= 0.4:
            self.measured(target, reading, part(t, 0.5, 1.0))
        if t >= 0.55 and rank is not None:
            self.flag(target, reading, rank, round(STEPS * part(t, 0.55, 0.9)))

    def echo(self, target: Surface, at: Pixel) -> None:
        """Draw the small sign of a cursor that moves in another slice."""
        disc(target, self.look.theme.rim, at, 4.6 * self.look.type.scale)
        disc(target, self.look.theme.flag, at, 2.8 * self.look.type.scale)

    def _draw_arrow(self, target: Surface, reading: Reading, t: float) -> None:
        """Draw an arrow's projection, unless it hardly lies in the slice."""
        arrow = displacement(self.brief, reading, self.gauge)
        if arrow is None:
            return
        shares = STRETCH * arrow / self.brief.box.extent
        x, y = (float(shares[axis]) for axis in self.pane.axes)
        if np.hypot(x, y) >= SHORT * float(np.linalg.norm(shares)):
            vector = (x * self.pane.plot.width, -y * self.pane.plot.height)
            draw_arrow(target, self.look, (self.spot(reading), vector), t)

    def _draw_tangent(self, target: Surface, reading: Reading, slope: float, t: float) -> None:
        """Draw the slope along a profile's axis as an arrow along its tangent."""
        frame, plot, (x, y) = self.pane.frame(self.heights), self.pane.plot, self.spot(reading)
        rise = slope * plot.height / frame.up.size / (plot.width / frame.across.size)
        length = 0.4 * min(plot.size) / float(np.hypot(1.0, rise))
        way = float(np.sign(slope)) * self.brief.goal.sign
        if way:
            draw_arrow(target, self.look, ((x, y), (way * length, -way * rise * length)), t)
            return
        for color, width in ((self.look.theme.rim, 5.0), (self.look.theme.stroke, 2.2)):
            ends = (x - length / 2, y), (x + length / 2, y)
            bar(target, color, *ends, width * self.look.type.scale)

    def _draw_walls(self, target: Surface, reading: Reading) -> None:
        box, at = self.brief.box, reading.at
        near = np.minimum(at - box.lower, box.upper - at) <= 1e-9 * box.extent
        for axis, along in zip(self.pane.axes, ((0.0, 1.0), (1.0, 0.0)), strict=False):
            if near[axis]:
                marks.draw_wall(target, self.look, self.spot(reading), along)


@lru_cache(maxsize=64)
def _hole(look: Look, near: int) -> Surface:
    side = 2 * look.type.px(8) + 1
    sprite = Surface((side, side), pygame.SRCALPHA, 32)
    marks.draw_dip(sprite, look, (side / 2, side / 2))
    return _faded(sprite.premul_alpha(), near)


@lru_cache(maxsize=512)
def _flag(look: Look, number: int, rank: Rank, near: int) -> Surface:
    room = flags.flag_rect(look, (0, 0))
    sprite = Surface(room.size, pygame.SRCALPHA, 32)
    foot = (look.type.px(3), room.height - look.type.px(3))
    flags.draw_flag(sprite, look, foot, flags.Flag(number, rank))
    return _faded(sprite.subsurface(sprite.get_bounding_rect()).copy(), near)


@lru_cache(maxsize=64)
def _pennant(look: Look, near: int) -> Surface:
    px, theme = look.type.px, look.theme
    size = (px(18), px(26))

    def paint(big: Surface, n: int) -> None:
        pole, top, foot = (px(3) + 0.5) * n, px(2) * n, big.get_height() - px(3) * n
        cloth = [(pole, top), (pole + px(12) * n, top + px(5) * n), (pole, top + px(10) * n)]
        bar(big, theme.rim, (pole, top - n), (pole, foot), 5.0 * look.type.scale * n)
        bar(big, theme.stroke, (pole, top), (pole, foot), 2.4 * look.type.scale * n)
        pygame.draw.polygon(big, theme.rim, cloth)
        pygame.draw.lines(
            big,
            theme.stroke,
            closed=True,
            points=cloth,
            width=max(n, round(1.5 * look.type.scale * n)),
        )

    return _faded(smooth(size, paint), near)


def _faded(sprite: Surface, near: int) -> Surface:
    """Return a premultiplied sprite with `near` of STEPS of its strength."""
    share = round(255 * min(near, STEPS) / STEPS)
    sprite.fill((share, share, share, share), special_flags=pygame.BLEND_RGBA_MULT)
    return sprite
