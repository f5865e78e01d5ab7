"""Slide points down where a slope leads nowhere: across and along kinks, by trying."""

from __future__ import annotations

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import ALMOST_ZERO, LOOP, Downhill

POLLING_ROUNDS = 250
SHORTEST_POLL = 1e-15
HULL_ROUNDS = 12
SAMPLED = 3
"""What a coordinate of a sampled slope costs in each round in their hull."""
ALONG_KINK = np.array([0.0625, 0.25, 1.0, 4.0])


def poll(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Try points around each, closer and closer, and along kinks that their gradients betray."""
    points, losses = points.copy(), losses.copy()
    rng = np.random.default_rng(0)
    radius = np.full(len(points), view.cell)
    live = np.arange(len(points))
    for _ in range(POLLING_ROUNDS):
        if not live.size or view.budget.is_out():
            break
        reach = radius[live, None]
        around = view.moved(points[live], _directions(rng, points.shape[1])[:, None, :] * reach)
        along = -_shortest_in_hull(view.gradients(around))
        view.budget.spend(LOOP + HULL_ROUNDS * SAMPLED * around.size)
        along /= np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), ALMOST_ZERO)
        ahead = view.moved(points[live], along * reach * ALONG_KINK[:, None, None])
        trials = np.concatenate([around, ahead])
        outcomes = view.losses(trials)
        choice, rows = outcomes.argmin(axis=0), np.arange(live.size)
        better = outcomes[choice, rows] < losses[live]
        points[live[better]] = trials[choice, rows][better]
        losses[live[better]] = outcomes[choice, rows][better]
        radius[live] *= np.where(better, 1.5, 0.5)
        live = live[radius[live] > SHORTEST_POLL]
    return points, losses


def _shortest_in_hull(gradients: Array) -> Array:
    """Return the shortest vector of the convex hull of gradients (d, k, n), shape (k, n).

    Gilbert's algorithm. Downhill of it leads along a kink where all single gradients lead across
    (Burke, Lewis and Overton, "A robust gradient sampling algorithm", 2005).
    """
    shortest = gradients.mean(axis=0)
    for _ in range(HULL_ROUNDS):
        least = np.einsum("dkn,kn->dk", gradients, shortest).argmin(axis=0)
        apart = gradients[least, np.arange(len(shortest))] - shortest
        share = -(shortest * apart).sum(axis=-1) / np.maximum((apart**2).sum(axis=-1), ALMOST_ZERO)
        shortest = shortest + np.clip(share, 0.0, 1.0)[:, None] * apart
    return np.asarray(shortest)


def _directions(rng: np.random.Generator, n: int) -> Array:
    """Return unit vectors all around: a random frame and its opposite, twice; the axes too."""
    frames = [np.linalg.qr(rng.standard_normal((n, n)))[0] for _ in range(2)]
    ways = np.concatenate([*frames, np.eye(n)])
    return np.concatenate([ways, -ways])
