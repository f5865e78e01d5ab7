"""Cells of a grid of heights that hold no height, but a mark for what was never measured."""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.axes import LARGEST
from sandpit.surfaces.box import Array

Flags = npt.NDArray[np.bool_]

MARKS: Final = (
    *(-99.0, -999.0, -9999.0, -99999.0, -999999.0, -32767.0, -32768.0, -2147483648.0),
    *(9999.0, 99999.0, 999999.0, 32767.0, 2147483647.0),
    *(-1e10, 1e10, -1e20, 1e20),
)
"""What the makers of maps write for a void: GDAL, Esri's grids, SRTM, netCDF."""
CLIFF: Final = 3.0
"""A mark stands off its neighbours by so many times the ground's highest step from cell to cell.

Ground that has such a height by chance rises to it step by step.
"""
OUTLYING: Final = 10.0
"""What lies off all other heights by so many times their range is no height, mark or not.

The needles and wells that people put into their grounds stand out a few times as far as the rest.
"""
RARE: Final = 0.2
"""The largest share of a grid that outliers have: more of them are a step of the ground."""


class Voids(NamedTuple):
    """Where a grid has no heights: the first row and column, from 0, its number; how many cells."""

    row: int
    column: int
    written: float
    cells: int


def find_voids(heights: Array) -> Voids | None:
    """Return the cells of a grid, shape (m, n), that hold no height; None where all do.

    They are what is not finite, known marks that stand off the ground around them, and numbers
    far off all others.
    """
    lost: Flags = ~(np.abs(heights) <= LARGEST)
    if not lost.any():
        lost = _marked(heights)
    if not lost.any():
        lost = _outlying(heights)
    if not lost.any():
        return None
    row, column = (int(i) for i in np.argwhere(lost)[0])
    return Voids(row, column, float(heights[row, column]), int(lost.sum()))


def _marked(heights: Array) -> Flags:
    """Tell which cells hold a mark, of the first mark that stands off the ground by a cliff."""
    for mark in MARKS:
        lost: Flags = heights == mark
        if lost.any() and not lost.all():
            inside, between = _steps(heights, lost)
            highest = float(inside.max()) if inside.size else float(np.ptp(heights[~lost]))
            if np.median(between) > CLIFF * highest:
                return lost
    return np.zeros(heights.shape, dtype=np.bool_)


def _steps(heights: Array, lost: Flags) -> tuple[Array, Array]:
    """Return the steps between cells side by side: of two heights, and of a height and a mark."""
    inside, between = [], []
    for axis in (0, 1):
        steps = np.abs(np.diff(heights, axis=axis))
        marks = np.swapaxes(lost, 0, axis)
        first, second = (np.swapaxes(part, 0, axis) for part in (marks[:-1], marks[1:]))
        inside.append(steps[~first & ~second])
        between.append(steps[first ^ second])
    return np.concatenate(inside), np.concatenate(between)


def _may_outlie(heights: Array, most: int) -> bool:
    """Tell, without putting the heights in order, whether up to `most` of them can lie so far off.

    The gap beside them is no wider than what lies beyond the next one in order, and the rest
    reaches at least from that one to the other end.
    """
    last = heights.size - 1
    ends = np.partition(heights, (0, most, last - most, last), axis=None)
    lowest, low, high, highest = ends[[0, most, last - most, last]]
    return bool(
        low - lowest > OUTLYING * (highest - low) or highest - high > OUTLYING * (high - lowest)
    )


def _outlying(heights: Array) -> Flags:
    """Tell which few cells lie off all others by far more than these differ among themselves."""
    most = int(RARE * heights.size)
    if not _may_outlie(heights, most):
        return np.zeros(heights.shape, dtype=np.bool_)
    ordered = np.sort(heights, axis=None)
    gaps = np.diff(ordered)
    for sign, few in ((-1, slice(0, most)), (1, slice(gaps.size - most, gaps.size))):
        if not gaps[few].size:
            continue
        at = int(gaps[few].argmax()) + (few.start or 0)
        rest = ordered[at + 1 :] if sign < 0 else ordered[: at + 1]
        if 0.0 < OUTLYING * (rest[-1] - rest[0]) < gaps[at]:
            return np.asarray(heights <= ordered[at] if sign < 0 else heights > ordered[at])
    return np.zeros(heights.shape, dtype=np.bool_)
