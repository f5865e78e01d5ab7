"""Exact derivatives of formulas: by symengine, compiled by it to functions of a point."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import symengine as se

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import NEGATE, Apply, Name
from sandpit.surfaces.surface import UNSTRETCHED, Jet, Stretch

Symbolic = Any
"""A symengine expression: the library has no types."""
Indices = npt.NDArray[np.intp]
Places = slice | Indices
"""What picks entries of an array; a slice, where one will do, is four times as fast."""


def _absolute(u: Symbolic) -> Symbolic:
    return se.Piecewise((u, u >= 0), (-u, True))


def _sinc(u: Symbolic) -> Symbolic:
    """Return sin(u)/u, for |u| < 1 by its Taylor polynomial, whose next term is below 1e-25."""
    terms = [
        se.RealDouble((-1) ** k / math.factorial(2 * k + 1)) * u ** se.Integer(2 * k)
        for k in range(12)
    ]
    return se.Piecewise((se.Add(*terms), u * u < 1), (se.sin(u) / u, True))


def _power(base: Symbolic, exponent: Symbolic) -> Symbolic:
    """Return base^exponent; a whole number becomes exact, so that no logarithm gets in."""
    if isinstance(exponent, se.RealDouble) and float(exponent).is_integer():
        return base ** se.Integer(int(float(exponent)))
    return base**exponent


SYMBOLIC: Final[Mapping[str, Callable[..., Symbolic]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": _power,
    NEGATE: lambda a: -a,
    "sin": se.sin,
    "cos": se.cos,
    "tan": se.tan,
    "asin": se.asin,
    "acos": se.acos,
    "atan": se.atan,
    "sinh": se.sinh,
    "cosh": se.cosh,
    "tanh": se.tanh,
    "exp": se.exp,
    "log": se.log,
    "sqrt": se.sqrt,
    "abs": _absolute,
    "sinc": _sinc,
}


class Derivatives:
    """A formula with all its derivatives up to `order`, compiled as one function of a point.

    `names` are the domain's n axes; those that the formula does not use have derivatives of 0.
    """

    def __init__(
        self, formula: Formula, names: Sequence[str], order: int, stretch: Stretch = UNSTRETCHED
    ) -> None:
        axes = formula.axes or (names[0],)
        outputs = _outputs(formula, axes, order, stretch)
        symbols = [se.Symbol(name) for name in axes]
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

    def _outputs_at(self, points: Array) -> Array:
        inputs = np.array(points, dtype=np.float64)  # the library refuses read-only memory
        if self._used is not None:
            inputs = inputs[..., self._used]
        shape = (*inputs.shape[:-1], self._size)
        return self._function(inputs.ravel()).reshape(shape) if inputs.size else np.empty(shape)


def taylor_coefficients(formula: Formula, x: float, order: int) -> Array:
    """Return f^(k)(x)/k! for k = 0..order of a formula of at most one axis, shape (order + 1,)."""
    symbol = se.Symbol(formula.axes[0] if formula.axes else "x")
    derivative = symbolic(formula)
    derivatives = [derivative]
    for _ in range(order):
        derivative = derivative.diff(symbol)
        derivatives.append(derivative)
    function = se.Lambdify([symbol], derivatives, cse=True, backend="lambda")
    values = np.asarray(function(np.array([x])), dtype=np.float64)
    return values / np.array([math.factorial(k) for k in range(order + 1)], dtype=np.float64)


def _outputs(formula: Formula, axes: Sequence[str], order: int, stretch: Stretch) -> list[Symbolic]:
    """Return the height, a 0, gradient and upper triangle of the Hessian, as far as asked for."""
    symbols = [se.Symbol(name) for name in axes]
    scale, offset = map(se.RealDouble, stretch)
    height = symbolic(formula)
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


def symbolic(formula: Formula) -> Symbolic:
    """Return the formula for symengine, its numbers as floats: no huge integer ever arises."""
    made: list[Symbolic] = []
    for node, constant in zip(formula.expression.nodes, formula.constants, strict=True):
        if constant is not None:
            made.append(se.RealDouble(constant))
        elif isinstance(node, Apply):
            made.append(SYMBOLIC[node.operation](*(made[index] for index in node.operands)))
        elif isinstance(node, Name):
            made.append(se.Symbol(node.name))
    return made[-1]


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
