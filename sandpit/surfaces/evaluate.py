"""Formulas evaluated by numpy, on points or on open meshes."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from sandpit.errors import FormulaError
from sandpit.surfaces.box import Array
from sandpit.surfaces.expression import NEGATE, Apply, Expression, Name, Node, Number
from sandpit.surfaces.limits import LIMITS

Value = Any
"""A float or an array: numpy's functions take both, whatever broadcasts together."""


def sinc(u: Value) -> Value:
    """Return sin(u)/u, and 1 at u = 0."""
    return np.sinc(np.divide(u, np.pi))


def power(base: Value, exponent: Value) -> Value:
    """Return base^exponent; whole exponents by repeated squaring, ten times as fast as pow."""
    if np.ndim(exponent) or not float(exponent).is_integer() or abs(exponent) > LIMITS.exponent:
        return np.power(base, exponent)
    whole = int(abs(exponent))
    result: Value = None
    while whole:
        if whole & 1:
            result = base if result is None else np.multiply(result, base)
        whole >>= 1
        if whole:
            base = np.square(base)
    if result is None:
        return np.ones_like(base)
    return np.divide(1.0, result) if exponent < 0 else result


CALLS: Final[Mapping[str, Callable[..., Value]]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": power,
    NEGATE: np.negative,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.absolute,
    "sinc": sinc,
}


class Formula:
    """An expression whose parameters have got their numbers: a function of its axes.

    `axes` are the names that stay free and occur, in the order of `names`; `constants` has for
    each node its number, or None where it depends on an axis. Raises FormulaError where a
    constant part is not a finite number.
    """

    def __init__(
        self, expression: Expression, names: Sequence[str], parameters: Mapping[str, float]
    ) -> None:
        self.expression = expression
        self._names, self._parameters = tuple(names), parameters
        self.axes = tuple(name for name in names if name in expression.names)
        known = {**parameters, "pi": math.pi, "e": math.e}
        self.constants = _constants(expression, known)
        self._last_uses = _last_uses(expression)

    @property
    def effort(self) -> int:
        """How many operations one value takes."""
        varying = zip(self.expression.nodes, self.constants, strict=True)
        return sum(isinstance(node, Apply) and number is None for node, number in varying)

    def part(self, node: int) -> "Formula":
        """Return the formula that stands at the position of a node."""
        return Formula(self.expression.part(node), self._names, self._parameters)

    def values(self, coordinates: Sequence[Value], stop: int | None = None) -> list[Value]:
        """Return each node's values (of the first `stop` nodes), one coordinate array an axis."""
        values: list[Value] = []
        with np.errstate(all="ignore"):
            for node, constant in zip(self.expression.nodes[:stop], self.constants, strict=False):
                values.append(self._value(node, constant, values, coordinates))
        return values

    def __call__(self, *coordinates: Value) -> Value:
        """Return the formula's values, keeping of what lies between only what is still needed."""
        values: list[Value] = []
        steps = zip(self.expression.nodes, self.constants, self._last_uses, strict=True)
        with np.errstate(all="ignore"):
            for node, constant, done in steps:
                values.append(self._value(node, constant, values, coordinates))
                for index in done:
                    values[index] = None
        return values[-1]

    def _value(
        self,
        node: Node,
        constant: float | None,
        values: Sequence[Value],
        coordinates: Sequence[Value],
    ) -> Value:
        if constant is not None:
            return constant
        if isinstance(node, Apply):
            return CALLS[node.operation](*(values[index] for index in node.operands))
        assert isinstance(node, Name)
        return coordinates[self.axes.index(node.name)]


def _constants(expression: Expression, known: Mapping[str, float]) -> tuple[float | None, ...]:
    """Return the number of each node that has one."""

    def leaf(node: Number | Name) -> float | None:
        return float(node.value) if isinstance(node, Number) else known.get(node.name)

    def apply(operation: str, operands: tuple[float | None, ...]) -> float | None:
        numbers = [operand for operand in operands if operand is not None]
        if len(numbers) < len(operands):
            return None
        return float(CALLS[operation](*map(np.float64, numbers)))

    with np.errstate(all="ignore"):
        constants = expression.fold(leaf, apply)
    for index, constant in enumerate(constants):
        if constant is not None and not math.isfinite(constant):
            raise FormulaError(
                f"{expression.texts()[index]} is not a finite number",
                cure="use numbers for which it has a value",
            )
    return tuple(constants)


def _last_uses(expression: Expression) -> tuple[tuple[int, ...], ...]:
    """Return for each node the positions of those that no later node needs."""
    last: dict[int, int] = {}
    for index, node in enumerate(expression.nodes):
        if isinstance(node, Apply):
            last.update(dict.fromkeys(node.operands, index))
    done: list[list[int]] = [[] for _ in expression.nodes]
    for index, user in last.items():
        done[user].append(index)
    return tuple(map(tuple, done))


def spread(values: Value, shape: tuple[int, ...]) -> Array:
    """Return the values as a fresh array of the full shape."""
    return np.array(np.broadcast_to(values, shape), dtype=np.float64)
