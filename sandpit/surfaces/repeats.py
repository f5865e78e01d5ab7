"""Equally good places that others suggest: shifted as often as they repeat, or recombined.

A formula that repeats along some way has its best places at equal distances, and one that treats
its axes alike has them wherever good coordinates cross. Each suggestion is tried.
"""

from __future__ import annotations

import itertools
import math
from typing import Final

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.optima import COUNTLESS
from sandpit.surfaces.polish import polish

ROUNDS: Final = 16
MOST_TRIED: Final = 16_384
"""So many suggestions are looked at in a round."""
MOST_NUMBERS: Final = 400_000
"""The most coordinates of suggestions in a round: fewer of these where there are many axes."""
SHIFTS: Final = 48
"""Shifts from so many places to all others are tried."""
APART: Final = 1e-6
"""Of the sides: places no further apart than this are one."""
EQUAL: Final = 1e-12
"""Of the range of heights: what differs by less is as good."""
SLACK: Final = 1e-6
"""Of the range of heights: a suggestion that is no more above the best is polished."""


def repeated(view: Downhill, points: Array, most: int) -> Array:
    """Return places as good as `points`, shape (k, n), all equally good: these and more.

    No more than `most` are polished in a round, and no more told than are counted.
    """
    loss = float(view.losses(points).min())
    affordable = int(view.budget.left / (2 * ROUNDS * view.surface.costs.height))
    tried = min(MOST_TRIED, MOST_NUMBERS // points.shape[1], affordable)
    for _ in range(ROUNDS):
        if not 1 < len(points) < COUNTLESS or not view.budget.left:
            break
        some = _new(view, points, _suggested(points, tried))
        losses = view.losses(some)
        near = (losses > loss) & (losses <= loss + SLACK * view.spread)
        there, low = polish(view, some[near][:most])
        there = there[low <= loss + EQUAL * view.spread]
        good = np.concatenate([some[losses <= loss], _new(view, points, there)])
        if not len(good):
            break
        points = np.concatenate([points, good])[:COUNTLESS]
    return points


def _suggested(points: Array, most: int) -> Array:
    """Return crossings of the points' coordinates, if they are few, and shifted points."""
    return np.concatenate([_crossed(points, most), _shifted(points, most)])


def _crossed(points: Array, most: int) -> Array:
    """Return all crossings of the points' coordinates, or else points with one of another's."""
    n = points.shape[1]
    along = [_different(points[:, axis]) for axis in range(n)]
    if math.prod(line.size for line in along) <= most:
        return np.array(list(itertools.product(*along)))
    rows = []
    for axis, line in enumerate(along):
        few = points[: max(1, most // (n * line.size))]
        changed = np.repeat(few, line.size, axis=0)
        changed[:, axis] = np.tile(line, len(few))
        rows.append(changed)
    return np.concatenate(rows)


def _shifted(points: Array, most: int) -> Array:
    """Return the points shifted by what lies between others of them."""
    few = points[:SHIFTS]
    shifts = (points[:, None, :] - few[None, :, :]).reshape(-1, points.shape[1])
    shifts = np.unique(np.round(shifts, 12), axis=0)
    shifts = shifts[np.argsort(np.linalg.norm(shifts, axis=-1), kind="stable")]
    shifts = shifts[1 : 1 + max(1, most // len(points))]
    return np.asarray((points[None, :, :] + shifts[:, None, :]).reshape(-1, points.shape[1]))


def _different(line: Array) -> Array:
    """Return the different coordinates of points, each from the best of them, which come first."""
    apart = APART * max(1e-300, float(np.ptp(line)))
    kept: list[float] = []
    for coordinate in line.tolist():
        if all(abs(coordinate - other) > apart for other in kept):
            kept.append(coordinate)
    return np.array(kept)


def _new(view: Downhill, points: Array, more: Array) -> Array:
    """Return those of more places inside the box that are none of the points, each once."""
    box = view.surface.box
    slack = APART * box.extent
    more = more[((more >= box.lower - slack) & (more <= box.upper + slack)).all(axis=-1)]
    more = box.clip(more)
    known = {key.tobytes() for key in _keys(points / box.extent)}
    kept = []
    for row, key in enumerate(_keys(more / box.extent)):
        mark = key.tobytes()
        if mark not in known:
            known.add(mark)
            kept.append(row)
    more = more[kept]
    return more[~_beside(more / box.extent, points / box.extent)].reshape(-1, points.shape[1])


def _beside(places: Array, points: Array) -> npt.NDArray[np.bool_]:
    """Tell of places, in shares of the sides, which lie no further than APART from any point.

    What is so near in every coordinate is so in their weighted mean: only such points are compared.
    """
    weights = np.sqrt(np.arange(1.0, points.shape[1] + 1.0))
    weights /= weights.sum()
    order = np.argsort(points @ weights)
    means, wanted = (points @ weights)[order], places @ weights
    first = np.searchsorted(means, wanted - 2.0 * APART)
    last = np.searchsorted(means, wanted + 2.0 * APART)
    beside = np.zeros(len(places), dtype=bool)
    for row in np.flatnonzero(last > first):
        near = points[order[first[row] : last[row]]]
        beside[row] = np.abs(places[row] - near).max(axis=-1).min() <= APART
    return beside


def _keys(shares: Array) -> Array:
    return np.round(shares / (2.0 * APART)) + 0.0
