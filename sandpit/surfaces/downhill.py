"""A field as whatever goes downhill sees it.

A peak is sought as the pit of the field turned upside down. Lengths are fractions of the box's
sides, so that axes of unlike units weigh the same.
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

ALMOST_ZERO = 1e-150
LOOP = 300_000
"""What a round costs besides what it asks the surface: some dozens of calls of numpy."""


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
