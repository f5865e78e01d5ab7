"""What becomes of the best places where they lie at kinks: they are placed to the last digit."""

from __future__ import annotations

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.cusps import follow
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.polish import ROUGH_SLOPE
from sandpit.surfaces.rounder import rounded

LOOKED_AT = 16


def at_kinks(view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
    """Return lower places, shape (k, n), than the best of these at kinks, and their losses.

    None where the best places are smooth, best first as they come.
    """
    points, losses = points[:LOOKED_AT], losses[:LOOKED_AT]
    slopes = view.gradients(points)
    with np.errstate(all="ignore"):
        undefined = ~np.isfinite(view.surface.gradient(points)).all(axis=-1)
    left = np.where(view.free(points, slopes), slopes, 0.0)
    rough = undefined | (np.linalg.norm(left, axis=-1) > ROUGH_SLOPE * view.spread)
    if not rough.any():
        return points[:0], losses[:0]
    places, low = rounded(view, points[rough], losses[rough])
    if points.shape[1] > 1:
        there, outcomes = follow(view, places, low)
        places, low = np.concatenate([places, there]), np.concatenate([low, outcomes])
    return rounded(view, places, low)
