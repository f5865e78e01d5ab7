"""Where a search begins: the best places of a mesh, of a finer mesh around one, or of a scatter."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.field import Field
from sandpit.surfaces.optima import Goal
from sandpit.surfaces.polish import polish

MESH_POINTS = {1: 1024, 2: 256}
"""Points along each axis of the first mesh: 17 a wave of the finest rocks (15 waves an axis)."""
MESH_SIZE = 200_000
"""Points of the whole mesh for three axes and more, where that is not too much work."""
FEWEST_LOOKS = 20_000
"""Points that such a mesh has at least."""
CLEAR_AXES = 3
"""The most axes over which a mesh is believed to show every local optimum."""
FINEST = 4
"""How many times as fine as the first the mesh may become for one axis or two."""
CROWDED = 8
"""A mesh is too coarse if it has fewer points an axis than this between its optima."""
MOST_POLISHED = 1024
COARSEST = {1: 1024, 2: 64}
"""Points along each axis that a mesh has at least, where heights are dear."""
MESH_SHARE = 0.25
"""Of what may be spent, what a mesh may take; one that is made finer as much again."""
ZOOM_CELLS = 4
ZOOM_POINTS = 65
ZOOM_POLISHED = 64
ZOOMS = 6
SCATTERED = 8192
SCATTERED_POLISHED = 96


def zoomed(view: Downhill, point: Array, loss: float, most: int) -> tuple[Array, Array]:
    """Return optima on finer meshes around the best place, as long as lower ones are found.

    Over a domain of great heights, what is fine about its lowest places falls between the mesh.
    """
    points, losses = np.empty((0, point.size)), np.empty(0)
    for _ in range(ZOOMS):
        if view.budget.is_out():
            break
        closer = dataclasses.replace(view, cell=2.0 * ZOOM_CELLS * view.cell / ZOOM_POINTS)
        there, low = polish(closer.within(0.5), _zoom(view, point, 2.0 * closer.cell)[:most])
        points, losses = np.concatenate([points, there]), np.concatenate([losses, low])
        if not low.size or not low.min() < loss:
            break
        point, loss = there[low.argmin()], float(low.min())
    return points, losses


def _zoom(view: Downhill, point: Array, apart: float) -> Array:
    """Return the candidates of a finer mesh around a place, but for those close to it itself."""
    surface, outer = view.surface, view.surface.box
    half = ZOOM_CELLS * view.cell * outer.extent
    box = Box(*outer.clip(np.stack([point - half, point + half])))
    axes = box.linspaces(ZOOM_POINTS)
    with np.errstate(all="ignore"):
        found = np.argwhere(_candidates(-view.goal.sign * surface.mesh(*axes)))
    places = np.stack([axis[i] for axis, i in zip(axes, found.T, strict=True)], axis=-1)
    cut = (places == box.lower) & (box.lower > outer.lower)
    cut |= (places == box.upper) & (box.upper < outer.upper)
    far = np.linalg.norm((places - point) / outer.extent, axis=-1) > apart
    return np.asarray(places[far & ~cut.any(axis=-1)][:ZOOM_POLISHED])


def mesh_count(n: int, cost: int, budget: Budget) -> int:
    """Return how many points the first mesh has along each of n axes, each of a cost."""
    affordable = MESH_SHARE * budget.left / max(1, cost)
    if n in MESH_POINTS:
        return max(COARSEST[n], min(MESH_POINTS[n], int(affordable ** (1.0 / n))))
    return int(min(MESH_SIZE, max(FEWEST_LOOKS, affordable)) ** (1.0 / n))


def on_mesh(surface: Field, goal: Goal, budget: Budget) -> tuple[Array, Downhill, bool]:
    """Return the mesh's candidates, best first, the view to polish them in, and completeness."""
    n, cost = surface.dimension, surface.costs.mesh
    count = mesh_count(n, cost, budget)
    finest = count * (FINEST if n in MESH_POINTS else 1)
    while True:
        axes = surface.box.linspaces(count)
        with np.errstate(all="ignore"):
            losses = -goal.sign * surface.mesh(*axes)
        if not np.isfinite(losses).all():
            first = np.argwhere(~np.isfinite(losses))[0]
            raise _undefined(np.array([axis[i] for axis, i in zip(axes, first, strict=True)]))
        found = np.argwhere(_candidates(losses))
        crowded = len(found) * CROWDED**n > losses.size
        if not crowded or count == finest or cost * (2 * count) ** n > MESH_SHARE * budget.left:
            break
        count *= 2
    at = tuple(found.T)
    order = np.argsort(losses[at], kind="stable")[:MOST_POLISHED]
    points = np.stack([axis[i] for axis, i in zip(axes, at, strict=True)], axis=-1)[order]
    view = Downhill(surface, goal, 1.0 / (count - 1), _spread(losses), budget)
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


def scatter(surface: Field, goal: Goal, budget: Budget) -> tuple[Array, Downhill, bool]:
    """Return the best of many random points, the view to polish them in, and False."""
    rng = np.random.default_rng(0)
    points = rng.uniform(surface.box.lower, surface.box.upper, (SCATTERED, surface.dimension))
    view = Downhill(surface, goal, 0.05, 1.0, budget)
    losses = view.losses(points)
    if not np.isfinite(losses).all():
        raise _undefined(points[np.argmin(np.isfinite(losses))])
    best = points[np.argsort(losses, kind="stable")[:SCATTERED_POLISHED]]
    return best, dataclasses.replace(view, spread=_spread(losses)), False


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
