"""Steepest ascent (or descent) with a step size learnt from the last two readings."""

from dataclasses import dataclass

import numpy as np

from sandpit.game import Array, Dipstick, Move, Reading, State
from sandpit.strategies.strategy import Strategy, arrow_of, begin, towards


@dataclass(frozen=True)
class Steepest(Strategy):
    """Follow the arrow; the first step is a tenth of the domain long.

    Later step sizes are those of Barzilai and Borwein (1988), |s|^2 / |s.y| with s the last
    displacement and y the change of the gradient over it; no step is longer than a fifth of the
    domain. Where the arrow leads nowhere it begins again at a random place.
    """

    name: str = "steepest"
    needs: Dipstick = Dipstick.GRADIENT
    first: float = 0.1
    longest: float = 0.2

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return a probe one step along the arrow."""
        fresh = begin(state, rng)
        return fresh if fresh is not None else towards(state, self.displacement(state))

    def displacement(self, state: State) -> Array:
        """Return the step from the last reading, shape (n,)."""
        last = state.readings[-1]
        arrow = arrow_of(state, last)
        length = float(np.linalg.norm(arrow))
        diagonal = state.brief.box.diagonal
        rate = self.first * diagonal / length
        if len(state.readings) > 1:
            rate = _barzilai_borwein(state.readings[-2], last) or rate
        return arrow * min(rate, self.longest * diagonal / length)


def _barzilai_borwein(before: Reading, last: Reading) -> float | None:
    assert before.gradient is not None
    assert last.gradient is not None
    moved, bent = last.at - before.at, last.gradient - before.gradient
    product = abs(float(moved @ bent))
    return float(moved @ moved) / product if product > 0.0 else None
