"""Surfaces out of SymPy: an independent yardstick for heights and derivatives."""

from collections.abc import Callable, Sequence

import numpy as np
import sympy

from sandpit.surfaces import Array, Box, Surface

Formula = Callable[[Sequence[sympy.Symbol]], sympy.Expr]


def coordinates(n: int) -> list[sympy.Symbol]:
    return list(sympy.symbols(f"x0:{n}", real=True))


def derivatives(
    formula: Formula, n: int
) -> tuple[sympy.Expr, list[sympy.Expr], list[list[sympy.Expr]]]:
    """Return the expression, its gradient and its Hessian."""
    x = coordinates(n)
    expression = sympy.sympify(formula(x))
    gradient = [sympy.diff(expression, a) for a in x]
    return expression, gradient, [[sympy.diff(slope, b) for b in x] for slope in gradient]


def exactly(formula: Formula, points: Array) -> tuple[Array, Array, Array]:
    """Return heights, gradients and Hessians at points (k, n), computed with 30 digits."""
    n = points.shape[1]
    modules = [{"DiracDelta": lambda *_: 0}, "mpmath"]
    parts = sympy.lambdify(coordinates(n), derivatives(formula, n), modules=modules, cse=True)
    with sympy.core.evalf.mp.workdps(30):
        rows = [parts(*(sympy.core.evalf.mp.mpf(c) for c in point)) for point in points.tolist()]
    heights, gradients, hessians = (
        np.array([row[i] for row in rows], dtype=np.float64) for i in range(3)
    )
    return heights, gradients, hessians


class SymbolicSurface(Surface):
    """A surface of a SymPy formula, evaluated by numpy."""

    def __init__(self, formula: Formula, box: Box) -> None:
        self.box = box
        zero_impulse = {"DiracDelta": lambda x, *_: 0.0 * x}
        self._parts = [
            sympy.lambdify(coordinates(box.dimension), part, modules=[zero_impulse, "numpy"])
            for part in derivatives(formula, box.dimension)
        ]

    def _evaluated(self, part: int, points: Array) -> Array:
        value = self._parts[part](*np.moveaxis(points, -1, 0))
        shape = points.shape[:-1]
        if part == 0:
            return np.broadcast_to(value, shape).astype(float)
        if part == 1:
            return np.stack([np.broadcast_to(v, shape) for v in value], axis=-1).astype(float)
        rows = [np.stack([np.broadcast_to(v, shape) for v in row], axis=-1) for row in value]
        return np.stack(rows, axis=-2).astype(float)

    def heights(self, points: Array) -> Array:
        return self._evaluated(0, points)

    def gradient(self, points: Array) -> Array:
        return self._evaluated(1, points)

    def hessian(self, points: Array) -> Array:
        return self._evaluated(2, points)
