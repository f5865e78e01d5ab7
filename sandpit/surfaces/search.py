"""Find the optima of any surface by number: a mesh to see them, a polish to place them.

For one and two axes every local optimum that the mesh resolves is found, on edges and corners
too. The mesh is made finer where the optima stand closely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.polish import Downhill, polish

if TYPE_CHECKING:
    from sandpit.surfaces.surface import Surface

MESH_POINTS = {1: 1024, 2: 256}
"""Points along each axis of the first mesh: 17 a wave of the finest rocks (15 waves an axis)."""
MESH_SIZE = 200_000
"""Points of the whole mesh for three axes and more."""
MAPPED_AXES = 2
"""The most axes of a ground of which a map is drawn whole."""
CLEAR_AXES = 3
"""The most axes over which a mesh is believed to show every local optimum."""
MESH_AXES = 6
"""The most axes that a mesh is laid over; beyond, points are scattered."""
MOST_AXES = 32
"""The most axes that are searched at all: a polish solves with the whole Hessian."""
FINEST = 4
"""How many times as fine as the first the mesh may become for one axis or two."""
CROWDED = 8
"""A mesh is too coarse if it has fewer points an axis than this between its optima."""
MOST_POLISHED = 1024
MOST_EFFORT = 2_000_000_000
"""The most simple operations that the heights of a mesh may take: some three seconds."""
MOST_POLISHING = 8_000_000
"""The most operations that all polished points may have, each by its Hessian's entries."""
FEWEST_POLISHED = 8
"""A search that could not afford to polish so many points is not begun."""
SUSPICIOUS = 8
"""So many global optima may be points of a line of them."""
SCATTERED = 8192
SCATTERED_POLISHED = 96


def find_optima(surface: Surface, goal: Goal) -> Optima:
    """Return the local optima of `surface` for `goal`, best first; interior ones to 1e-9.

    A continuum of optima, such as the floor of a valley, is answered by some of its points and
    `complete=False`. Raises SurfaceError if the surface is flat, has more than 32 axes, or
    takes so much effort that a search would take too long.
    """
    n = surface.dimension
    if n > MOST_AXES:
        raise SurfaceError(
            f"the optima of this surface cannot be searched for over {n} axes",
            cure=f"leave out `heights` and win by a height, or use at most {MOST_AXES} axes",
        )
    most = _affordable(surface)
    starts, view, complete = _on_mesh(surface, goal) if n <= MESH_AXES else _scatter(surface, goal)
    known = _best(view, surface.box.clip(surface.landmarks()), most)
    points, losses = polish(view, np.concatenate([known, starts[:most]]))
    complete = complete and len(starts) <= most
    points, losses = _distinct(view, points, losses)
    more = _along_valleys(view, points[losses <= losses[0] + 1e-9 * view.spread])[: 2 * most]
    if more.size:
        there, low = polish(view, more)
        points, losses = np.concatenate([points, there]), np.concatenate([losses, low])
        points, losses = _distinct(view, points, losses)
    keep = _unbeaten(view, points, losses)
    keep[0] = True
    heights = surface.heights(points[keep])
    return Optima.ranked(goal, points[keep], heights, spread=view.spread, complete=complete)


def check_effort(surface: Surface) -> None:
    """Raise SurfaceError for a surface of which no map could be drawn, or searched, in seconds."""
    if surface.dimension <= MAPPED_AXES:
        _affordable(surface)


def _affordable(surface: Surface) -> int:
    """Return how many points may be polished; raises SurfaceError where too few may be."""
    n, effort = surface.dimension, max(1, surface.effort)
    looks = _count(n) ** n if n <= MESH_AXES else SCATTERED
    most = min(MOST_POLISHED, MOST_POLISHING // (effort * n * n))
    if looks * effort > MOST_EFFORT or most < FEWEST_POLISHED:
        other = ", or leave out `heights` and win by a height" if n > MAPPED_AXES else ""
        raise SurfaceError(
            "this ground takes too much work to be looked at all over",
            cure=f"use fewer rows of data, or fewer terms{other}",
        )
    return most


def _count(n: int) -> int:
    """Return how many points the first mesh has along each of n axes."""
    return MESH_POINTS.get(n) or int(MESH_SIZE ** (1.0 / n))


def _best(view: Downhill, points: Array, most: int) -> Array:
    """Return those of some points that are lowest, where they are more than `most`."""
    if len(points) <= most:
        return points
    points = np.unique(points, axis=0)
    return points[np.argsort(view.losses(points), kind="stable")[:most]]


def _on_mesh(surface: Surface, goal: Goal) -> tuple[Array, Downhill, bool]:
    """Return the mesh's candidates, best first, the view to polish them in, and completeness."""
    n = surface.dimension
    count = _count(n)
    finest = count * (FINEST if n in MESH_POINTS else 1)
    most = MOST_EFFORT // max(1, surface.effort)
    while True:
        axes = surface.box.linspaces(count)
        with np.errstate(all="ignore"):
            losses = -goal.sign * surface.mesh(*axes)
        if not np.isfinite(losses).all():
            first = np.argwhere(~np.isfinite(losses))[0]
            raise _undefined(np.array([axis[i] for axis, i in zip(axes, first, strict=True)]))
        found = np.argwhere(_candidates(losses))
        crowded = len(found) * CROWDED**n > losses.size
        if not crowded or count == finest or (2 * count) ** n > most:
            break
        count *= 2
    at = tuple(found.T)
    order = np.argsort(losses[at], kind="stable")[:MOST_POLISHED]
    points = np.stack([axis[i] for axis, i in zip(axes, at, strict=True)], axis=-1)[order]
    view = Downhill(surface, goal, 1.0 / (count - 1), _spread(losses))
    complete = n <= CLEAR_AXES and not crowded and len(found) <= MOST_POLISHED
    return points, view, complete


def _candidates(losses: Array) -> npt.NDArray[np.bool_]:
    """Mark the mesh points that no neighbour beats and that beat a neighbour, corners included."""
    lowest = highest = losses
    for axis in range(losses.ndim):
        padding = [(1, 1) if i == axis else (0, 0) for i in range(losses.ndim)]
        low, high = np.pad(lowest, padding, mode="edge"), np.pad(highest, padding, mode="edge")
        low, high = np.moveaxis(low, axis, 0), np.moveaxis(high, axis, 0)
        lowest = np.moveaxis(np.minimum(np.minimum(low[:-2], low[1:-1]), low[2:]), 0, axis)
        highest = np.moveaxis(np.maximum(np.maximum(high[:-2], high[1:-1]), high[2:]), 0, axis)
    return (losses <= lowest) & (losses < highest)


def _scatter(surface: Surface, goal: Goal) -> tuple[Array, Downhill, bool]:
    """Return the best of many random points, the view to polish them in, and False."""
    rng = np.random.default_rng(0)
    points = rng.uniform(surface.box.lower, surface.box.upper, (SCATTERED, surface.dimension))
    view = Downhill(surface, goal, cell=0.05, spread=1.0)
    losses = view.losses(points)
    if not np.isfinite(losses).all():
        raise _undefined(points[np.argmin(np.isfinite(losses))])
    best = points[np.argsort(losses, kind="stable")[:SCATTERED_POLISHED]]
    return best, Downhill(surface, goal, cell=0.05, spread=_spread(losses)), False


def _spread(losses: Array) -> float:
    """Return the range of the losses; raises SurfaceError if it is 0 but for rounding."""
    lowest, highest = float(losses.min()), float(losses.max())
    if highest - lowest <= 1e-13 * max(abs(lowest), abs(highest)):
        raise SurfaceError(
            "the surface is flat: no point of its domain is higher than another",
            cure="give it a slope",
        )
    return highest - lowest


def _undefined(point: Array) -> SurfaceError:
    where = ", ".join(f"{coordinate:.4g}" for coordinate in point[:8])
    return SurfaceError(
        f"the surface has no finite height at ({where})",
        cure="choose a smaller domain or smaller numbers",
    )


def _distinct(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Return the points best first, without those within half a cell of a better one."""
    order = np.argsort(losses, kind="stable")
    points, losses = points[order], losses[order]
    places = points / view.surface.box.extent
    left = np.ones(len(points), dtype=bool)
    for i in range(len(points)):
        if left[i]:
            near = np.linalg.norm(places[i + 1 :] - places[i], axis=-1) < 0.5 * view.cell
            left[i + 1 :] &= ~near
    return points[left], losses[left]


def _along_valleys(view: Downhill, best: Array) -> Array:
    """Return starts around the best points if they seem to lie on a line: many, and no bend."""
    if len(best) < SUSPICIOUS:
        return best[:0]
    values, frames = np.linalg.eigh(view.hessians(best))
    row, way = np.nonzero(np.abs(values) <= 1e-7 * np.abs(values).max(axis=-1, keepdims=True))
    steps = view.cell * np.arange(-4.0, 5.0)[:, None, None] * frames[row, :, way]
    return view.moved(best[row], steps).reshape(-1, best.shape[1])


def _unbeaten(view: Downhill, points: Array, losses: Array) -> Array:
    """Tell which points no feasible point close by beats: this leaves out saddles."""
    n = points.shape[-1]
    rng = np.random.default_rng(0)
    ways = np.concatenate([np.eye(n), rng.standard_normal((6 * n, n))])
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    ways = 0.125 * view.cell * np.concatenate([ways, -ways])
    around = view.losses(view.moved(points, ways[:, None, :]))
    return np.asarray((around >= losses - 1e-12 * view.spread).all(axis=0))
