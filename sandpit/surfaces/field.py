"""What a search is made over: heights with exact derivatives in a box, each at its cost."""

from abc import ABC, abstractmethod

import numpy as np

from sandpit.surfaces.box import Array, Box, grid
from sandpit.surfaces.budget import Budget, Costs
from sandpit.surfaces.terms import Term


class Field(ABC):
    """Heights over a box, with exact first and second derivatives.

    A kind must give `heights`, `gradient` and `hessian`, each for points of shape (..., n).
    Outside its box a field may answer anything.
    """

    box: Box

    @property
    def dimension(self) -> int:
        """The number of axes, n."""
        return self.box.dimension

    @property
    def effort(self) -> int:
        """About how many simple operations one height takes: how large the field is."""
        return self.dimension

    @property
    def costs(self) -> Costs:
        """About what a height, a gradient and a Hessian cost, as a search counts it.

        This is the cost of kinds that numpy works out in few operations an axis.
        """
        effort, n = self.effort, self.dimension
        return Costs(8 * effort, 8 * effort, 12 * effort, 12 * effort + 2 * n * n)

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
        return self.heights(grid(*axes)).reshape([len(axis) for axis in axes])

    def landmarks(self) -> Array:
        """Return places, shape (k, n), where a search over a mesh may miss something narrow."""
        return np.empty((0, self.dimension))

    def named_places(self) -> Array:
        """Return places, shape (k, n), that its formula names, where there may be a spike."""
        return np.empty((0, self.dimension))

    def coordinates(self) -> tuple[Array, ...]:
        """Return for each axis coordinates where a best place may well be, such as tips."""
        return (np.empty(0),) * self.dimension

    def terms(self) -> tuple[Term, ...]:
        """Return functions of few axes whose sum is highest and lowest where the field is.

        There are none where nothing is known of such.
        """
        return ()

    @property
    def idle(self) -> tuple[int, ...]:
        """The axes that are known to change nothing, by their positions."""
        return ()

    def one_sided(self) -> "Field":
        """Return these heights with derivatives of one side, where a kink has a mean of several.

        They may be not finite where there is none. Kinds without kinks return themselves.
        """
        return self


class Metered(Field):
    """A field whose every answer is paid for from a budget; raises SurfaceError far beyond it."""

    def __init__(self, field: Field, budget: Budget) -> None:
        self.box = field.box
        self._field = field
        self._budget = budget
        self._costs = field.costs

    @property
    def effort(self) -> int:
        return self._field.effort

    @property
    def costs(self) -> Costs:
        return self._costs

    def heights(self, points: Array) -> Array:
        self._pay(points, self._costs.height)
        return self._field.heights(points)

    def gradient(self, points: Array) -> Array:
        self._pay(points, self._costs.gradient)
        return self._field.gradient(points)

    def hessian(self, points: Array) -> Array:
        self._pay(points, self._costs.hessian)
        return self._field.hessian(points)

    def mesh(self, *axes: Array) -> Array:
        count = 1.0
        for axis in axes:
            count *= len(axis)
        self._budget.spend(self._costs.call + self._costs.mesh * count)
        return self._field.mesh(*axes)

    def landmarks(self) -> Array:
        return self._field.landmarks()

    def named_places(self) -> Array:
        return self._field.named_places()

    def coordinates(self) -> tuple[Array, ...]:
        return self._field.coordinates()

    def terms(self) -> tuple[Term, ...]:
        return self._field.terms()

    @property
    def idle(self) -> tuple[int, ...]:
        return self._field.idle

    def _pay(self, points: Array, cost: int) -> None:
        self._budget.spend(self._costs.call + cost * (points.size // self.box.dimension))
