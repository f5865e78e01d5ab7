"""What looking for the best places of a ground may cost, counted instead of timed.

A count is the same on every machine, so that a level is judged alike everywhere.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sandpit.errors import SurfaceError

GROUND: Final = 1_500_000_000
"""What one ground may cost altogether: a second and a half of a processor of 2024."""
CALL: Final = 10_000
"""What a call of a few of numpy's functions costs, on whatever few numbers."""
BEYOND: Final = 2.0
"""So many times its amount a budget may be overdrawn by what has begun, and by the last look."""


class Costs(NamedTuple):
    """About what one answer of a surface costs, in simple operations: some nanosecond each."""

    mesh: int
    """A height that is asked for as one of a mesh."""
    height: int
    gradient: int
    hessian: int
    call: int = CALL
    """What a call of any of these costs besides its points."""

    def plus(self, other: Costs) -> Costs:
        """Return the costs of two answers together."""
        return Costs(*(one + more for one, more in zip(self, other, strict=True)))


class _Meter:
    """What has been spent, by a budget and all its parts."""

    def __init__(self, ceiling: float) -> None:
        self.spent = 0
        self.ceiling = ceiling
        self.cut_short = False


class Budget:
    """An amount of work that may be spent; parts of it end earlier, but count in the whole.

    A loop asks `is_out` before each round; one that does not is stopped by `spend`.
    """

    def __init__(self, amount: float = GROUND) -> None:
        self._meter = _Meter(BEYOND * amount)
        self._end = amount

    def part(self, share: float) -> Budget:
        """Return a budget that ends when a share (0 to 1) of what is left has been spent."""
        part = Budget.__new__(Budget)
        part._meter = self._meter
        part._end = self.spent + share * self.left
        return part

    @property
    def spent(self) -> int:
        """What has been spent altogether, by the whole budget."""
        return self._meter.spent

    @property
    def left(self) -> float:
        """What may still be spent, 0 or more."""
        return max(0.0, self._end - self._meter.spent)

    @property
    def cut_short(self) -> bool:
        """Whether something had to be left undone."""
        return self._meter.cut_short

    def affords(self, amount: float) -> bool:
        """Tell whether so much may still be spent; whoever asks leaves something undone if not."""
        affords = self._meter.spent + amount <= self._end
        self._meter.cut_short |= not affords
        return affords

    def is_out(self) -> bool:
        """Tell whether nothing is left; whoever asks leaves something undone then."""
        return not self.affords(1)

    def spend(self, amount: float) -> None:
        """Count some work; raises SurfaceError far beyond the amount of the whole budget."""
        self._meter.spent += int(amount)
        if self._meter.spent > self._meter.ceiling:
            raise too_much_work()


def too_much_work(more: str = "") -> SurfaceError:
    """Return the error of a ground that cannot be looked at all over; `more` adds to its cure."""
    return SurfaceError(
        "this ground takes too much work to search all over",
        cure=f"use fewer rows of data, or fewer terms{more}",
    )
