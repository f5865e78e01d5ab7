"""The plot of three to six axes: all slices through the current point on one sheet."""

from typing import NamedTuple

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.arrows import gauge, tips
from sandpit.desktop.paint.atlas_areas import WHOLE, Areas, outline, sliding
from sandpit.desktop.paint.atlas_dips import Dips, is_small
from sandpit.desktop.paint.atlas_layout import Pane, sheet, title
from sandpit.desktop.paint.atlas_marks import Marker
from sandpit.desktop.paint.atlas_page import page
from sandpit.desktop.paint.atlas_paper import Ground, Paper
from sandpit.desktop.paint.curvature import draw_newton, draw_thread, draw_velocity
from sandpit.desktop.paint.glow import draw_glow
from sandpit.desktop.paint.goals import goals_of
from sandpit.desktop.paint.layers import part
from sandpit.desktop.paint.plot_view import alike, blend, opens
from sandpit.desktop.paint.sand import Blanket, Spring, sand
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.stills import KEPT
from sandpit.desktop.paint.taylor import draw_curve, draw_patch
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.paint.view import Look, Overlay, Pixel, Trail
from sandpit.game import Brief, Cover, Outcome, Reading, Session
from sandpit.game.taylor import LocalModel
from sandpit.surfaces import Array

FULL = 300.0
"""In panes of this side, in design pixels, marks are as large as on a map."""
SMALLEST = 0.52
"""Marks are no smaller than this share of those on a map."""


class _Key(NamedTuple):
    """What a composed sheet shows: how much of the sand is gone, the first `dips` readings."""

    share: float
    trail: Trail
    dips: int
    sketch: Sketch | None = None
    traced: float = 1.0


class AtlasView:
    """The atlas of a level with three to six axes; inside, pixels count from `rect`'s corner."""

    def __init__(self, rect: Rect, brief: Brief, look: Look) -> None:
        self.rect = Rect(rect)
        self.brief = brief
        self.look = look
        self.sheet = sheet(self.rect.size, brief, look)
        side = min(self.sheet.panes[0].plot.size) / look.type.scale
        share = min(1.0, max(SMALLEST, (side / FULL) ** 0.5))
        self._small = Look(look.theme, Type(look.type.scale * share, look.type.text))
        empty = page(self.rect.size, self.sheet, brief, look)
        self._paper = Paper(empty, self.sheet, brief, look)
        self._readings: tuple[Reading, ...] = ()
        self._best: Reading | None = None
        self._goals: list[tuple[Array, float]] = []
        self._over = self._found = False
        self._gauge = 1.0
        self._former: Surface | None = None
        self._blanket: Blanket | None = None
        self._session: Session | None = None
        self._ground: Ground | None = None
        self._passing: tuple[Array, Surface] | None = None
        self._stills: dict[_Key, Surface] = {}

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

    def arrow_ends(self, part: int = 0) -> tuple[Pixel, Pixel] | None:
        """Return tail and head of the last reading's arrow in a slice, on the screen."""
        ends = self._arrow_ends(part)
        if ends is None:
            return None
        (x0, y0), (x1, y1), (left, top) = *ends, self.rect.topleft
        return (x0 + left, y0 + top), (x1 + left, y1 + top)

    def _arrow_ends(self, part: int) -> tuple[Pixel, Pixel] | None:
        """Return tail and head of the last reading's arrow in a slice, on the sheet."""
        marker = self._marker(self.sheet.panes[part], self._ground)
        arrow = marker.arrow(self._readings[-1]) if self._readings else None
        return None if arrow is None else tips(self._small, arrow)

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

    @property
    def complete(self) -> bool:
        """Whether all of its pictures have room."""
        return True

    @property
    def charts_heights(self) -> bool:
        """Whether it holds a chart of height against dip."""
        return False

    # Painting

    def look_ahead(self, session: Session) -> None:
        """Do nothing: a refresh takes no time worth speaking of."""

    def refresh(self, session: Session) -> None:
        """Paint the slices anew through where the player stands now."""
        state = session.state
        if self._ground is not None and len(state.readings) > len(self._readings):
            self._former = self._still(_Key(0.0, Trail.HIDDEN, len(self._readings)))
        self._session = session
        self._readings, self._best = state.readings, state.best
        self._over = state.outcome is not None
        self._found = state.outcome is Outcome.FOUND and bool(state.readings)
        self._gauge = gauge(self.brief, state.readings)
        self._goals = goals_of(session)
        here = state.position
        self._ground = self._paper.slices(session, self.brief.box.centre if here is None else here)
        self._blanket = self._sanded(self._ground)
        self._passing = None
        self._stills.clear()

    def _sanded(self, ground: Ground) -> Blanket | None:
        """Return the sand over all slices as it lay while playing."""
        if self.brief.cover is Cover.OPEN:
            return None
        whole, springs = self.sheet.whole, list[Spring]()
        for pane in self.sheet.panes if self._found else ():
            x, y = pane.spot(self._readings[-1].at, self._readings[-1].height, ground.up)
            area = pane.plot.move(-whole.left, -whole.top)
            springs.append((area, (x - pane.plot.left, y - pane.plot.top)))
        field = sand(whole.size, self.look.theme, self.look.type.scale)
        return Blanket(field, self._paper.density(ground.hidden), springs)

    # Composing

    def _still(self, key: _Key) -> Surface:
        """Return the sheet without what moves on it, from the cache."""
        if key not in self._stills:
            while len(self._stills) >= KEPT:
                del self._stills[next(iter(self._stills))]
            self._stills[key] = self._composed(self._ground, key)
        return self._stills[key]

    def _composed(self, ground: Ground | None, key: _Key) -> Surface:
        picture = Surface(self.rect.size, 0, 32)
        if ground is None:
            picture.blit(self._paper.page, (0, 0))
            return picture
        picture.blit(ground.bare, (0, 0))
        if self._blanket is not None:
            self._blanket.draw(picture, self.sheet.whole.topleft, key.share)
            self._blanket.strew(picture, self.sheet.whole.topleft, key.share)
        for pane in self.sheet.panes:
            self._draw_frame(picture, pane, ground)
            picture.set_clip(pane.plot)
            if key.trail is Trail.SHOWN and len(self._readings) > 1:
                places = [pane.spot(r.at, r.height, ground.up) for r in self._readings]
                marks.draw_trail(picture, self._small, places, key.traced)
            if key.sketch is not None and key.sketch.model is not None:
                self._draw_model(picture, pane, ground, key.sketch.model)
            if key.sketch is not None and pane.is_map:
                self._draw_velocity(picture, pane, key.sketch.reading)
            self._draw_dips(picture, self._dips(pane, ground), key.dips)
            picture.set_clip(None)
        return picture

    def _draw_frame(self, picture: Surface, pane: Pane, ground: Ground) -> None:
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

    def _draw_velocity(self, picture: Surface, pane: Pane, reading: Reading) -> None:
        """Draw how the last displacement would go on, as far as it lies in one map."""
        if reading.velocity is not None:
            ends = (self._spot(pane, reading.at), self._spot(pane, reading.at + reading.velocity))
            draw_velocity(picture, self._small, *ends)

    def _draw_model(self, picture: Surface, pane: Pane, ground: Ground, model: LocalModel) -> None:
        """Draw the model of the last dip as it is in one slice: contours, or a curve."""
        frame = pane.frame(ground.up)
        if not pane.is_map:
            draw_curve(picture, self._small, frame, model, pane.axes[0])
            return
        spot = pane.spot(model.reading.at, model.reading.height, ground.up)
        ways = np.diag(self.brief.box.extent)[list(pane.axes)]
        unit = ways / (np.array([pane.plot.size]).T - 1)
        draw_patch(picture, self._small, (spot, pane.plot), (model, unit))

    def _draw_dips(self, picture: Surface, dips: Dips, count: int) -> None:
        if is_small(dips.marker.pane, self.look):
            dips.draw_small(picture, count)
        else:
            dips.draw(picture, count)

    def _dips(self, pane: Pane, ground: Ground | None) -> Dips:
        point = self.point if ground is None else ground.point
        stars = [self._spot(pane, at, height) for at, height in self._goals]
        return Dips(self._marker(pane, ground), self._readings, self._best, point, stars)

    def _marker(self, pane: Pane, ground: Ground | None) -> Marker:
        up = None if ground is None else ground.up
        return Marker(self._small, self.brief, pane, up, self._gauge)

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
            key = _Key(share, overlay.trail, count, overlay.sketch, overlay.traced)
            opening = overlay.dip is not None and dipping and opens(self.brief, over=self._over)
            t = overlay.dip.t if overlay.dip is not None and opening else 1.0
            blend(canvas, self._still(key), self._former, t)
        for number, pane in enumerate(self.sheet.panes):
            inner = clip.clip(pane.plot)
            if inner.width and inner.height:
                canvas.set_clip(inner)
                self._draw_in(canvas, number, overlay, share)
                if overlay.cursor is not None and number != overlay.chosen:
                    self._draw_echo(canvas, pane, overlay.cursor)
        canvas.set_clip(clip)
        self._draw_chosen(canvas, overlay)

    def _draw_in(self, canvas: Surface, number: int, overlay: Overlay, share: float) -> None:
        """Draw what of the overlay falls into one slice."""
        pane = self.sheet.panes[number]
        dips = self._dips(pane, self._ground)
        marker, quiet = dips.marker, is_small(pane, self.look)
        dipping = overlay.dip is not None and overlay.dip.t < 1.0 and bool(self._readings)
        if overlay.dip is not None and dipping:
            last = self._readings[-1]
            draw = marker.dipping_small if quiet else marker.dipping
            draw(canvas, last, dips.rank(last), overlay.dip.t)
        elif quiet and number == overlay.chosen and not self._flows(overlay):
            for last in self._readings[-1:]:
                marker.measured(canvas, last, 1.0)
            dips.draw_flags(canvas, len(self._readings))
        if self._found and overlay.find > 0.0:
            last = self._readings[-1]
            draw_glow(canvas, self._small, marker.spot(last), overlay.find)
            dips.draw_flags(canvas, len(self._readings))
        for at, height in self._goals:
            spot = self._spot(pane, at, height)
            marks.draw_optimum(canvas, self._small, spot, 0.0, part(share, 0.75, 1.0))
        start = self._spot(pane, self._readings[-1].at) if self._readings else None
        if overlay.newton is not None and start is not None:
            landing = self._spot(pane, overlay.newton)
            draw_thread(canvas, self._small, start, landing)
            draw_newton(canvas, self._small, landing)
        if overlay.ghost is not None:
            marks.draw_ghost(canvas, self._small, start, self._spot(pane, overlay.ghost))
        if overlay.slide is not None:
            marks.draw_marker(canvas, self._small, self._spot(pane, sliding(overlay)))
        for reading in self._readings:
            if reading.number == overlay.hover:
                marker.measured(canvas, reading, 1.0)
                marks.draw_stressed(canvas, self._small, marker.spot(reading))
                marker.flag(canvas, reading, dips.rank(reading))

    def _draw_echo(self, canvas: Surface, pane: Pane, cursor: Array) -> None:
        """Show where the cursor of another slice is, if it has left the current point."""
        if any(cursor[axis] != self.point[axis] for axis in pane.axes):
            self._marker(pane, self._ground).echo(canvas, self._spot(pane, cursor))

    def _draw_chosen(self, canvas: Surface, overlay: Overlay) -> None:
        """Outline and name the chosen slice, and draw the cursor in it."""
        theme, pane = self.look.theme, self.sheet.panes[overlay.chosen]
        pygame.draw.rect(canvas, theme.accent, *outline(pane, self.look))
        name = self.look.type.render(title(pane, self.brief), Role.SMALL, theme.accent)
        canvas.blit(name, self._paper.name_room.topleft)
        if overlay.cursor is not None:
            spot, text = self._spot(pane, overlay.cursor), self._paper.tag(pane, overlay.cursor)
            tag = self._areas.cursor_tag(overlay.cursor, overlay.chosen)
            marks.draw_cursor(canvas, self._small, spot, text, tag)
        if overlay.promise and overlay.ghost is not None:
            place = self._areas.promised(overlay)
            marks.draw_tag(canvas, self.look, overlay.promise, place)

    def beside_last(self, size: tuple[int, int]) -> Rect:
        """Return where words of this size may stand, on the screen: where there is no slice."""
        place = Rect((0, 0), size)
        place.center = self.sheet.clearing.center
        return place.move(self.rect.topleft).clamp(self.rect)

    @property
    def _room(self) -> Rect:
        return Rect((0, 0), self.rect.size)

    # Slices that flow with a step

    def _flows(self, overlay: Overlay) -> bool:
        """Tell whether the slices go along with a step: only where nothing is hidden."""
        return overlay.slide is not None and self.brief.cover is Cover.OPEN

    def _flowing(self, overlay: Overlay) -> Surface:
        """Return the sheet through where a step has come to."""
        assert self._session is not None
        point = sliding(overlay)
        if self._passing is None or not np.array_equal(self._passing[0], point):
            key = _Key(0.0, overlay.trail, len(self._readings))
            self._passing = (point, self._composed(self._paper.slices(self._session, point), key))
        return self._passing[1]

    # What changes where

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh."""
        flows = self._flows(before) or self._flows(after)
        names = (*WHOLE, "slide") if flows else WHOLE
        if not all(alike(getattr(before, name), getattr(after, name)) for name in names):
            return [Rect(self.rect)]
        changed = self._areas.changed(before, after)
        clipped = (area.clip(self._room).move(self.rect.topleft) for area in changed)
        return [area for area in clipped if area.width and area.height]

    @property
    def _areas(self) -> Areas:
        last = self._readings[-1].at if self._readings else None
        return Areas(self._paper, self._small, self._room, last, self._spot, self._arrow_ends)
