"""Which end of a surface is sought, and where it is."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sandpit.surfaces.box import Array

COUNTLESS = 1025
"""As many global optima as this stand for more than can be listed."""


class Goal(StrEnum):
    """Which end of a surface is sought: its highest point or its lowest."""

    PEAK = "peak"
    PIT = "pit"

    @property
    def sign(self) -> int:
        """+1 where higher is better (a peak), -1 where lower is (a pit)."""
        return 1 if self is Goal.PEAK else -1


@dataclass(frozen=True, eq=False)
class Optima:
    """The local optima of a surface inside its box for one goal, best first.

    `points` has shape (k, n), `heights` shape (k,); the first `best` rows are the global optima.
    Points on edges and corners count where no feasible direction improves. `complete` tells
    whether every local optimum is believed to be listed, or only the global ones; `cut_short`
    whether the search ended at the limit of its work, so that better places may be left.
    `unbroken` tells that the global optima form a line or a plain, of which some points are
    listed. `unseen` is about the share of the box from which ways lead to optima that were not
    found, and so may be better: 0 where that is not believed of any.
    """

    points: Array
    heights: Array
    best: int
    complete: bool = True
    cut_short: bool = False
    unbroken: bool = False
    unseen: float = 0.0

    @classmethod
    def ranked(
        cls, goal: Goal, points: Array, heights: Array, *, errors: Array, complete: bool = True
    ) -> "Optima":
        """Sort points of shape (k, n), k >= 1, and count the best ones.

        Those that are as high as the best within both `errors`, shape (k,), count as equal. Of
        more best ones than `COUNTLESS`, so many are kept, evenly chosen, and nothing else.
        """
        order = np.argsort(-goal.sign * heights, kind="stable")
        points, heights, errors = points[order], heights[order], errors[order]
        equal = np.abs(heights - heights[0]) <= errors + errors[0]
        order = np.argsort(~equal, kind="stable")
        points, heights = points[order], heights[order]
        best = int(equal.sum())
        if best <= COUNTLESS:
            return cls(points, heights, best, complete)
        some = np.linspace(0, best - 1, COUNTLESS).astype(int)
        return cls(points[some], heights[some], COUNTLESS, complete=False)

    @property
    def countless(self) -> bool:
        """Whether there are more global optima than are listed, such as a valley's floor."""
        return self.unbroken or self.best >= COUNTLESS

    @property
    def height(self) -> float:
        """The height of the global optima."""
        return float(self.heights[0])

    @property
    def global_points(self) -> Array:
        """The global optima, shape (best, n)."""
        return self.points[: self.best]

    @property
    def other_points(self) -> Array:
        """The local optima that are not global ones, shape (k - best, n)."""
        return self.points[self.best :]
