"""What a surface is: heights with exact derivatives over a box, and its optima."""

import copy
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, Self

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.exhibit import Exhibit
from sandpit.surfaces.field import Field
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.search import find_optima

__all__ = ["Goal", "Jet", "Optima", "Surface"]


Stretch = tuple[float, float]
"""A scale and an offset: the height is scale * f + offset."""
ROUNDING: Final = 1e-9
"""Of a height, and of 1: limits are known so well."""
UNSTRETCHED: Final[Stretch] = (1.0, 0.0)


class Jet(NamedTuple):
    """Height, gradient (n,) and Hessian (n, n) at one point; None where not asked for."""

    height: float
    gradient: Array | None
    hessian: Array | None


class Surface(Field):
    """A field to be played on: one reading at a time, and the optima that judge the player.

    `mesh`, `jet` and `optima` have defaults, to be replaced where a kind knows a faster or a
    closed form.
    """

    @property
    def stretch(self) -> Stretch:
        """The scale and the offset that turn what its spec defines into the height."""
        return UNSTRETCHED

    def jet(self, point: Array, order: int) -> Jet:
        """Return height and derivatives up to `order` (0, 1 or 2) at one point of shape (n,)."""
        return Jet(
            float(self.heights(point)),
            self.gradient(point) if order >= 1 else None,
            self.hessian(point) if order >= 2 else None,
        )

    def hessian_product(self, point: Array, vectors: Array) -> Array:
        """Return the Hessian at one point (n,) times vectors of shape (..., n), shape (..., n)."""
        return vectors @ self.hessian(point)

    def series(self, point: Array, order: int) -> Array:
        """Return the Taylor coefficients f^(k)(x)/k!, k = 0..order, of a surface of one axis.

        Raises SurfaceError for a kind that does not know its higher derivatives.
        """
        if self.dimension != 1 or order > 2:
            raise SurfaceError(
                "this surface has no Taylor series of higher orders",
                cure="use a formula of one axis, or an order up to 2",
            )
        height, gradient, hessian = self.jet(point, 2)
        assert gradient is not None
        assert hessian is not None
        return np.array([height, gradient[0], 0.5 * hessian[0, 0]])[: order + 1]

    def glimpse(self, seed: int, dip: int) -> "Surface":  # noqa: ARG002 (few kinds differ by dip)
        """Return what the stick meets at a dip: another surface where each sees part of the data.

        It is a pure function of the session's seed and the dip's number.
        """
        return self

    def exhibit(self, point: Array) -> Exhibit | None:  # noqa: ARG002 (few kinds model something)
        """Return what the surface's model shows at a dipped point (n,), if it models anything."""
        return None

    def doubts(self) -> Iterator[str]:
        """Yield a sentence on each thing about it that a designer should know of."""
        yield from ()

    def one_sided(self) -> "Surface":
        return self

    def over(self, box: Box) -> Self:
        """Return the same function over another box."""
        other = copy.copy(self)
        other.box = box
        return other

    def stretched(
        self,
        scale: float,  # noqa: ARG002 (most kinds have nothing to gain)
        offset: float,  # noqa: ARG002
        known: Mapping[Goal, Optima],  # noqa: ARG002
    ) -> "Surface | None":
        """Return scale * this + offset where a kind can give it without a wrapper, else None.

        `known` are the optima of the result, which have been found already; scale > 0.
        """
        return None

    def limit(self, goal: Goal) -> float | None:  # noqa: ARG002 (few kinds know one)
        """Return a height that no place of the box is beyond, if one is known."""
        return None

    def never_reaches(self, height: float, goal: Goal) -> bool:
        """Tell whether it is proven that no place of the box is as good as this height.

        That nothing is known is no proof.
        """
        limit = self.limit(goal)
        return limit is not None and goal.sign * (height - limit) > ROUNDING * (1 + abs(limit))

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        """Return the optima inside the box, interior ones to 1e-9.

        What the search costs is spent from `budget`, by default that of one ground. Raises
        SurfaceError where they cannot be known.
        """
        return find_optima(self, goal, budget)
