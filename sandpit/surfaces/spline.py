"""A smooth surface through the heights of a grid: bicubic, with continuous second derivatives."""

import itertools
from typing import Final

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array

FEWEST: Final = 4
"""The fewest heights along a side: a cubic polynomial has so many coefficients."""

FINER: Final = 2
BAND: Final = 64
"""So many rows are looked at together, for the sake of memory."""

_BASIS: Final = np.array([[1, -3, 3, -1], [4, 0, -6, 3], [1, 3, 3, -3], [0, 0, 0, 1]]) / 6.0
"""The four cubic B-splines over one cell, as coefficients of 1, u, u^2, u^3, u from 0 to 1."""
_DERIVED: Final = (
    np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]),
    np.array([[0, 0, 0, 0], [1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0]]),
    np.array([[0, 0, 0, 0], [0, 0, 0, 0], [2, 0, 0, 0], [0, 6, 0, 0]]),
)
"""What takes the powers of u to a polynomial's derivatives of order 0, 1 and 2."""
_WEIGHTS: Final = np.stack([_BASIS @ derived for derived in _DERIVED])
"""The polynomials of order d, knot k: weight[d, k] = sum_p _WEIGHTS[d, k, p] u^p."""


class Spline:
    """The interpolating bicubic spline of grid[i, j] at (i, j), with not-a-knot ends.

    Its coordinates are those of the grid, 0 to its shape - 1; outside, the outermost polynomials
    go on. Reference: C. de Boor, "A Practical Guide to Splines", chapter IV and XVII.
    """

    def __init__(self, grid: Array) -> None:
        self._coefficients = _along_first(_along_first(grid).T).T.copy()

    def values(self, u: Array, v: Array, order: tuple[int, int] = (0, 0)) -> Array:
        """Return the derivative of `order` along each side, at coordinates of any one shape."""
        (i, at), (j, along) = self._place(u, 0, order[0]), self._place(v, 1, order[1])
        total = np.zeros(np.shape(u))
        for k, m in itertools.product(range(4), repeat=2):
            total += at[..., k] * along[..., m] * self._coefficients[i + k, j + m]
        return total

    def mesh(self, u: Array, v: Array) -> Array:
        """Return the values on the grid of 1-D coordinates, shape (len(u), len(v))."""
        (i, at), (j, along) = self._place(u, 0, 0), self._place(v, 1, 0)
        rows = np.zeros((len(u), self._coefficients.shape[1]))
        for k in range(4):
            rows += at[:, k, None] * self._coefficients[i + k]
        columns = np.ascontiguousarray(rows.T)  # picked whole, they come from memory in one piece
        total = np.zeros((len(v), len(u)))
        for m in range(4):
            total += along[:, m, None] * columns[j + m]
        return np.ascontiguousarray(total.T)

    def ends(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Return the lowest value and the highest, each with its two coordinates.

        Values are looked at twice as closely as the grid's: between two of these, a spline swings
        furthest about the middle.
        """
        rows, columns = (np.arange(FINER * (n - 3) + 1) / FINER for n in self._coefficients.shape)
        found = []
        for some in np.split(rows, range(BAND, len(rows), BAND)):
            values = self.mesh(some, columns)
            for at in (values.argmin(), values.argmax()):
                i, j = np.unravel_index(int(at), values.shape)
                found.append((float(values[i, j]), float(some[i]), float(columns[j])))
        return min(found), max(found)

    def jet(self, u: float, v: float) -> Array:
        """Return all derivatives at one place, [i, j] of order i along u and j along v: (3, 3)."""
        corner, powers = [], []
        for coordinate, size in zip((u, v), self._coefficients.shape, strict=True):
            cell = min(max(int(coordinate), 0), size - 4)
            t = coordinate - cell
            corner.append(cell)
            powers.append((1.0, t, t * t, t * t * t))
        i, j = corner
        at, along = (_WEIGHTS @ np.array(power) for power in powers)
        return np.asarray(at @ self._coefficients[i : i + 4, j : j + 4] @ along.T)

    def _place(self, at: Array, side: int, order: int) -> tuple[npt.NDArray[np.intp], Array]:
        """Return the cells that coordinates (...,) lie in, and their knots' weights (..., 4)."""
        last = self._coefficients.shape[side] - 4
        cell = np.clip(np.floor(at), 0, last).astype(np.intp)
        t = at - cell
        powers = np.stack([np.ones_like(t), t, t * t, t * t * t], axis=-1)
        return cell, powers @ _WEIGHTS[order].T


def _along_first(heights: Array) -> Array:
    """Return the coefficients, shape (n + 2, m), of the splines down the columns of (n, m).

    Between them c[k] + 4 c[k + 1] + c[k + 2] = 6 heights[k]. At each end the third derivative
    goes on at the second knot, so that the polynomials of the two outermost cells are one; with
    the first three of these equations that says what the third coefficient is. The others follow
    by elimination, of all columns at once.
    """
    n = len(heights)
    found = np.empty((n + 2, heights.shape[1]))
    found[2] = (8.0 * heights[1] - heights[0] - heights[2]) / 6.0
    found[n - 1] = (8.0 * heights[n - 2] - heights[n - 1] - heights[n - 3]) / 6.0
    _between(found[2:n], heights[2 : n - 2])
    for k in (1, 0):
        found[k] = 6.0 * heights[k] - 4.0 * found[k + 1] - found[k + 2]
        found[n + 1 - k] = 6.0 * heights[n - 1 - k] - 4.0 * found[n - k] - found[n - 1 - k]
    return found


def _between(found: Array, heights: Array) -> None:
    """Fill in the coefficients (k + 2, m) between the first and the last, for heights (k, m)."""
    shares = np.empty(len(heights))
    share = 0.0
    for k, row in enumerate(heights):
        shares[k] = 1.0 / (4.0 - share)
        found[k + 1] = (6.0 * row - found[k]) * shares[k]
        share = shares[k]
    for k in range(len(heights), 0, -1):
        found[k] -= shares[k - 1] * found[k + 1]
