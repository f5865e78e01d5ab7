"""How long a step is: the rate that the player has chosen, and the slider that shows it."""

import math

import numpy as np

from sandpit.game import Brief, Reading
from sandpit.surfaces import Array

DECADES = 2.0
"""How many powers of ten the slider reaches either side of its middle."""

FIRST_SHARE = 0.12
"""How far the first step offered goes, as a share of the domain's diagonal."""

LEAST, MOST = 1e-9, 1e9

KEEPS = (0.0, 0.5, 0.8, 0.9, 0.95)
"""The shares of the velocity that momentum can be told to keep."""


def tidy(rate: float) -> float:
    """Return a rate to three figures, within what makes sense."""
    return float(f"{min(MOST, max(LEAST, rate)):.3g}")


class Stride:
    """The rate of the next step; offered by the first arrow that is seen, then as chosen."""

    def __init__(self) -> None:
        self.rate = 0.1
        self.keep = 0.8
        self._middle = 0.1
        self._known = False

    def see(self, brief: Brief, reading: Reading | None) -> None:
        """Offer a sensible rate for the first arrow; later ones change nothing."""
        if self._known or reading is None or reading.gradient is None:
            return
        slope = float(np.linalg.norm(reading.gradient))
        if slope > 0 and math.isfinite(slope):
            self._known = True
            # A cube of many axes has a diagonal far longer than any step one would make.
            usual = brief.box.diagonal * math.sqrt(min(1.0, 2.0 / brief.dimension))
            self.rate = float(f"{FIRST_SHARE * usual / slope:.1g}")
            self._middle = self.rate

    def choose(self, rate: float) -> None:
        """Take another rate."""
        self.rate = tidy(rate)

    def nudge(self, notches: float) -> None:
        """Make the rate longer by a tenth for each notch; shorter for negative ones."""
        self.choose(self.rate * 1.1**notches)

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

        It is nearest as seen in the picture of `ways`, orthogonal rows of shape (1 or 2, n).
        """
        if reading.gradient is None:
            return None
        square = float(((ways @ reading.gradient) ** 2 / (ways * ways).sum(axis=1)).sum())
        ahead = brief.goal.sign * float((point - reading.at) @ reading.gradient)
        return tidy(ahead / square) if square > 0 and ahead > 0 else None
