"""A model of data: a formula of parameters and of a variable, over many rows at once."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import symengine as se

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.evaluate import Formula, spread
from sandpit.surfaces.folds import Flags, Folds
from sandpit.surfaces.guard import check_defined
from sandpit.surfaces.symbolic import symbolic

_BLOCK: Final = 16_000
"""The most numbers worked on at once: they fit a processor's cache, and memory stays bounded."""


def blocks(points: int, rows: int, each: int) -> Iterator[tuple[slice, slice]]:
    """Yield parts of `points` and of `rows` to be worked on at once, with `each` numbers a pair."""
    most = max(1, _BLOCK // each)
    height = min(points, most)
    width = max(1, most // max(1, height))
    for i in range(0, points, max(1, height)):
        for j in range(0, rows, width):
            yield slice(i, i + height), slice(j, j + width)


class Sensitivity(NamedTuple):
    """A model at k points and m rows: values (k, m), slopes (k, m, n), curves (k, m, n, n).

    `folded` tells for each point, (k,), whether the model has a fold there in any row.
    """

    values: Array
    slopes: Array
    curves: Array | None
    folded: Flags


class Model:
    """A formula of the n parameters `names` and, if it occurs, of the variable, named last.

    `extent` are the lengths of the domain along the parameters. The derivatives with respect to
    these are compiled when first asked for.
    """

    def __init__(
        self, formula: Formula, names: Sequence[str], variable: str, extent: Array
    ) -> None:
        self._formula = formula
        self._names = tuple(names)
        self._variable = variable
        everything = (*names, variable)
        self._used = [everything.index(name) for name in formula.axes]
        self._folds = Folds(formula, np.append(extent, 0.0)[self._used])
        expression = symbolic(formula, self._folds.symbols)
        self._symbols = [*map(se.Symbol, everything), *self._folds.symbols.values()]
        slopes = [expression.diff(se.Symbol(name)) for name in names]
        self._outputs = [[expression, *slopes]]
        self._rows, self._columns = np.triu_indices(len(names))
        pairs = zip(self._rows.tolist(), self._columns.tolist(), strict=True)
        curves = [slopes[i].diff(se.Symbol(names[j])) for i, j in pairs]
        self.is_linear = not self._folds.symbols and all(curve == 0 for curve in curves)
        self._outputs.append([expression, *slopes, *curves])
        self._compiled: dict[int, Any] = {}

    @property
    def effort(self) -> int:
        """How many operations one value takes."""
        return self._formula.effort

    def check(self, box: Box, x: Array) -> None:
        """Raise SurfaceError, naming a place, where the model has no value over a box and all x."""
        names = (*self._names, self._variable)
        used = [names.index(name) for name in self._formula.axes]
        lower, upper = np.append(box.lower, x.min()), np.append(box.upper, x.max())
        check_defined(self._formula, lower[used], upper[used])

    def values(self, coordinates: Sequence[Array], x: Array) -> Array:
        """Return the model's values: parameters and variable are broadcast together."""
        by_name = dict(zip((*self._names, self._variable), (*coordinates, x), strict=True))
        shape = np.broadcast_shapes(*(np.shape(part) for part in by_name.values()))
        return spread(self._formula(*(by_name[name] for name in self._formula.axes)), shape)

    def sensitivity(
        self, points: Array, x: Array, order: int, way: Array | None = None
    ) -> Sensitivity:
        """Return values and derivatives by the parameters at points (k, n) for rows x (m,).

        At folds they are those on the side that `way`, shape (n,), leads to.
        """
        k, m, n = len(points), x.size, len(self._names)
        inputs = self._inputs(points, x)
        folded = np.zeros(k, dtype=np.bool_)
        if self._folds.symbols:
            signs = self._folds.signs(inputs[..., self._used])
            folded |= signs.folded.any(axis=(-2, -1))
            sides = signs.values
            if way is not None:
                aside = np.append(way, 0.0)[self._used]
                sides = self._folds.aside(inputs[..., self._used], signs, aside)
            inputs = np.concatenate([inputs, sides], axis=-1)
        function = self._compiled.get(order) or self._compile(order)
        out = function(inputs.ravel()).reshape(k, m, -1) if inputs.size else self._none(k, m, order)
        if order == 1:
            return Sensitivity(out[..., 0], out[..., 1:], None, folded)
        curves = np.empty((k, m, n, n))
        curves[..., self._rows, self._columns] = out[..., n + 1 :]
        curves[..., self._columns, self._rows] = out[..., n + 1 :]
        return Sensitivity(out[..., 0], out[..., 1 : n + 1], curves, folded)

    def _inputs(self, points: Array, x: Array) -> Array:
        k, n = points.shape
        inputs = np.empty((k, x.size, n + 1))
        inputs[..., :n] = points[:, None, :]
        inputs[..., n] = x
        return inputs

    def _none(self, points: int, rows: int, order: int) -> Array:
        return np.empty((points, rows, len(self._outputs[order - 1])))

    def _compile(self, order: int) -> Any:
        function = se.Lambdify(self._symbols, self._outputs[order - 1], cse=True, backend="lambda")
        self._compiled[order] = function
        return function
