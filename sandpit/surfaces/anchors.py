"""Places that a formula names itself: where what it is made of is 0.

A spike of exp(-1e6*((x - 2)^2 + (y - 3)^2)) stands at (2, 3), and no mesh would show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import NEGATE, Apply, Name

MOST_CROSSINGS: Final = 64
"""So many crossings of coordinates are told at most, besides places."""
MOST_PLACES: Final = 64
MOST_AN_AXIS: Final = 32


@dataclass(frozen=True)
class Line:
    """slope * coordinate + offset, of the axis at a position; no axis for a number."""

    axis: str | None
    slope: float
    offset: float

    def scaled(self, factor: float) -> "Line":
        return Line(self.axis, factor * self.slope, factor * self.offset)

    def plus(self, other: "Line") -> "Line | None":
        """Return the sum, or None if it is one of two axes."""
        if self.axis and other.axis and self.axis != other.axis:
            return None
        slope, offset = self.slope + other.slope, self.offset + other.offset
        return Line(self.axis or other.axis, slope, offset)


Lines = list[Line | None]


def coordinates(formula: Formula, names: Sequence[str], box: Box) -> tuple[Array, ...]:
    """Return for each axis where the straight lines within the formula cross 0 inside the box."""
    lines = _lines(formula)
    found: dict[str, set[float]] = {name: set() for name in names}
    for line in _outermost(formula, lines):
        if line.axis is not None:
            found[line.axis].add(-line.offset / line.slope + 0.0)
    kept = []
    for name, low, high in zip(names, box.lower, box.upper, strict=True):
        kept.append(np.array([c for c in sorted(found[name]) if low <= c <= high][:MOST_AN_AXIS]))
    return tuple(kept)


def places(formula: Formula, names: Sequence[str], box: Box) -> Array:
    """Return the places, shape (k, n), that parts of the formula name.

    Each part of all the formula's axes in which each has one coordinate names one; if there are
    few of them, all crossings of coordinates are places too. Axes that do not occur are in the
    middle.
    """
    lines = _lines(formula)
    named: list[dict[str, float] | None] = []
    rows: list[dict[str, float]] = []
    for index, node in enumerate(formula.expression.nodes):
        line = lines[index]
        if formula.constants[index] is not None:
            named.append({})
        elif line is not None and line.axis is not None and line.slope:
            named.append({line.axis: -line.offset / line.slope + 0.0})
        elif isinstance(node, Apply):
            named.append(_agreed([named[i] for i in node.operands]))
        else:
            named.append(None)
        place = named[-1]
        if place is not None and len(place) == len(formula.axes) and place not in rows:
            rows.append(place)
    points = [_filled(row, names, box) for row in rows[:MOST_PLACES]]
    along = coordinates(formula, names, box)
    used = [c if c.size else box.centre[i : i + 1] for i, c in enumerate(along)]
    if np.prod([float(c.size) for c in used]) <= MOST_CROSSINGS:
        points += list(np.stack(np.meshgrid(*used, indexing="ij"), axis=-1).reshape(-1, len(used)))
    inside = [point for point in points if box.contains(point)]
    return np.array(inside).reshape(-1, box.dimension)


def _filled(row: dict[str, float], names: Sequence[str], box: Box) -> Array:
    return np.array([row.get(name, middle) for name, middle in zip(names, box.centre, strict=True)])


def _agreed(parts: Sequence[dict[str, float] | None]) -> dict[str, float] | None:
    """Return what parts name together, or None where they name two coordinates of an axis."""
    whole: dict[str, float] = {}
    for part in parts:
        if part is None or any(whole.get(axis, at) != at for axis, at in part.items()):
            return None
        whole |= part
    return whole


def _lines(formula: Formula) -> Lines:
    """Return for each node the straight line that it is, or None."""
    lines: Lines = []
    for node, constant in zip(formula.expression.nodes, formula.constants, strict=True):
        if constant is not None:
            lines.append(Line(None, 0.0, constant))
        elif isinstance(node, Name):
            lines.append(Line(node.name, 1.0, 0.0))
        elif isinstance(node, Apply):
            lines.append(_line(node.operation, [lines[index] for index in node.operands]))
        else:
            lines.append(None)
    return lines


def _line(operation: str, operands: Lines) -> Line | None:
    first, second = operands[0], operands[-1]
    if first is None or second is None:
        return None
    line: Line | None = None
    match operation:
        case "+":
            line = first.plus(second)
        case "-":
            line = first.plus(second.scaled(-1.0))
        case "*" if first.axis is None:
            line = second.scaled(first.offset)
        case "*" if second.axis is None:
            line = first.scaled(second.offset)
        case "/" if second.axis is None and second.offset:
            line = first.scaled(1.0 / second.offset)
        case _ if operation == NEGATE:
            line = first.scaled(-1.0)
    return line


def _outermost(formula: Formula, lines: Lines) -> list[Line]:
    """Return the lines of which something else than a line is made."""
    found = []
    for index, node in enumerate(formula.expression.nodes):
        if isinstance(node, Apply) and lines[index] is None:
            inner = (lines[operand] for operand in node.operands)
            found += [line for line in inner if line is not None and line.slope]
    return found
