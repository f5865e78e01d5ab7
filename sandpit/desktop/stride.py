"""How long a step is: the rate that the player has chosen, and the slider that shows it."""

import math
from collections.abc import Sequence

import numpy as np

from sandpit.game import Brief, Momentum, Move, Newton, Reading, Remark, Step
from sandpit.surfaces import Array

DECADES = 2.0
"""How many powers of ten the slider reaches either side of its middle."""

FIRST_SHARE = 0.12
"""How far the first step offered goes, as a share of the domain's diagonal."""

NOTCH = 1.1
"""A notch of the wheel or a key makes the rate longer by this factor."""

SLIDER_NOTCH = math.log10(NOTCH) / (2 * DECADES)
"""The same as a share of the slider."""

LEAST, MOST = 1e-200, 1e200

KEEPS = (0.0, 0.5, 0.8, 0.9, 0.95)
"""The shares of the velocity that momentum can be told to keep."""


def tidy(rate: float) -> float:
    """Return a rate to three figures, within what makes sense."""
    return float(f"{min(MOST, max(LEAST, rate)):.3g}")


def steepness(reading: Reading) -> float:
    """Return the length of the gradient; 0 where there is none, or none to speak of."""
    if reading.gradient is None or Remark.FLAT in reading.remarks:
        return 0.0
    return float(np.linalg.norm(reading.gradient))


class Stride:
    """The rate of the next step: offered by the first arrow that is seen, then as chosen.

    What is chosen leads at most across the domain. Flat ground changes nothing.
    """

    def __init__(self) -> None:
        self.rate = 0.1
        self.keep = 0.8
        self._middle = 0.1
        self._most = MOST
        self._known = False
        self._kept = False

    def see(self, brief: Brief, readings: Sequence[Reading]) -> None:
        """Offer a sensible rate for the first arrow.

        Later ones change nothing, but for an offer that would leave the domain: until it is kept
        it is made anew.
        """
        for reading in readings:
            slope = steepness(reading)
            if slope == 0.0:
                continue
            # A cube of many axes has a diagonal far longer than any step one would make.
            usual = brief.box.diagonal * math.sqrt(min(1.0, 2.0 / brief.dimension))
            self._most = tidy(brief.box.diagonal / slope)
            if not self._known or (not self._kept and self.rate > self._most):
                self._known = True
                self.rate = float(f"{tidy(FIRST_SHARE * usual / slope):.1g}")
                self._middle = self.rate

    def chosen(self) -> float:
        """Make the rate the player's own, and return it."""
        self._kept = True
        return self.rate

    def move(self, name: str) -> Move:
        """Return the move of this name that needs no place, as it would be made now."""
        if name == Newton.name:
            return Newton()
        return Momentum(self.rate, self.keep) if name == Momentum.name else Step(self.rate)

    def choose(self, rate: float) -> None:
        """Take another rate."""
        self._kept = True
        self.rate = min(tidy(rate), self._most)

    def nudge(self, notches: float) -> None:
        """Make the rate longer by a tenth for each notch; shorter for negative ones."""
        self.choose(self.rate * NOTCH**notches)

    @property
    def place(self) -> float:
        """Where the rate stands on the slider, 0..1."""
        away = math.log10(self.rate / self._middle)
        return min(1.0, max(0.0, 0.5 + away / (2 * DECADES)))

    def choose_place(self, place: float) -> None:
        """Take the rate that stands at a place of the slider, 0..1."""
        self.choose(self._middle * 10 ** ((place - 0.5) * 2 * DECADES))

    @staticmethod
    def towards(brief: Brief, reading: Reading, point: Array, ways: Array) -> float | None:
        """Return the rate whose step comes nearest to `point`; None if none along the arrow.

        It is nearest as seen in the picture of `ways`, orthogonal rows of shape (1 or 2, n): in
        shares of its sides.
        """
        if reading.gradient is None or steepness(reading) == 0.0:
            return None
        sides = (ways * ways).sum(axis=1)
        arrow, away = ways @ reading.gradient / sides, ways @ (point - reading.at) / sides
        square, ahead = float(arrow @ arrow), brief.goal.sign * float(away @ arrow)
        return tidy(ahead / square) if square > 0 and ahead > 0 else None
