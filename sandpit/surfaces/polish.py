"""Slide points of a surface to the local optima below (or above) them, all at once.

Everything here minimises; see `Downhill`.
"""

from __future__ import annotations

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import ALMOST_ZERO, LOOP, Downhill, Flags
from sandpit.surfaces.poll import poll

DESCENT_ROUNDS = 150
SETTLING_ROUNDS = 60
SHORTEST_STEP = 1e-9
POLLED = 64
"""So many points are polled at a time, the best first: the others may have to stay undone."""
POLLED_OF_MANY = 16
"""Of many axes, no more are polled at all: each takes long."""
CLEAR_AXES = 2
"""Up to so many axes all are: each may be a local optimum that a game speaks of."""
WIDEST_RADIUS = 0.25
ROUGH_SLOPE = 1e-7
"""A slope, in height ranges a box's side, that no settled point of a smooth surface keeps."""
NEGLIGIBLE_CURVATURE = 1e-24
SOLVED = 3
"""What an eigenproblem costs, times its axes cubed."""


def polish(view: Downhill, points: Array) -> tuple[Array, Array]:
    """Slide points of shape (k, n) down; return where they end and their losses, shape (k,).

    A trust-region Newton method on the coordinates that no edge holds, then plain Newton steps
    for the last digits, then, where the surface has a kink, a search without derivatives.
    """
    if not len(points):
        return points, np.empty(0)
    points, losses = _descend(view.within(0.5), points)
    points = _settle(view.within(0.5), points, losses)
    losses = view.losses(points)
    gradients = view.gradients(points)
    left = np.linalg.norm(np.where(view.free(points, gradients), gradients, 0.0), axis=-1)
    with np.errstate(all="ignore"):
        undefined = ~np.isfinite(view.surface.gradient(points)).all(axis=-1)
    rough = np.flatnonzero(undefined | (left > ROUGH_SLOPE * view.spread))
    rough = rough[np.argsort(losses[rough], kind="stable")]
    if points.shape[1] > CLEAR_AXES:
        rough = rough[:POLLED_OF_MANY]
    for some in np.split(rough, range(POLLED, rough.size, POLLED)):
        points[some], losses[some] = poll(view, points[some], losses[some])
    return points, losses


def _newton(
    view: Downhill, gradients: Array, hessians: Array, free: Flags
) -> tuple[Array, Array, Array]:
    """Return the free Hessians' eigenvalues, eigenvectors, and the gradients in that frame."""
    count, n = gradients.shape
    view.budget.spend(LOOP + count * (SOLVED * n**3 + 500))
    both = free[:, :, None] & free[:, None, :]
    values, frames = np.linalg.eigh(np.where(both, hessians, 0.0))
    return values, frames, np.einsum("kij,ki->kj", frames, np.where(free, gradients, 0.0))


def _descend(view: Downhill, points: Array) -> tuple[Array, Array]:
    """Take steps that lower the loss, the better of Newton's and the steepest, while they do."""
    points = points.copy()
    losses = view.losses(points)
    radius = np.full(len(points), view.cell)
    live = np.arange(len(points))
    for _ in range(DESCENT_ROUNDS):
        here = points[live]
        steps = _trial_steps(view, here, radius[live])
        trials = view.moved(here, steps)
        outcomes = view.losses(trials)
        choice = outcomes.argmin(axis=0)
        rows = np.arange(live.size)
        outcome, step = outcomes[choice, rows], steps[choice, rows]
        length = np.linalg.norm(step, axis=-1)
        better = outcome < losses[live]
        points[live[better]] = trials[choice, rows][better]
        losses[live[better]] = outcome[better]
        grown = np.where(length > 0.9 * radius[live], 2.0, 1.0) * radius[live]
        shrunk = 0.25 * np.minimum(radius[live], length)
        radius[live] = np.minimum(np.where(better, grown, shrunk), WIDEST_RADIUS)
        live = live[(radius[live] > SHORTEST_STEP) & (length > SHORTEST_STEP)]
        if not live.size or view.budget.is_out():
            break
    return points, losses


def _trial_steps(view: Downhill, points: Array, radius: Array) -> Array:
    """Return Newton's step (uphill curvature turned downhill) and the steepest one, (2, k, n)."""
    gradients = view.gradients(points)
    free = view.free(points, gradients)
    values, frames, bent = _newton(view, gradients, view.hessians(points), free)
    along = np.clip(
        -bent / np.maximum(np.abs(values), ALMOST_ZERO),
        -radius[:, None],
        radius[:, None],
    )
    steepest = np.where(free, -gradients, 0.0)
    length = np.linalg.norm(steepest, axis=-1, keepdims=True)
    steepest *= radius[:, None] / np.maximum(length, ALMOST_ZERO)
    return np.stack([np.einsum("kij,kj->ki", frames, along), steepest])


def _settle(view: Downhill, points: Array, losses: Array) -> Array:
    """Take plain Newton steps while they shrink the slope: heights no longer tell so near."""
    points = points.copy()
    live = np.arange(len(points))
    ceiling = losses + 1e-12 * view.spread
    gradients = view.gradients(points)
    for _ in range(SETTLING_ROUNDS):
        here = points[live]
        free = view.free(here, gradients[live])
        values, frames, bent = _newton(view, gradients[live], view.hessians(here), free)
        largest = np.abs(values).max(axis=-1, keepdims=True)
        bowl = values > NEGLIGIBLE_CURVATURE * largest
        along = np.where(bowl, -bent / np.where(bowl, values, 1.0), 0.0)
        steps = np.einsum("kij,kj->ki", frames, along)
        trials = view.moved(here, steps)
        after = view.gradients(trials)
        steeper, less_steep = (np.linalg.norm(s, axis=-1) for s in (bent, after * free))
        better = (
            (np.linalg.norm(steps, axis=-1) < view.cell)
            & (less_steep < steeper)
            & (view.losses(trials) <= ceiling[live])
        )
        points[live[better]], gradients[live[better]] = trials[better], after[better]
        live = live[better & (less_steep < 0.5 * steeper)]
        if not live.size or view.budget.is_out():
            break
    return points
