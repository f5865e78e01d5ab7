"""How a benchmark is measured."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Bar:
    """A promise: the ratio is at least, or at most, `value`."""

    kind: Literal["at least", "at most"]
    value: float

    def holds(self, ratio: float) -> bool:
        """Tell whether a ratio keeps the promise."""
        return ratio >= self.value if self.kind == "at least" else ratio <= self.value

    def nearly_holds(self, ratio: float, share: float) -> bool:
        """Tell whether a ratio keeps the promise, or misses it by no more than `share` of it."""
        return self.holds(ratio * (1 + share) if self.kind == "at least" else ratio / (1 + share))

    def __str__(self) -> str:
        return f"{'>=' if self.kind == 'at least' else '<='} {self.value:g}"


@dataclass(frozen=True)
class Result:
    """Two times in seconds, measured in turns in one run, and the ratio that is promised."""

    name: str
    what: str
    ours: float
    reference: float
    ratio: float
    bar: Bar

    @property
    def reached(self) -> bool:
        """Whether the promise is kept."""
        return self.bar.holds(self.ratio)


def in_turns(
    ours: Callable[[], object], reference: Callable[[], object], *, rounds: int, calls: int = 1
) -> tuple[float, float]:
    """Return the best time in seconds of one call of each, measured alternately.

    Alternating and taking the best of `rounds` keeps other work on the machine from counting
    for one side only.
    """
    best = [float("inf"), float("inf")]
    for work in (ours, reference):
        work()
    gc.disable()
    try:
        for _ in range(rounds):
            for side, work in enumerate((ours, reference)):
                best[side] = min(best[side], _seconds(work, calls))
    finally:
        gc.enable()
    return best[0], best[1]


def _seconds(work: Callable[[], object], calls: int) -> float:
    began = time.perf_counter()
    for _ in range(calls):
        work()
    return (time.perf_counter() - began) / calls
