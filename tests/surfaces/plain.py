"""A field that is given as a function, for tests of what searches fields."""

from collections.abc import Callable

import numpy as np

from sandpit.surfaces import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.field import Field

STEP = 1e-6


class Plain(Field):
    """A field of heights alone, its derivatives by differences; it keeps where it was asked.

    It lies over `box`, by default from -1 to 1 along each axis; an answer costs `cost` each.
    """

    def __init__(
        self,
        formula: Callable[[Array], Array],
        dimension: int,
        *,
        box: Box | None = None,
        cost: int = 0,
    ) -> None:
        self.box = box or Box.of(*[(-1.0, 1.0)] * dimension)
        self.asked: list[Array] = []
        self._formula = formula
        self._cost = cost

    @property
    def costs(self) -> Costs:
        return Costs(*[self._cost] * 4) if self._cost else super().costs

    def heights(self, points: Array) -> Array:
        self.asked.append(points.reshape(-1, points.shape[-1]).copy())
        return self._formula(points)

    def gradient(self, points: Array) -> Array:
        ways = STEP * np.eye(points.shape[-1])
        slopes = [self._formula(points + way) - self._formula(points - way) for way in ways]
        return np.stack(slopes, axis=-1) / (2 * STEP)

    def hessian(self, points: Array) -> Array:
        ways = STEP * np.eye(points.shape[-1])
        rows = [self.gradient(points + way) - self.gradient(points - way) for way in ways]
        return np.stack(rows, axis=-2) / (2 * STEP)


class Bowl(Field):
    """(x - centre) . A (x - centre) / 2 with exact derivatives, over a box."""

    def __init__(self, matrix: Array, centre: Array, box: Box | None = None) -> None:
        self.box = box or Box.of(*[(-1.0, 1.0)] * centre.size)
        self.matrix, self.at = matrix, centre

    def heights(self, points: Array) -> Array:
        away = points - self.at
        return np.asarray(0.5 * np.einsum("...i,ij,...j->...", away, self.matrix, away))

    def gradient(self, points: Array) -> Array:
        return np.asarray((points - self.at) @ self.matrix)

    def hessian(self, points: Array) -> Array:
        return np.broadcast_to(self.matrix, (*points.shape, points.shape[-1])).copy()
