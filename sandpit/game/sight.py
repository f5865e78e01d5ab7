"""What of the ground may be seen: the one door through which heights reach a picture."""

import numpy as np
import numpy.typing as npt

from sandpit.game.brief import Brief, Cover
from sandpit.game.reading import Reading
from sandpit.game.state import State
from sandpit.surfaces import Array, Surface

Mask = npt.NDArray[np.bool_]

BRUSH = 0.09
"""How far a dip brushes the sand off, as a share of each axis' extent."""


def sight(surface: Surface, state: State, axes: tuple[Array, ...]) -> Array:
    """Return the heights on the mesh of 1-D `axes` where they may be seen, NaN under sand.

    The result has shape (len(a0), len(a1), ...). Once the game has ended everything is seen;
    before, as the level's map allows.
    """
    if state.outcome is not None or state.brief.cover is Cover.OPEN:
        return surface.mesh(*axes)
    shape = tuple(axis.size for axis in axes)
    if state.brief.cover is Cover.COVERED or not state.readings:
        return np.full(shape, np.nan)
    return np.where(_brushed(state.brief, state.readings, axes), surface.mesh(*axes), np.nan)


def sight_at(surface: Surface, state: State, points: Array) -> Array:
    """Return the heights at points (..., n) where they may be seen, NaN under sand, shape (...).

    The points lie inside the box; the rules are those of `sight`. Only what may be seen is
    evaluated.
    """
    if state.outcome is not None or state.brief.cover is Cover.OPEN:
        return surface.heights(points)
    seen = np.full(points.shape[:-1], np.nan)
    if state.brief.cover is Cover.BRUSHED and state.readings:
        near = _brushed_at(state.brief, state.readings, points)
        if near.any():
            seen[near] = surface.heights(points[near])
    return seen


def under_sand(state: State, axes: tuple[Array, ...]) -> Mask:
    """Tell on the mesh of 1-D `axes` where sand lies as long as a game is played.

    The result has shape (len(a0), len(a1), ...). It is so by the map and the dips alone: after
    the end it tells where the sand lay that is blown away then.
    """
    shape = tuple(axis.size for axis in axes)
    if state.brief.cover is Cover.BRUSHED:
        return ~_brushed(state.brief, state.readings, axes)
    return np.full(shape, state.brief.cover is Cover.COVERED)


def under_sand_at(state: State, points: Array) -> Mask:
    """Tell at points (..., n) where sand lies as long as a game is played, shape (...)."""
    if state.brief.cover is Cover.BRUSHED:
        return ~_brushed_at(state.brief, state.readings, points)
    return np.full(points.shape[:-1], state.brief.cover is Cover.COVERED)


def _brushed_at(brief: Brief, readings: tuple[Reading, ...], points: Array) -> Mask:
    """Tell of points (..., n) which lie within the brush of any reading, as booleans."""
    near = np.zeros(points.shape[:-1], dtype=bool)
    for reading in readings:
        away = points - reading.at
        away /= BRUSH * brief.box.extent
        near |= np.einsum("...i,...i->...", away, away) <= 1.0
    return near


def _brushed(brief: Brief, readings: tuple[Reading, ...], axes: tuple[Array, ...]) -> Mask:
    """Tell on the mesh what lies within the brush of any reading, as an array of booleans."""
    near = np.zeros(tuple(axis.size for axis in axes), dtype=bool)
    for reading in readings:
        square: Array = np.zeros((1,) * len(axes))
        for i, axis in enumerate(axes):
            away = (axis - reading.at[i]) / (BRUSH * brief.box.extent[i])
            square = square + (away * away).reshape([-1 if j == i else 1 for j in range(len(axes))])
        near |= square <= 1.0
    return near
