"""Axes whose parts of the height only add up, so that each group of them is searched alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget, Costs
from sandpit.surfaces.field import Field, Metered
from sandpit.surfaces.optima import COUNTLESS, Goal, Optima

LOOKS = 24
"""At so many random places the Hessians are looked at."""
NOTHING = 1e-13
"""Of the largest entry of the Hessians, each axis counted in its side: below it, none."""

Group = tuple[int, ...]
Find = Callable[[Field, Goal, Budget], Optima]
"""What searches a field for its optima."""


def independent(surface: Field) -> tuple[Group, ...]:
    """Return the groups of axes that the Hessians do not couple, at random places at least."""
    box = surface.box
    points = np.random.default_rng(2).uniform(box.lower, box.upper, (LOOKS, box.dimension))
    with np.errstate(all="ignore"):
        hessians = np.abs(surface.hessian(points)).max(axis=0) * box.extent[:, None] * box.extent
    if not np.isfinite(hessians).all():
        return (tuple(range(box.dimension)),)
    coupled = hessians > NOTHING * hessians.max()
    waiting = set(range(box.dimension))
    groups = []
    while waiting:
        group, ends = set(), {min(waiting)}
        while ends:
            group |= ends
            ends = set(np.flatnonzero(coupled[sorted(ends)].any(axis=0)).tolist()) - group
        waiting -= group
        groups.append(tuple(sorted(group)))
    return tuple(groups)


def group_by_group(surface: Field, goal: Goal, find: Find, budget: Budget) -> Array:
    """Return where the best places of all groups meet, shape (k, n); k = 0 for a single group.

    These are the global optima if the groups are truly independent; else no more than good
    places to begin from. Each group is searched by `find`, for an equal part of `budget`.
    """
    groups = independent(Metered(surface, budget))
    if len(groups) == 1:
        return np.empty((0, surface.dimension))
    found = []
    for i, group in enumerate(groups):
        share = budget.part(1.0 / (len(groups) - i))
        found.append(_best_of(Slice(surface, group, surface.box.centre), goal, find, share))
    if math.prod(len(places) for places in found) > COUNTLESS:
        found = [places[:2] for places in found]
    rows = []
    for places in itertools.islice(itertools.product(*found), COUNTLESS):
        row = np.empty(surface.dimension)
        for group, place in zip(groups, places, strict=True):
            row[list(group)] = place
        rows.append(row)
    return np.array(rows)


def _best_of(part: Slice, goal: Goal, find: Find, budget: Budget) -> Array:
    """Return the best places of a group's axes, shape (k, len(group)), the others in the middle."""
    try:
        return find(part, goal, budget).global_points
    except SurfaceError:  # flat there: then the others say all
        return part.box.centre[None]


class Slice(Field):
    """What is left of a surface over some of its axes where the others stand still."""

    def __init__(self, surface: Field, axes: Group, point: Array) -> None:
        self._axes = list(axes)
        self.box = Box(surface.box.lower[self._axes], surface.box.upper[self._axes])
        self._surface = surface
        self._point = point

    @property
    def effort(self) -> int:
        return self._surface.effort

    @property
    def costs(self) -> Costs:
        more = 4 * self._point.size
        return self._surface.costs.plus(Costs(0, more, more, more))

    def one_sided(self) -> Slice:
        return Slice(self._surface.one_sided(), tuple(self._axes), self._point)

    def _whole(self, points: Array) -> Array:
        whole = np.broadcast_to(self._point, (*points.shape[:-1], self._point.size)).copy()
        whole[..., self._axes] = points
        return whole

    def heights(self, points: Array) -> Array:
        return self._surface.heights(self._whole(points))

    def gradient(self, points: Array) -> Array:
        return self._surface.gradient(self._whole(points))[..., self._axes]

    def hessian(self, points: Array) -> Array:
        hessians = self._surface.hessian(self._whole(points))
        return hessians[..., self._axes, :][..., self._axes]

    def mesh(self, *axes: Array) -> Array:
        lines = [np.array([coordinate]) for coordinate in self._point]
        for axis, line in zip(self._axes, axes, strict=True):
            lines[axis] = line
        return self._surface.mesh(*lines).reshape([len(line) for line in axes])
