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
from sandpit.desktop.paint.layers import part, stamp
from sandpit.desktop.paint.planting import Site, plant
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.shapes import bar, disc, shape, star
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

    def foot(self, reading: Reading) -> Pixel:
        """Return where a reading's flag stands: on its dip, or lower where it would be cut off."""
        (x, y), px = self.spot(reading), self.look.type.px
        return x, max(y, float(self.pane.plot.top + px(flags.Pole.SHORT.value) + px(3)))

    def place(self, target: Surface, reading: Reading, near: int) -> None:
        """Draw the hole of a dip, as strong as it is near."""
        if near >= STEPS:
            marks.draw_dip(target, self.look, self.spot(reading))
        else:
            stamp(target, _hole(self.look, near), self.spot(reading))

    def shape(self, target: Surface, reading: Reading, rank: Rank) -> None:
        """Draw the latest dip as a disc, the best one as a star, without words."""
        theme, scale, spot = self.look.theme, self.look.type.scale, self.spot(reading)
        color = theme.flag if rank.latest else theme.stroke
        if rank.best:
            sprite, middle = _star(self.look, rank.latest)
            stamp(target, sprite, (spot[0] + middle[0], spot[1] + middle[1]))
        else:
            disc(target, theme.rim, spot, 9.0 * scale)
            disc(target, color, spot, 6.5 * scale)

    def flag(self, target: Surface, reading: Reading, rank: Rank, t: float = 1.0) -> None:
        """Plant a flag where it can be read inside the slice; t unfurls it."""
        foot = self.foot(reading)
        site = Site(self.look, self.pane.plot, np.array([foot]))
        planted = plant(site, [(flags.Flag(reading.number, rank), foot)])
        for stand, foot in planted.flags.values():
            flags.draw_flag(target, self.look, foot, stand, t)

    def measured(self, target: Surface, reading: Reading, t: float) -> None:
        """Draw a dip on its slice with all that it showed; t lets its arrow grow."""
        if Remark.HIT_THE_WALL in reading.remarks:
            self._draw_walls(target, reading)
        if Remark.LOCAL_OPTIMUM in reading.remarks:
            marks.draw_stuck(target, self.look, self.spot(reading))
        arrow = self.arrow(reading)
        if arrow is not None:
            draw_arrow(target, self.look, arrow, t)
        elif reading.gradient is not None and not self.pane.is_map:
            self._draw_level(target, reading)
        marks.draw_dip(target, self.look, self.spot(reading))

    def dipping(self, target: Surface, reading: Reading, rank: Rank, t: float) -> None:
        """Draw the stick going in, and what it shows as it does; t runs from 0 to 1."""
        marks.draw_stick(target, self.look, self.spot(reading), t)
        if t >= 0.4:
            self.measured(target, reading, part(t, 0.5, 1.0))
        if t >= 0.55:
            self.flag(target, reading, rank, part(t, 0.55, 0.9))

    def dipping_small(self, target: Surface, reading: Reading, rank: Rank, t: float) -> None:
        """Draw the stick going in where a slice is small, and the dip's sign once it is in."""
        if t >= 0.4:
            self.shape(target, reading, rank)
        marks.draw_stick(target, self.look, self.spot(reading), t)

    def echo(self, target: Surface, at: Pixel) -> None:
        """Draw the small sign of a cursor that moves in another slice."""
        disc(target, self.look.theme.rim, at, 4.6 * self.look.type.scale)
        disc(target, self.look.theme.flag, at, 2.8 * self.look.type.scale)

    def arrow(self, reading: Reading) -> tuple[Pixel, Pixel] | None:
        """Return a reading's arrow as it lies in the slice, (its middle, its vector), if it does.

        In a map it is the arrow's projection, in a profile an arrow along the tangent.
        """
        if reading.gradient is None:
            return None
        vector = self._projection(reading) if self.pane.is_map else self._tangent(reading)
        return None if vector is None else (self.spot(reading), vector)

    def _projection(self, reading: Reading) -> Pixel | None:
        """Return an arrow's projection in pixels, unless it hardly lies in the slice."""
        arrow = displacement(self.brief, reading, self.gauge)
        if arrow is None:
            return None
        shares = STRETCH * arrow / self.brief.box.extent
        x, y = (float(shares[axis]) for axis in self.pane.axes)
        if np.hypot(x, y) < SHORT * float(np.linalg.norm(shares)):
            return None
        return x * self.pane.plot.width, -y * self.pane.plot.height

    def _tangent(self, reading: Reading) -> Pixel | None:
        """Return the way along a profile's tangent in pixels; None where the ground is level."""
        assert reading.gradient is not None
        slope = float(reading.gradient[self.pane.axes[0]])
        if slope == 0.0:
            return None
        frame, plot = self.pane.frame(self.heights), self.pane.plot
        rise = slope * plot.height / frame.up.size / (plot.width / frame.across.size)
        length = 0.4 * min(plot.size) / float(np.hypot(1.0, rise))
        way = math.copysign(length, slope) * self.brief.goal.sign
        return way, -way * rise

    def _draw_level(self, target: Surface, reading: Reading) -> None:
        """Draw the tangent of a profile where the ground is level."""
        half, (x, y) = 0.2 * min(self.pane.plot.size), self.spot(reading)
        for color, width in ((self.look.theme.rim, 5.0), (self.look.theme.stroke, 2.2)):
            bar(target, color, (x - half, y), (x + half, y), width * self.look.type.scale)

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


@lru_cache(maxsize=16)
def _star(look: Look, latest: bool) -> tuple[Surface, Pixel]:  # noqa: FBT001 (a key of the cache)
    color = look.theme.flag if latest else look.theme.stroke
    return shape(star(11.0 * look.type.scale), color, look.theme.rim, 2.4 * look.type.scale)


def _faded(sprite: Surface, near: int) -> Surface:
    """Return a premultiplied sprite with `near` of STEPS of its strength."""
    share = round(255 * min(near, STEPS) / STEPS)
    sprite.fill((share, share, share, share), special_flags=pygame.BLEND_RGBA_MULT)
    return sprite
