"""The state of a game as anybody may see it."""

from dataclasses import dataclass
from enum import StrEnum

from sandpit.game.brief import Brief
from sandpit.game.reading import Reading
from sandpit.surfaces import Array


class Outcome(StrEnum):
    """How a game ended."""

    FOUND = "found"
    OUT_OF_DIPS = "out-of-dips"
    GAVE_UP = "gave-up"


@dataclass(frozen=True, eq=False)
class State:
    """Everything that has been shown so far, and nothing that is hidden.

    `outcome` is None while the game goes on.
    """

    brief: Brief
    readings: tuple[Reading, ...]
    dips_left: int
    outcome: Outcome | None

    @property
    def last(self) -> Reading | None:
        """The latest reading, or None before the first."""
        return self.readings[-1] if self.readings else None

    @property
    def position(self) -> Array | None:
        """Where the latest reading was taken, shape (n,), or None before the first."""
        return self.readings[-1].at if self.readings else None

    @property
    def best(self) -> Reading | None:
        """The reading that is furthest up (a peak) or down (a pit) so far."""
        sign = self.brief.goal.sign
        return max(self.readings, key=lambda reading: sign * reading.height, default=None)
