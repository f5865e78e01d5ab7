"""How exactly the height of an optimum that was found is known."""

from __future__ import annotations

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.field import Field
from sandpit.surfaces.optima import Goal

LOOKS = 4
"""So many times the height is read again very close by."""
AWAY = 1e-13
"""How far away, of the box's sides: a kink is placed no more exactly."""
ULPS = 256
DECREMENTS = 8.0
"""How many times what a Newton step still promises: 2 (p - 1) / p for a bottom like t^p."""


def height_errors(surface: Field, points: Array, goal: Goal) -> Array:
    """Return how far the heights of found optima, shape (k, n), may be from exact ones, (k,).

    Counted are rounding and what a Newton step inside the box would still change, as far as it
    does: at a kink it promises what no step keeps.
    """
    with np.errstate(all="ignore"):
        steps, promised = _newton_steps(surface, points)
        ahead = surface.heights(surface.box.clip(points + steps))
        gained = np.maximum(goal.sign * (ahead - surface.heights(points)), 0.0)
    left = np.nan_to_num(np.minimum(promised, gained), posinf=0.0)
    return rounding_errors(surface, points) + DECREMENTS * left


def rounding_errors(surface: Field, points: Array) -> Array:
    """Return how the heights at points (k, n) change as these move by next to nothing, (k,)."""
    box = surface.box
    rng = np.random.default_rng(4)
    with np.errstate(all="ignore"):
        heights = surface.heights(points)
        errors = ULPS * np.spacing(np.abs(heights))
        for _ in range(LOOKS):
            reach = AWAY * box.extent + 8.0 * np.spacing(np.abs(points))
            moved = box.clip(points + rng.uniform(-1.0, 1.0, box.dimension) * reach)
            errors = np.maximum(errors, np.abs(surface.heights(moved) - heights))
    return np.asarray(np.nan_to_num(errors, posinf=0.0))


def _newton_steps(surface: Field, points: Array) -> tuple[Array, Array]:
    """Return Newton's steps of the coordinates inside the box, (k, n), and what they promise, (k,).

    That is g . H^-1 g / 2, as if H were never negative.
    """
    box = surface.box
    inside = (points > box.lower) & (points < box.upper)
    gradients = np.where(inside, surface.gradient(points) * box.extent, 0.0)
    hessians = surface.hessian(points) * box.extent[:, None] * box.extent
    both = inside[:, :, None] & inside[:, None, :]
    hessians = np.where(both & np.isfinite(hessians), hessians, 0.0)
    values, frames = np.linalg.eigh(hessians)
    bent = np.einsum("kij,ki->kj", frames, np.nan_to_num(gradients, posinf=0.0, neginf=0.0))
    curved = np.abs(values) > np.spacing(np.abs(values).max(axis=-1, keepdims=True))
    along = np.where(curved, -bent / np.where(curved, values, 1.0), 0.0)
    steps = np.einsum("kij,kj->ki", frames, along) * box.extent
    return steps, 0.5 * np.abs(bent * along).sum(axis=-1)
