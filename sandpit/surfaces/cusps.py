"""Slide along the floor of a fold that bends, however steep its sides are.

Where the sides of a fold have no bound to their slope, as those of sqrt(|u|), no gradient tells
where the floor goes, and a straight step leaves it at once. So a step aside is followed by a
search straight across, for the floor: the lowest place of a line, looked at closer and closer.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import ALMOST_ZERO, Downhill

FOLLOWED: Final = 4
"""So many of the best places are followed."""
ROUNDS: Final = 48
LOOKS: Final = 17
"""Points of a line across; the next line spans two of its cells."""
CLOSER: Final = 18
"""So often a line is looked at closer: down to rounding."""
SHORTEST: Final = 1e-7
"""A step along, of the sides: floors that differ by less are the same but for rounding."""
SAMPLES: Final = 8


def follow(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Return the places (k, n) and losses that the lowest of these lead to along their floors."""
    first = np.argsort(losses, kind="stable")[:FOLLOWED]
    here, low = points[first].copy(), losses[first].copy()
    rng = np.random.default_rng(5)
    reach = np.full(len(here), 0.25 * view.cell)
    for _ in range(ROUNDS):
        live = np.flatnonzero(reach > SHORTEST)
        looks = live.size * 2 * (view.surface.dimension - 1) * LOOKS * CLOSER
        if not live.size or looks * view.surface.costs.height > view.budget.left:
            break
        trials, outcomes = _aside(view, here[live], reach[live], rng)
        choice, rows = outcomes.argmin(axis=0), np.arange(live.size)
        better = outcomes[choice, rows] < low[live]
        here[live[better]] = trials[choice, rows][better]
        low[live[better]] = outcomes[choice, rows][better]
        reach[live] *= np.where(better, 2.0, 0.25)
    return here, low


def _aside(
    view: Downhill, points: Array, reach: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Return the floor's places a reach aside of each point, both ways along: (2n - 2, k, n)."""
    across, along = _frames(view, points, rng)
    steps = np.concatenate([along, -along]) * reach[:, None]
    starts = view.moved(points, steps)
    shape = starts.shape
    ways = np.broadcast_to(across, shape).reshape(-1, shape[-1])
    wide = np.broadcast_to(reach, shape[:-1]).ravel()
    places, losses = _floors(view, starts.reshape(-1, shape[-1]), ways, wide)
    return places.reshape(shape), losses.reshape(shape[:-1])


def _frames(view: Downhill, points: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return the way across the fold at each point, (k, n), and those along, (n - 1, k, n)."""
    n = points.shape[1]
    around = 1e-6 * rng.standard_normal((SAMPLES, 1, n))
    slopes = view.gradients(view.moved(points, around)).transpose(1, 0, 2)
    slopes /= np.maximum(np.linalg.norm(slopes, axis=-1, keepdims=True), ALMOST_ZERO)
    frames = np.linalg.svd(slopes)[2]
    return frames[:, 0], frames[:, 1:].transpose(1, 0, 2)


def _floors(view: Downhill, points: Array, ways: Array, wide: Array) -> tuple[Array, Array]:
    """Return the lowest place of the line through each point, `wide` to either side along a way."""
    shares = np.linspace(-1.0, 1.0, LOOKS)[:, None, None]
    half = wide.copy()
    losses = view.losses(points)
    for _ in range(CLOSER):
        trials = view.moved(points, shares * half[:, None] * ways)
        outcomes = view.losses(trials)
        choice, rows = outcomes.argmin(axis=0), np.arange(len(points))
        better = outcomes[choice, rows] < losses
        points = np.where(better[:, None], trials[choice, rows], points)
        losses = np.where(better, outcomes[choice, rows], losses)
        half *= 2.0 / (LOOKS - 1)
    return points, losses
