"""Optima of surfaces that rise and fall along each axis on its own."""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.optima import COUNTLESS, Goal, Optima
from sandpit.surfaces.precision import rounding_errors
from sandpit.surfaces.surface import Surface

MOST_COMBINED = 4096
MOST_WORK = 4_000_000
"""The most coordinates of points that are looked at to find which optima are equally good."""


def combined(surface: Surface, goal: Goal, along: Sequence[Array]) -> Optima:
    """Return all combinations of the optima along each axis.

    This is right for increasing functions of a sum of functions of one coordinate each. `along`
    holds, for each axis, the coordinates of the local optima for `goal`, best first. Of more than
    4096 combinations only the global optima are listed.
    """
    complete = math.prod(len(places) for places in along) <= MOST_COMBINED
    kept = along if complete else _best_along(surface, goal, along)
    most = MOST_COMBINED if complete else COUNTLESS
    points = np.array(list(itertools.islice(itertools.product(*kept), most)), dtype=np.float64)
    errors = rounding_errors(surface, points) if len(points) > 1 else np.zeros(1)
    heights = surface.heights(points)
    return Optima.ranked(goal, points, heights, errors=errors, complete=complete)


def _best_along(surface: Surface, goal: Goal, along: Sequence[Array]) -> list[Array]:
    """Return the coordinates of the global optima for each axis, of countless ones but some."""
    best = np.array([places[0] for places in along])
    kept, combinations, work = [places[:1] for places in along], 1, 0
    for axis, places in enumerate(along):
        work += places.size * best.size
        if combinations >= COUNTLESS or work > MOST_WORK:
            break
        if places.size > 1:
            points = np.tile(best, (places.size, 1))
            points[:, axis] = places
            errors = rounding_errors(surface, points)
            ranked = Optima.ranked(goal, points, surface.heights(points), errors=errors)
            kept[axis] = ranked.global_points[:, axis]
            combinations *= ranked.best
    return kept


def parabola_optima(box: Box, center: Array, curvatures: Array, goal: Goal) -> list[Array]:
    """Return where parabolas along each axis are best, the best place first.

    An axis of curvature 0 has no better place than another: it gets its middle.
    """
    bent = -goal.sign * curvatures
    inside = box.clip(center)
    optima = []
    for low, high, top, bend, near in zip(box.lower, box.upper, center, bent, inside, strict=True):
        if bend < 0:
            ends = [*([low] if low < top else []), *([high] if high > top else [])]
            optima.append(np.array(ends[::-1] if high - top > top - low else ends))
        else:
            optima.append(np.array([near if bend else 0.5 * (low + high)]))
    return optima
