"""How badly a model misses its data, as the ground over the model's parameters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Self

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.bowl import TurnedBowl
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.exhibit import CurveExhibit
from sandpit.surfaces.folds import Flags, ways_around
from sandpit.surfaces.model import Model, blocks
from sandpit.surfaces.one_sided import OneSided
from sandpit.surfaces.optima import Goal
from sandpit.surfaces.surface import Jet, Surface

_DRAWN: Final = 200
"""How many points of the curve are shown."""

LossName = Literal["mean-squares", "chi-squared", "robust"]


class Loss(NamedTuple):
    """What a miss r costs, with its first and its second derivative; `formula` is that of all."""

    cost: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    curve: Callable[[Array], Array]
    formula: str


SQUARES: Final = Loss(
    np.square,
    lambda r: 2.0 * r,
    lambda r: np.full_like(r, 2.0),
    r"\frac{1}{N} \sum_{k=1}^{N} r_k^{2}",
)
ROBUST: Final = Loss(
    lambda r: 2.0 * (np.sqrt(1.0 + r * r) - 1.0),
    lambda r: 2.0 * r / np.sqrt(1.0 + r * r),
    lambda r: 2.0 * (1.0 + r * r) ** -1.5,
    r"\sum_{k=1}^{N} 2 "
    r"\left(\sqrt{1 + \left(\frac{r_k}{\sigma_k}\right)^{2}} - 1\right)",
)
LOSSES: Final[Mapping[LossName, Loss]] = {
    "mean-squares": SQUARES,
    "chi-squared": SQUARES._replace(
        formula=r"\sum_{k=1}^{N} \left(\frac{r_k}{\sigma_k}\right)^{2}"
    ),
    "robust": ROBUST,
}


@dataclass(frozen=True, eq=False)
class Observed:
    """The data, all (m,): misses are multiplied by `weights`, and their sum by `share`."""

    x: Array
    y: Array
    errors: Array | None
    weights: Array
    share: float


@dataclass(frozen=True, eq=False)
class Chart:
    """A model with the data that it is fitted to."""

    model: Model
    data: Observed
    x_label: str
    y_label: str

    def check(self, box: Box) -> None:
        """Raise SurfaceError where the model is undefined between the data's first and last x."""
        try:
            self.model.check(box, self.data.x)
        except SurfaceError as error:
            error.path = ("model",)
            raise

    def exhibit(self, point: Array) -> CurveExhibit:
        """Return the data and the model's curve at the parameters `point`, shape (n,)."""
        data = self.data
        x = np.linspace(data.x.min(), data.x.max(), _DRAWN)
        curve = self.model.values(tuple(point), x)
        return CurveExhibit(data.x, data.y, data.errors, x, curve, self.x_label, self.y_label)


class _Sums(NamedTuple):
    """What all rows add up to at k points, and at which of these any row has a fold."""

    height: Array
    gradient: Array
    hessian: Array
    folded: Flags


class FitSurface(Surface):
    """share * sum_i cost(weight_i * (model(x_i) - y_i)), a sum over the m rows of the data.

    Its Hessian is exact: that of the cost by the model's slopes, and the model's own curvature.
    """

    def __init__(self, box: Box, chart: Chart, loss: Loss) -> None:
        self.box = box
        self._chart = chart
        self._loss = loss

    def over(self, box: Box) -> Self:
        """Return the same function over another box; raises SurfaceError where it is undefined."""
        self._chart.check(box)
        return super().over(box)

    def limit(self, goal: Goal) -> float | None:
        """Return 0 for a pit: no loss is below it."""
        return 0.0 if goal is Goal.PIT else None

    @property
    def effort(self) -> int:
        return self._chart.data.x.size * (self._chart.model.effort + 3)

    @property
    def costs(self) -> Costs:
        effort, n = self.effort, self.dimension
        return Costs(effort + 10, effort + 100, 25 * effort, 12 * effort * (n + 2))

    def heights(self, points: Array) -> Array:
        flat = np.asarray(points, dtype=np.float64).reshape(-1, self.dimension)
        total = np.zeros(len(flat))
        for some, rows in blocks(len(flat), self._chart.data.x.size, 1):
            total[some] += self._cost(tuple(flat[some].T), rows)
        return total.reshape(points.shape[:-1])

    def mesh(self, *axes: Array) -> Array:
        """Return the heights on the grid that 1-D `axes` span; see Surface.mesh.

        What depends on one parameter alone is worked out once for each of its values.
        """
        total = np.zeros(tuple(len(axis) for axis in axes))
        for some, rows in blocks(len(axes[0]), self._chart.data.x.size, total[:1].size):
            opened = np.meshgrid(axes[0][some], *axes[1:], indexing="ij", sparse=True)
            total[some] += self._cost(opened, rows)
        return total

    def _cost(self, coordinates: Sequence[Array], rows: slice) -> Array:
        """Return what some rows add to the heights; the coordinates broadcast together."""
        data = self._chart.data
        x, y, weights = (
            part[rows].reshape(-1, *[1] * coordinates[0].ndim)
            for part in (data.x, data.y, data.weights)
        )
        misses = self._chart.model.values(coordinates, x)
        misses -= y
        misses *= weights
        return np.asarray(data.share * self._loss.cost(misses).sum(axis=0))

    def gradient(self, points: Array) -> Array:
        return self._derived(points, 1)[1]

    def hessian(self, points: Array) -> Array:
        return self._derived(points, 2)[2]

    def one_sided(self) -> Surface:
        n = self.dimension

        def gradient(points: Array) -> Array:
            return self._summed(points.reshape(-1, n), 1).gradient.reshape(points.shape)

        def hessian(points: Array) -> Array:
            shape = (*points.shape, n)
            return self._summed(points.reshape(-1, n), 2).hessian.reshape(shape)

        return OneSided(self, gradient, hessian)

    def jet(self, point: Array, order: int) -> Jet:
        if order == 0:
            return Jet(float(self.heights(point)), None, None)
        height, gradient, hessian = self._derived(point, order)
        return Jet(float(height), gradient, hessian if order == 2 else None)

    def _derived(self, points: Array, order: int) -> tuple[Array, Array, Array]:
        """Return heights, gradients and, for an order of 2, Hessians at points (..., n).

        At a fold of the model they are averaged over its sides, as those of a formula are.
        """
        n, shape = self.dimension, points.shape[:-1]
        flat = np.asarray(points, dtype=np.float64).reshape(-1, n)
        height, gradient, hessian, folded = self._summed(flat, order)
        if folded.any():
            there = flat[folded]
            for axis, way in enumerate(np.eye(n)):
                slopes = [self._summed(there, 1, side).gradient[:, axis] for side in (way, -way)]
                gradient[folded, axis] = np.mean(slopes, axis=0)
            if order == 2:
                around = [self._summed(there, 2, way).hessian for way in ways_around(n)]
                hessian[folded] = np.mean(around, axis=0)
        return height.reshape(shape), gradient.reshape(*shape, n), hessian.reshape(*shape, n, n)

    def _summed(self, flat: Array, order: int, way: Array | None = None) -> "_Sums":
        """Return what `_derived` does at points (k, n), at folds on the side `way` leads to."""
        n = self.dimension
        sums = _Sums(
            np.zeros(len(flat)),
            np.zeros((len(flat), n)),
            np.zeros((len(flat), n, n)),
            np.zeros(len(flat), dtype=np.bool_),
        )
        data, model = self._chart.data, self._chart.model
        for some, rows in blocks(len(flat), data.x.size, (n + 1) ** order):
            told = model.sensitivity(flat[some], data.x[rows], order, way)
            weights = data.weights[rows]
            misses = (told.values - data.y[rows]) * weights
            pull = data.share * weights * self._loss.slope(misses)
            sums.height[some] += data.share * self._loss.cost(misses).sum(axis=-1)
            sums.gradient[some] += np.einsum("km,kmi->ki", pull, told.slopes)
            sums.folded[some] |= told.folded
            if told.curves is not None:
                stiff = data.share * weights * weights * self._loss.curve(misses)
                sums.hessian[some] += np.einsum("km,kmi,kmj->kij", stiff, told.slopes, told.slopes)
                sums.hessian[some] += np.einsum("km,kmij->kij", pull, told.curves)
        return sums

    def exhibit(self, point: Array) -> CurveExhibit:
        return self._chart.exhibit(point)


class LinearFit(TurnedBowl):
    """The sum of squares of a model that is linear in its parameters: a bowl, however many rows."""

    def __init__(self, box: Box, chart: Chart) -> None:
        """Solve the normal least squares, with lengths in the box's sides as their unit."""
        data, middle = chart.data, box.centre
        values, slopes, *_ = chart.model.sensitivity(middle[None], data.x, 1)
        slopes = slopes[0] * data.weights[:, None]
        misses = (values[0] - data.y) * data.weights
        steps = np.linalg.lstsq(slopes * box.extent, -misses, rcond=None)[0]
        least = misses + slopes @ (steps * box.extent)
        matrix = 2.0 * data.share * slopes.T @ slopes
        super().__init__(
            box, middle + steps * box.extent, matrix, float(data.share * least @ least)
        )
        self._chart = chart

    def exhibit(self, point: Array) -> CurveExhibit:
        return self._chart.exhibit(point)
