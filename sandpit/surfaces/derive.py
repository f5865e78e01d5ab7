"""Exact derivatives of formulas: by symengine, compiled by it to functions of a point."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import symengine as se

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.folds import Folds, Signs, ways_around
from sandpit.surfaces.surface import UNSTRETCHED, Jet, Stretch
from sandpit.surfaces.symbolic import Symbolic, symbolic

Indices = npt.NDArray[np.intp]
Places = slice | Indices
"""What picks entries of an array; a slice, where one will do, is four times as fast."""


class Derivatives:
    """A formula with all its derivatives up to `order`, compiled as one function of a point.

    `names` are the domain's n axes, `extent` their lengths; those that the formula does not use
    have derivatives of 0. At a fold each slope is the mean of those on both sides along its axis,
    which is the limit of central differences; the Hessian is the mean of those all around.
    """

    def __init__(
        self,
        formula: Formula,
        names: Sequence[str],
        extent: Array,
        order: int,
        stretch: Stretch = UNSTRETCHED,
    ) -> None:
        axes = formula.axes or (names[0],)
        self._folds = Folds(formula, extent[[names.index(name) for name in axes]])
        outputs = _outputs(symbolic(formula, self._folds.symbols), axes, order, stretch)
        symbols = [*map(se.Symbol, axes), *self._folds.symbols.values()]
        # The LLVM back end calls faster in bulk, but takes 20 times as long to compile, and
        # minutes over a hostile formula.
        self._function = se.Lambdify(symbols, outputs, cse=True, backend="lambda")
        self._size = len(outputs)
        used = np.array([names.index(name) for name in axes])
        whole = used.size == len(names)
        self._used: Indices | None = None if whole else used
        self._gradient_at, self._hessian_at = _places(used, len(names))
        self._order = order
        self._real: Callable[[Array, Array], None] = self._function.unsafe_real

    def jet(self, point: Array) -> Jet:
        """Return what was compiled at one point of shape (n,)."""
        out = np.empty(self._size)
        place = point if self._used is None else point[self._used]
        if self._folds.symbols:
            signs = self._folds.signs_beside(place)
            if signs is None:
                out = self._outputs_at(point)
            else:
                self._real(np.concatenate([place, signs]), out)
        else:
            try:
                self._real(place, out)
            except (TypeError, ValueError):  # read-only, strided or of whole numbers: a copy is not
                self._real(np.array(place, dtype=np.float64), out)
        if self._order == 1:
            return Jet(out.item(0), out[self._gradient_at], None)
        if self._order == 0:
            return Jet(out.item(0), None, None)
        return Jet(out.item(0), out[self._gradient_at], out[self._hessian_at])

    def gradient(self, points: Array) -> Array:
        """Return gradients at points of shape (..., n); needs an order of 1 or 2."""
        return self._outputs_at(points)[..., self._gradient_at]

    def hessian(self, points: Array) -> Array:
        """Return Hessians at points of shape (..., n); needs an order of 2."""
        return self._outputs_at(points)[..., self._hessian_at]

    def one_sided_gradient(self, points: Array) -> Array:
        """Return gradients at points of shape (..., n), at a fold those of one side of it."""
        return self._one_sided(points)[..., self._gradient_at]

    def one_sided_hessian(self, points: Array) -> Array:
        """Return Hessians at points of shape (..., n), at a fold those of one side of it."""
        return self._one_sided(points)[..., self._hessian_at]

    def _one_sided(self, points: Array) -> Array:
        inputs = self._inputs(points)
        if self._folds.symbols:
            inputs = np.concatenate([inputs, self._folds.sides(inputs)], axis=-1)
        return self._called(inputs)

    def _inputs(self, points: Array) -> Array:
        inputs = np.array(points, dtype=np.float64)  # the library refuses read-only memory
        return inputs if self._used is None else inputs[..., self._used]

    def _outputs_at(self, points: Array) -> Array:
        inputs = self._inputs(points)
        if not self._folds.symbols:
            return self._called(inputs)
        signs = self._folds.signs(inputs)
        out = self._called(np.concatenate([inputs, signs.values], axis=-1))
        folded = signs.folded.any(axis=-1)
        if folded.any():
            there = Signs(signs.values[folded], signs.folded[folded])
            out[folded] = self._averaged(inputs[folded], there, out[folded])
        return out

    def _called(self, inputs: Array) -> Array:
        shape = (*inputs.shape[:-1], self._size)
        return self._function(inputs.ravel()).reshape(shape) if inputs.size else np.empty(shape)

    def _averaged(self, points: Array, signs: Signs, out: Array) -> Array:
        """Return the outputs (k, ...) at points at folds, what is derived averaged over sides."""

        def beside(way: Array) -> Array:
            there = self._folds.aside(points, signs, way)
            return self._called(np.concatenate([points, there], axis=-1))

        count = points.shape[-1]
        mean = out.copy()
        with np.errstate(all="ignore"):
            if self._order >= 1:
                for slot, way in enumerate(np.eye(count), start=2):
                    mean[:, slot] = 0.5 * (beside(way)[:, slot] + beside(-way)[:, slot])
            if self._order >= 2:
                curves = [beside(way)[:, 2 + count :] for way in ways_around(count)]
                mean[:, 2 + count :] = np.mean(curves, axis=0)
        return mean


def taylor_coefficients(formula: Formula, x: float, order: int, extent: float) -> Array:
    """Return f^(k)(x)/k! for k = 0..order of a formula of at most one axis, shape (order + 1,).

    At a fold they are the means of those on its two sides.
    """
    symbol = se.Symbol(formula.axes[0] if formula.axes else "x")
    folds = Folds(formula, np.array([extent]))
    derivative = symbolic(formula, folds.symbols)
    derivatives = [derivative]
    for _ in range(order):
        derivative = derivative.diff(symbol)
        derivatives.append(derivative)
    inputs = [symbol, *folds.symbols.values()]
    function = se.Lambdify(inputs, derivatives, cse=True, backend="lambda")
    place = np.array([x])
    sides = [place]
    if folds.symbols:
        signs = folds.signs(place)
        sides = [np.concatenate([place, folds.aside(place, signs, way)]) for way in ways_around(1)]
    with np.errstate(all="ignore"):
        values = np.mean([np.asarray(function(side), dtype=np.float64) for side in sides], axis=0)
    return np.asarray(values) / np.array(
        [math.factorial(k) for k in range(order + 1)], dtype=np.float64
    )


def _outputs(height: Symbolic, axes: Sequence[str], order: int, stretch: Stretch) -> list[Symbolic]:
    """Return the height, a 0, gradient and upper triangle of the Hessian, as far as asked for."""
    symbols = [se.Symbol(name) for name in axes]
    scale, offset = map(se.RealDouble, stretch)
    if stretch != UNSTRETCHED:
        height = scale * height + offset
    outputs = [height, se.Integer(0)]
    if order >= 1:
        gradient = [height.diff(symbol) for symbol in symbols]
        outputs += gradient
    if order >= 2:
        outputs += [
            slope.diff(symbol) for i, slope in enumerate(gradient) for symbol in symbols[i:]
        ]
    return outputs


def _places(used: Indices, dimension: int) -> tuple[Places, Indices]:
    """Return where among the outputs each entry of the gradient and of the Hessian is."""
    count = used.size
    if count == dimension:
        gradient: Places = slice(2, 2 + count)
    else:
        gradient = np.ones(dimension, dtype=np.intp)
        gradient[used] = np.arange(2, 2 + count)
    rows, columns = np.triu_indices(count)
    hessian = np.ones((dimension, dimension), dtype=np.intp)
    entries = np.arange(2 + count, 2 + count + rows.size)
    hessian[used[rows], used[columns]] = entries
    hessian[used[columns], used[rows]] = entries
    return gradient, hessian
