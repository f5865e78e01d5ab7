"""Whether the best places of a surface are single points, or form a line or a plain."""

from __future__ import annotations

from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill, Flags
from sandpit.surfaces.polish import polish

LOOKED_AT: Final = 3
"""So many of the best places are walked from."""
NEIGHBOURS: Final = 8
"""So many best places around each of these are gone to."""
WALK: Final = 0.02
"""How far it is walked, of the sides: a bottom as flat as x^6 is narrower than this."""
BISECTIONS: Final = 5
"""So often the way between two places is halved: best places in a row are not that dense."""
WAYS: Final = 2
"""So many random directions for each axis."""
BENT: Final = 1e-6
"""Of the largest curvature: a place that curves more along all axes stands alone."""


def unbroken(view: Downhill, best: Array, errors: Array) -> bool:
    """Tell whether one of the best places, shape (k, n), is part of a line or a plain of them.

    It is walked away from some of them, and downhill again. If that ends at another best place,
    and so does each way down from between the two, there is no gap that could part them. Where
    nothing is left of the budget, no line is known.
    """
    if not view.budget.left:
        return False
    level = float(view.losses(best).min()) + float(errors.max())
    single = _alone(view, best[:LOOKED_AT])
    pairs = [_walked(view, point, best, level) for point in best[:LOOKED_AT][~single]]
    if not pairs:
        return False
    ones, others = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    return _no_gap(view, ones, others, level)


def _walked(view: Downhill, point: Array, best: Array, level: float) -> tuple[Array, Array]:
    """Return a best place, as often as needed, and others near it that are as good, (k, n)."""
    starts = view.moved(point, WALK * _ways(view, point))
    others = best[~_same(view, best, point)][:NEIGHBOURS]
    ends, losses = polish(view, np.concatenate([starts, others]))
    away = np.linalg.norm((ends - point) / view.surface.box.extent, axis=-1)
    ends = ends[(away > 0.25 * WALK) & (losses <= level)][:NEIGHBOURS]
    return np.broadcast_to(point, ends.shape), ends


def _same(view: Downhill, points: Array, point: Array) -> Flags:
    apart = np.abs((points - point) / view.surface.box.extent).max(axis=-1)
    return np.asarray(apart < 1e-9)


def _alone(view: Downhill, points: Array) -> Flags:
    """Tell around which points the ground curves up along all axes that no edge holds back."""
    gradients = view.gradients(points)
    free = view.free(points, gradients)
    both = free[:, :, None] & free[:, None, :]
    hessians = np.where(both, view.hessians(points), 0.0)
    largest = np.abs(hessians).max(axis=(-2, -1))
    held = np.eye(points.shape[1]) * ~free[:, None, :]
    values = np.linalg.eigvalsh(hessians + largest[:, None, None] * held)
    settled = np.linalg.norm(np.where(free, gradients, 0.0), axis=-1) <= 1e-7 * view.spread
    return np.asarray((values[:, 0] > BENT * values[:, -1]) & settled)


def _ways(view: Downhill, point: Array) -> Array:
    """Return directions: along the axes, where nothing curves, and random ones; (k, n)."""
    n = point.size
    values, frames = np.linalg.eigh(view.hessians(point[None])[0])
    level = frames.T[np.abs(values) <= 1e-5 * np.abs(values).max()]
    random = np.random.default_rng(8).standard_normal((WAYS * n, n))
    random /= np.linalg.norm(random, axis=-1, keepdims=True)
    ways = np.concatenate([np.eye(n), level, random])
    return np.concatenate([ways, -ways])


def _no_gap(view: Downhill, ones: Array, others: Array, level: float) -> bool:
    """Tell whether ways downhill from between two best places end at further ones between.

    `ones` and `others`, shape (k, n), are pairs of best places; one pair without a gap will do.
    """
    extent = view.surface.box.extent
    left = np.random.default_rng(9).random((BISECTIONS, len(ones), 1)) < 0.5
    for sides in left:
        if not len(ones) or view.budget.is_out():
            return False
        gaps = np.linalg.norm((others - ones) / extent, axis=-1)
        middles, losses = polish(view, 0.5 * (ones + others))
        away = [np.linalg.norm((middles - end) / extent, axis=-1) for end in (ones, others)]
        between = (np.minimum(*away) > 0.2 * gaps) & (np.maximum(*away) < 0.9 * gaps)
        good = between & (losses <= level)
        side = sides[: len(ones)]
        ones, others = np.where(side, ones, middles)[good], np.where(side, middles, others)[good]
    return bool(len(ones))
