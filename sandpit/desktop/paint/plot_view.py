"""What the plots do alike: the promise of a view, and laying a frame's overlay on a still."""

import math
from abc import abstractmethod

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.arrows import tips
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.curvature import draw_newton, draw_thread
from sandpit.desktop.paint.glow import draw_glow, glow_reach
from sandpit.desktop.paint.layers import ease, part
from sandpit.desktop.paint.stills import Still, Stills
from sandpit.desktop.paint.tags import along, beyond, cursor_tag, promise_tag
from sandpit.desktop.paint.view import Overlay, Pixel
from sandpit.game import Brief, Cover, Reading, Session
from sandpit.surfaces import Array

AWAY, BELOW = 66.0, 30.0
"""How far from the last dip words stand that tell of it, in design pixels: clear of its flag, and
nearer below it."""


class PlotView(Stills):
    """A view with cached layers; inside, all pixels count from the corner of `rect`."""

    @property
    def plot(self) -> Rect:
        """The ground itself, inside its frame, on the screen."""
        return self._inner.move(self.rect.topleft)

    @property
    def complete(self) -> bool:
        """Whether all of its pictures have room."""
        return True

    @property
    def charts_heights(self) -> bool:
        """Whether it holds a chart of height against dip."""
        return False

    # What the two kinds give

    @abstractmethod
    def _point(self, pixel: Pixel) -> Array:
        """Return the point of the domain at a pixel of the plot."""

    @abstractmethod
    def _held_arrow(self, reading: Reading) -> tuple[Pixel, Pixel] | None:
        """Return a reading's arrow, (its middle, its vector), None where it shows none."""

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

    def arrow_ends(self, part: int = 0) -> tuple[Pixel, Pixel] | None:  # noqa: ARG002 - as above
        """Return tail and head of the last reading's arrow on the screen, if it has one."""
        arrow = self._held_arrow(self._readings[-1]) if self._readings else None
        if arrow is None or arrow[1] == (0.0, 0.0):
            return None
        (x, y), vector = arrow
        return tips(self.look, ((x + self.rect.left, y + self.rect.top), vector))

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

    def look_ahead(self, session: Session) -> None:
        """Do nothing: a refresh takes no time worth speaking of."""

    def draw(self, target: Surface, overlay: Overlay) -> None:
        """Blit the cached layers and draw the overlay, inside the target's clip."""
        canvas = target.subsurface(self.rect)
        canvas.set_clip(target.get_clip().move(-self.rect.left, -self.rect.top))
        share = overlay.uncover if self._over else 0.0
        count = len(self._readings)
        dipping = overlay.dip is not None and overlay.dip.t < 1.0 and count > 0
        key = Still(share, overlay.trail, count - dipping, overlay.traced)
        if dipping and overlay.dip is not None:
            self._draw_dipping(canvas, self._still(key), overlay.dip.t)
        else:
            stands = tuple(self._stands(overlay).items())
            key = key._replace(sketch=overlay.sketch, stands=stands)
            canvas.blit(self._still(key), (0, 0))
        if self._found and overlay.find > 0.0 and not dipping:
            self._draw_find(canvas, overlay)
        self._draw_goals(canvas, share)
        if share > 0.0 and self._goals and self._readings:
            last = self._readings[-1]  # the dip that found: it lies on the optimum's star
            marks.draw_dip(canvas, self.look, self._spot(last.at, last.height))
        self._draw_moves(canvas, overlay)
        if overlay.hover is not None:
            self._draw_hover(canvas, overlay)
        if overlay.cursor is not None:
            spot = self._spot(overlay.cursor, None)
            text, tag = self._tag(overlay.cursor), self._cursor_tag(overlay)
            marks.draw_cursor(canvas, self.look, spot, text, tag)

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh."""
        trails = [(o.uncover, o.trail, o.traced) for o in (before, after)]
        if trails[0] != trails[1]:
            return [Rect(self.rect)]
        if opens(self.brief, over=self._over) and (before.dip is not None or after.dip is not None):
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

    def beside_last(self, size: tuple[int, int]) -> Rect:
        """Return where words of this size may stand, on the screen, clear of the last dip.

        It is the place above the dip, below it or beside it that covers the least of its marks.
        """
        last = self._readings[-1]
        x, y = self._spot(last.at, last.height)
        px, (wide, high) = self.look.type.px, size
        up, down, aside = y - px(AWAY) - high / 2, y + px(BELOW) + high / 2, px(BELOW) + wide / 2
        middles = [(x, up), (x, down), (x - aside, y), (x + aside, y)]
        middles += [(x + side * aside, level) for level in (up, down) for side in (-1, 1)]
        taken = [self._around((x, y), 24), flags.flag_rect(self.look, self._foot(last))]
        taken += [self._around(point, 8) for point in self._strokes(last)]
        taken += [self._around(self._spot(r.at, r.height), 16) for r in self._readings]
        taken += self._crowd.planting.cloths()
        inside = self._inner.inflate(-self.look.type.px(20), -self.look.type.px(20))
        places = []
        for middle in middles:
            place = Rect((0, 0), size)
            place.center = (round(middle[0]), round(middle[1]))
            places.append(place.clamp(inside))
        best = min(places, key=lambda place: sum(_shared(place, one) for one in taken))
        return best.move(self.rect.topleft)

    # The frame

    def _room(self) -> Rect:
        """Return where the words beside the cursor and the ghost may stand."""
        return Rect((0, 0), self.rect.size)

    def _cursor_tag(self, overlay: Overlay) -> Rect:
        """Return where the cursor's coordinates stand, clear of what was paid for and the ghost."""
        assert overlay.cursor is not None
        values = [place for _, place in self._crowd.values.shown.values()]
        taken = [*self._crowd.planting.cloths(), *values]
        ends = self.arrow_ends()
        if ends is not None:
            taken += [
                square.move(-self.rect.left, -self.rect.top) for square in along(self.look, ends)
            ]
        if overlay.ghost is not None:
            taken.append(self._around(self._spot(overlay.ghost, None), marks.GHOST))
        spot, text = self._spot(overlay.cursor, None), self._tag(overlay.cursor)
        return cursor_tag(self.look, spot, text, self._room(), taken)

    def _draw_dipping(self, canvas: Surface, still: Surface, t: float) -> None:
        opening = opens(self.brief, over=self._over)
        blend(canvas, still, self._former, t if opening else 1.0)
        last = self._readings[-1]
        marks.draw_stick(canvas, self.look, self._foot(last), t)
        if t >= 0.4:
            self._draw_measured(canvas, last, part(t, 0.5, 1.0), Coat.WHOLE)
        if t >= 0.6:
            self._crowd.values.draw(canvas, last.number)
        if t >= 0.55:
            unfurled, flag = part(t, 0.55, 0.9), self._crowd.flag(last.number) or self._flag(last)
            flags.draw_flag(canvas, self.look, self._foot(last), flag, unfurled)

    def _draw_goals(self, canvas: Surface, share: float) -> None:
        for at, height in self._goals:
            spot = self._spot(at, height)
            marks.draw_optimum(canvas, self.look, spot, self._reach(), part(share, 0.75, 1.0))

    def _draw_find(self, canvas: Surface, overlay: Overlay) -> None:
        """Draw the light around the dip that found, below its arrow and its flag."""
        last = self._readings[-1]
        draw_glow(canvas, self.look, self._spot(last.at, last.height), overlay.find)
        self._draw_measured(canvas, last, 1.0, Coat.WHOLE)
        self._crowd.values.draw(canvas, last.number)
        self._draw_flag(canvas, last, flags.draw_flag, self._stands(overlay))

    def _draw_moves(self, canvas: Surface, overlay: Overlay) -> None:
        """Draw the ways, then again the numbers that they cross, and where they lead above all."""
        start = self._spot(self._readings[-1].at, None) if self._readings else None
        if overlay.newton is not None and start is not None:
            spot = self._spot(overlay.newton, None)
            draw_thread(canvas, self.look, start, spot)
            self._lift(canvas, overlay, (start, spot))
        way = None if overlay.ghost is None else self._way_out(self._spot(overlay.ghost, None))
        if overlay.ghost is not None and way is not None:
            spot = self._spot(overlay.ghost, None)
            marks.draw_way(canvas, self.look, way, spot)
            self._lift(canvas, overlay, (way, spot))
        if overlay.newton is not None and start is not None:
            draw_newton(canvas, self.look, self._spot(overlay.newton, None))
        if overlay.ghost is not None:
            marks.draw_ghost(canvas, self.look, None, self._spot(overlay.ghost, None))
            if overlay.promise:
                marks.draw_tag(canvas, self.look, overlay.promise, self._promised(overlay))
        if overlay.slide is not None:
            marks.draw_marker(canvas, self.look, self._sliding(overlay))

    def _lift(self, canvas: Surface, overlay: Overlay, way: tuple[Pixel, Pixel]) -> None:
        """Draw the cloths again that a way crosses, as far as it may have covered them."""
        planting, clip = self._crowd.planting.moved(self._stands(overlay)), canvas.get_clip()
        canvas.set_clip(clip.clip(self._around(way[0], 8).union(self._around(way[1], 8))))
        for flag, foot in planting.flags.values():
            if flags.cloth_rect(self.look, foot, flag).clipline(*way):
                flags.draw_cloth(canvas, self.look, foot, flag)
        canvas.set_clip(clip)

    def _promised(self, overlay: Overlay) -> Rect:
        """Return where the promise stands: beyond the ghost, as seen from the last dip."""
        assert overlay.ghost is not None
        spot = self._spot(overlay.ghost, None)
        start = self._spot(self._readings[-1].at, None) if self._readings else spot
        taken = [self._around(start, 12), *self._crowd.planting.cloths()]
        taken += [self._around(point, 4) for r in self._readings[-1:] for point in self._strokes(r)]
        way = (start, spot, self.look.type.px(marks.GHOST + 5))
        return beyond(promise_tag(self.look, overlay.promise), way, self._room(), taken)

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

    def _draw_hover(self, canvas: Surface, overlay: Overlay) -> None:
        for reading in self._readings:
            if reading.number == overlay.hover:
                self._draw_measured(canvas, reading, 1.0, Coat.WHOLE)
                marks.draw_stressed(canvas, self.look, self._spot(reading.at, reading.height))
                self._crowd.values.draw(canvas, reading.number)
                self._draw_flag(canvas, reading, flags.draw_flag, self._stands(overlay))

    # What changes where

    def _areas(self, overlay: Overlay) -> dict[str, Rect]:
        """Return what each part of an overlay covers."""
        areas = {}
        if overlay.cursor is not None:
            spot, tag = self._spot(overlay.cursor, None), self._cursor_tag(overlay)
            areas["cursor"] = self._around(spot, 20).union(tag).inflate(4, 4)
            areas["ghost"] = tag.inflate(4, 4)  # it makes way for a ghost
        if overlay.ghost is not None:
            area = self._around(self._spot(overlay.ghost, None), 16)
            if self._readings:
                area.union_ip(self._around(self._spot(self._readings[-1].at, None), 16))
            if overlay.promise:
                areas["promise"] = self._promised(overlay).inflate(4, 4)
                area.union_ip(areas["promise"])
            areas["ghost"] = area.union(areas.get("ghost", area))
        if overlay.newton is not None and self._readings:
            area = self._around(self._spot(overlay.newton, None), 18)
            areas["newton"] = area.union(self._around(self._spot(self._readings[-1].at, None), 18))
        feet = [self._crowd.planting.flags[number][1] for number in self._stands(overlay)]
        areas = {
            name: area.unionall([flags.flag_rect(self.look, foot) for foot in feet])
            for name, area in areas.items()
        }
        if overlay.sketch is not None:
            areas["sketch"] = Rect((0, 0), self.rect.size)
        if overlay.slide is not None:
            areas["slide"] = self._around(self._sliding(overlay), 12)
        if overlay.dip is not None:
            areas["dip"] = self._column(overlay.dip.at)
        if overlay.find > 0.0 and self._found:
            last = self._readings[-1]
            light = self._around(self._spot(last.at, last.height), 1)
            areas["find"] = light.inflate(2 * glow_reach(self.look), 2 * glow_reach(self.look))
            areas["find"].union_ip(self._column(last.at))
        for reading in self._readings:
            if reading.number == overlay.hover:
                areas["hover"] = self._column(reading.at)
        return areas


def _shared(one: Rect, other: Rect) -> int:
    """Return how many pixels two rectangles share."""
    both = one.clip(other)
    return both.width * both.height


def opens(brief: Brief, *, over: bool) -> bool:
    """Tell whether a dip changes more of a plot than its own marks.

    It brushes sand off, or it ends the game: then the colours stand for all heights there are.
    """
    return brief.cover is Cover.BRUSHED or over


def blend(canvas: Surface, still: Surface, former: Surface | None, t: float) -> None:
    """Blit a still picture, which comes out of the one before while the stick goes in, at t."""
    share = ease(part(t, 0.3, 0.8))
    if former is None or share >= 1.0:
        canvas.blit(still, (0, 0))
        return
    canvas.blit(former, (0, 0))
    still.set_alpha(round(255 * share))
    canvas.blit(still, (0, 0))
    still.set_alpha(None)


def alike(one: object, other: object) -> bool:
    """Tell whether two values of an overlay show the same."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one is other or (type(one) is type(other) and one == other))
