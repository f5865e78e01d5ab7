"""The ground itself: heights as a tinted, gently shaded picture with contour lines."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Surface

from sandpit.desktop.paint.contours import ContourPainter
from sandpit.desktop.paint.layers import image
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.theme import Theme
from sandpit.desktop.paint.view import Look
from sandpit.surfaces import Array

Grey = npt.NDArray[np.float32]
CELL = 2
"""One height for so many pixels a side is enough for a tint."""
LIGHT = 16
"""By how much of 255 the most lit slope is lighter, and the least lit darker, than even ground."""
STEEP = 4.0
"""A slope of this many times the whole height over the whole width is as lit as can be."""
ROUNDING = 1e-12
"""Heights that differ by no more than this share of themselves are all the same."""
FACETS = 96
"""Light is found on about so many cells a side."""


def seen_spread(heights: Array, *known: float) -> Spread | None:
    """Return the spread of the finite heights and of `known` ones; None where there is neither."""
    # fmin and fmax pass over NaN, and answer NaN where there is nothing else.
    low = np.fmin.reduce([np.fmin.reduce(heights, axis=None), *known])
    high = np.fmax.reduce([np.fmax.reduce(heights, axis=None), *known])
    if not np.isfinite(low):
        return None
    if high - low <= ROUNDING * max(abs(low), abs(high)):
        return Spread(float(low) - 0.5, float(high) + 0.5)
    return Spread(float(low), float(high))


def relief(
    heights: Array,
    size: tuple[int, int],
    spread: Spread,
    look: Look,
    goal: float | None = None,
) -> Surface:
    """Return the picture of heights of shape (nx, ny), y upwards, scaled to `size` pixels.

    The height of the `goal`, if there is one, is a dashed line like that of the profile.

    NaN is ground that is not seen: it takes the colour of the nearest seen ground, to be laid
    under sand, and bears no lines.
    """
    solid = _filled(heights) if np.isnan(heights).any() else heights
    picture = tinted(_thinned(solid, size), spread, look.theme)
    if picture.get_size() != size:
        picture = pygame.transform.smoothscale(picture, size)
    painter = ContourPainter(picture, spread, look)
    if goal is not None:
        painter.draw_goal(heights, goal)
    painter.draw(heights)
    return picture


def tinted(heights: Array, spread: Spread, theme: Theme) -> Surface:
    """Return one pixel for each of the heights (nx, ny), coloured and lit from top left.

    All of them are finite and lie within the spread.
    """
    values = shares(heights, spread)
    indexed = Surface(heights.shape, 0, 8)
    indexed.set_palette(palette(theme))
    pygame.surfarray.pixels2d(indexed)[:] = values.astype(np.uint8)[:, ::-1]
    picture = Surface(heights.shape, 0, 32)
    picture.blit(indexed, (0, 0))
    light = image(_light(values)[:, ::-1])
    larger = pygame.transform.smoothscale(light, heights.shape)
    picture.blit(larger, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return picture


def shares(heights: Array, spread: Spread) -> Grey:
    """Return where heights lie in a spread: 0 at its low end, 255 at its high one.

    What is left of heights far from 0, or far from 1, is told apart only in double precision.
    """
    return ((heights - spread.low) * (255.0 / spread.size)).astype(np.float32)


def _thinned(heights: Array, size: tuple[int, int]) -> Array:
    """Return enough rows and columns of heights for a picture: tints between them are smooth."""
    skips = [max(1, n * CELL // side) for n, side in zip(heights.shape, size, strict=True)]
    return heights[:: skips[0], :: skips[1]]


def _light(values: Grey) -> npt.NDArray[np.uint8]:
    """Return the light on heights that run from 0 to 255, as grey from 0 to 2 * LIGHT.

    It is found for every few-th row and column: light changes slowly. Even ground has LIGHT.
    """
    coarse = values[:: max(1, len(values) // FACETS), :: max(1, values.shape[1] // FACETS)]
    east, north = np.gradient(coarse)
    slope = (east - north) * np.float32(len(coarse) / (255.0 * STEEP))
    grey = np.asarray(np.clip(slope + 1.0, 0.0, 2.0) * LIGHT, dtype=np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


@lru_cache(maxsize=4)
def palette(theme: Theme) -> list[tuple[int, ...]]:
    """Return the colours by height, less the light that falls on even ground."""
    dim = theme.tint.table().astype(np.int16) - LIGHT
    return [tuple(color) for color in dim.clip(0).tolist()]


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
