"""Whether the sides and the heights of a ground are numbers that a game can be played with."""

from typing import Final

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.surface import Surface

HIGHEST: Final = 1e60
"""Heights further from 0 than this are refused: their squares must still fit a double."""
SHORTEST: Final = 1e-60
LONGEST: Final = 1e60
FINEST: Final = 1e-12
"""The shortest side, of its largest bound: places in a shorter one are lost in rounding."""
LOOKS: Final = 256
CORNER_AXES: Final = 6
"""Up to so many axes, all corners are looked at."""
MOST_NUMBERS: Final = 100_000
MOST_EFFORT: Final = 1_000_000
"""The most operations that looking may take, but for two places at least."""


def check_bounds(surface: Surface) -> None:
    """Raise SurfaceError for sides too short or too long, and for heights beyond all measure.

    Heights are looked at in corners, in the middle and at random places.
    """
    box = surface.box
    largest = np.maximum(np.abs(box.lower), np.abs(box.upper))
    wrong = (box.extent < SHORTEST) | (largest > LONGEST) | (box.extent < FINEST * largest)
    if wrong.any():
        low, high = box.lower[wrong][0], box.upper[wrong][0]
        raise SurfaceError(
            f"the axis from {low:g} to {high:g} is too short, or reaches too far, to be played on",
            cure=f"make it longer than {FINEST:g} of its larger end, and stay within {LONGEST:g}",
        )
    points = _places(box, surface.effort)
    with np.errstate(all="ignore"):
        heights = surface.heights(points)
    bad = np.flatnonzero(~(np.abs(heights) <= HIGHEST))
    if bad.size:
        where = ", ".join(f"{coordinate:.4g}" for coordinate in points[bad[0], :8])
        raise SurfaceError(
            f"the height at ({where}) is {heights[bad[0]]:.3g}",
            cure=f"choose a smaller domain or smaller numbers: heights up to {HIGHEST:g}",
        )


def _places(box: Box, effort: int) -> Array:
    n = box.dimension
    count = max(1, min(LOOKS, MOST_NUMBERS // n, MOST_EFFORT // max(1, effort)))
    shares = [np.full((1, n), 0.5), np.random.default_rng(7).random((count, n))]
    if n <= CORNER_AXES and count == LOOKS:
        shares.append(np.stack(np.meshgrid(*[[0.0, 1.0]] * n), axis=-1).reshape(-1, n))
    return box.clip(box.lower + np.concatenate(shares) * box.extent)
