"""The terms that a formula adds up, each a function of few of its axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula, spread
from sandpit.surfaces.expression import NEGATE, Apply

INCREASING: Final = frozenset({"exp", "log", "sqrt", "atan", "sinh", "tanh", "asin"})
"""Functions that are highest where what they are of is highest."""


@dataclass(frozen=True, eq=False)
class Term:
    """A function of some axes of a domain, told by their positions, and what it is multiplied by.

    `axes` are in the order of the domain's.
    """

    axes: tuple[int, ...]
    weight: float
    formula: Formula

    def table(self, lines: Sequence[Array]) -> Array:
        """Return its heights where the lines of coordinates, one an axis of its own, cross."""
        crossing = np.meshgrid(*lines, indexing="ij", sparse=True)
        return self.weight * spread(self.formula(*crossing), tuple(line.size for line in lines))


def terms_of(formula: Formula, names: Sequence[str]) -> tuple[Term, ...]:
    """Return terms whose sum is highest and lowest where the formula is, over axes of these names.

    Constants are left out, and so are increasing functions of the whole. A product or any other
    function of several axes is one term.
    """
    nodes, constants = formula.expression.nodes, formula.constants
    at, weight = len(nodes) - 1, 1.0
    peeled: list[tuple[int, float]] = []
    waiting = [(at, weight)]
    while waiting:
        at, weight = waiting.pop()
        node = nodes[at]
        if constants[at] is not None:
            continue
        added = _added(formula, at, weight)
        if added is not None:
            waiting += added
        elif isinstance(node, Apply) and node.operation in INCREASING and not (waiting or peeled):
            waiting.append((node.operands[0], weight))
        else:
            peeled.append((at, weight))
    parts = [(formula.part(at), weight) for at, weight in peeled]
    places = {name: i for i, name in enumerate(names)}
    return tuple(
        Term(tuple(places[name] for name in part.axes), weight, part) for part, weight in parts
    )


def _added(formula: Formula, at: int, weight: float) -> list[tuple[int, float]] | None:
    """Return what a node adds up and each's weight, or None where it is no sum."""
    node, constants = formula.expression.nodes[at], formula.constants
    if not isinstance(node, Apply):
        return None
    if node.operation == NEGATE:
        return [(node.operands[0], -weight)]
    if node.operation in ("+", "-"):
        left, right = node.operands
        return [(left, weight), (right, weight if node.operation == "+" else -weight)]
    if node.operation == "*":
        for factor, other in (node.operands, node.operands[::-1]):
            number = constants[factor]
            if number is not None:
                return [(other, weight * number)]
    if node.operation == "/":
        number = constants[node.operands[1]]
        if number:
            return [(node.operands[0], weight / number)]
    return None
