"""The plot of one axis: a cut through the sand, seen from the side."""

import math
from functools import cached_property
from typing import ClassVar

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.arrows import draw_arrow
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.curvature import draw_velocity
from sandpit.desktop.paint.flags import Wind, draw_post, flag_rect
from sandpit.desktop.paint.frame import (
    Frame,
    draw_across,
    draw_border,
    draw_grid,
    draw_name_up,
    draw_ticks_up,
    room_below,
)
from sandpit.desktop.paint.layers import ease, image, mix, noise
from sandpit.desktop.paint.plot_view import PlotView
from sandpit.desktop.paint.relief import seen_spread
from sandpit.desktop.paint.sand import Alpha, Blanket, blur, sand
from sandpit.desktop.paint.scale import Spread, padded, place_step, written
from sandpit.desktop.paint.shapes import bar, bundle, dashes
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.stills import Ground
from sandpit.desktop.paint.taylor import draw_curve
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Pixel
from sandpit.game import Cover, Reading, Remark, Session
from sandpit.game.sight import Mask, under_sand
from sandpit.game.taylor import LocalModel
from sandpit.surfaces import Array

SKY = 62.0
"""The height of the air above the sand, in design pixels: room for the flags."""
TANGENT = 96.0
"""The length of a tangent, in design pixels."""
BEND = 0.07
"""How far to each side a parabola is drawn, as a share of the axis."""
FORESIGHT = 0.25
"""So far to each side, as a share of the axis, a polynomial is given room."""
UNKNOWN = Spread(0.0, 1.0)
"""The heights of a frame without numbers: before anything was read."""


class ProfileView(PlotView):
    """The profile of a level with one axis."""

    elbow: ClassVar[float] = 18.0

    def _layout(self) -> Rect:
        kind = self.look.type
        left, right = kind.px(12) + kind.em(50), kind.px(8) + kind.em(16)
        above = kind.px(13) + kind.line(Role.SMALL)
        below = room_below(self.brief.axes[0], self.look, right)
        width = max(16, self.rect.width - left - right)
        height = max(16, self.rect.height - above - below)
        tallest = max(round(width * 0.85), self.look.ground // width)
        return Rect(left, above, width, min(height, tallest))

    @property
    def _surface_y(self) -> int:
        """Where the sand's surface lies, in pixels."""
        return self._inner.top + min(self.look.type.px(SKY), self._inner.height // 3)

    @cached_property
    def _across(self) -> Spread:
        return Spread(float(self.brief.box.lower[0]), float(self.brief.box.upper[0]))

    @property
    def _frame(self) -> Frame:
        """The frame of the heights: the sand, without the air above."""
        top = self._surface_y + self.look.type.px(16)
        deep = Rect(self._inner.left, top, self._inner.width, self._inner.bottom - top)
        return Frame(deep, self._across, self._up or UNKNOWN)

    _up: Spread | None = None
    """The heights that the plot shows, once anything was read."""

    def _spot(self, at: Array, height: float | None) -> Pixel:
        x, y = self._frame.pixel(float(at[0]), height if height is not None else 0.0)
        return x, float(self._surface_y) if height is None else y

    def _foot(self, reading: Reading) -> Pixel:
        return self._spot(reading.at, None)

    def _point(self, pixel: Pixel) -> Array:
        return np.array(self._frame.point(pixel)[:1])

    def _reach(self) -> float:
        return (self.brief.win.distance or 0.0) / self._across.size * self._inner.width

    def _tag(self, at: Array) -> str:
        place = written(float(at[0]), place_step(self._across.size))
        return f"{self.brief.axes[0].name} = {place}"

    def _column(self, at: Array) -> Rect:
        x = self._spot(at, None)[0]
        wide = self.look.type.px(2 * TANGENT)
        column = Rect(round(x) - wide // 2, 0, wide, self.rect.height)
        return column.union(flag_rect(self.look, (x, float(self._surface_y))))

    # Painting

    def _paint(self, session: Session) -> Ground:
        x = np.linspace(*self._across, self._inner.width)
        heights = session.sight(x)
        known = [height for reading in self._readings for height in self._told(reading)]
        if known and self.brief.win.height is not None:
            known.append(self.brief.win.height)
        if self.brief.taylor and known and not self._over:
            known += self._foreseen(known)
        seen = seen_spread(heights, *known)
        self._up = padded(*seen) if seen is not None else None
        bare = self._background()
        self._draw_ground(bare, heights)
        hidden = under_sand(session.state, (x,)) if self._over else np.isnan(heights)
        return Ground(bare, self._sanded(hidden), self._inner.topleft)

    def _foreseen(self, known: list[float]) -> list[float]:
        """Return the ends of what the last polynomial promises near by, to make room for it."""
        model = LocalModel.at(self._readings[-1], self.brief.taylor)
        if model is None:
            return []
        away = np.linspace(-FORESIGHT, FORESIGHT, 81) * self._across.size
        x = np.clip(model.reading.at + away[:, None], *self._across)
        heights = model.heights(x)
        steep = float(np.abs(np.gradient(heights[39:42], away[39:42])).max())
        room = 2.0 * max(max(known) - min(known), 0.1 * steep * self._across.size)
        held = np.clip(heights, min(known) - room, max(known) + room)
        return [float(held.min()), float(held.max())]

    def _told(self, reading: Reading) -> list[float]:
        """Return the heights that a reading tells of: its own, and those its tangent leads to."""
        rise = 0.0
        if reading.gradient is not None:
            rise = BEND * self._across.size * float(reading.gradient[0])
        return [reading.height - rise, reading.height, reading.height + rise]

    def _background(self) -> Surface:
        """Return the page with the air and both axes; heights have numbers once one was read."""
        picture = Surface(self.rect.size, 0, 32)
        picture.fill(self.look.theme.background)
        picture.fill(self.look.theme.sky, self._inner)
        draw_across(picture, self._frame, self.brief.axes[0], self.look)
        name = self.look.type.render("height", Role.SMALL, self.look.theme.muted)
        if self._up is not None:
            draw_ticks_up(picture, self._frame, self.look)
            draw_name_up(picture, self._inner, name, self.look)
        return picture

    def _draw_ground(self, picture: Surface, heights: Array) -> None:
        """Fill the solid ground below the heights that are seen, and draw its line."""
        theme, frame = self.look.theme, self._frame
        down, left = self._inner.bottom, self._inner.left
        strata = self._strata()
        top = np.full(heights.shape, float(down))
        shown = np.isfinite(heights)
        low, size = frame.up.low, frame.up.size
        top[shown] = down - 1 - (heights[shown] - low) / size * (frame.plot.height - 1)
        for i in np.flatnonzero(shown).tolist():
            y = round(top[i])
            picture.blit(strata, (left + i, y), Rect(0, y - frame.plot.top, 1, down - y))
        line = np.stack([left + np.arange(heights.size), top], axis=-1)
        for run in np.split(line, np.flatnonzero(np.diff(shown)) + 1):
            if shown[round(run[0, 0]) - left]:
                bundle(picture, theme.stroke, run, 2.5 * self.look.type.scale)

    def _strata(self) -> Surface:
        """Return one column of the ground's colours, by height, as tall as the frame."""
        table = self.look.theme.tint.table()
        column = image(np.ascontiguousarray(table[None, ::-1]))
        return pygame.transform.smoothscale(column, (1, self._frame.plot.height))

    def _sanded(self, hidden: Mask) -> Blanket | None:
        """Return the sand as it lay while playing; None where the ground was always seen."""
        if self.brief.cover is Cover.OPEN:
            return None
        ground = sand(self._inner.size, self.look.theme, self.look.type.scale)
        return Blanket(ground, self._pile(hidden), self._springs())

    def _pile(self, hidden: Mask) -> Alpha:
        """Return how dense the sand is: below its wavy surface, in the columns still hidden."""
        width, height = self._inner.size
        rng = np.random.default_rng(5)
        wave = noise((width, 1), (max(3, width // self.look.type.px(90)), 1), rng)[:, 0]
        surface = self._surface_y - self._inner.top + 2.2 * self.look.type.scale * wave
        depth = np.arange(height, dtype=np.float32)[None, :] - surface[:, None]
        dense = np.clip(depth + 0.5, 0.0, 1.0) * 255.0
        strip = np.repeat(np.where(hidden, 255, 0).astype(np.uint8)[:, None], 8, axis=1)
        soft = blur(strip, self.look.type.px(6))[:, 4].astype(np.uint16) * 2
        columns = np.maximum(np.minimum(soft, 255), strip[:, 0]).astype(np.float32) / 255.0
        return np.asarray(dense * columns[:, None], dtype=np.uint8)

    def _finish(self, target: Surface) -> None:
        frame, theme = self._frame, self.look.theme
        if self._up is not None:
            draw_grid(target, frame, self.look)
            goal = self.brief.win.height
            if goal is not None:
                y = frame.pixel(0.0, goal)[1]
                ends = [(float(frame.plot.left), y), (float(frame.plot.right - 1), y)]
                dashes(target, theme.flag, ends, 2.2 * self.look.type.scale, theme.rim)
        draw_border(target, Frame(self._inner, frame.across, frame.up), self.look)

    # Marks

    def _draw_measured(self, target: Surface, reading: Reading, t: float, coat: Coat) -> None:
        spot = self._draw_stick(target, reading, ease(min(1.0, 2.0 * t)), coat)
        if t < 0.5:
            return
        self._draw_slope(target, reading, spot, 2.0 * t - 1.0, coat)
        if Remark.HIT_THE_WALL in reading.remarks:
            marks.draw_wall(target, self.look, spot, (0.0, 1.0), coat)
        if Remark.LOCAL_OPTIMUM in reading.remarks:
            marks.draw_stuck(target, self.look, spot, coat)
        marks.draw_dip(target, self.look, spot, coat)

    def _draw_dot(self, target: Surface, reading: Reading, coat: Coat) -> None:
        marks.draw_dip(target, self.look, self._draw_stick(target, reading, 1.0, coat), coat)

    def _strokes(self, reading: Reading) -> list[Pixel]:  # noqa: ARG002 (they lie below the flags)
        return []

    def _draw_stick(self, target: Surface, reading: Reading, share: float, coat: Coat) -> Pixel:
        """Draw a share of the way down from the sand's surface; return the place of the reading."""
        foot, spot = self._foot(reading), self._spot(reading.at, reading.height)
        tip = (foot[0], foot[1] + (spot[1] - foot[1]) * share)
        draw_post(target, self.look, foot, tip, coat)
        return round(spot[0]), spot[1]

    def _wind(self, reading: Reading) -> Wind:  # noqa: ARG002 (arrows lie below the flags)
        return Wind.EAST

    def _depart(self, reading: Reading) -> float:  # noqa: ARG002 (its arrow lies below the way)
        return 6.0 * self.look.type.scale

    def _draw_slope(
        self, target: Surface, reading: Reading, spot: Pixel, t: float, coat: Coat
    ) -> None:
        """Draw the tangent as an arrow the way a step goes, and the parabola that fits best."""
        if reading.gradient is None:
            return
        target_clip = target.get_clip()
        target.set_clip(target_clip.clip(self._inner))
        if reading.hessian is not None:
            self._draw_bend(target, reading, float(reading.gradient[0]), coat)
        arrow = self._held_arrow(reading)
        if arrow is not None:
            draw_arrow(target, self.look, arrow, t, coat)
        else:
            level = self.look.type.px(TANGENT / 2)
            ends = [(spot[0] - level, spot[1]), (spot[0] + level, spot[1])]
            edge, core = (self.look.theme.rim, 6.0), (self.look.theme.stroke, 2.5)
            for color, width in (*([edge] * coat.rim), *([core] * coat.ink)):
                bar(target, color, ends[0], ends[1], width * self.look.type.scale)
        target.set_clip(target_clip)

    def _held_arrow(self, reading: Reading) -> tuple[Pixel, Pixel] | None:
        """Return the arrow along a reading's tangent; None where the ground is level."""
        slope = 0.0 if reading.gradient is None else float(reading.gradient[0])
        if slope == 0.0:
            return None
        frame, (x, y) = self._frame, self._spot(reading.at, reading.height)
        rise = slope * frame.plot.height / frame.up.size / (frame.plot.width / frame.across.size)
        length = TANGENT * self.look.type.scale / float(np.hypot(1.0, rise))
        way = math.copysign(length, slope) * self.brief.goal.sign
        return (round(x), y), (way, -way * rise)

    def _draw_sketch(self, target: Surface, sketch: Sketch) -> None:
        reading = sketch.reading
        if sketch.model is not None:
            draw_curve(target, self.look, self._frame, sketch.model)
        if reading.velocity is not None:
            x, y = self._foot(reading)
            far = float(reading.velocity[0]) / self._across.size * self._inner.width
            lift = self.look.type.px(14)
            draw_velocity(target, self.look, (x, y - lift), (x + far, y - lift))

    def _draw_bend(self, target: Surface, reading: Reading, slope: float, coat: Coat) -> None:
        """Draw the parabola with the reading's height, slope and curvature."""
        assert reading.hessian is not None
        away = np.linspace(-BEND, BEND, 25) * self._across.size
        heights = reading.height + slope * away + 0.5 * float(reading.hessian[0, 0]) * away**2
        here = float(reading.at[0])
        line = [
            self._frame.pixel(here + dx, height)
            for dx, height in zip(away.tolist(), heights.tolist(), strict=True)
        ]
        tone = mix(self.look.theme.flag, self.look.theme.stroke, 0.2)
        edge, core = (self.look.theme.rim, 5.0), (tone, 2.4)
        for color, width in (*([edge] * coat.rim), *([core] * coat.ink)):
            bundle(target, color, np.array(line), width * self.look.type.scale)
