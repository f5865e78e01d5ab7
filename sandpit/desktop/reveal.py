"""How a result comes to be seen: the sand goes, then star after star comes, then the points."""

from dataclasses import dataclass

from sandpit.desktop.paint.layers import part

PAUSE = 0.9
"""Seconds between the last dip and the uncovering."""
SAND = 1.6
"""Seconds that the sand takes to blow away, and the optimum to be seen."""
STAR = 0.4
"""Seconds that each star takes."""
COUNT = 0.8
"""Seconds in which the points are counted."""


@dataclass
class Reveal:
    """How far the revelation of a result with so many stars has come, `passed` in seconds."""

    stars: int
    passed: float = 0.0

    @property
    def seconds(self) -> float:
        """How long all of it takes."""
        return SAND + self.stars * STAR + COUNT

    @property
    def over(self) -> bool:
        """Whether all is seen."""
        return self.passed >= self.seconds

    def end(self) -> None:
        """Come to the end at once."""
        self.passed = self.seconds

    @property
    def uncovered(self) -> float:
        """How much of the sand has blown away, 0 to 1."""
        return part(self.passed, 0.0, SAND)

    @property
    def starred(self) -> float:
        """How many stars have come: 1.5 while the second is half grown."""
        return part(self.passed, SAND, self.seconds - COUNT) * self.stars if self.stars else 0.0

    @property
    def counted(self) -> float:
        """What share of the points has been counted, 0 to 1."""
        return part(self.passed, self.seconds - COUNT, self.seconds)
