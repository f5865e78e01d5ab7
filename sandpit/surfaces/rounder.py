"""Round coordinates of places that were found, where the round place is lower.

The tip of a spike is one number, and a slide ends beside it: 0.99999998 instead of 1.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill

ROUNDED: Final = 16
"""So many of the best places are rounded."""
DIGITS: Final = range(0, 13)
SWEEPS: Final = 2


def rounded(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Return the lowest of some places, each where rounding all or one of its coordinates led.

    A coordinate is rounded to decimals, or to what the surface names along its axis.
    """
    first = np.argsort(losses, kind="stable")[:ROUNDED]
    points, losses = points[first].copy(), losses[first].copy()
    points, losses = _lower(view, points, losses, _whole(points))
    named = view.surface.coordinates()
    for _ in range(SWEEPS):
        for axis, some in enumerate(named):
            points, losses = _lower(view, points, losses, _single(points, axis, some))
    return points, losses


def _lower(view: Downhill, points: Array, losses: Array, trials: Array) -> tuple[Array, Array]:
    """Return the lower of each point and its trials, shape (d, k, n)."""
    trials = view.surface.box.clip(trials)
    outcomes = view.losses(trials)
    choice, rows = outcomes.argmin(axis=0), np.arange(len(points))
    better = outcomes[choice, rows] < losses
    points = np.where(better[:, None], trials[choice, rows], points)
    return points, np.where(better, outcomes[choice, rows], losses)


def _whole(points: Array) -> Array:
    return np.stack([np.round(points, digits) for digits in DIGITS])


def _single(points: Array, axis: int, named: Array) -> Array:
    """Return the points with the coordinate of an axis rounded, or as the surface names it."""
    column = points[:, axis]
    coordinates = [np.round(column, digits) for digits in DIGITS]
    coordinates += [np.full(len(points), c) for c in named]
    trials = np.repeat(points[None], len(coordinates), axis=0)
    trials[:, :, axis] = coordinates
    return trials
