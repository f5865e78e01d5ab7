"""A surface between two given heights."""

import copy
import dataclasses
import math
from collections.abc import Iterator, Mapping

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.budget import Budget, Costs
from sandpit.surfaces.exhibit import Exhibit
from sandpit.surfaces.surface import Goal, Jet, Optima, Stretch, Surface


def rescaled(
    surface: Surface, heights: tuple[float, float], budget: Budget | None = None
) -> Surface:
    """Return scale * f + offset, scale > 0: the box's lowest and highest points get these heights.

    Its optima are those of `surface`, carried along, and paid for from `budget`. Raises
    SurfaceError if the surface is flat, or its extremes cannot be known.
    """
    low, high = heights
    if not low < high:
        raise SurfaceError(
            f"heights run from the lowest to the highest, not from {low:g} to {high:g}",
            cure="write the lower number first",
        )
    budget = budget or Budget()
    pits, peaks = surface.optima(Goal.PIT, budget.part(0.5)), surface.optima(Goal.PEAK, budget)
    if not pits.height < peaks.height:
        raise SurfaceError(
            "the surface is flat, so it cannot be rescaled", cure="choose one that rises and falls"
        )
    if not math.isfinite(peaks.height - pits.height):
        raise SurfaceError(
            "the surface is too high to be rescaled", cure="use smaller numbers in it"
        )
    scale = (high - low) / (peaks.height - pits.height)
    offset = low - scale * pits.height
    known = {
        goal: dataclasses.replace(optima, heights=scale * optima.heights + offset)
        for goal, optima in ((Goal.PIT, pits), (Goal.PEAK, peaks))
    }
    return surface.stretched(scale, offset, known) or Stretched(surface, scale, offset, known)


class Stretched(Surface):
    """scale * f + offset, scale > 0, for any surface f."""

    def __init__(
        self, surface: Surface, scale: float, offset: float, known: Mapping[Goal, Optima]
    ) -> None:
        self.box = surface.box
        self._surface = surface
        self._scale = scale
        self._offset = offset
        self._known = known

    @property
    def stretch(self) -> Stretch:
        return (self._scale, self._offset)

    @property
    def effort(self) -> int:
        return self._surface.effort

    @property
    def costs(self) -> Costs:
        return self._surface.costs

    def heights(self, points: Array) -> Array:
        return self._scale * self._surface.heights(points) + self._offset

    def gradient(self, points: Array) -> Array:
        return self._scale * self._surface.gradient(points)

    def hessian(self, points: Array) -> Array:
        return self._scale * self._surface.hessian(points)

    def mesh(self, *axes: Array) -> Array:
        return self._scale * self._surface.mesh(*axes) + self._offset

    def jet(self, point: Array, order: int) -> Jet:
        height, gradient, hessian = self._surface.jet(point, order)
        scale = self._scale
        return Jet(
            scale * height + self._offset,
            None if gradient is None else scale * gradient,
            None if hessian is None else scale * hessian,
        )

    def hessian_product(self, point: Array, vectors: Array) -> Array:
        return self._scale * self._surface.hessian_product(point, vectors)

    def series(self, point: Array, order: int) -> Array:
        series = self._scale * self._surface.series(point, order)
        series[0] += self._offset
        return np.asarray(series, dtype=np.float64)

    def glimpse(self, seed: int, dip: int) -> Surface:
        part = self._surface.glimpse(seed, dip)
        if part is self._surface:
            return self
        seen = copy.copy(self)
        seen._surface = part
        return seen

    def exhibit(self, point: Array) -> Exhibit | None:
        return self._surface.exhibit(point)

    def doubts(self) -> Iterator[str]:
        return self._surface.doubts()

    def landmarks(self) -> Array:
        return self._surface.landmarks()

    def never_reaches(self, height: float, goal: Goal) -> bool:
        return self._surface.never_reaches((height - self._offset) / self._scale, goal)

    def limit(self, goal: Goal) -> float | None:
        limit = self._surface.limit(goal)
        return None if limit is None else self._scale * limit + self._offset

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:  # noqa: ARG002
        return self._known[goal]
