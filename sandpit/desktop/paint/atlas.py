"""The plot of three to six axes: all slices through the current point on one sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import atlas_marks, marks
from sandpit.desktop.paint.arrows import gauge
from sandpit.desktop.paint.atlas_ground import (
    map_heights,
    paint_maps,
    paint_profiles,
    profile_heights,
)
from sandpit.desktop.paint.atlas_layout import Pane, sheet, title
from sandpit.desktop.paint.atlas_page import (
    draw_key,
    page,
    write_corner,
    write_heights,
    write_point,
)
from sandpit.desktop.paint.layers import ease, part
from sandpit.desktop.paint.plot import KEPT, alike, goals_of
from sandpit.desktop.paint.relief import seen_spread
from sandpit.desktop.paint.sand import Alpha, Blanket, edges, sand
from sandpit.desktop.paint.scale import Spread, padded, written
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.paint.view import Look, Overlay, Pixel, Trail
from sandpit.game import Brief, Cover, Reading, Session
from sandpit.surfaces import Array

FULL = 300.0
"""In panes of this side, in design pixels, marks are as large as on a map."""
SMALLEST = 0.52
"""Marks are no smaller than this share of those on a map."""


@dataclass(frozen=True)
class _Ground:
    """The slices through one point: the picture below the sand, and the profiles' heights."""

    point: Array
    bare: Surface
    up: Spread | None
    hidden: tuple[Array, Array] | None
    """Where sand lies, in maps (k, n, n) and in profiles (k, m); None where all is seen."""


class AtlasView:
    """The atlas of a level with three to six axes; inside, pixels count from `rect`'s corner."""

    def __init__(self, rect: Rect, brief: Brief, look: Look) -> None:
        self.rect = Rect(rect)
        self.brief = brief
        self.look = look
        self.sheet = sheet(self.rect.size, brief, look)
        side = min(self.sheet.panes[0].plot.size) / look.type.scale
        share = min(1.0, max(SMALLEST, (side / FULL) ** 0.5))
        self._small = Look(look.theme, Type(look.type.scale * share))
        self._page = page(self.rect.size, self.sheet, brief, look)
        self._readings: tuple[Reading, ...] = ()
        self._best: Reading | None = None
        self._goals: list[tuple[Array, float]] = []
        self._over = False
        self._dense: Alpha | None = None
        self._blanket: Blanket | None = None
        self._session: Session | None = None
        self._ground: _Ground | None = None
        self._passing: tuple[Array, Surface] | None = None
        self._stills: dict[tuple[float, Trail, int], Surface] = {}

    # Where things are

    @property
    def plot(self) -> Rect:
        """The rectangle around all slices, on the screen."""
        return self.sheet.whole.move(self.rect.topleft)

    @property
    def parts(self) -> int:
        """How many slices there are."""
        return len(self.sheet.panes)

    @property
    def point(self) -> Array:
        """The point that all slices go through, shape (n,)."""
        return self.brief.box.centre if self._ground is None else self._ground.point

    def part_at(self, pixel: Pixel) -> int | None:
        """Return the slice under a pixel, or None between and outside them."""
        local = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        for number, pane in enumerate(self.sheet.panes):
            room = pane.plot
            if room.left <= local[0] < room.right and room.top <= local[1] < room.bottom:
                return number
        return None

    def point_at(self, pixel: Pixel) -> Array | None:
        """Return the current point with a slice's coordinates as under a pixel, or None."""
        number = self.part_at(pixel)
        if number is None:
            return None
        local = (pixel[0] - self.rect.left, pixel[1] - self.rect.top)
        return self.sheet.panes[number].moved(self.point, local)

    def pixel_at(self, point: Array, part: int = 0) -> Pixel:
        """Return the place that a point is projected to in a slice, on the screen."""
        x, y = self._spot(self.sheet.panes[part], point)
        return x + self.rect.left, y + self.rect.top

    def room(self, part: int) -> Rect:
        """Return the ground of a slice, on the screen."""
        return self.sheet.panes[part].plot.move(self.rect.topleft)

    def ways(self, part: int) -> Array:
        """Return what crosses a slice to the right, and upwards in a map, shape (1 or 2, n)."""
        return np.diag(self.brief.box.extent)[list(self.sheet.panes[part].axes)]

    def _spot(self, pane: Pane, at: Array, height: float | None = None) -> Pixel:
        up = None if self._ground is None else self._ground.up
        if height is None:
            height = self._readings[-1].height if self._readings else 0.5
        return pane.spot(at, height, up)

    # Painting

    def refresh(self, session: Session) -> None:
        """Paint the slices anew through where the player stands now."""
        state = session.state
        self._session = session
        self._readings, self._best = state.readings, state.best
        self._over = state.outcome is not None
        self._goals = goals_of(session)
        here = state.position
        self._ground = self._painted(self.brief.box.centre if here is None else here)
        self._blanket = self._sanded(self._ground)
        self._passing = None
        self._stills.clear()

    def _painted(self, point: Array) -> _Ground:
        assert self._session is not None
        panes = self.sheet.panes
        flat, thin = self.sheet.maps, self.sheet.profiles
        heights = map_heights(self._session, flat, point)
        lines = profile_heights(self._session, thin, point)
        hidden = np.isnan(heights), np.isnan(lines)
        some = bool(hidden[0].any() or hidden[1].any())
        known = [reading.height for reading in self._readings] if some else []
        spread = seen_spread(heights, float(np.fmin.reduce(lines, axis=None)), *known)
        ends = [float(np.fmax.reduce(lines, axis=None)), *known]
        if spread is not None:
            spread = seen_spread(np.array([*spread, *ends]))
        up = None if spread is None else padded(*spread, share=0.06)
        picture = self._page.copy()
        room = write_corner(picture, self.sheet, self.brief, self.look, self._told())
        room = write_point(picture, self._below_title(room), self.brief, self.look, point)
        for pane in panes:
            picture.fill(self.look.theme.sky, pane.plot)
        if spread is not None and up is not None:
            write_heights(picture, thin[0], up, self.look)
            paint_profiles(picture, thin, lines, up, self.look)
            if not hidden[0].all():
                paint_maps(picture, flat, heights, spread, self.look)
                draw_key(picture, room, spread, self.look)
        return _Ground(point, picture, up, hidden if some else None)

    def _told(self) -> str:
        if not self._readings:
            return "Slices through the middle"
        return (
            "Slices through the last dip"
            if self._readings[-1].number
            else "Slices through the start"
        )

    def _below_title(self, room: Rect) -> Rect:
        """Return the free corner below the line that names the chosen slice."""
        line = self.look.type.line(Role.SMALL)
        return Rect(room.left, room.top + line, room.width, max(0, room.height - line))

    def _sanded(self, ground: _Ground) -> Blanket | None:
        """Return the sand over all slices as it lay while playing."""
        if self.brief.cover is Cover.OPEN:
            return None
        whole = self.sheet.whole
        if not self._over:
            self._dense = self._density(ground.hidden)
        elif self._dense is None:
            self._dense = self._density(None)
        return Blanket(sand(whole.size, self.look.theme, self.look.type.scale), self._dense)

    def _density(self, hidden: tuple[Array, Array] | None) -> Alpha:
        """Return how dense the sand is around the slices; None hides everything."""
        whole = self.sheet.whole
        dense = np.zeros(whole.size, dtype=np.uint8)
        every = [np.ones((1, 1), dtype=bool)] * self.parts
        masks = every if hidden is None else [*hidden[0], *hidden[1][:, :, None].repeat(8, axis=2)]
        for pane, mask in zip(self.sheet.panes, masks, strict=True):
            plot = pane.plot.move(-whole.left, -whole.top)
            area = (slice(plot.left, plot.right), slice(plot.top, plot.bottom))
            if mask.any():
                dense[area] = 255 if mask.all() else edges(mask[:, ::-1], plot.size)[0]
        return dense

    # Composing

    def _still(self, share: float, trail: Trail, count: int) -> Surface:
        """Return the sheet without overlay, with the first `count` readings, from the cache."""
        key = (share, trail, count)
        if key not in self._stills:
            while len(self._stills) >= KEPT:
                del self._stills[next(iter(self._stills))]
            self._stills[key] = self._composed(self._ground, (share, trail, count))
        return self._stills[key]

    def _composed(self, ground: _Ground | None, key: tuple[float, Trail, int]) -> Surface:
        share, trail, count = key
        picture = Surface(self.rect.size, 0, 32)
        if ground is None:
            picture.blit(self._page, (0, 0))
            return picture
        picture.blit(ground.bare, (0, 0))
        if self._blanket is not None:
            self._blanket.draw(picture, self.sheet.whole.topleft, share)
        for pane in self.sheet.panes:
            self._draw_frame(picture, pane, ground)
            picture.set_clip(pane.plot)
            if trail is Trail.SHOWN and len(self._readings) > 1:
                places = [pane.spot(r.at, r.height, ground.up) for r in self._readings]
                marks.draw_trail(picture, self._small, places)
            self._draw_dips(picture, pane, ground, count)
            picture.set_clip(None)
        return picture

    def _draw_frame(self, picture: Surface, pane: Pane, ground: _Ground) -> None:
        """Draw the pane's border, and fine lines through the current point."""
        theme, hair = self.look.theme, self.look.type.hair
        x, y = pane.spot(ground.point, 0.0, ground.up)
        veil = Surface((pane.plot.width, pane.plot.height), pygame.SRCALPHA, 32)
        color = (*theme.stroke[:3], 56)
        veil.fill(color, Rect(round(x) - pane.plot.left, 0, hair, pane.plot.height))
        if pane.is_map:
            veil.fill(color, Rect(0, round(y) - pane.plot.top, pane.plot.width, hair))
        picture.blit(veil, pane.plot)
        line = self.look.type.hair
        pygame.draw.rect(picture, theme.edge, pane.plot.inflate(2 * line, 2 * line), line)

    def _draw_dips(self, picture: Surface, pane: Pane, ground: _Ground, count: int) -> None:
        """Draw the first `count` dips, faded by their distance, the latest with its arrow."""
        for reading in self._readings[: min(count, len(self._readings) - 1)]:
            near = atlas_marks.nearness(self.brief, pane, reading.at, ground.point)
            spot = pane.spot(reading.at, reading.height, ground.up)
            atlas_marks.draw_place(picture, self._small, spot, near)
            if near > atlas_marks.FAINTEST:
                self._draw_flag(picture, pane, reading, near)
        if self._readings and count == len(self._readings):
            self._draw_measured(picture, pane, self._readings[-1], 1.0)
            self._draw_flag(picture, pane, self._readings[-1], atlas_marks.STEPS)

    def _draw_flag(self, target: Surface, pane: Pane, reading: Reading, near: int) -> None:
        latest = reading is self._readings[-1]
        if latest and pane.is_map and not self.sheet.headed:
            return  # the lines cross there, and in small maps its arrow needs the room
        rank = marks.Rank.of(
            latest=latest,
            best=reading is self._best and len(self._readings) > 1,
        )
        spot = self._spot(pane, reading.at, reading.height)
        name = (reading.number, rank)
        atlas_marks.draw_flag(target, self._small, spot, name, near, pane.plot)

    def _draw_measured(self, target: Surface, pane: Pane, reading: Reading, t: float) -> None:
        up = None if self._ground is None else self._ground.up
        measure = (self.brief, gauge(self.brief, self._readings), up)
        atlas_marks.draw_measured(target, self._small, pane, reading, measure, t)

    # The frame

    def draw(self, target: Surface, overlay: Overlay) -> None:
        """Blit the sheet and draw the overlay in every slice, inside the target's clip."""
        canvas = target.subsurface(self.rect)
        clip = target.get_clip().move(-self.rect.left, -self.rect.top)
        canvas.set_clip(clip)
        share = overlay.uncover if self._over else 0.0
        dipping = overlay.dip is not None and overlay.dip.t < 1.0 and bool(self._readings)
        if self._flows(overlay):
            canvas.blit(self._flowing(overlay), (0, 0))
        else:
            count = len(self._readings) - dipping
            canvas.blit(self._still(share, overlay.trail, count), (0, 0))
        for number, pane in enumerate(self.sheet.panes):
            inner = clip.clip(pane.plot)
            if inner.width and inner.height:
                canvas.set_clip(inner)
                self._draw_in(canvas, pane, overlay, share)
                if overlay.cursor is not None and number != overlay.chosen:
                    self._draw_echo(canvas, pane, overlay.cursor)
        canvas.set_clip(clip)
        self._draw_chosen(canvas, overlay)

    def _draw_in(self, canvas: Surface, pane: Pane, overlay: Overlay, share: float) -> None:
        """Draw what of the overlay falls into one slice."""
        if overlay.dip is not None and overlay.dip.t < 1.0 and self._readings:
            self._draw_dipping(canvas, pane, overlay.dip.t)
        for at, height in self._goals:
            spot = self._spot(pane, at, height)
            marks.draw_optimum(canvas, self._small, spot, 0.0, part(share, 0.75, 1.0))
        start = self._spot(pane, self._readings[-1].at) if self._readings else None
        for landing in (overlay.newton, overlay.ghost):
            if landing is not None:
                marks.draw_ghost(canvas, self._small, start, self._spot(pane, landing))
        if overlay.slide is not None:
            marks.draw_marker(canvas, self._small, self._spot(pane, _sliding(overlay)))
        for reading in self._readings:
            if reading.number == overlay.hover:
                self._draw_measured(canvas, pane, reading, 1.0)
                self._draw_flag(canvas, pane, reading, atlas_marks.STEPS)
                spot = self._spot(pane, reading.at, reading.height)
                marks.draw_dip(canvas, self._small, spot, stressed=True)

    def _draw_dipping(self, canvas: Surface, pane: Pane, t: float) -> None:
        last = self._readings[-1]
        marks.draw_stick(canvas, self._small, self._spot(pane, last.at, last.height), t)
        if t >= 0.4:
            self._draw_measured(canvas, pane, last, part(t, 0.5, 1.0))
        if t >= 0.55:
            near = round(atlas_marks.STEPS * part(t, 0.55, 0.9))
            self._draw_flag(canvas, pane, last, near)

    def _draw_echo(self, canvas: Surface, pane: Pane, cursor: Array) -> None:
        """Show where the cursor of another slice is, if it has left the current point."""
        if any(cursor[axis] != self.point[axis] for axis in pane.axes):
            atlas_marks.draw_echo(canvas, self._small, self._spot(pane, cursor))

    def _draw_chosen(self, canvas: Surface, overlay: Overlay) -> None:
        """Outline and name the chosen slice, and draw the cursor in it."""
        theme, pane = self.look.theme, self.sheet.panes[overlay.chosen]
        line = self.look.type.px(2.5)
        pygame.draw.rect(canvas, theme.accent, pane.plot.inflate(2 * line, 2 * line), line)
        name = self.look.type.render(title(pane, self.brief), Role.SMALL, theme.accent)
        canvas.blit(name, self._name_room.topleft)
        if overlay.cursor is not None:
            spot, tag = self._spot(pane, overlay.cursor), self._tag(pane, overlay.cursor)
            marks.draw_cursor(canvas, self._small, spot, tag, self._room)
        if overlay.promise and overlay.ghost is not None:
            place = self._promised(overlay)
            marks.draw_tag(canvas, self.look, overlay.promise, place)

    def _promised(self, overlay: Overlay) -> Rect:
        assert overlay.ghost is not None
        spot = self._spot(self.sheet.panes[overlay.chosen], overlay.ghost)
        return marks.cursor_tag(self.look, spot, overlay.promise, self._room).clamp(self._room)

    @property
    def _room(self) -> Rect:
        return Rect((0, 0), self.rect.size)

    @property
    def _name_room(self) -> Rect:
        corner = self.sheet.corner
        high = self.look.type.wrap("Slices", Role.LABEL, self.look.theme.ink, 1000).get_height()
        top = corner.top + high + self.look.type.px(4)
        return Rect(corner.left, top, corner.width, self.look.type.line(Role.SMALL))

    def _tag(self, pane: Pane, at: Array) -> str:
        values = [
            written(float(at[axis]), 10.0 ** np.floor(np.log10(self.brief.box.extent[axis])) / 100)
            for axis in pane.axes
        ]
        if pane.is_map:
            return f"({values[0]}, {values[1]})"
        return f"{self.brief.axes[pane.axes[0]].name} = {values[0]}"

    # Slices that flow with a step

    def _flows(self, overlay: Overlay) -> bool:
        """Tell whether the slices go along with a step: only where nothing is hidden."""
        return overlay.slide is not None and self.brief.cover is Cover.OPEN

    def _flowing(self, overlay: Overlay) -> Surface:
        """Return the sheet through where a step has come to."""
        point = _sliding(overlay)
        if self._passing is None or not np.array_equal(self._passing[0], point):
            key = (0.0, overlay.trail, len(self._readings))
            self._passing = (point, self._composed(self._painted(point), key))
        return self._passing[1]

    # What changes where

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh."""
        whole = ("uncover", "trail", "dip", "hover", "newton")
        flows = self._flows(before) or self._flows(after)
        names = (*whole, "slide") if flows else whole
        if not all(alike(getattr(before, name), getattr(after, name)) for name in names):
            return [Rect(self.rect)]
        found: list[Rect] = []
        for kind, areas in _AREAS.items():
            same = all(alike(getattr(before, name), getattr(after, name)) for name in kind)
            if not same:
                found += [*areas(self, before), *areas(self, after)]
        clipped = (area.clip(self._room).move(self.rect.topleft) for area in found)
        return [area for area in clipped if area.width and area.height]

    def _around(self, pane: Pane, spots: list[Pixel], reach: float) -> Rect:
        """Return what marks of a radius in design pixels cover of a pane around some spots."""
        more = self._small.type.px(reach) + 2
        corners = [Rect(round(x) - more, round(y) - more, 2 * more, 2 * more) for x, y in spots]
        return corners[0].unionall(corners).clip(pane.plot)

    def _cursor_areas(self, overlay: Overlay) -> Iterator[Rect]:
        """Yield what the choice of a slice and the cursor cover."""
        chosen = self.sheet.panes[overlay.chosen]
        line = self.look.type.px(2.5)
        outline = chosen.plot.inflate(2 * line, 2 * line)
        yield from (
            Rect(outline.left, outline.top, outline.width, line),
            Rect(outline.left, outline.bottom - line, outline.width, line),
            Rect(outline.left, outline.top, line, outline.height),
            Rect(outline.right - line, outline.top, line, outline.height),
        )
        yield self._name_room
        if overlay.cursor is None:
            return
        for number, pane in enumerate(self.sheet.panes):
            spot = self._spot(pane, overlay.cursor)
            if number == overlay.chosen:
                tag = self._tag(pane, overlay.cursor)
                place = marks.cursor_tag(self._small, spot, tag, self._room)
                more = self._small.type.px(20) + 2
                cross = Rect(round(spot[0]) - more, round(spot[1]) - more, 2 * more, 2 * more)
                yield cross.union(place).inflate(4, 4)
            else:
                yield self._around(pane, [spot], 8)

    def _ghost_areas(self, overlay: Overlay) -> Iterator[Rect]:
        if overlay.ghost is None:
            return
        for pane in self.sheet.panes:
            spots = [self._spot(pane, overlay.ghost)]
            if self._readings:
                spots.append(self._spot(pane, self._readings[-1].at))
            yield self._around(pane, spots, 18)
        if overlay.promise:
            yield self._promised(overlay).inflate(4, 4)

    def _slide_areas(self, overlay: Overlay) -> Iterator[Rect]:
        if overlay.slide is None:
            return
        for pane in self.sheet.panes:
            yield self._around(pane, [self._spot(pane, _sliding(overlay))], 12)


_AREAS: dict[tuple[str, ...], Callable[[AtlasView, Overlay], Iterator[Rect]]] = {
    ("cursor", "chosen"): AtlasView._cursor_areas,
    ("ghost", "promise", "chosen"): AtlasView._ghost_areas,
    ("slide",): AtlasView._slide_areas,
}
"""What of an overlay is drawn in small areas, and where."""


def _sliding(overlay: Overlay) -> Array:
    """Return the point that a step has come to."""
    assert overlay.slide is not None
    start, end, t = overlay.slide
    return np.asarray(start + ease(t) * (end - start))
