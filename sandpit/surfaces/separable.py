"""Optima of surfaces that rise and fall along each axis on its own."""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.precision import rounding_errors
from sandpit.surfaces.surface import Surface

MOST_COMBINED = 4096


def combined(surface: Surface, goal: Goal, along: Sequence[Array]) -> Optima:
    """Return all combinations of the optima along each axis.

    This is right for increasing functions of a sum of functions of one coordinate each. `along`
    holds, for each axis, the coordinates of the local optima for `goal`, best first. Of more than
    4096 combinations only the first is listed.
    """
    best = np.array([places[0] for places in along])
    if math.prod(len(places) for places in along) > MOST_COMBINED:
        return Optima(best[None], surface.heights(best[None]), best=1, complete=False)
    points = np.array(list(itertools.product(*along)), dtype=np.float64)
    errors = rounding_errors(surface, points) if len(points) > 1 else np.zeros(1)
    return Optima.ranked(goal, points, surface.heights(points), errors=errors)


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
