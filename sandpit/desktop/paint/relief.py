"""The ground itself: heights as a tinted, gently shaded picture with contour lines."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Surface

from sandpit.desktop.paint.contours import ContourPainter
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.theme import Theme
from sandpit.desktop.paint.view import Look
from sandpit.surfaces import Array

SHADES = 32
"""How many degrees of light there are."""
LIGHT = 0.16
"""How much the most lit slope is lightened and the least lit darkened."""
STEEP = 6.0
"""A slope of this many times the whole height over the whole width is as lit as can be."""


def seen_spread(heights: Array, *known: float) -> Spread | None:
    """Return the spread of the finite heights and of `known` ones; None where there is neither."""
    # fmin and fmax pass over NaN, and answer NaN where there is nothing else.
    low = np.fmin.reduce([np.fmin.reduce(heights, axis=None), *known])
    high = np.fmax.reduce([np.fmax.reduce(heights, axis=None), *known])
    if not np.isfinite(low):
        return None
    if high - low <= 1e-9 * max(1.0, abs(low)):
        return Spread(float(low) - 0.5, float(high) + 0.5)
    return Spread(float(low), float(high))


def relief(heights: Array, size: tuple[int, int], spread: Spread, look: Look) -> Surface:
    """Return the picture of heights of shape (nx, ny), y upwards, scaled to `size` pixels.

    NaN is ground that is not seen: it takes the colour of the nearest seen ground, to be laid
    under sand, and bears no lines.
    """
    solid = _filled(heights) if np.isnan(heights).any() else heights
    picture = tinted(solid, spread, look.theme)
    if picture.get_size() != size:
        picture = pygame.transform.smoothscale(picture, size)
    ContourPainter(picture, spread, look).draw(heights)
    return picture


def tinted(heights: Array, spread: Spread, theme: Theme) -> Surface:
    """Return one pixel for each of the finite heights (nx, ny), coloured and lit from top left."""
    values = heights.astype(np.float32)
    values -= np.float32(spread.low)
    values *= np.float32(255.0 / spread.size)
    place = np.clip(values, 0.0, 255.0).astype(np.uint16)
    place += _light(values)
    colours = np.take(_palette(theme), place[:, ::-1])
    picture = Surface(heights.shape, 0, 32)
    pygame.surfarray.blit_array(picture, colours)
    return picture


def _light(values: npt.NDArray[np.float32]) -> npt.NDArray[np.uint16]:
    """Return 256 times the degree of light of heights that run from 0 to 255."""
    slope = np.zeros_like(values)
    slope[:-1] = values[1:]
    slope[:-1] -= values[:-1]
    slope[:-1, :-1] -= values[:-1, 1:]
    slope[:-1, :-1] += values[:-1, :-1]
    slope[-1] = slope[-2]
    slope[:, -1] = slope[:, -2]
    slope *= np.float32(SHADES / 2 * len(values) / (255.0 * STEEP))
    slope += np.float32(SHADES / 2)
    return np.asarray(np.clip(slope, 0, SHADES - 1).astype(np.uint16) << 8, dtype=np.uint16)


@lru_cache(maxsize=4)
def _palette(theme: Theme) -> npt.NDArray[np.uint32]:
    """Return the packed colours for each degree of light and each height, shape (SHADES * 256,)."""
    tint = theme.tint.table().astype(np.float32)
    degree = np.linspace(-1.0, 1.0, SHADES, dtype=np.float32)[:, None, None]
    toward = np.where(degree > 0, 255.0, 0.0).astype(np.float32)
    lit = tint + np.abs(degree) * LIGHT * (toward - tint)
    red, green, blue = np.moveaxis(np.rint(lit).astype(np.uint32), -1, 0)
    return np.asarray((red << 16 | green << 8 | blue).ravel(), dtype=np.uint32)


def _filled(heights: Array) -> Array:
    """Return the heights with NaN beside seen ground filled from it, and the rest with its mean."""
    filled = heights.copy()
    for _ in range(3):
        empty = np.isnan(filled)
        for axis in (0, 1):
            for shift in (1, -1):
                near = np.roll(filled, shift, axis)
                take = empty & np.isnan(filled) & ~np.isnan(near)
                filled[take] = near[take]
    seen = heights[np.isfinite(heights)]
    return np.nan_to_num(filled, nan=float(seen.mean()) if seen.size else 0.0)
