"""What the operations of a formula ask of their parts, so that it has a value.

A divisor may not be 0, a logarithm's argument must be above 0, and so on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula, Value
from sandpit.surfaces.expression import NEGATE, Apply


@dataclass(frozen=True)
class Demand:
    """What the node `asker` asks of the node `asked`: that `measure` of it be above 0.

    `or_zero`: 0 will do. `either_sign`: below 0 will do, but not crossing it.
    """

    asker: int
    asked: int
    cure: str
    or_zero: bool = False
    either_sign: bool = False
    measure: Callable[[Value], Value] = np.positive

    def broken(self, values: Array) -> Array:
        """Tell where values of the measure break the demand."""
        if self.either_sign:
            return np.asarray(values == 0.0)
        return np.asarray(values < 0.0 if self.or_zero else values <= 0.0)


def demands_of(formula: Formula) -> Iterator[Demand]:
    """Yield what the nodes of a formula that depend on an axis ask, inner ones first."""
    for index, node in enumerate(formula.expression.nodes):
        if isinstance(node, Apply) and formula.constants[index] is None:
            yield from _of_node(formula, index, node)


def _of_node(formula: Formula, index: int, node: Apply) -> Iterator[Demand]:
    asked = node.operands[0]
    match node.operation:
        case "/":
            yield from _nonzero(formula, index, node.operands[1], "keep the divisor away from 0")
        case "^":
            yield from _power_demands(formula, index, *node.operands)
        case "log":
            yield Demand(index, asked, "a logarithm needs a number above 0")
        case "sqrt":
            yield Demand(index, asked, "a square root needs a number of at least 0", or_zero=True)
        case "asin" | "acos":
            cure = f"{node.operation} needs a number from -1 to 1"
            yield Demand(index, asked, cure, or_zero=True, measure=_room_in_one)
        case "tan":
            cure = "keep the argument of tan away from pi/2, 3*pi/2 and so on"
            yield Demand(index, asked, cure, either_sign=True, measure=np.cos)


def _power_demands(formula: Formula, index: int, base: int, exponent: int) -> Iterator[Demand]:
    power = formula.constants[exponent]
    if power is None:
        yield Demand(index, base, "an exponent that varies needs a base above 0")
    elif power.is_integer():
        if power < 0:
            yield from _nonzero(
                formula, index, base, "a negative exponent needs a base other than 0"
            )
    else:
        cure = "an exponent that is not whole needs a base of at least 0"
        yield Demand(index, base, cure if power > 0 else "keep its base above 0", or_zero=power > 0)


def _nonzero(formula: Formula, asker: int, asked: int, cure: str) -> Iterator[Demand]:
    """Yield demands that together keep a part off 0: of a product, one for each factor.

    Taken apart because a square has a zero without a change of sign, but what is squared has one.
    """
    waiting = [asked]
    while waiting:
        index = waiting.pop()
        node = formula.expression.nodes[index]
        if formula.constants[index] is None and isinstance(node, Apply):
            factors = {"*": 2, "/": 1, "^": 1, NEGATE: 1, "abs": 1, "sqrt": 1}
            if node.operation in factors:
                waiting += node.operands[: factors[node.operation]]
                continue
        yield Demand(asker, index, cure, either_sign=True)


def _room_in_one(u: Value) -> Value:
    return np.subtract(1.0, np.absolute(u))
