"""Find the optima of any surface by number: a mesh to see them, a polish to place them.

For one and two axes every local optimum that the mesh resolves is found, on edges and corners
too. The mesh is made finer where the optima stand closely.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.budget import GROUND, Budget, too_much_work
from sandpit.surfaces.certainty import descents, unseen
from sandpit.surfaces.downhill import Downhill, Flags
from sandpit.surfaces.eliminate import eliminated
from sandpit.surfaces.explore import explore
from sandpit.surfaces.field import Field, Metered
from sandpit.surfaces.floors import unbroken
from sandpit.surfaces.groups import group_by_group
from sandpit.surfaces.kinks import at_kinks
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.polish import polish
from sandpit.surfaces.precision import ULPS, height_errors
from sandpit.surfaces.repeats import repeated
from sandpit.surfaces.starts import (
    MESH_POINTS,
    MESH_SHARE,
    MOST_POLISHED,
    SCATTERED,
    mesh_count,
    on_mesh,
    scatter,
    zoomed,
)
from sandpit.surfaces.symmetry import symmetric_places, twins

MAPPED_AXES = 2
"""The most axes of a ground of which a map is drawn whole."""
MESH_AXES = 6
"""The most axes that a mesh is laid over; beyond, points are scattered."""
MOST_AXES = 32
"""The most axes that are searched at all: a polish solves with the whole Hessian."""
POLISHING_SHARE = 0.4
"""Of what may be spent, what all polished points may take."""
ROUNDS = 20
"""So many steps a point usually takes until it is polished."""
FEWEST_ROUNDS = 3
"""So many steps are begun with where they can be paid for."""
FEWEST_POLISHED = 2
"""A search that cannot polish so many points is not begun."""
MAP_SHARE = 0.67
"""Of what a ground may cost, what the heights of a map may."""
SOLVING_SHARE = 0.4
"""Of what may be spent, what solving one axis after another may take."""
SOLVED = 96
"""So many of the places that terms tell, or other places suggest, are polished at a time."""
GROUPS_SHARE = 0.4
"""Of what may be spent, what searching groups of axes that do not depend on each other may take."""
ONE = 1e-4
"""Of the sides: places no further apart are one; along a fold that bends, the ground between is
higher than they are."""
OF_THE_RISE = 1e-6
"""Of how much the ground rises from the best place to the next of a mesh: heights are known so."""
BLOCK = 1 << 20
"""The most coordinates of places around others that are looked at together."""
SUSPICIOUS = 8
"""So many global optima may be points of a line of them."""
NAMED = 4
"""So many of the best places that the surface itself names are among those to look further from."""
EXPLORED = 8
"""So many of the mesh's candidates are among the places from which it is looked further."""


def find_optima(surface: Field, goal: Goal, budget: Budget | None = None) -> Optima:
    """Return the local optima of `surface` for `goal`, best first; interior ones to 1e-9.

    A continuum of optima, such as the floor of a valley, is answered by some of its points and
    `complete=False`. What it costs is spent from `budget`, by default that of one ground; where
    that ends before the search does, so say the optima. Raises SurfaceError if the surface is
    flat, has more than 32 axes, or is too dear to be looked at all over.
    """
    budget = budget or Budget()
    n = surface.dimension
    if n > MOST_AXES:
        raise SurfaceError(
            f"the best places of this surface cannot be searched for over {n} axes",
            cure=f"leave out `heights` and win by a height, or use at most {MOST_AXES} axes",
        )
    most = _affordable(surface, budget)
    look = on_mesh if n <= MESH_AXES else scatter
    starts, view, clear = look(Metered(surface.one_sided(), budget), goal, budget)
    clear = clear and len(starts) <= most
    solved = eliminated(view.within(SOLVING_SHARE), min(most, SOLVED))
    special = np.concatenate([surface.box.clip(surface.named_places()), symmetric_places(view)])
    if n <= MAPPED_AXES and len(starts):  # what a mesh shows needs no other start
        special = special[view.losses(special) < view.losses(starts[0])]
    places = [_landmarks(surface), special]
    if not len(solved[0]):
        places.append(_met(surface, goal, budget.part(GROUPS_SHARE)))
    known = _best(view, np.concatenate(places), most)
    points, losses = polish(view.within(0.5), np.concatenate([known, starts[:most]]))
    points, losses = _joined(view, points, losses, *solved)
    if n <= MAPPED_AXES:
        more = zoomed(view.within(0.5), points[0], float(losses[0]), most)
        points, losses = _joined(view, points, losses, *more)
    elif not len(solved[0]):
        more = explore(view.within(0.75), np.concatenate([known[:NAMED], starts[:EXPLORED]]))
        points, losses = _joined(view, points, losses, *more)
    doubt = 0.0
    if not clear and not len(solved[0]):
        ends, low = descents(view.within(0.5), most)
        doubt = unseen(view, ends)
        points, losses = _joined(view, points, losses, ends, low)
    points, losses = _joined(view, points, losses, *at_kinks(view.within(0.5), points, losses))
    repeats = 0 if clear and n <= MAPPED_AXES else min(most, SOLVED)
    found = _settled(view, points, losses, most, repeats=repeats)
    short = budget.cut_short
    complete = found.complete and clear and not short
    return replace(found, complete=complete, cut_short=short, unseen=doubt)


def _settled(view: Downhill, points: Array, losses: Array, most: int, *, repeats: int) -> Optima:
    """Return the optima among some places: those no place nearby beats, and all like the best.

    `most` points are polished at a time, and `repeats` of those that others suggest.
    """
    surface = view.surface
    low = points[losses <= losses[0] + 1e-9 * view.spread]
    images = _absent(points, twins(view, points[0]), view)[:most]
    others = np.concatenate([_along_valleys(view, low)[: 2 * most], images])
    costs = surface.costs
    each = FEWEST_ROUNDS * (2 * costs.height + costs.gradient + costs.hessian)
    if view.budget.affords(each * len(others)):
        points, losses = _joined(view, points, losses, *polish(view.within(0.5), others))
    errors = _errors(view, points)
    best = losses <= losses[0] + errors + errors[0]
    whole = bool(surface.idle) or unbroken(view.within(0.5), points[best], errors[best])
    if repeats and not whole:
        again = repeated(view.within(0.5), points[best], repeats)
        if len(again) > best.sum():
            points, losses = _joined(view, points, losses, again, view.losses(again))
            errors = _errors(view, points)
    keep = _unbeaten(view, points, losses, errors)
    keep[losses.argmin()] = True
    points, losses, errors = points[keep], losses[keep], errors[keep]
    heights = -view.goal.sign * losses
    found = Optima.ranked(view.goal, points, heights, errors=errors, complete=not whole)
    return replace(found, unbroken=whole)


def _errors(view: Downhill, points: Array) -> Array:
    """Return how far heights of places, the best first, may be off, (k,): never by very much.

    A place at a kink that was not followed to its end would else be as good as any other.
    """
    heights = view.losses(points)
    ways = np.concatenate([np.eye(points.shape[1]), -np.eye(points.shape[1])])
    around = view.losses(view.moved(points[heights.argmin()], view.cell * ways))
    rise = max(0.0, float(np.median(around)) - float(heights.min()))
    most = np.minimum(1e-9 * view.spread, OF_THE_RISE * rise)
    errors = height_errors(view.surface, points, view.goal)
    return np.asarray(np.minimum(errors, np.maximum(most, ULPS * np.spacing(np.abs(heights)))))


def _absent(points: Array, more: Array, view: Downhill) -> Array:
    """Return those of more points that are none of the points, but for rounding."""
    extent = view.surface.box.extent
    gaps = [(np.abs(place - points) / extent).max(axis=-1).min() for place in more]
    return more[np.array(gaps, dtype=np.float64) > 1e-6]


def _joined(
    view: Downhill, points: Array, losses: Array, more: Array, low: Array
) -> tuple[Array, Array]:
    """Return some points and more of them, best first, each optimum once."""
    return _distinct(view, np.concatenate([points, more]), np.concatenate([losses, low]))


def _landmarks(surface: Field) -> Array:
    return surface.box.clip(surface.landmarks())


def _met(surface: Field, goal: Goal, budget: Budget) -> Array:
    """Return where the best places of axes meet that do not depend on each other, if any do."""
    if surface.dimension <= MAPPED_AXES:
        return np.empty((0, surface.dimension))
    return group_by_group(surface, goal, find_optima, budget)


def check_effort(surface: Field) -> None:
    """Raise SurfaceError for a surface of which no map could be drawn, or searched, in seconds."""
    n = surface.dimension
    if n <= MAPPED_AXES:
        if surface.costs.mesh * MESH_POINTS[n] ** n > MAP_SHARE * GROUND:
            raise too_much_work()
        _affordable(surface, Budget())


def _affordable(surface: Field, budget: Budget) -> int:
    """Return how many points may be polished; raises SurfaceError where too few may be."""
    n, costs = surface.dimension, surface.costs
    if n <= MESH_AXES:
        looking = costs.mesh * mesh_count(n, costs.mesh, budget) ** n
    else:
        looking = costs.height * SCATTERED
    each = ROUNDS * (2 * costs.height + costs.gradient + costs.hessian)
    most = int(POLISHING_SHARE * budget.left / each)
    if looking > 2 * MESH_SHARE * budget.left or most < FEWEST_POLISHED:
        mapped = n <= MAPPED_AXES
        raise too_much_work("" if mapped else ", or leave out `heights` and win by a height")
    return min(MOST_POLISHED, most)


def _best(view: Downhill, points: Array, most: int) -> Array:
    """Return the `most` lowest of some points, the lowest first."""
    points = np.unique(points, axis=0)
    return points[np.argsort(view.losses(points), kind="stable")[:most]]


def _distinct(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Return the points best first, each optimum once.

    Of places within half a cell of each other, between which the ground is not higher, one is
    kept.
    """
    order = np.argsort(losses, kind="stable")
    points, losses = points[order], losses[order]
    places = points / view.surface.box.extent
    left = np.ones(len(points), dtype=bool)
    for i in range(len(points)):
        if left[i]:
            gaps = np.linalg.norm(places[i + 1 :] - places[i], axis=-1)
            near = i + 1 + np.flatnonzero((gaps < 0.5 * view.cell) & left[i + 1 :])
            far = near[gaps[near - i - 1] > ONE]
            left[near] = False
            left[far] = _parted(view, points[i], points[far], losses[far])
    return points[left], losses[left]


def _parted(view: Downhill, point: Array, others: Array, losses: Array) -> Flags:
    """Tell which others, higher than a point, the ground between parts from it."""
    if not len(others):
        return np.zeros(0, dtype=bool)
    between = view.losses(0.5 * (point + others))
    slack = 1e-14 * view.spread + ULPS * np.spacing(np.abs(losses))
    return np.asarray(between > losses + slack)


def _along_valleys(view: Downhill, best: Array) -> Array:
    """Return starts around the best points if they seem to lie on a line: many, and no bend."""
    if len(best) < SUSPICIOUS:
        return best[:0]
    values, frames = np.linalg.eigh(view.hessians(best))
    row, way = np.nonzero(np.abs(values) <= 1e-7 * np.abs(values).max(axis=-1, keepdims=True))
    steps = view.cell * np.arange(-4.0, 5.0)[:, None, None] * frames[row, :, way]
    return view.moved(best[row], steps).reshape(-1, best.shape[1])


def _unbeaten(view: Downhill, points: Array, losses: Array, errors: Array) -> Flags:
    """Tell which points no feasible point close by beats: this leaves out saddles."""
    n = points.shape[-1]
    rng = np.random.default_rng(0)
    ways = np.concatenate([np.eye(n), rng.standard_normal((6 * n, n))])
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    ways = 0.125 * view.cell * np.concatenate([ways, -ways])
    lowest = losses - np.minimum(errors, 1e-12 * view.spread)
    keep = np.empty(len(points), dtype=np.bool_)
    count = max(1, BLOCK // ways.size)
    for start in range(0, len(points), count):
        some = slice(start, start + count)
        around = view.losses(view.moved(points[some], ways[:, None, :]))
        keep[some] = (around >= lowest[some]).all(axis=0)
    return keep
