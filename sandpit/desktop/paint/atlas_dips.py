"""All dips in one slice of an atlas: dots and a thin trail where it is small, else with flags."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.atlas_layout import Pane
from sandpit.desktop.paint.atlas_marks import FAINTEST, Marker, nearness
from sandpit.desktop.paint.flags import Flag, Rank
from sandpit.desktop.paint.planting import Planting, Site, plant
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Reading
from sandpit.surfaces import Array

TILE = 120.0
"""Slices with a side below this, in design pixels, are small: only the chosen one has flags."""


def is_small(pane: Pane, look: Look) -> bool:
    """Tell whether numbers and arrows would be noise in a slice."""
    return min(pane.plot.size) < TILE * look.type.scale


@dataclass(frozen=True, eq=False)
class Dips:
    """The readings of a game as one slice through `point` shows them."""

    marker: Marker
    readings: tuple[Reading, ...]
    best: Reading | None
    point: Array
    stars: Sequence[Pixel] = ()
    """Where the stars of the optima stand, once they are uncovered."""

    def rank(self, reading: Reading) -> Rank:
        """Return what the flag of a reading says."""
        return Rank.of(
            latest=reading is self.readings[-1],
            best=reading is self.best and len(self.readings) > 1,
        )

    def draw(self, target: Surface, count: int) -> None:
        """Draw the first `count` dips with flags where these have room, the latest's arrow."""
        self._draw_dots(target, count)
        if count == len(self.readings):
            for reading in self.readings[-1:]:
                self.marker.measured(target, reading, 1.0)
        self.draw_flags(target, count)

    def draw_small(self, target: Surface, count: int) -> None:
        """Draw the first `count` dips as dots along a thin trail; latest and best have shapes."""
        places = [self.marker.spot(reading) for reading in self.readings[:count]]
        marks.draw_thin_trail(target, self.marker.look, places)
        self._draw_dots(target, count)
        shaped = [r for r in self.readings[:count] if self.rank(r) is not Rank.PLAIN]
        for reading in sorted(shaped, key=lambda r: self.rank(r).latest):
            self.marker.shape(target, reading, self.rank(reading))

    def draw_flags(self, target: Surface, count: int) -> None:
        """Plant the flags that have room inside the slice, all of full strength."""
        look = self.marker.look
        planted = self._planted()
        for number in planted:
            flag, foot = planted.flags[number]
            if any(reading.number == number for reading in self.readings[:count]):
                flags.draw_flag(target, look, foot, flag)

    def _planted(self) -> Planting:
        feet = {reading.number: self.marker.foot(reading) for reading in self.readings}
        named = [Flag(r.number, self.rank(r)) for r in self.readings if self._is_near(r)]
        points = np.array([self.marker.spot(r) for r in self.readings]).reshape(-1, 2)
        site = Site(self.marker.look, self.marker.pane.plot, points, self._starred())
        return plant(site, [(flag, feet[flag.number]) for flag in named])

    def _starred(self) -> list[Rect]:
        reach = self.marker.look.type.px(marks.STAR)
        squares = [Rect(0, 0, 2 * reach, 2 * reach) for _ in self.stars]
        for square, (x, y) in zip(squares, self.stars, strict=True):
            square.center = (round(x), round(y))
        return squares

    def _is_near(self, reading: Reading) -> bool:
        near = nearness(self.marker.brief, self.marker.pane, reading.at, self.point)
        return near > FAINTEST or self.rank(reading) is not Rank.PLAIN

    def _draw_dots(self, target: Surface, count: int) -> None:
        for reading in self.readings[:-1][:count]:
            near = nearness(self.marker.brief, self.marker.pane, reading.at, self.point)
            self.marker.place(target, reading, near)
