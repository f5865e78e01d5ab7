"""Find the optima of any surface by number: a mesh to see them, a polish to place them.

For one and two axes every local optimum that the mesh resolves is found, on edges and corners
too. The mesh is made finer where the optima stand closely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.explore import explore
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.polish import Downhill, polish
from sandpit.surfaces.precision import height_errors
from sandpit.surfaces.starts import (
    MOST_EFFORT,
    MOST_POLISHED,
    SCATTERED,
    mesh_count,
    on_mesh,
    scatter,
    zoomed,
)
from sandpit.surfaces.symmetry import twins

if TYPE_CHECKING:
    from sandpit.surfaces.surface import Surface

MAPPED_AXES = 2
"""The most axes of a ground of which a map is drawn whole."""
MESH_AXES = 6
"""The most axes that a mesh is laid over; beyond, points are scattered."""
MOST_AXES = 32
"""The most axes that are searched at all: a polish solves with the whole Hessian."""
MOST_POLISHING = 2_000_000
"""The most operations that all polished points may have, each by its Hessian's entries."""
FEWEST_POLISHED = 8
"""So many points are polished at least; a search to which a quarter costs too much is not begun."""
SUSPICIOUS = 8
"""So many global optima may be points of a line of them."""
EXPLORED = 8
"""So many of the mesh's candidates are among the places from which it is looked further."""


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
    starts, view, complete = on_mesh(surface, goal) if n <= MESH_AXES else scatter(surface, goal)
    known = _best(view, np.concatenate([_landmarks(surface), _met(surface, goal)]), most)
    points, losses = polish(view, np.concatenate([known, starts[:most]]))
    complete = complete and len(starts) <= most
    if n <= MAPPED_AXES:
        more = zoomed(view, points[losses.argmin()], float(losses.min()), most)
    else:
        more = explore(view, np.concatenate([known[:EXPLORED], starts[:EXPLORED]]))
    points, losses = _joined(view, points, losses, *more)
    low = points[losses <= losses[0] + 1e-9 * view.spread]
    images = _absent(points, twins(view, points[0]), view)[:most]
    others = np.concatenate([_along_valleys(view, low)[: 2 * most], images])
    points, losses = _joined(view, points, losses, *polish(view, others))
    errors = np.minimum(height_errors(surface, points), 1e-9 * view.spread)
    keep = _unbeaten(view, points, losses, errors)
    keep[0] = True
    points, errors = points[keep], errors[keep]
    return Optima.ranked(goal, points, surface.heights(points), errors=errors, complete=complete)


def _absent(points: Array, more: Array, view: Downhill) -> Array:
    """Return those of more points that are none of the points, but for rounding."""
    gaps = np.abs(more[:, None, :] - points) / view.surface.box.extent
    return np.asarray(more[gaps.max(axis=-1).min(axis=-1) > 1e-6])


def _joined(
    view: Downhill, points: Array, losses: Array, more: Array, low: Array
) -> tuple[Array, Array]:
    """Return some points and more of them, best first, each optimum once."""
    return _distinct(view, np.concatenate([points, more]), np.concatenate([losses, low]))


def _landmarks(surface: Surface) -> Array:
    return surface.box.clip(surface.landmarks())


def _met(surface: Surface, goal: Goal) -> Array:
    """Return where the best places of axes meet that do not depend on each other, if any do."""
    if surface.dimension <= MAPPED_AXES:
        return np.empty((0, surface.dimension))
    from sandpit.surfaces.groups import group_by_group  # a part of a surface is a surface too

    return group_by_group(surface, goal)


def check_effort(surface: Surface) -> None:
    """Raise SurfaceError for a surface of which no map could be drawn, or searched, in seconds."""
    if surface.dimension <= MAPPED_AXES:
        _affordable(surface)


def _affordable(surface: Surface) -> int:
    """Return how many points may be polished; raises SurfaceError where too few may be."""
    n, effort = surface.dimension, max(1, surface.effort)
    looks = mesh_count(n, effort) ** n if n <= MESH_AXES else SCATTERED
    most = MOST_POLISHING // (effort * n * n)
    if looks * effort > MOST_EFFORT or 4 * most < FEWEST_POLISHED:
        other = ", or leave out `heights` and win by a height" if n > MAPPED_AXES else ""
        raise SurfaceError(
            "this ground takes too much work to be looked at all over",
            cure=f"use fewer rows of data, or fewer terms{other}",
        )
    return min(MOST_POLISHED, max(FEWEST_POLISHED, most))


def _best(view: Downhill, points: Array, most: int) -> Array:
    """Return those of some points that are lowest, where they are more than `most`."""
    if len(points) <= most:
        return points
    points = np.unique(points, axis=0)
    return points[np.argsort(view.losses(points), kind="stable")[:most]]


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


def _unbeaten(view: Downhill, points: Array, losses: Array, errors: Array) -> Array:
    """Tell which points no feasible point close by beats: this leaves out saddles."""
    n = points.shape[-1]
    rng = np.random.default_rng(0)
    ways = np.concatenate([np.eye(n), rng.standard_normal((6 * n, n))])
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    ways = 0.125 * view.cell * np.concatenate([ways, -ways])
    around = view.losses(view.moved(points, ways[:, None, :]))
    slack = np.minimum(errors, 1e-12 * view.spread)
    return np.asarray((around >= losses - slack).all(axis=0))
