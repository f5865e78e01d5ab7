"""Formulas as symengine has them."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import symengine as se

from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import NEGATE, Apply, Name

Symbolic = Any
"""A symengine expression: the library has no types."""


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


NO_SIGNS: Final[Mapping[int, Symbolic]] = {}


def symbolic(formula: Formula, signs: Mapping[int, Symbolic] = NO_SIGNS) -> Symbolic:
    """Return the formula for symengine; see `symbolic_nodes`."""
    return symbolic_nodes(formula, signs)[-1]


def symbolic_nodes(formula: Formula, signs: Mapping[int, Symbolic] = NO_SIGNS) -> list[Symbolic]:
    """Return each node for symengine, its numbers as floats: no huge integer ever arises.

    Where `signs` has a symbol for a node's position, the absolute value there is written with it.
    """
    made: list[Symbolic] = []
    nodes = zip(formula.expression.nodes, formula.constants, strict=True)
    for index, (node, constant) in enumerate(nodes):
        if constant is not None:
            made.append(se.RealDouble(constant))
        elif isinstance(node, Apply) and index in signs:
            made.append(signs[index] * made[node.operands[0]])
        elif isinstance(node, Apply):
            made.append(SYMBOLIC[node.operation](*(made[i] for i in node.operands)))
        elif isinstance(node, Name):
            made.append(se.Symbol(node.name))
    return made
