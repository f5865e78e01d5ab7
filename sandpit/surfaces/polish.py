"""Slide points of a surface to the local optima below (or above) them, all at once.

Everything here minimises: a peak is sought as the pit of the surface turned upside down. Lengths
are fractions of the box's sides, so that axes of unlike units weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.field import Field
from sandpit.surfaces.optima import Goal

Flags = npt.NDArray[np.bool_]

DESCENT_ROUNDS = 150
SETTLING_ROUNDS = 60
POLLING_ROUNDS = 250
SHORTEST_STEP = 1e-9
SHORTEST_POLL = 1e-15
POLLED = 64
"""So many points are polled at a time, the best first: the others may have to stay undone."""
WIDEST_RADIUS = 0.25
ROUGH_SLOPE = 1e-7
"""A slope, in height ranges a box's side, that no settled point of a smooth surface keeps."""
NEGLIGIBLE_CURVATURE = 1e-24
ALMOST_ZERO = 1e-150
HULL_ROUNDS = 12
LOOP = 300_000
"""What a round costs besides what it asks the surface: some dozens of calls of numpy."""
SOLVED = 3
"""What an eigenproblem costs, times its axes cubed."""
SAMPLED = 3
"""What a coordinate of a sampled slope costs in each round in their hull."""
ALONG_KINK = np.array([0.0625, 0.25, 1.0, 4.0])


@dataclass(frozen=True, eq=False)
class Downhill:
    """A surface as a minimiser sees it: losses, gradients and Hessians for the unit box.

    `cell` is the spacing of the mesh that the points came from, `spread` the range of heights.
    Whoever goes round and round asks `budget` whether to.
    """

    surface: Field
    goal: Goal
    cell: float
    spread: float
    budget: Budget = field(default_factory=Budget)

    def within(self, share: float) -> Downhill:
        """Return this with a share (0 to 1) of what is left of its budget."""
        return replace(self, budget=self.budget.part(share))

    def losses(self, points: Array) -> Array:
        """Return what is to be made small, shape (...); infinite where undefined."""
        with np.errstate(all="ignore"):
            losses = -self.goal.sign * self.surface.heights(points)
        return np.where(np.isfinite(losses), losses, np.inf)

    def gradients(self, points: Array) -> Array:
        """Return the gradients of the losses, shape (..., n); 0 where undefined."""
        with np.errstate(all="ignore"):
            gradients = -self.goal.sign * self.surface.gradient(points) * self.surface.box.extent
        return np.where(np.isfinite(gradients), gradients, 0.0)

    def hessians(self, points: Array) -> Array:
        """Return the Hessians of the losses, shape (..., n, n); 0 where undefined."""
        extent = self.surface.box.extent
        with np.errstate(all="ignore"):
            hessians = -self.goal.sign * self.surface.hessian(points)
            hessians = hessians * extent[:, None] * extent
        return np.where(np.isfinite(hessians).all(axis=(-2, -1), keepdims=True), hessians, 0.0)

    def moved(self, points: Array, steps: Array) -> Array:
        """Return the points after steps in fractions of the sides, held inside the box."""
        return self.surface.box.clip(points + steps * self.surface.box.extent)

    def free(self, points: Array, gradients: Array) -> Flags:
        """Tell which coordinates no edge holds back, shape (..., n)."""
        box = self.surface.box
        held = (points <= box.lower) & (gradients > 0) | (points >= box.upper) & (gradients < 0)
        return ~held


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
    for some in np.split(rough, range(POLLED, rough.size, POLLED)):
        points[some], losses[some] = _poll(view, points[some], losses[some])
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


def _poll(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
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
