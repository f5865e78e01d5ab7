"""A bowl, a dome or a saddle: a quadratic form."""

import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.axes import bounded, one_or_each, place
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.notation import POINT, point
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.search import find_optima
from sandpit.surfaces.separable import combined, parabola_optima
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Surface

FEW_AXES = 8
"""Up to so many axes, all corners are worth a start of a search."""


@dataclass(frozen=True, kw_only=True)
class BowlSpec(Spec):
    """A quadratic form: height + (x - center) . H (x - center) / 2, H its Hessian everywhere.

    Domain: any box, of any number of axes.
    Optima: `height` at `center`, the pit if all curvatures are above 0, the peak if all are
        below; other optima lie on the edges. A curvature of 0 makes a trough of them.
    Teaches: a second-order Taylor series is exact here, so one Newton step finds; the ratio of
        the curvatures says how slow the gradient is.
    """

    kind: Literal["bowl"] = "bowl"
    center: tuple[float, ...] | Literal["random"] = "random"
    """Where it is level, one number an axis; or "random", evenly over the domain, by `seed`."""
    curvatures: float | tuple[float, ...] | None = None
    """The second derivative along all axes, or along each: above 0 for a bowl, below 0 for a
    dome, of both signs for a saddle. Without it and without `matrix`: 1."""
    matrix: tuple[tuple[float, ...], ...] | None = None
    """Instead of `curvatures`, the whole Hessian, row by row: symmetric, for a turned bowl."""
    height: float = 0.0
    """Its height at the centre."""
    seed: Seed = "random"
    """What a random centre is drawn from: a whole number, or "random" for each game its own."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        if self.matrix is None:
            return (
                rf"{symbol}({POINT}) = b + \frac{{1}}{{2}} "
                r"\sum_{i=1}^{n} k_i \left(x_i - c_i\right)^{2}",
                rf"\frac{{\partial {symbol}}}{{\partial x_i}} = k_i \left(x_i - c_i\right)",
                point(names),
            )
        return (
            rf"{symbol}({POINT}) = b + \frac{{1}}{{2}} \sum_{{i=1}}^{{n}} \sum_{{j=1}}^{{n}} "
            r"A_{i j} \left(x_i - c_i\right) \left(x_j - c_j\right)",
            rf"\nabla {symbol}({POINT}) = A \left({POINT} - \mathbf{{c}}\right)",
            point(names),
        )

    @property
    def draws(self) -> bool:
        """Whether each session draws its own centre."""
        return self.center == "random" and self.seed == "random"

    def build(self, site: Site) -> "Bowl | TurnedBowl":
        """Build the bowl over the site's box."""
        bounded(self.height, "height")
        center = place(self.center, self.seed, site, "center")
        if self.matrix is None:
            given = 1.0 if self.curvatures is None else self.curvatures
            curvatures = one_or_each(given, center.size, "curvatures")
            if not curvatures.any():
                raise SurfaceError(
                    "a bowl without curvature is flat",
                    cure="give it a curvature other than 0",
                    path=("curvatures",),
                )
            return Bowl(site.box, center, curvatures, self.height)
        if self.curvatures is not None:
            raise SurfaceError(
                "a bowl has either `curvatures` or a `matrix`",
                cure="leave out one of them",
                path=("curvatures",),
            )
        return TurnedBowl(site.box, center, _symmetric(self.matrix, center.size), self.height)


def _symmetric(rows: tuple[tuple[float, ...], ...], count: int) -> Array:
    """Return the matrix of the written rows; raises SurfaceError if it is not fit for a bowl."""
    for i, row in enumerate(rows):
        if len(row) != count:
            raise SurfaceError(
                f"row {i + 1} of the matrix has {counted(len(row), 'number')} "
                f"for {counted(count, 'axis')}",
                cure="write as many numbers as there are axes",
                path=("matrix", i),
            )
    if len(rows) != count:
        raise SurfaceError(
            f"the matrix has {counted(len(rows), 'row')} for {counted(count, 'axis')}",
            cure="write one row for each axis",
            path=("matrix",),
        )
    matrix = np.array([bounded(row, "matrix") for row in rows])
    uneven = np.argwhere(matrix != matrix.T)
    if uneven.size:
        i, j = (int(k) for k in uneven[0])
        raise SurfaceError(
            f"the matrix is not symmetric: {matrix[i, j]:g} against {matrix[j, i]:g}",
            cure=f"make row {i + 1}, column {j + 1} equal to row {j + 1}, column {i + 1}",
            path=("matrix", i, j),
        )
    if not matrix.any():
        raise SurfaceError(
            "a bowl of zeros is flat", cure="give it a curvature other than 0", path=("matrix",)
        )
    return matrix


class Bowl(Surface):
    """height + sum_i curvature_i (x_i - center_i)^2 / 2: nothing it does needs n^2 numbers."""

    def __init__(self, box: Box, center: Array, curvatures: Array, height: float) -> None:
        self.box = box
        self._center = center
        self._curvatures = curvatures
        self._height = height

    def heights(self, points: Array) -> Array:
        away = points - self._center
        return np.asarray(self._height + 0.5 * (away * away) @ self._curvatures)

    def mesh(self, *axes: Array) -> Array:
        total = np.asarray(self._height)
        for axis, center, curvature in zip(axes, self._center, self._curvatures, strict=True):
            total = np.add.outer(total, 0.5 * curvature * (axis - center) ** 2)
        return total

    def gradient(self, points: Array) -> Array:
        return (points - self._center) * self._curvatures

    def hessian(self, points: Array) -> Array:
        n = self.dimension
        return np.broadcast_to(np.diag(self._curvatures), (*points.shape[:-1], n, n)).copy()

    def limit(self, goal: Goal) -> float | None:
        """Return the sum of the best heights along each axis."""
        near = self.box.clip(self._center)
        places = np.stack([self.box.lower, near, self.box.upper])
        along = 0.5 * self._curvatures * (places - self._center) ** 2
        return self._height + goal.sign * float((goal.sign * along).max(axis=0).sum())

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        if not self._curvatures.all() and self.dimension <= FEW_AXES:
            return find_optima(self, goal, budget)
        along = parabola_optima(self.box, self._center, self._curvatures, goal)
        return combined(self, goal, along)


class TurnedBowl(Surface):
    """height + (x - center) . H (x - center) / 2 with a whole symmetric matrix H."""

    def __init__(self, box: Box, center: Array, matrix: Array, height: float) -> None:
        self.box = box
        self._center = center
        self._matrix = matrix
        self._height = height

    def heights(self, points: Array) -> Array:
        away = points - self._center
        return np.asarray(self._height + 0.5 * ((away @ self._matrix) * away).sum(axis=-1))

    def gradient(self, points: Array) -> Array:
        return (points - self._center) @ self._matrix

    def hessian(self, points: Array) -> Array:
        return np.broadcast_to(self._matrix, (*points.shape[:-1], *self._matrix.shape)).copy()

    def landmarks(self) -> Array:
        middle = self.box.clip(self._center)[None]
        if self.dimension > FEW_AXES:
            return middle
        sides = zip(self.box.lower, self.box.upper, strict=True)
        return np.concatenate([middle, np.array(list(itertools.product(*sides)))])

    def limit(self, goal: Goal) -> float | None:
        bends = goal.sign * np.linalg.eigvalsh(self._matrix)
        return self._height if bends.max() <= 0.0 else None

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        curves = -goal.sign * np.linalg.eigvalsh(self._matrix)
        if curves.min() > 0 and self.box.contains(self._center):
            return Optima(self._center[None], np.array([self._height]), best=1)
        return find_optima(self, goal, budget)
