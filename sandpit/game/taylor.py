"""Taylor's promise: the polynomial that a reading gives of the ground around it.

All follows from readings alone; the hidden surface is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from sandpit.game.brief import Brief
from sandpit.game.reading import Reading
from sandpit.surfaces import Array


def highest_order(brief: Brief) -> int:
    """Return the highest order of a model that the readings of a level allow."""
    return max(brief.taylor, brief.stick.order)


@dataclass(frozen=True, eq=False)
class LocalModel:
    """The Taylor polynomial of an order around a reading."""

    reading: Reading
    order: int

    @classmethod
    def at(cls, reading: Reading, order: int) -> Self | None:
        """Return the model, or None where the reading has not measured what it needs."""
        series = reading.series
        if series is not None and order < len(series):
            return cls(reading, order)
        measured = (True, reading.gradient is not None, reading.hessian is not None)
        return cls(reading, order) if order < len(measured) and measured[order] else None

    def heights(self, points: Array) -> Array:
        """Return the heights that the model promises at points of shape (..., n)."""
        away = np.asarray(points, dtype=np.float64) - self.reading.at
        return self._promised(away, self.reading.gradient, self.reading.hessian)

    def along(self, ways: Array, shares: Array) -> Array:
        """Return the heights promised at `reading.at + shares @ ways`.

        `ways` are k directions, shape (k, n), and `shares` have shape (..., k). However many axes
        there are, the points themselves are never made.
        """
        gradient, hessian = self.reading.gradient, self.reading.hessian
        return self._promised(
            shares @ ways if self._by_series else shares,
            None if gradient is None else ways @ gradient,
            None if hessian is None else ways @ hessian @ ways.T,
        )

    @property
    def _by_series(self) -> bool:
        """Whether the reading's series reaches as far as the model does."""
        return self.reading.series is not None and self.order < len(self.reading.series)

    def _promised(self, away: Array, gradient: Array | None, hessian: Array | None) -> Array:
        """Return the polynomial at displacements (..., k), from derivatives of k coordinates."""
        series, reading = self.reading.series, self.reading
        if series is not None and self._by_series:
            return np.asarray(
                np.polynomial.polynomial.polyval(away[..., 0], series[: self.order + 1])
            )
        heights = np.full(away.shape[:-1], reading.height)
        if self.order >= 1 and gradient is not None:
            heights = heights + away @ gradient
        if self.order >= 2 and hessian is not None:
            heights = heights + 0.5 * np.einsum("...i,ij,...j->...", away, hessian, away)
        return np.asarray(heights)


@dataclass(frozen=True)
class Promise:
    """What the model of the dip before promised of a dip, and what was got."""

    number: int
    length: float
    """How far the dip lies from the one before."""
    promised: float
    got: float

    @property
    def error(self) -> float:
        """How far off the promise was, never negative."""
        return abs(self.got - self.promised)


def promises(readings: Sequence[Reading], order: int) -> Iterator[Promise]:
    """Yield for each reading but the first what the model of this order promised of it."""
    for before, after in pairwise(readings):
        model = LocalModel.at(before, order)
        if model is not None:
            length = float(np.linalg.norm(after.at - before.at))
            yield Promise(after.number, length, float(model.heights(after.at)), after.height)
