"""Twins of a place: where a surface's mirrors and exchanged axes bring it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.optima import COUNTLESS

LOOKS = 8
MAPPED_AXES = 2
"""The most axes over which a mesh is fine enough to show its corners and diagonals."""
DIAGONAL = 257
LOWEST = 4
CORNER_AXES = 6
"""Up to so many axes all corners are begun from."""
ROUNDING = 1e-12
"""Of the range of heights: mirrored heights that differ by less are the same."""

Indices = npt.NDArray[np.intp]
Symmetry = tuple[Indices, Array]
"""Which axis each coordinate comes from, and its sign about the middle of the box."""


def twins(view: Downhill, point: Array) -> Array:
    """Return the other places, shape (k, n), that symmetries of the surface bring a point to.

    Mirrors along each axis about the middle of the box, and exchanges of two axes of one range,
    as far as random places bear them out. No more are told than are counted.
    """
    box = view.surface.box
    symmetries = [s for s in _possible(view) if _holds(view, s)]
    found = [point - box.centre]
    known = {_key(found[0], box.extent)}
    for away in found:
        for order, signs in symmetries:
            image = signs * away[order]
            key = _key(image, box.extent)
            if key not in known and len(found) <= COUNTLESS:
                known.add(key)
                found.append(image)
    return np.array(found[1:]).reshape(-1, point.size) + box.centre


def symmetric_places(view: Downhill) -> Array:
    """Return places that symmetries of the box leave as they are, shape (k, n).

    These are the middle and the origin if it is inside; where no mesh shows them also corners,
    and where the diagonal through two opposite corners is lowest: axes that are treated alike
    often have like coordinates.
    """
    box = view.surface.box
    n = box.dimension
    found = [box.centre, *([np.zeros(n)] if box.contains(np.zeros(n)) else [])]
    if n > MAPPED_AXES:
        line = box.lower + np.linspace(0.0, 1.0, DIAGONAL)[:, None] * box.extent
        found += [box.lower, box.upper]
        found += list(line[np.argsort(view.losses(line), kind="stable")[:LOWEST]])
        corners = itertools.product((0.0, 1.0), repeat=n) if n <= CORNER_AXES else ()
        found += [box.lower + np.array(corner) * box.extent for corner in corners]
    return np.unique(box.clip(np.array(found)), axis=0)


def _possible(view: Downhill) -> Iterator[Symmetry]:
    box = view.surface.box
    n = box.dimension
    for axis in range(n):
        signs = np.ones(n)
        signs[axis] = -1.0
        yield np.arange(n), signs
    for axis in range(n - 1):
        if box.lower[axis] == box.lower[axis + 1] and box.upper[axis] == box.upper[axis + 1]:
            order = np.arange(n)
            order[[axis, axis + 1]] = axis + 1, axis
            yield order, np.ones(n)


def _holds(view: Downhill, symmetry: Symmetry) -> bool:
    box = view.surface.box
    order, signs = symmetry
    points = np.random.default_rng(3).uniform(box.lower, box.upper, (LOOKS, box.dimension))
    images = box.centre + signs * (points - box.centre)[:, order]
    with np.errstate(all="ignore"):
        apart = np.abs(view.losses(points) - view.losses(images))
    return bool((apart <= ROUNDING * view.spread).all())


def _key(away: Array, extent: Array) -> bytes:
    shares = np.round(away / extent * 1e7) + 0.0  # -0.0 is 0.0, whose bytes are others
    return shares.tobytes()
