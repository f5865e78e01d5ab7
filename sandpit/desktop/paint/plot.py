"""What both plots do alike: caching their layers, laying a frame's overlay on them."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.curvature import draw_newton
from sandpit.desktop.paint.flags import Flag, Rank, Wind
from sandpit.desktop.paint.goals import goals_of
from sandpit.desktop.paint.layers import ease, part
from sandpit.desktop.paint.sand import Alpha, Blanket
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.view import Look, Overlay, Pixel, Trail
from sandpit.game import Brief, Cover, Reading, Session
from sandpit.surfaces import Array

KEPT = 3
"""How many composed pictures are kept for frames to come."""


@dataclass(frozen=True)
class Ground:
    """The painted layers of one refresh, each as large as the view's rectangle."""

    bare: Surface
    """Everything below the sand."""
    blanket: Blanket | None
    """The sand, or None where there is none."""
    corner: tuple[int, int]
    """Where the sand's upper left corner lies."""


FlagPainter = Callable[[Surface, Look, Pixel, Flag], None]
"""Draws a flag, or a part of it, above its foot."""


class Plot(ABC):
    """A view with cached layers; inside, all pixels count from the corner of `rect`."""

    margins: ClassVar[tuple[float, float, float, float]]
    """Room left, above, right and below the ground, in design pixels."""
    elbow: ClassVar[float]
    """Dips closer together than this, in design pixels, do not all show their arrows."""

    def __init__(self, rect: Rect, brief: Brief, look: Look) -> None:
        self.rect = Rect(rect)
        self.brief = brief
        self.look = look
        self._inner = self._layout()
        self._readings: tuple[Reading, ...] = ()
        self._best: Reading | None = None
        self._ground: Ground | None = None
        self._dense: Alpha | None = None
        self._over = False
        self._goals: list[tuple[Array, float]] = []
        self._stills: dict[tuple[float, Trail, int], Surface] = {}
        self._former: Surface | None = None
        self._modelled: tuple[Surface, Sketch, Surface] | None = None

    @property
    def plot(self) -> Rect:
        """The ground itself, inside its frame, on the screen."""
        return self._inner.move(self.rect.topleft)

    @property
    def charts_heights(self) -> bool:
        """Whether it holds a chart of height against dip."""
        return False

    # What the two kinds give

    @abstractmethod
    def _layout(self) -> Rect:
        """Return where the ground lies."""

    @abstractmethod
    def _paint(self, session: Session) -> Ground:
        """Paint the layers from what the session shows."""

    @abstractmethod
    def _finish(self, target: Surface) -> None:
        """Draw what lies on top of ground and sand: grid and border."""

    @abstractmethod
    def _spot(self, at: Array, height: float | None) -> Pixel:
        """Return the pixel of a place, or of the ground there where the height is known."""

    @abstractmethod
    def _point(self, pixel: Pixel) -> Array:
        """Return the point of the domain at a pixel of the plot."""

    @abstractmethod
    def _foot(self, reading: Reading) -> Pixel:
        """Return where a reading's flag and stick stand."""

    @abstractmethod
    def _draw_measured(self, target: Surface, reading: Reading, t: float) -> None:
        """Draw a dip and all that it showed, but for its flag; t lets it come."""

    @abstractmethod
    def _draw_dot(self, target: Surface, reading: Reading) -> None:
        """Draw a dip that has no room for more than its place."""

    @abstractmethod
    def _wind(self, reading: Reading) -> Wind:
        """Return which way a reading's flag flies."""

    @abstractmethod
    def _depart(self, reading: Reading) -> float:
        """Return how far from a reading, in pixels, the way to a ghost begins: past its arrow."""

    @abstractmethod
    def _column(self, at: Array) -> Rect:
        """Return what the marks of one place can cover."""

    @abstractmethod
    def _tag(self, at: Array) -> str:
        """Return what is written beside the cursor."""

    @abstractmethod
    def _reach(self) -> float:
        """Return the radius in pixels of what counts as found, or 0."""

    @abstractmethod
    def _draw_sketch(self, target: Surface, sketch: Sketch) -> None:
        """Draw what is asked for of the model at a dip."""

    # The promise of a view

    def point_at(self, pixel: Pixel) -> Array | None:
        """Return the point of the domain under a pixel, shape (n,), or None outside the plot."""
        local = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        room = self._inner
        inside = room.left <= local[0] < room.right and room.top <= local[1] < room.bottom
        return self._point(local) if inside else None

    def pixel_at(self, point: Array, part: int = 0) -> Pixel:  # noqa: ARG002 - it has but one
        """Return the place of a point of the domain on the screen."""
        x, y = self._spot(point, None)
        return x + self.rect.left, y + self.rect.top

    @property
    def parts(self) -> int:
        """How many parts the plot has: one."""
        return 1

    def part_at(self, pixel: Pixel) -> int | None:
        """Return the only part where it is under a pixel."""
        return 0 if self.point_at(pixel) is not None else None

    def room(self, part: int) -> Rect:  # noqa: ARG002 - it has but one
        """Return the ground, on the screen."""
        return self.plot

    def ways(self, part: int) -> Array:  # noqa: ARG002 - it has but one
        """Return what crosses the plot to the right, and upwards, shape (n, n)."""
        return np.diag(self.brief.box.extent)

    def refresh(self, session: Session) -> None:
        """Paint the cached layers anew from what the session shows: after a dip, or at the end."""
        state = session.state
        grown = len(state.readings) > len(self._readings)
        if self._ground is not None and grown and state.outcome is None:
            self._former = self._still(0.0, Trail.HIDDEN, len(self._readings))
        self._readings, self._best = state.readings, state.best
        self._over = state.outcome is not None
        self._goals = goals_of(session)
        self._ground = self._paint(session)
        self._stills.clear()

    def draw(self, target: Surface, overlay: Overlay) -> None:
        """Blit the cached layers and draw the overlay, inside the target's clip."""
        canvas = target.subsurface(self.rect)
        canvas.set_clip(target.get_clip().move(-self.rect.left, -self.rect.top))
        share = overlay.uncover if self._over else 0.0
        count = len(self._readings)
        dipping = overlay.dip is not None and overlay.dip.t < 1.0 and count > 0
        still = self._still(share, overlay.trail, count - dipping)
        if dipping and overlay.dip is not None:
            self._draw_dipping(canvas, still, overlay.dip.t)
        else:
            canvas.blit(self._sketched(still, overlay.sketch), (0, 0))
        self._draw_goals(canvas, share)
        self._draw_moves(canvas, overlay)
        if overlay.hover is not None:
            self._draw_hover(canvas, overlay.hover)
        if overlay.cursor is not None:
            spot = self._spot(overlay.cursor, None)
            marks.draw_cursor(canvas, self.look, spot, self._tag(overlay.cursor), self._room())

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh."""
        if before.uncover != after.uncover or before.trail is not after.trail:
            return [Rect(self.rect)]
        fading = self.brief.cover is Cover.BRUSHED
        if fading and (before.dip is not None or after.dip is not None):
            return [Rect(self.rect)]
        one, other = self._areas(before), self._areas(after)
        found = [
            area.clip(Rect((0, 0), self.rect.size)).move(self.rect.topleft)
            for name in sorted(one.keys() | other.keys())
            if not alike(getattr(before, name), getattr(after, name))
            for area in (one.get(name), other.get(name))
            if area is not None
        ]
        return [area for area in found if area.width and area.height]

    # Composing

    def _room(self) -> Rect:
        """Return where the words beside the cursor and the ghost may stand."""
        return Rect((0, 0), self.rect.size)

    def _still(self, share: float, trail: Trail, count: int) -> Surface:
        """Return the picture without overlay, with the first `count` readings, from the cache."""
        key = (share, trail, count)
        if key not in self._stills:
            while len(self._stills) >= KEPT:
                del self._stills[next(iter(self._stills))]
            self._stills[key] = self._composed(share, trail, count)
        return self._stills[key]

    def _composed(self, share: float, trail: Trail, count: int) -> Surface:
        picture = Surface(self.rect.size, 0, 32)
        if self._ground is None:
            picture.fill(self.look.theme.background)
            return picture
        picture.blit(self._ground.bare, (0, 0))
        if self._ground.blanket is not None:
            self._ground.blanket.draw(picture, self._ground.corner, share)
        self._finish(picture)
        if trail is Trail.SHOWN and len(self._readings) > 1:
            self._draw_trail(picture)
        self._draw_readings(picture, self._readings[:count])
        return picture

    def _sketched(self, still: Surface, sketch: Sketch | None) -> Surface:
        """Return the picture with the model drawn over it, the same one until either changes."""
        if sketch is None:
            return still
        if self._modelled is None or self._modelled[:2] != (still, sketch):
            picture = still.copy()
            self._draw_sketch(picture, sketch)
            self._draw_flag(picture, sketch.reading, flags.draw_flag)
            self._modelled = (still, sketch, picture)
        return self._modelled[2]

    def _draw_trail(self, target: Surface) -> None:
        places = [self._spot(r.at, r.height) for r in self._readings]
        marks.draw_trail(target, self.look, places)

    def _draw_readings(self, picture: Surface, readings: Sequence[Reading]) -> None:
        """Draw poles, then arrows and dots, then numbers: what matters more lies above."""
        flagged, arrowed = self._crowd()
        shown = [reading for reading in readings if reading.number in flagged]
        for reading in shown:
            self._draw_flag(picture, reading, flags.draw_pole)
        for reading in readings:
            if reading.number in arrowed:
                self._draw_measured(picture, reading, 1.0)
        for reading in readings:
            if reading.number not in arrowed:
                self._draw_dot(picture, reading)
        for reading in shown:
            self._draw_flag(picture, reading, flags.draw_cloth)

    def _draw_flag(self, target: Surface, reading: Reading, draw: FlagPainter) -> None:
        draw(target, self.look, self._foot(reading), self._flag(reading))

    def _crowd(self) -> tuple[set[int], set[int]]:
        """Return the numbers of the readings that have room for a flag, and for an arrow."""
        named = [(self._flag(r), r) for r in self._readings]
        dots = [(flag, self._spot(r.at, r.height)) for flag, r in named]
        feet = [(flag, self._foot(r)) for flag, r in named]
        flagged = flags.uncrowded(self.look, feet, [spot for _, spot in dots])
        return flagged, flags.apart(dots, self.elbow * self.look.type.scale)

    def _flag(self, reading: Reading) -> Flag:
        latest, best = reading is self._readings[-1], reading is self._best
        rank = Rank.of(latest=latest, best=best and len(self._readings) > 1)
        return Flag(reading.number, rank, self._wind(reading))

    def _draw_dipping(self, canvas: Surface, still: Surface, t: float) -> None:
        if self.brief.cover is Cover.BRUSHED and self._former is not None:
            canvas.blit(self._former, (0, 0))
            still.set_alpha(round(255 * ease(part(t, 0.3, 0.8))))
            canvas.blit(still, (0, 0))
            still.set_alpha(None)
        else:
            canvas.blit(still, (0, 0))
        last = self._readings[-1]
        marks.draw_stick(canvas, self.look, self._foot(last), t)
        if t >= 0.4:
            self._draw_measured(canvas, last, part(t, 0.5, 1.0))
        if t >= 0.55:
            unfurled = part(t, 0.55, 0.9)
            flags.draw_flag(canvas, self.look, self._foot(last), self._flag(last), unfurled)

    def _draw_goals(self, canvas: Surface, share: float) -> None:
        for at, height in self._goals:
            spot = self._spot(at, height)
            marks.draw_optimum(canvas, self.look, spot, self._reach(), part(share, 0.75, 1.0))

    def _draw_moves(self, canvas: Surface, overlay: Overlay) -> None:
        start = self._spot(self._readings[-1].at, None) if self._readings else None
        if overlay.newton is not None and start is not None:
            draw_newton(canvas, self.look, start, self._spot(overlay.newton, None))
        if overlay.ghost is not None:
            spot = self._spot(overlay.ghost, None)
            marks.draw_ghost(canvas, self.look, self._way_out(spot), spot)
            if overlay.promise:
                tag = marks.cursor_tag(self.look, spot, overlay.promise, self._room())
                marks.draw_tag(canvas, self.look, overlay.promise, tag)
        if overlay.slide is not None:
            marks.draw_marker(canvas, self.look, self._sliding(overlay))

    def _way_out(self, end: Pixel) -> Pixel | None:
        """Return where the way from the last dip to a ghost comes into sight; None if near."""
        if not self._readings:
            return None
        last = self._readings[-1]
        start = self._spot(last.at, None)
        far, skip = math.dist(start, end), self._depart(last)
        if far <= skip:
            return None
        x, y = (a + (b - a) * skip / far for a, b in zip(start, end, strict=True))
        return x, y

    def _sliding(self, overlay: Overlay) -> Pixel:
        assert overlay.slide is not None
        start, end, t = overlay.slide
        return self._spot(start + ease(t) * (end - start), None)

    def _draw_hover(self, canvas: Surface, number: int) -> None:
        for reading in self._readings:
            if reading.number == number:
                self._draw_measured(canvas, reading, 1.0)
                flags.draw_flag(canvas, self.look, self._foot(reading), self._flag(reading))
                spot = self._spot(reading.at, reading.height)
                marks.draw_dip(canvas, self.look, spot, stressed=True)

    # What changes where

    def _areas(self, overlay: Overlay) -> dict[str, Rect]:
        """Return what each part of an overlay covers."""
        areas = {}
        if overlay.cursor is not None:
            spot, text = self._spot(overlay.cursor, None), self._tag(overlay.cursor)
            tag = marks.cursor_tag(self.look, spot, text, self._room())
            areas["cursor"] = self._around(spot, 20).union(tag).inflate(4, 4)
        if overlay.ghost is not None:
            area = self._around(self._spot(overlay.ghost, None), 16)
            if self._readings:
                area.union_ip(self._around(self._spot(self._readings[-1].at, None), 16))
            areas["ghost"] = area
            if overlay.promise:
                spot = self._spot(overlay.ghost, None)
                tag = marks.cursor_tag(self.look, spot, overlay.promise, self._room())
                areas["promise"] = tag.inflate(4, 4)
                area.union_ip(areas["promise"])
        if overlay.newton is not None and self._readings:
            area = self._around(self._spot(overlay.newton, None), 18)
            areas["newton"] = area.union(self._around(self._spot(self._readings[-1].at, None), 18))
        if overlay.sketch is not None:
            areas["sketch"] = Rect((0, 0), self.rect.size)
        if overlay.slide is not None:
            areas["slide"] = self._around(self._sliding(overlay), 12)
        if overlay.dip is not None:
            areas["dip"] = self._column(overlay.dip.at)
        for reading in self._readings:
            if reading.number == overlay.hover:
                areas["hover"] = self._column(reading.at)
        return areas

    def _around(self, spot: Pixel, reach: float) -> Rect:
        side = 2 * self.look.type.px(reach) + 2
        area = Rect(0, 0, side, side)
        area.center = (round(spot[0]), round(spot[1]))
        return area


def alike(one: object, other: object) -> bool:
    """Tell whether two values of an overlay show the same."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one is other or (type(one) is type(other) and one == other))
