"""The best places of a sum of terms of few axes each, one axis after another.

Bertele and Brioschi, "Nonserial dynamic programming" (1972): an axis meets only those with which
it shares a term. For each of their coordinates its own best one is tabulated, and what is left
depends on one axis less. So a chain of neighbours is solved whole over a grid, whatever its
length, and however many hollows it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.polish import polish
from sandpit.surfaces.terms import Term

MOST_CELLS: Final = 3_000_000
"""Entries of all tables together: 24 MB."""
OPERATION: Final = 3
"""What an operation on whole tables costs, as a search counts it."""
MOST_EFFORT: Final = 360_000_000
"""The most that the terms' tables may cost, and going through them."""
SIZES: Final = (2_049, 1_025, 769, 513, 385, 257, 193, 129, 97, 65, 49, 33)
"""Points along each axis, all odd, so that the middle is one of them.

A coarser grid than the last would show nothing that a scatter does not.
"""
WIDEST: Final = 4
"""The most axes of a table."""
HOLLOWS: Final = 16
"""Of each line of a table so many of the lowest hollows are followed."""

CROSSED: Final = 8
"""So many coordinates of an axis at most are its ends, or named by the surface."""
ROUNDS: Final = 3
"""So often the coordinates of the places found are crossed anew."""

Axes = tuple[int, ...]
Lines = Sequence[Array]


@dataclass(frozen=True, eq=False)
class Table:
    """What is still to pay, for each coordinate of `axes`; the last of them is solved for."""

    axes: Axes
    costs: Array


def eliminated(view: Downhill, most: int) -> tuple[Array, Array]:
    """Return polished places, best first, that a surface's terms tell, and their losses.

    There are none where the surface is no sum, or where each axis meets too many others.
    """
    surface = view.surface
    n, terms = surface.dimension, surface.terms()
    count = grid_size(terms, n, view.budget.left / 2) if terms else 0
    if not count or max(len(term.axes) for term in terms) == n:
        return np.empty((0, n)), np.empty(0)
    named, sign = surface.coordinates(), -view.goal.sign
    lines = _lines(surface.box.linspaces(count), named)
    points, losses = np.empty((0, n)), np.empty(0)
    ends = [np.array(pair) for pair in zip(surface.box.lower, surface.box.upper, strict=True)]
    for _ in range(ROUNDS):
        _, work = costs_of(terms, n, max(line.size for line in lines))
        if not view.budget.affords(work):
            break
        view.budget.spend(work)
        before = losses.min(initial=np.inf)
        there, low = polish(view, best_crossings(terms, lines, sign, most))
        points, losses = np.concatenate([points, there]), np.concatenate([losses, low])
        if not low.min() < before:
            break
        lowest = there[np.argsort(low, kind="stable")[: count - CROSSED]]
        lines = _lines(_lines(ends, named), list(lowest.T))
    return points, losses


def _lines(lines: Lines, more: Lines) -> list[Array]:
    """Return the coordinates of both, in order and each once."""
    return [np.unique(np.concatenate(pair)) for pair in zip(lines, more, strict=True)]


def order_of(terms: Sequence[Term], n: int) -> list[Axes]:
    """Return for each axis, in the order of solving, those it then depends on and itself, last.

    The next is always one that depends on fewest.
    """
    near: dict[int, set[int]] = {axis: set() for axis in range(n)}
    for term in terms:
        for axis in term.axes:
            near[axis].update(term.axes)
    for axis, others in near.items():
        others.discard(axis)
    cliques = []
    while near:
        axis = min(near, key=lambda a: (len(near[a]), a))
        others = near.pop(axis)
        for other in others:
            near[other] |= others
            near[other] -= {axis, other}
        cliques.append((*sorted(others), axis))
    return cliques


def costs_of(terms: Sequence[Term], n: int, count: int) -> tuple[float, float]:
    """Return the entries of all tables over `count` points an axis, and the operations it takes."""
    cells = sum(float(count) ** len(axes) for axes in order_of(terms, n))
    efforts = ((1 + term.formula.effort) * float(count) ** len(term.axes) for term in terms)
    return cells, OPERATION * (n * cells + sum(efforts))


def grid_size(terms: Sequence[Term], n: int, most: float) -> int:
    """Return how many points an axis a grid may have; 0 where none would be fine enough.

    `most` operations may be spent.
    """
    if max(map(len, order_of(terms, n))) > WIDEST:
        return 0
    for count in SIZES:
        cells, work = costs_of(terms, n, count)
        if cells <= MOST_CELLS and work <= min(most, MOST_EFFORT):
            return count
    return 0


def best_crossings(terms: Sequence[Term], lines: Lines, sign: int, most: int) -> Array:
    """Return the crossings of lines, shape (k, n), where sign * the terms' sum is least.

    They come best first, at most `most`; only those that no neighbour along an axis alone beats.
    """
    tables = _solve(terms, lines, sign)
    chosen = np.zeros((1, len(lines)), dtype=np.intp)
    totals = np.zeros(1)
    for table in reversed(tables):
        axis = table.axes[-1]
        given = tuple(chosen[:, other] for other in table.axes[:-1])
        costs = np.broadcast_to(table.costs[given], (len(chosen), lines[axis].size))
        rows, picks = _hollows(costs)
        more = totals[rows] + (costs[rows, picks] - costs.min(axis=1)[rows])
        kept = np.argsort(more, kind="stable")[:most]
        chosen, totals = chosen[rows[kept]], more[kept]
        chosen[:, axis] = picks[kept]
    return np.stack([line[chosen[:, axis]] for axis, line in enumerate(lines)], axis=-1)


def _solve(terms: Sequence[Term], lines: Lines, sign: int) -> list[Table]:
    """Return the table of each axis in the order of solving."""
    waiting = [
        Table(term.axes, sign * term.table([lines[axis] for axis in term.axes])) for term in terms
    ]
    tables = []
    for axes in order_of(terms, len(lines)):
        axis = axes[-1]
        costs = np.zeros([lines[a].size for a in axes])
        for table in (table for table in waiting if axis in table.axes):
            costs += _laid_out(table, axes)
        waiting = [table for table in waiting if axis not in table.axes]
        costs = np.where(np.isfinite(costs), costs, np.inf)
        tables.append(Table(axes, costs))
        if len(axes) > 1:
            waiting.append(Table(axes[:-1], costs.min(axis=-1)))
    return tables


def _laid_out(table: Table, axes: Axes) -> Array:
    """Return a table's costs with the dimensions of `axes`, of length 1 where it has none."""
    order = sorted(range(len(table.axes)), key=lambda i: axes.index(table.axes[i]))
    costs = table.costs.transpose(order)
    sizes = iter(costs.shape)
    return costs.reshape([next(sizes) if axis in table.axes else 1 for axis in axes])


def _hollows(costs: Array) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and columns of the lowest hollows of each row of costs (k, m)."""
    padded = np.pad(costs, ((0, 0), (1, 1)), constant_values=np.inf)
    hollow = (costs <= padded[:, :-2]) & (costs < padded[:, 2:]) & np.isfinite(costs)
    hollow[np.arange(len(costs)), costs.argmin(axis=1)] = True
    masked = np.where(hollow, costs, np.inf)
    columns = np.argsort(masked, axis=1, kind="stable")[:, :HOLLOWS]
    rows = np.repeat(np.arange(len(costs)), columns.shape[1])
    columns = columns.ravel()
    told = np.isfinite(masked[rows, columns])
    return rows[told], columns[told]
