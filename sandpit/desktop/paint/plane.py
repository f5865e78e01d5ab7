"""The plane through a point of many axes that holds the arrow and the last step."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sandpit.game import State
from sandpit.surfaces import Array

PARALLEL = 1e-6
"""Below this share of its length across the first direction, a second one is parallel to it."""
AHEAD = 1.3
"""A plane reaches so many times the last step's length."""
CLOSEST = 1e-4
"""The least reach, as a share of the axes' extent."""
RAYS = 180
"""The walls are found in so many directions."""


@dataclass(frozen=True, eq=False)
class Plane:
    """An origin (n,), two directions at right angles of length 1, their names, and a reach.

    `reach` is the distance from the origin, in the axes' own units, that a picture should show.
    """

    origin: Array
    along: Array
    across: Array
    names: tuple[str, str]
    reach: float

    def point(self, u: float, v: float) -> Array:
        """Return the point at u along and v across, shape (n,)."""
        return np.asarray(self.origin + u * self.along + v * self.across)

    def points(self, u: Array, v: Array) -> Array:
        """Return the points of a mesh, shape (len(u), len(v), n)."""
        rows = self.origin + u[:, None] * self.along
        return np.asarray(rows[:, None, :] + (v[:, None] * self.across)[None, :, :])

    def shadow(self, vector: Array) -> tuple[float, float]:
        """Return the parts of a vector (n,) that lie along and across."""
        return float(vector @ self.along), float(vector @ self.across)

    def place(self, point: Array) -> tuple[float, float]:
        """Return where a point (n,) is seen: how far along, how far across."""
        return self.shadow(point - self.origin)

    def distance(self, point: Array) -> float:
        """Return how far a point (n,) lies from the plane."""
        away = point - self.origin
        u, v = self.shadow(away)
        return math.sqrt(max(0.0, float(away @ away) - u * u - v * v))

    def walls(self, lower: Array, upper: Array, radius: float) -> Array:
        """Return where the box is left, no further than `radius`: corners (RAYS, 2), (u, v)."""
        slope = np.hypot(self.along, self.across)
        room = np.minimum(upper - self.origin, self.origin - lower)
        near = room < radius * slope
        angles = np.linspace(0.0, 2.0 * math.pi, RAYS, endpoint=False)
        rays = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        speeds = rays @ np.stack([self.along[near], self.across[near]])
        slack = np.where(speeds > 0, (upper - self.origin)[near], (self.origin - lower)[near])
        times = slack / np.maximum(np.abs(speeds), 1e-300)
        reached = times.min(axis=1, initial=radius)
        return np.asarray(rays * reached[:, None])


def plane_of(state: State) -> Plane:
    """Return the plane through the last dip, spanned by its arrow and the step that led there.

    What is missing, flat or parallel is replaced by fixed directions that are drawn once for a
    number of axes. Before the first dip it runs through the middle of the box.
    """
    box, last = state.brief.box, state.last
    step = np.zeros(box.dimension)
    if last is not None and len(state.readings) > 1:
        step = last.at - state.readings[-2].at
    named = [(way * box.extent, "one way") for way in _fixed(box.dimension)]
    named.insert(0, (step, "along the last step"))
    if last is not None and last.gradient is not None:
        named.insert(0, (state.brief.sign * last.gradient, "along the arrow"))
    along, name, rest = _first(named)
    turned = [(way - (way @ along) * along, way) for way, _ in rest]
    across = next(side for side, way in turned if _length(side) > PARALLEL * _length(way))
    across = across / _length(across)
    across = across - (across @ along) * along
    return Plane(
        origin=box.centre if last is None else last.at,
        along=along,
        across=across / _length(across),
        names=(name, "across it"),
        reach=_reach(state, _length(step)),
    )


def _first(named: list[tuple[Array, str]]) -> tuple[Array, str, list[tuple[Array, str]]]:
    """Return the first direction that has a length, its name, and those that come after it."""
    at = next(i for i, (way, _) in enumerate(named) if _length(way) > 0.0)
    way, name = named[at]
    way = way / np.abs(way).max()
    return way / _length(way), name, named[at + 1 :]


def _length(vector: Array) -> float:
    return float(np.linalg.norm(vector))


def _reach(state: State, step: float) -> float:
    extent = state.brief.box.extent
    span = math.exp(float(np.log(extent).mean()))
    if step == 0.0:
        return 0.5 * span
    widest = span * math.sqrt(extent.size)
    return min(widest, max(CLOSEST * span, AHEAD * step))


@lru_cache(maxsize=4)
def _fixed(dimension: int) -> Array:
    """Return three directions, shape (3, n), which are the same in every game."""
    ways = np.random.default_rng(dimension).standard_normal((3, dimension))
    ways.setflags(write=False)
    return ways
