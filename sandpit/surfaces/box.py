"""The domain of a surface: an axis-aligned box."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sandpit.errors import SurfaceError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Box:
    """An axis-aligned box, lower[i] <= x[i] <= upper[i]; both bounds are finite, shape (n,)."""

    lower: Array
    upper: Array

    def __post_init__(self) -> None:
        if self.lower.ndim != 1 or self.lower.shape != self.upper.shape or not self.lower.size:
            raise SurfaceError("a domain needs a lower and an upper bound for each axis")
        if not (np.isfinite(self.lower).all() and np.isfinite(self.upper).all()):
            raise SurfaceError("a domain has finite bounds")
        if not (self.lower < self.upper).all():
            raise SurfaceError("each axis of a domain runs from a lower to a higher number")

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        for bound in (self.lower, self.upper):  # which a copy through pickle would forget
            bound.setflags(write=False)

    @classmethod
    def of(cls, *ranges: tuple[float, float]) -> "Box":
        """Make a box from one (lower, upper) pair an axis.

        >>> Box.of((0, 6), (0, 6)).dimension
        2
        """
        bounds = np.array(ranges, dtype=np.float64).reshape(-1, 2)
        return cls(bounds[:, 0].copy(), bounds[:, 1].copy())

    @property
    def dimension(self) -> int:
        """The number of axes, n."""
        return self.lower.size

    @property
    def extent(self) -> Array:
        """The length of each side, shape (n,)."""
        return self.upper - self.lower

    @property
    def centre(self) -> Array:
        """The middle, shape (n,)."""
        return 0.5 * (self.lower + self.upper)

    @property
    def diagonal(self) -> float:
        """The distance between two opposite corners."""
        return float(np.linalg.norm(self.extent))

    def contains(self, points: Array) -> npt.NDArray[np.bool_]:
        """Tell for points of shape (..., n) which lie inside or on the edge, shape (...)."""
        return np.asarray(((points >= self.lower) & (points <= self.upper)).all(axis=-1))

    def clip(self, points: Array) -> Array:
        """Move points of shape (..., n) to the nearest place of the box."""
        return np.clip(points, self.lower, self.upper)

    def linspaces(self, count: int) -> tuple[Array, ...]:
        """Return `count` evenly spaced coordinates from bound to bound along each axis."""
        return tuple(
            np.linspace(low, high, count) for low, high in zip(self.lower, self.upper, strict=True)
        )


def grid(*axes: Array) -> Array:
    """Return the points of the grid that 1-D `axes` span, shape (k, n), the last axis fastest.

    They are a list: the grid itself may have as many dimensions as an array can have, 32 with
    the oldest NumPy, and coordinates would need one more.
    """
    return np.stack([one.ravel() for one in np.meshgrid(*axes, indexing="ij")], axis=-1)
