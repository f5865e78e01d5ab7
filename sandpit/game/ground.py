"""The hidden side of a game: the surface and what only the judge knows of it."""

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.game.brief import Brief
from sandpit.surfaces import Array, Optima, Site, Spec, Surface
from sandpit.surfaces.bounds import check_bounds
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.draws import Draws
from sandpit.surfaces.optima import COUNTLESS
from sandpit.surfaces.rescaled import rescaled
from sandpit.surfaces.search import check_effort

Places = tuple[tuple[float, ...], ...]

MOST_WORK = GROUND
"""What may be spent in looking for the best places of one ground, and of all that are checked."""
SAMPLES = 64
"""A ground that has no optimum and the same height at so many places is a plain; and between the
heights of so many lies its span, where nobody knows it better."""

MOST_SAMPLED = 20_000_000
"""The most simple operations that these heights take: some milliseconds, or two heights."""

BETTER = 1e-6
"""Of a height, and of 1: a place that is better by less is no better for a game."""
DIPPED = 8
"""At so many of the best places it is looked whether they can be read."""
TOLERANCE = 1e-9
"""What counts as equal: distances that differ by this share of the winning one, heights that differ
by this share of the domain's span. So 6.0 is within 0.4 of 6.4, though no double says so. Machines
know the best places of the shipped levels alike to 2e-15 of the winning distance: one dip of some
1e15 lies so near to the edge of what wins that they judge it differently, and none by design."""


class Verdict(Enum):
    """What is special of a place: it finds, or it is within reach of a merely local optimum."""

    FOUND = auto()
    STUCK = auto()


@dataclass(frozen=True)
class Ground:
    """A built surface with the judge's knowledge; it never reaches a player before the end.

    Whatever is looked for on it is paid for from its one `budget`.
    """

    surface: Surface
    brief: Brief
    heights: tuple[float, float] | None = None
    budget: Budget = field(default_factory=Budget, repr=False, compare=False)

    @classmethod
    def build(
        cls, spec: Spec, site: Site, heights: tuple[float, float] | None, brief: Brief
    ) -> "Ground":
        """Build `spec` at `site`, rescaled to `heights` if given; raises SurfaceError."""
        surface = spec.build(site)
        check_bounds(surface)
        check_effort(surface)
        budget = Budget()
        if heights is not None:
            surface = rescaled(surface, heights, budget)
        ground = cls(surface, brief, heights, budget)
        if brief.win.distance is not None:
            ground._check_optima()
        return ground

    def _check_optima(self) -> None:
        """Raise SurfaceError where a distance from the best places would mean nothing."""
        by_height = 'win by a height instead: "win": {"height": ...}'
        idle = [self.brief.axes[axis].name for axis in self.surface.idle]
        if idle:
            raise SurfaceError(
                f"the height does not depend on {', '.join(idle)}, so that the best places form "
                "a line or a plain, not single points",
                cure=f"use every axis, leave out those that do nothing, or {by_height}",
            )
        if self.optima.unbroken:
            raise SurfaceError(
                "the best places form a line or a plain, not single points", cure=by_height
            )
        if self.optima.countless:
            raise SurfaceError(
                f"there are more than {COUNTLESS - 1:,} best places, each as good as the others",
                cure=by_height,
            )
        if not np.isfinite(self.optima.heights).all():
            raise SurfaceError("the best place has no finite height", cure="write smaller numbers")

    @property
    def work(self) -> int:
        """What has been spent in looking for its best places, of `MOST_WORK`."""
        return self.budget.spent

    @property
    def cut_short(self) -> bool:
        """Whether that search ended at its limit, so that better places may be left."""
        return self.budget.cut_short

    @cached_property
    def optima(self) -> Optima:
        """The optima for the level's goal; raises SurfaceError where they cannot be known."""
        return self.surface.optima(self.brief.goal, self.budget)

    @property
    def _enough(self) -> float:
        """What the goal's sign times a height has to be to find: the best, or what is wanted."""
        wanted = self.brief.win.height
        best = self.optima.height if wanted is None else wanted
        return self.brief.goal.sign * best - TOLERANCE * self._span

    @cached_property
    def _span(self) -> float:
        """How far apart the domain's lowest and highest heights are, as far as it is known."""
        low, high = self.heights or (float(self._some.min()), float(self._some.max()))
        if self.heights is None and self.brief.win.distance is not None:
            low, high = min(low, self.optima.height), max(high, self.optima.height)
        return high - low if math.isfinite(high - low) else 0.0

    @cached_property
    def _some(self) -> Array:
        """The heights at some places all over the domain."""
        box, count = self.brief.box, MOST_SAMPLED // max(1, self.surface.effort)
        places = Draws(0).uniforms(min(SAMPLES, max(2, count)), box.dimension)
        with np.errstate(all="ignore"):
            return self.surface.heights(box.lower + box.extent * places)

    @cached_property
    def _best(self) -> Places:
        return tuple(map(tuple, self.optima.global_points.tolist()))

    @cached_property
    def _criteria(self) -> tuple[int, float, float | None, Places, Places]:
        """What a dip is judged by, all at one look-up: the sign, height, reach and places."""
        reach = self.brief.win.distance
        if reach is None:
            return self.brief.sign, self._enough, None, (), ()
        others = tuple(map(tuple, self.optima.other_points.tolist()))
        return self.brief.sign, self._enough, reach * (1.0 + TOLERANCE), self._best, others

    @property
    def best_height(self) -> float | None:
        """The height of the best place; None where nobody knows it, as of very many axes."""
        try:
            return self.optima.height
        except SurfaceError:
            level = (self._some == self._some[0]).all()
            return float(self._some[0]) if level else None  # a plain

    @property
    def unreadable(self) -> Places:
        """Those of the first best places at which the level's stick has nothing to tell."""
        return tuple(
            place for place in self._best[:DIPPED] if not self.is_readable(np.array(place))
        )

    def is_readable(self, at: Array) -> bool:
        """Tell whether all that the level's stick tells at a point, shape (n,), is finite."""
        with np.errstate(all="ignore"):
            jet = self.surface.jet(at, self.brief.stick.order)
        told = (part for part in jet if part is not None)
        return all(bool(np.isfinite(part).all()) for part in told)

    @cached_property
    def proven(self) -> bool:
        """Whether a bound proves that no place is a millionth better than the best one found."""
        best = self.optima.height
        return self.never_reaches(best + self.brief.sign * BETTER * (1.0 + abs(best)))

    def never_reaches(self, height: float) -> bool:
        """Tell whether it is proven that no place is as good as this height for the goal."""
        return self.surface.never_reaches(height, self.brief.goal)

    def distance(self, at: Array) -> float:
        """Return the distance from a point to the nearest global optimum."""
        here = at.tolist()
        return min(math.dist(here, there) for there in self._best)

    def verdict(self, at: Array, height: float) -> Verdict | None:
        """Judge being at a point of this true height; None where nothing is special.

        Where a distance wins, a place as good as the best known wins too.
        """
        sign, enough, reach, best, others = self._criteria
        if sign * height >= enough:
            return Verdict.FOUND
        if reach is None:
            return None
        here = at.tolist()
        for there in best:
            if math.dist(here, there) <= reach:
                return Verdict.FOUND
        for there in others:
            if math.dist(here, there) <= reach:
                return Verdict.STUCK
        return None
