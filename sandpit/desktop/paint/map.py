"""The plot of two axes: a map seen from above."""

import math
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.arrows import (
    REACH,
    displacement,
    draw_arrow,
    gauge,
    shown_length,
    tips,
)
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.curvature import draw_axes, draw_velocity
from sandpit.desktop.paint.flags import TOP, Wind, flag_rect
from sandpit.desktop.paint.frame import (
    Frame,
    draw_across,
    draw_border,
    draw_grid,
    draw_up,
    named,
    room_below,
)
from sandpit.desktop.paint.plot_view import PlotView
from sandpit.desktop.paint.relief import CELL, relief, seen_spread
from sandpit.desktop.paint.sand import Blanket, edges, sand, shaded
from sandpit.desktop.paint.scale import Spread, place_step, ticks, written
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.stills import Ground
from sandpit.desktop.paint.taylor import draw_patch
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Pixel
from sandpit.game import Cover, Reading, Remark, Session
from sandpit.game.sight import Mask, under_sand
from sandpit.surfaces import Array

CELLS = (128, 512)
"""The fewest and the most cells along a side of the grid on which heights are asked for."""
SHADOW = 0.5
"""How dark the sand's edge shades the ground, 0 to 1."""
STROKE = 7.0
"""Flags keep clear of points so far apart along a strong arrow, in design pixels."""
LEVEL = 0.2
"""An arrow that rises less than this share of its width passes below the flags on either side."""
LONGEST = 2.5
"""A map of axes in one unit keeps its true proportions up to this ratio of its sides at most."""


class Margins(NamedTuple):
    """The room around a plot's ground, in pixels."""

    left: int
    above: int
    right: int
    below: int


class MapView(PlotView):
    """The map of a level with two axes."""

    elbow: ClassVar[float] = 18.0

    _gauge = 1.0

    def refresh(self, session: Session) -> None:
        """Paint the cached layers anew, with one scale for all arrows."""
        self._gauge = self._measure(session.state.readings)
        super().refresh(session)

    def _measure(self, readings: Sequence[Reading]) -> float:
        """Return the scale of all arrows; it asks for every reading, so it is asked but once."""
        return gauge(self.brief, readings)

    def _margins(self) -> Margins:
        """Return the room around the ground: numbers, flags, the key of heights, names."""
        kind = self.look.type
        right = kind.px(38) + kind.em(40)
        below = room_below(self.brief.axes[0], self.look, right)
        return Margins(kind.px(12) + kind.em(40), kind.px(TOP + 6), right, below)

    def _layout(self) -> Rect:
        left, above, right, below = self._margins()
        width = max(16, self.rect.width - left - right)
        height = max(16, self.rect.height - above - below)
        ratio = self._proportion((width, height))
        plot_width = max(16, min(width, round(height * ratio)))
        plot_height = max(16, min(height, round(plot_width / ratio)))
        spare = (width - plot_width, height - plot_height)
        return Rect(left + spare[0] // 2, above + spare[1] // 2, plot_width, plot_height)

    def _proportion(self, free: tuple[int, int]) -> float:
        """Return the ratio of width to height: the true one where both axes share a unit.

        A ground that would take too little of the free room is stretched, as far as it must be.
        """
        one, other = self.brief.axes
        extent, (width, height) = self.brief.box.extent, free
        if one.unit != other.unit:
            return min(1.4, max(0.8, width / height))
        true = float(np.clip(extent[0] / extent[1], 1 / LONGEST, LONGEST))
        if true < width / height:
            return max(true, min(width / height, self.look.ground / height**2))
        return min(true, max(width / height, width**2 / max(1, self.look.ground)))

    @property
    def _frame(self) -> Frame:
        low, high = self.brief.box.lower, self.brief.box.upper
        across, up = (Spread(float(low[i]), float(high[i])) for i in (0, 1))
        return Frame(self._inner, across, up)

    def _spot(self, at: Array, height: float | None) -> Pixel:  # noqa: ARG002 - seen from above
        return self._frame.pixel(float(at[0]), float(at[1]))

    def _point(self, pixel: Pixel) -> Array:
        return np.array(self._frame.point(pixel))

    def _reach(self) -> float:
        share = (self.brief.win.distance or 0.0) / float(self.brief.box.extent[0])
        return share * self._inner.width

    def _tag(self, at: Array) -> str:
        x, y = (
            written(value, place_step(extent))
            for value, extent in zip(at.tolist(), self.brief.box.extent, strict=True)
        )
        return f"({x}, {y})"

    def _column(self, at: Array) -> Rect:
        spot = self._spot(at, None)
        longest = REACH * max(self._inner.size) / self.look.type.scale
        widest = flag_rect(self.look, spot)
        stick = self._around((spot[0], spot[1] - self.look.type.px(60)), 62)
        return self._around(spot, longest / 2 + 42).unionall([widest, stick])

    # Painting

    def _mesh(self) -> tuple[Array, Array]:
        """Return the places along both axes where heights are asked for."""
        low, high = self.brief.box.lower, self.brief.box.upper
        counts = [max(CELLS[0], min(CELLS[1], side // CELL)) + 1 for side in self._inner.size]
        across, up = (np.linspace(low[i], high[i], counts[i]) for i in (0, 1))
        return across, up

    def _heights(self, session: Session) -> Array:
        """Return the heights that are seen, shape (nx, ny); NaN is hidden."""
        return session.sight(*self._mesh())

    def _hidden(self, session: Session, heights: Array) -> Mask:
        """Tell where sand lies as it lay while playing, (across, up)."""
        return under_sand(session.state, self._mesh()) if self._over else np.isnan(heights)

    def _paint(self, session: Session) -> Ground:
        size = self._inner.size
        heights = self._heights(session)
        unseen = bool(np.isnan(heights).all())
        spread = seen_spread(heights, *self._known(heights))
        bare = self._background(None if unseen else spread)
        if unseen or spread is None:
            ground = sand(size, self.look.theme, self.look.type.scale)
        else:
            ground = relief(heights, size, spread, self.look, self.brief.win.height)
        bare.blit(ground, self._inner)
        return Ground(bare, self._sanded(self._hidden(session, heights)), self._inner.topleft)

    def _known(self, heights: Array) -> list[float]:
        """Return the heights read so far, where only part of the ground is seen."""
        if not np.isnan(heights).any():
            return []
        return [reading.height for reading in self._readings]

    def _sanded(self, hidden: Mask) -> Blanket | None:
        """Return the sand as it lay while playing; its edge shades the ground."""
        if self.brief.cover is Cover.OPEN:
            return None
        size, theme = self._inner.size, self.look.theme
        ground, dense, veil = sand(size, theme, self.look.type.scale), None, None
        if not hidden.all():
            dense, shadow = edges(hidden[:, ::-1], size)
            veil = shaded(size, shadow, theme.stroke, SHADOW)
        return Blanket(ground, dense, self._springs(), veil)

    def _background(self, spread: Spread | None) -> Surface:
        """Return the page around the ground with its axes, and the key if any height is seen."""
        picture = Surface(self.rect.size, 0, 32)
        picture.fill(self.look.theme.background)
        beside = self._margins().right
        draw_across(picture, self._frame, self.brief.axes[0], self.look, beside=beside)
        draw_up(picture, self._frame, named(self.brief.axes[1], self.look), self.look)
        if spread is not None:
            self._draw_key(picture, spread)
        return picture

    def _draw_key(self, picture: Surface, spread: Spread) -> None:
        theme, px = self.look.theme, self.look.type.px
        height = round(self._inner.height * 0.5)
        strip = Rect(self._inner.right + px(16), self._inner.bottom - height, px(13), height)
        table = theme.tint.table()
        scale = Surface((1, len(table)), 0, 32)
        pygame.surfarray.blit_array(scale, table[None, ::-1])
        picture.blit(pygame.transform.smoothscale(scale, strip.size), strip)
        pygame.draw.rect(picture, theme.edge, strip, self.look.type.hair)
        values, step = ticks(*spread, max(2, height // px(44)))
        for value in values.tolist():
            y = round(strip.bottom - (value - spread.low) / spread.size * height)
            picture.fill(theme.edge, Rect(strip.right, y, px(5), self.look.type.hair))
            label = self.look.type.render(written(value, step), Role.SMALL, theme.muted)
            picture.blit(label, label.get_rect(midleft=(strip.right + px(8), y)))
        title = self.look.type.render("height", Role.SMALL, theme.muted)
        picture.blit(title, title.get_rect(bottomleft=(strip.left, strip.top - px(6))))

    def _finish(self, target: Surface) -> None:
        draw_grid(target, self._frame, self.look)
        draw_border(target, self._frame, self.look)

    # Marks

    def _foot(self, reading: Reading) -> Pixel:
        return self._spot(reading.at, None)

    def _draw_measured(self, target: Surface, reading: Reading, t: float, coat: Coat) -> None:
        self._draw_remarks(target, reading, coat)
        arrow, old = self._held_arrow(reading), target.get_clip()
        if arrow is not None:
            target.set_clip(old.clip(self._inner))
            draw_arrow(target, self.look, arrow, t, coat)
            target.set_clip(old)
        marks.draw_dip(target, self.look, self._spot(reading.at, None), coat)

    def _held_arrow(self, reading: Reading) -> tuple[Pixel, Pixel] | None:
        """Return a reading's arrow, (its middle, its vector), its head inside the frame."""
        vector, spot = self._arrow(reading), self._spot(reading.at, None)
        if vector is None:
            return None
        _, (x, y) = tips(self.look, (spot, vector))
        held = self._inner.inflate(-2, -2)
        over = (
            max(held.left - x, 0.0) + min(held.right - x, 0.0),
            max(held.top - y, 0.0) + min(held.bottom - y, 0.0),
        )
        back = max(abs(o / v) if abs(v) > 1e-9 else 0.0 for o, v in zip(over, vector, strict=True))
        if back > 0.0 and self._inner.collidepoint(spot):
            spot = (spot[0] - back * vector[0], spot[1] - back * vector[1])
        return spot, vector

    def _strokes(self, reading: Reading) -> list[Pixel]:
        arrow = self._held_arrow(reading)
        if arrow is None or arrow[1] == (0.0, 0.0):
            return []
        tail, head = np.array(tips(self.look, arrow))
        count = 2 + int(math.dist(tail, head) / self.look.type.px(STROKE))
        return [(x, y) for x, y in np.linspace(head, tail, count).tolist()]

    def _draw_sketch(self, target: Surface, sketch: Sketch) -> None:
        reading = sketch.reading
        spot = self._spot(reading.at, None)
        if sketch.model is not None:
            unit = self.ways(0) / (np.array([self._inner.size]).T - 1)
            taken = self._crowd.planting.cloths()
            draw_patch(target, self.look, (spot, self._inner), (sketch.model, unit), taken)
        self._draw_curvature(target, reading)
        if reading.velocity is not None:
            x, y = self._across(reading.velocity).tolist()
            draw_velocity(target, self.look, spot, (spot[0] + x, spot[1] + y))

    def _draw_curvature(self, target: Surface, reading: Reading) -> None:
        """Draw the principal axes of a dip."""
        if reading.hessian is not None:
            room = (self._spot(reading.at, None), self._inner)
            draw_axes(target, self.look, room, (reading.hessian, self._across(np.ones(2))))

    def _across(self, vector: Array) -> Array:
        """Return a vector of the domain in pixels."""
        return np.asarray(vector / self.brief.box.extent * (self._inner.width, -self._inner.height))

    def _draw_dot(self, target: Surface, reading: Reading, coat: Coat) -> None:
        self._draw_remarks(target, reading, coat)
        marks.draw_dip(target, self.look, self._spot(reading.at, None), coat)

    def _draw_remarks(self, target: Surface, reading: Reading, coat: Coat) -> None:
        spot, old = self._spot(reading.at, None), target.get_clip()
        more = 2 * self.look.type.px(5)
        target.set_clip(old.clip(self._inner.inflate(more, more)))
        if Remark.HIT_THE_WALL in reading.remarks:
            for along in self._walls(reading.at):
                marks.draw_wall(target, self.look, spot, along, coat)
        if Remark.LOCAL_OPTIMUM in reading.remarks:
            marks.draw_stuck(target, self.look, spot, coat)
        target.set_clip(old)

    def _wind(self, reading: Reading) -> Wind:
        """Return the side that is free of an arrow, which leans to one side of the pole."""
        x, y = self._arrow(reading) or (0.0, 0.0)
        leans_east = x * y < 0.0 and abs(y) > LEVEL * abs(x)
        return Wind.WEST if leans_east else Wind.EAST

    def _depart(self, reading: Reading) -> float:
        scale = self.look.type.scale
        vector = self._arrow(reading)
        if vector is None or vector == (0.0, 0.0):
            return 6.0 * scale
        return shown_length(math.hypot(*vector), scale) / 2 + 3.0 * scale

    def _arrow(self, reading: Reading) -> Pixel | None:
        """Return a reading's arrow in pixels, or None where the stick shows none."""
        arrow = displacement(self.brief, reading, self._gauge)
        if arrow is None:
            return None
        x, y = (arrow / self.brief.box.extent * (self._inner.width, self._inner.height)).tolist()
        return x, -y

    def _walls(self, at: Array) -> list[Pixel]:
        """Return the directions of the walls that a point touches."""
        box = self.brief.box
        near = np.minimum(at - box.lower, box.upper - at) <= 1e-9 * box.extent
        return [
            along for along, touched in zip(((0.0, 1.0), (1.0, 0.0)), near, strict=True) if touched
        ]
