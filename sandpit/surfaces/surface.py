"""What a surface is: heights with exact derivatives over a box, and its optima."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from sandpit.surfaces.box import Array, Box


class Goal(StrEnum):
    """Which end of a surface is sought: its highest point or its lowest."""

    PEAK = "peak"
    PIT = "pit"

    @property
    def sign(self) -> int:
        """+1 where higher is better (a peak), -1 where lower is (a pit)."""
        return 1 if self is Goal.PEAK else -1


@dataclass(frozen=True, eq=False)
class Optima:
    """The local optima of a surface inside its box for one goal, best first.

    `points` has shape (k, n), `heights` shape (k,); the first `best` rows are the global optima.
    Points on edges and corners count where no feasible direction improves. `complete` tells
    whether every local optimum is believed to be listed, or only the global ones.
    """

    points: Array
    heights: Array
    best: int
    complete: bool = True

    @property
    def height(self) -> float:
        """The height of the global optima."""
        return float(self.heights[0])

    @property
    def global_points(self) -> Array:
        """The global optima, shape (best, n)."""
        return self.points[: self.best]

    @property
    def other_points(self) -> Array:
        """The local optima that are not global ones, shape (k - best, n)."""
        return self.points[self.best :]


class Jet(NamedTuple):
    """Height, gradient (n,) and Hessian (n, n) at one point; None where not asked for."""

    height: float
    gradient: Array | None
    hessian: Array | None


class Surface(ABC):
    """Heights over a box, with exact first and second derivatives.

    A kind must give `heights`, `gradient` and `hessian`, each for points of shape (..., n).
    `mesh`, `jet` and `optima` have defaults built on these, to be replaced where a kind knows a
    faster or a closed form. Outside its box a surface may answer anything.
    """

    box: Box

    @property
    def dimension(self) -> int:
        """The number of axes, n."""
        return self.box.dimension

    @abstractmethod
    def heights(self, points: Array) -> Array:
        """Return the heights at points of shape (..., n), with shape (...)."""

    @abstractmethod
    def gradient(self, points: Array) -> Array:
        """Return the gradients at points of shape (..., n), with shape (..., n)."""

    @abstractmethod
    def hessian(self, points: Array) -> Array:
        """Return the Hessians at points of shape (..., n), with shape (..., n, n)."""

    def mesh(self, *axes: Array) -> Array:
        """Return the heights on the grid that 1-D `axes` span, with shape (len(a0), len(a1), ...).

        The index order is that of the axes: result[i, j] is the height at (a0[i], a1[j]).
        """
        return self.heights(np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1))

    def jet(self, point: Array, order: int) -> Jet:
        """Return height and derivatives up to `order` (0, 1 or 2) at one point of shape (n,)."""
        return Jet(
            float(self.heights(point)),
            self.gradient(point) if order >= 1 else None,
            self.hessian(point) if order >= 2 else None,
        )

    def optima(self, goal: Goal) -> Optima:
        """Return the optima inside the box, interior ones to 1e-9.

        Raises SurfaceError where they cannot be known.
        """
        from sandpit.surfaces.search import find_optima

        return find_optima(self, goal)
