"""Look further than a mesh can: along whole lines through the best places, one axis after another.

A mesh over four axes or more is too coarse to show ripples. A line along one axis shows them, and
most grounds of many axes rise and fall along each axis much alike wherever the others stand.
"""

from __future__ import annotations

import itertools

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.polish import polish

LOOKS = 24
"""How many places are improved along lines to begin with."""
LINE = 257
"""Points along the lines through these."""
FINE_LINE = 1025
"""Points along the lines through the few that have been polished."""
SWEEPS = 2
POLISHED = 12
HOPPED = 4
"""From so many of the best it is tried to hop to better ones."""
HOPS = 8
EACH = 3
"""Of a line's lowest hollows and lowest humps, so many are tried in pairs of axes."""
LINES_SHARE = 0.25
"""Of what may be spent, what the lines through all places may take."""
BLOCK = 1 << 21
"""The most numbers of coordinates at a time."""


def explore(view: Downhill, starts: Array) -> tuple[Array, Array]:
    """Return polished places, shape (k, n), as low as can be reached from these, and their losses.

    The starts and some random places are improved along each axis in turn; the best are polished
    and hop along one axis or two as long as that leads lower.
    """
    box = view.surface.box
    rng = np.random.default_rng(1)
    each = SWEEPS * LINE * box.dimension * view.surface.costs.height
    looks = max(2, min(LOOKS, int(LINES_SHARE * view.budget.left / each)))
    starts = starts[: looks - 1]
    random = rng.uniform(box.lower, box.upper, (looks - len(starts), box.dimension))
    points = np.concatenate([starts, random])
    losses = view.losses(points)
    for _ in range(SWEEPS):
        for axis in rng.permutation(box.dimension):
            if view.budget.is_out():
                break
            points, losses = _along(view, points, losses, int(axis), rng)
    points, losses = polish(view.within(0.5), _lowest(points, losses, POLISHED))
    return _hop(view, points, losses)


def _along(
    view: Downhill, points: Array, losses: Array, axis: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Move each point to the lowest place of the line along an axis through it."""
    box = view.surface.box
    shares = (np.arange(LINE) + rng.uniform()) / LINE
    shares[[0, -1]] = 0.0, 1.0
    line = box.lower[axis] + shares * box.extent[axis]
    outcomes = _lines(view, points, axis, line)
    choice = outcomes.argmin(axis=1)
    outcome = outcomes[np.arange(len(points)), choice]
    better = outcome < losses
    points[better, axis] = line[choice[better]]
    return points, np.where(better, outcome, losses)


def _lines(view: Downhill, points: Array, axis: int, line: Array) -> Array:
    """Return the losses along lines through the points (k, n), shape (k, len(line))."""
    rows = max(1, BLOCK // (line.size * points.shape[1]))
    parts = []
    for some in np.split(points, range(rows, len(points), rows)):
        places = np.repeat(some[:, None, :], line.size, axis=1)
        places[:, :, axis] = line
        parts.append(view.losses(places))
    return np.concatenate(parts)


def _hop(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Hop from the best points along one axis or two, and polish, until nothing is lower."""
    n = points.shape[1]
    each = HOPPED * (n * FINE_LINE + 2 * (n * EACH) ** 2) * view.surface.costs.height
    for _ in range(HOPS):
        if not view.budget.affords(each):
            break
        best = losses.min()
        ahead = [_hops(view, point) for point in _lowest(points, losses, HOPPED)]
        trials = np.concatenate(ahead)
        there, low = polish(view.within(0.5), _lowest(trials, view.losses(trials), POLISHED))
        points, losses = np.concatenate([points, there]), np.concatenate([losses, low])
        if not low.min() < best - 1e-12 * max(abs(best), 1e-300):
            break
    return points, losses


def _hops(view: Downhill, point: Array) -> Array:
    """Return a point with one or two coordinates set to where lines through it turn.

    Humps are tried like hollows: where ripples multiply, two humps together make a hollow.
    """
    box = view.surface.box
    turns = []
    for axis, line in enumerate(box.linspaces(FINE_LINE)):
        losses = _lines(view, point[None], axis, line)[0]
        turns.append(_turns(line, losses))
    places = []
    for axis, turn in enumerate(turns):
        place = np.repeat(point[None], turn.size, axis=0)
        place[:, axis] = turn
        places.append(place)
    for i, j in itertools.combinations(range(point.size), 2):
        place = np.repeat(point[None], turns[i].size * turns[j].size, axis=0)
        place[:, i] = np.repeat(turns[i], turns[j].size)
        place[:, j] = np.tile(turns[j], turns[i].size)
        places.append(place)
    return np.concatenate(places)


def _turns(line: Array, losses: Array) -> Array:
    """Return where a line has its lowest hollows, ends included, and its lowest humps."""
    padded = np.pad(losses, 1, mode="edge")
    before, after = padded[:-2], padded[2:]
    kept = []
    for turned in ((losses <= before) & (losses <= after), (losses >= before) & (losses >= after)):
        found = np.flatnonzero(turned & np.isfinite(losses))
        kept.append(found[np.argsort(losses[found], kind="stable")[:EACH]])
    at = np.concatenate(kept)
    with np.errstate(all="ignore"):
        bend = before[at] - 2.0 * losses[at] + after[at]
        off = 0.5 * (before[at] - after[at]) / bend
    off = np.where(np.isfinite(off) & (at > 0) & (at < line.size - 1), np.clip(off, -1, 1), 0.0)
    return np.asarray(line[at] + off * (line[1] - line[0]))


def _lowest(points: Array, losses: Array, most: int) -> Array:
    """Return the `most` lowest of some points, each place once."""
    order = np.argsort(losses, kind="stable")
    _, first = np.unique(points[order], axis=0, return_index=True)
    return points[order[np.sort(first)[:most]]]
