"""The hidden side of a game: the surface and what only the judge knows of it."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.game.brief import Brief
from sandpit.surfaces import Array, Optima, Site, Spec, Surface
from sandpit.surfaces.rescaled import Rescaled

MOST_OPTIMA = 64
"""More global optima than this are a ridge or a plain, not points to be found."""


@dataclass(frozen=True)
class Ground:
    """A built surface with the judge's knowledge; it never reaches a player before the end."""

    surface: Surface
    brief: Brief

    @classmethod
    def build(
        cls, spec: Spec, site: Site, heights: tuple[float, float] | None, brief: Brief
    ) -> "Ground":
        """Build `spec` at `site`, rescaled to `heights` if given; raises SurfaceError."""
        surface = spec.build(site)
        if heights is not None:
            surface = Rescaled(surface, heights=heights)
        ground = cls(surface, brief)
        if brief.win.distance is not None:
            ground._check_optima()
        return ground

    def _check_optima(self) -> None:
        if self.optima.best > MOST_OPTIMA:
            raise SurfaceError(
                "the best places form a line or a plain, not single points",
                cure='let the level be won by a height: "win": {"height": ...}',
            )
        if not np.isfinite(self.optima.heights).all():
            raise SurfaceError("the best place has no finite height", cure="write smaller numbers")

    @cached_property
    def optima(self) -> Optima:
        """The optima for the level's goal; raises SurfaceError where they cannot be known."""
        return self.surface.optima(self.brief.goal)

    @cached_property
    def _best(self) -> tuple[tuple[float, ...], ...]:
        return tuple(map(tuple, self.optima.global_points.tolist()))

    @cached_property
    def _others(self) -> tuple[tuple[float, ...], ...]:
        return tuple(map(tuple, self.optima.other_points.tolist()))

    def distance(self, at: Array) -> float:
        """Return the distance from a point to the nearest global optimum."""
        here = at.tolist()
        return min(math.dist(here, there) for there in self._best)

    def is_won(self, at: Array, height: float) -> bool:
        """Tell whether being at a point of this true height finds."""
        win = self.brief.win
        if win.distance is not None:
            return self.distance(at) <= win.distance
        assert win.height is not None
        return self.brief.goal.sign * (height - win.height) >= 0.0

    def is_stuck(self, at: Array) -> bool:
        """Tell whether a point is within the winning distance of a merely local optimum."""
        reach = self.brief.win.distance
        if reach is None or not self._others:
            return False
        here = at.tolist()
        return any(math.dist(here, there) <= reach for there in self._others)
