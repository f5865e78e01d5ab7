"""The plot of many axes: a plane through the current point, the gradient's parts, the heights."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.arrows import REACH
from sandpit.desktop.paint.board_layout import Areas, areas
from sandpit.desktop.paint.chart import draw_chart
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.flags import Flag
from sandpit.desktop.paint.frame import Frame, draw_across, draw_up, named
from sandpit.desktop.paint.gradient_bars import draw_bars
from sandpit.desktop.paint.layers import part
from sandpit.desktop.paint.map import MapView, Margins
from sandpit.desktop.paint.plane import Plane, plane_of
from sandpit.desktop.paint.sand import Blanket
from sandpit.desktop.paint.scale import Spread, round_step, written
from sandpit.desktop.paint.shapes import bundle
from sandpit.desktop.paint.stills import FlagPainter
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Overlay, Pixel
from sandpit.game import Axis, Brief, Cover, Reading, Session, State
from sandpit.game.sight import Mask, under_sand_at
from sandpit.surfaces import Array

BEHIND = 0.42
"""Where the current point stands in the plane's picture, as a share of its width."""
FAINTEST = 0.22
"""How strongly a dip far from the plane is still drawn, 0 to 1."""
SAMPLES = (16, 40)
"""The fewest and the most places a side where the plane's heights are asked for."""
NUMBERS = 600_000
"""About so many coordinates are asked about at once, the fewest samples aside."""
SMOOTH = 97
"""So many heights a side are drawn, by splines between the samples."""
OUTSIDE = 1.1
"""What lies outside the plot is placed no further away than so many of its sides."""
VEIL = 170
"""How dense the veil beyond the walls is, of 255."""


class BoardView(MapView):
    """The board of a level with many axes; points keep all their coordinates.

    A pixel stands for a point of the plane, held inside the box; a point is seen where its shadow
    on the plane falls, the fainter the further away it is.
    """

    def __init__(self, rect: Rect, brief: Brief, look: Look) -> None:
        super().__init__(rect, brief, look)
        self._turn(plane_of(State(brief, (), brief.dips, None)))
        self._state: State | None = None
        self._ahead: tuple[State, Array] | None = None
        self._before: Surface | None = None

    # The plane and the pixels

    def _margins(self) -> Margins:
        kind = self.look.type
        covered = self.brief.cover is Cover.COVERED  # then there is never a key of heights
        right = kind.px(18) if covered else kind.px(38) + kind.em(40)
        below = kind.px(7) + kind.line(Role.SMALL) + kind.line(Role.AXIS)
        return Margins(kind.px(12) + kind.em(54), kind.px(flags.TOP + 6), right, below)

    def _layout(self) -> Rect:
        left, above, right, below = self._margins()
        room = self._pictures.plane
        return Rect(
            room.left + left,
            room.top + above,
            max(16, room.width - left - right),
            max(16, room.height - above - below),
        )

    @property
    def complete(self) -> bool:
        return self._pictures.bars is not None

    @property
    def charts_heights(self) -> bool:
        return self._pictures.heights is not None

    @cached_property
    def _pictures(self) -> Areas:
        left, above, right, below = self._margins()
        return areas(self.rect.size, self.look, (left + right, above + below))

    @property
    def _frame(self) -> Frame:
        """The plane's frame: one length for all directions, with more room ahead than behind."""
        return self._framed

    def _turn(self, plane: Plane) -> None:
        """Show another plane from now on."""
        self._plane = plane
        self._framed = self._frame_of(plane)
        self._veil = self._beyond()

    def _frame_of(self, plane: Plane) -> Frame:
        """Return the frame in which a plane is shown."""
        unit = 2.0 * plane.reach / min(self._inner.size)
        wide, high = unit * self._inner.width, unit * self._inner.height
        across = Spread(-BEHIND * wide, (1.0 - BEHIND) * wide)
        return Frame(self._inner, across, Spread(-high / 2, high / 2))

    def _seen_at(self, at: Array) -> Pixel:
        """Return where a point's shadow falls, which may lie outside the plot."""
        return self._frame.pixel(*self._plane.place(at))

    def _spot(self, at: Array, height: float | None) -> Pixel:  # noqa: ARG002 - seen from above
        """Return where a point's shadow falls; one far outside is drawn in, on its way here."""
        (x, y), (here, level) = self._seen_at(at), self._frame.pixel(0.0, 0.0)
        room = OUTSIDE * max(self._inner.size)
        far = max(abs(x - here), abs(y - level), room) / room
        return here + (x - here) / far, level + (y - level) / far

    def pixel_at(self, point: Array, part: int = 0) -> Pixel:  # noqa: ARG002 - it has but one
        """Return where a point's shadow falls on the screen, be it outside the plot."""
        x, y = self._seen_at(point)
        return x + self.rect.left, y + self.rect.top

    def _point(self, pixel: Pixel) -> Array:
        return self.brief.box.clip(self._plane.point(*self._frame.point(pixel)))

    def ways(self, part: int) -> Array:  # noqa: ARG002 - it has but one
        """Return what crosses the plane's picture to the right, and upwards, shape (2, n)."""
        plane, frame = self._plane, self._frame
        return np.stack([frame.across.size * plane.along, frame.up.size * plane.across])

    def _room(self) -> Rect:
        return self._inner

    def _tag(self, at: Array) -> str:
        u, v = self._plane.place(at)
        step = round_step(self._frame.across.size, 500)
        return f"{written(u, step)} along, {written(v, step)} across"

    # Painting

    def refresh(self, session: Session) -> None:
        """Paint the plane of the latest dip, and the charts beside it, if the game has gone on."""
        if self._ground is not None and session.state is self._state:
            return
        self._state = session.state
        self._before = None if self._ground is None else self._ground.bare
        super().refresh(session)
        assert self._ground is not None
        _, bars, heights = self._pictures
        if bars is not None:
            draw_bars(self._ground.bare, bars, session.state.last, self.brief, self.look)
        if heights is not None:
            draw_chart(self._ground.bare, heights, session.state, self.look)

    def draw(self, target: Surface, overlay: Overlay) -> None:
        """Blit the cached layers and draw the overlay, inside the target's clip.

        Bars and heights stay as they were while the stick is in the air: it has not told yet.
        """
        super().draw(target, overlay)
        if self._before is None or not _in_air(overlay):
            return
        for side in self._sides():
            target.blit(self._before, side.move(self.rect.topleft), side)

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh."""
        found = super().dirty(before, after)
        if _in_air(before) != _in_air(after):
            found += [side.move(self.rect.topleft) for side in self._sides()]
        return found

    def _sides(self) -> list[Rect]:
        """Return where bars and heights are."""
        bounds = Rect((0, 0), self.rect.size)
        return [side.clip(bounds) for side in self._pictures[1:] if side is not None]

    def _measure(self, readings: Sequence[Reading]) -> float:
        """Return the length of the steepest gradient: all arrows are measured by it."""
        norms = [np.linalg.norm(r.gradient) for r in readings if r.gradient is not None]
        return float(max(norms, default=0.0))

    def look_ahead(self, session: Session) -> None:
        """Ask for the heights of the plane to come: with many axes, or examples, it takes long."""
        state = session.state
        if self._sees(state):
            heights = session.sight_at(self._places(plane_of(state)))
            self._ahead = (state, heights)

    def _places(self, plane: Plane) -> Array:
        """Return the points of a plane where heights are asked for, shape (side, side, n)."""
        frame = self._frame_of(plane)
        side = round(math.sqrt(NUMBERS / self.brief.dimension))
        side = min(SAMPLES[1], max(SAMPLES[0], side))
        u, v = (np.linspace(*spread, side) for spread in (frame.across, frame.up))
        points = plane.points(u, v)
        np.clip(points, self.brief.box.lower, self.brief.box.upper, out=points)
        return points

    def _sees(self, state: State) -> bool:
        """Tell whether any height may be seen."""
        if state.outcome is not None or self.brief.cover is Cover.OPEN:
            return True
        return self.brief.cover is Cover.BRUSHED and bool(state.readings)

    def _heights(self, session: Session) -> Array:
        state = session.state
        self._turn(plane_of(state))
        if not self._sees(state):
            return np.full((2, 2), np.nan)
        if self._ahead is None or self._ahead[0] is not state:
            self.look_ahead(session)
        assert self._ahead is not None
        heights, self._ahead = self._ahead[1], None
        if np.isnan(heights).any():
            return heights
        smooth = _between(len(heights))
        return np.asarray(smooth @ heights @ smooth.T)

    def _hidden(self, session: Session, heights: Array) -> Mask:
        if self._over and self.brief.cover is Cover.BRUSHED:
            return under_sand_at(session.state, self._places(self._plane))
        return np.ones((2, 2), dtype=np.bool_) if self._over else np.isnan(heights)

    def _sanded(self, hidden: Mask) -> Blanket | None:
        if self.brief.cover is Cover.COVERED and not self._over:
            return None  # what is below the sand is painted as sand already
        return super()._sanded(hidden)

    def _background(self, spread: Spread | None) -> Surface:
        picture = Surface(self.rect.size, 0, 32)
        picture.fill(self.look.theme.background)
        along, across = (Axis(name, (0.0, 1.0), self.brief.unit) for name in self._plane.names)
        draw_across(picture, self._frame, along, self.look)
        draw_up(picture, self._frame, named(across, self.look), self.look)
        if spread is not None and self.brief.cover is not Cover.COVERED:
            self._draw_key(picture, spread)
        return picture

    def _finish(self, target: Surface) -> None:
        if self._veil is not None:
            target.blit(self._veil, self._inner)
        super()._finish(target)

    def _beyond(self) -> Surface | None:
        """Return a veil over what lies beyond the box's walls; None where none of it is shown."""
        radius = 2.0 * max(self._frame.across.size, self._frame.up.size)
        corners = self._plane.walls(self.brief.box.lower, self.brief.box.upper, radius)
        if (np.hypot(*corners.T) >= radius * (1.0 - 1e-9)).all():
            return None
        places = np.array([self._frame.pixel(u, v) for u, v in corners.tolist()])
        inside = places - self._inner.topleft
        theme = self.look.theme
        veil = Surface(self._inner.size, pygame.SRCALPHA, 32)
        veil.fill((*theme.background[:3], VEIL))
        pygame.draw.polygon(veil, (0, 0, 0, 0), inside.tolist())
        bundle(veil, theme.edge, np.vstack([inside, inside[:1]]), 2.5 * self.look.type.scale)
        return veil

    # Marks

    def _strength(self, at: Array) -> float:
        """Return how strongly a point's marks are drawn: 0 outside the plot, 1 in the plane."""
        room = self._inner.inflate(4, 4)
        if not room.collidepoint(self._seen_at(at)):
            return 0.0
        return max(FAINTEST, 1.0 - self._plane.distance(at) / (2.0 * self._plane.reach))

    def _faded(self, target: Surface, at: Array, paint: Callable[[], None]) -> None:
        """Paint the marks of a point as strongly as its distance from the plane allows."""
        strength = self._strength(at)
        if strength > 0.98:
            paint()
        elif strength > 0.0:
            area = self._column(at).clip(target.get_rect())
            before = target.subsurface(area).copy()
            paint()
            before.set_alpha(round(255 * (1.0 - strength)))
            target.blit(before, area)

    def _draw_measured(self, target: Surface, reading: Reading, t: float, coat: Coat) -> None:
        base, old = super()._draw_measured, target.get_clip()
        target.set_clip(old.clip(self._inner))
        self._faded(target, reading.at, lambda: base(target, reading, t, coat))
        target.set_clip(old)

    def _draw_dot(self, target: Surface, reading: Reading, coat: Coat) -> None:
        base = super()._draw_dot
        self._faded(target, reading.at, lambda: base(target, reading, coat))

    def _draw_flag(
        self, target: Surface, reading: Reading, draw: FlagPainter, stands: Mapping[int, Flag]
    ) -> None:
        base = super()._draw_flag
        self._faded(target, reading.at, lambda: base(target, reading, draw, stands))

    def _draw_trail(self, target: Surface, traced: float) -> None:
        old = target.get_clip()
        target.set_clip(old.clip(self._inner))
        places = [self._seen_at(r.at) for r in self._readings]
        marks.draw_trail(target, self.look, places, traced)
        target.set_clip(old)

    def _draw_moves(self, canvas: Surface, overlay: Overlay) -> None:
        old = canvas.get_clip()
        canvas.set_clip(old.clip(self._inner))
        super()._draw_moves(canvas, overlay)
        canvas.set_clip(old)

    def _draw_hover(self, canvas: Surface, overlay: Overlay) -> None:
        if any(r.number == overlay.hover and self._strength(r.at) for r in self._readings):
            super()._draw_hover(canvas, overlay)

    def _draw_goals(self, canvas: Surface, share: float) -> None:
        for at, _ in self._goals:
            far = self._plane.distance(at)
            seen = math.sqrt(max(0.0, (self.brief.win.distance or 0.0) ** 2 - far**2))
            reach = seen / self._frame.across.size * self._inner.width
            if self._strength(at) > FAINTEST:
                spot = self._spot(at, None)
                marks.draw_optimum(canvas, self.look, spot, reach, part(share, 0.75, 1.0))

    def _arrow(self, reading: Reading) -> Pixel | None:
        """Return the shadow of a reading's arrow in pixels; the steepest so far is the longest."""
        if reading.gradient is None:
            return None
        if self._gauge == 0.0:
            return 0.0, 0.0
        u, v = self._plane.shadow(self.brief.sign * reading.gradient / self._gauge)
        longest = REACH * min(self._inner.size)
        return u * longest, -v * longest

    def _across(self, vector: Array) -> Array:
        u, v = self._plane.shadow(vector)
        frame = self._frame
        right, up = u / frame.across.size, v / frame.up.size
        return np.array([right * self._inner.width, -up * self._inner.height])

    def _draw_curvature(self, target: Surface, reading: Reading) -> None:
        """Draw nothing: the principal axes of so many directions lie outside the plane."""

    def _walls(self, at: Array) -> list[Pixel]:  # noqa: ARG002 - a wall may turn any way here
        return [(0.0, 1.0)]


def _in_air(overlay: Overlay) -> bool:
    """Tell whether the stick is on its way."""
    return overlay.dip is not None and overlay.dip.t < 1.0


@lru_cache(maxsize=4)
def _between(count: int) -> Array:
    """Return what turns `count` even samples into SMOOTH ones by natural cubic splines.

    The result has shape (SMOOTH, count); the second derivatives m of a natural spline through
    samples y obey m[i-1] + 4 m[i] + m[i+1] = 6 (y[i-1] - 2 y[i] + y[i+1]), and are 0 at the ends.
    """
    bent = np.zeros((count, count))
    bends = 4.0 * np.eye(count - 2) + np.eye(count - 2, k=1) + np.eye(count - 2, k=-1)
    second = (
        np.eye(count - 2, count) - 2 * np.eye(count - 2, count, 1) + np.eye(count - 2, count, 2)
    )
    bent[1:-1] = np.linalg.solve(bends, 6.0 * second)
    place = np.linspace(0.0, count - 1.0, SMOOTH)
    cell = np.minimum(place.astype(int), count - 2)
    b = (place - cell)[:, None]
    a, rows = 1.0 - b, np.eye(count)
    cubic = (a**3 - a) * bent[cell] + (b**3 - b) * bent[cell + 1]
    return np.asarray(a * rows[cell] + b * rows[cell + 1] + cubic / 6.0)
