"""Dips anywhere: what any other strategy has to beat."""

from dataclasses import dataclass

import numpy as np

from sandpit.game import Dipstick, Move, State
from sandpit.strategies.strategy import Strategy, anywhere


@dataclass(frozen=True)
class Random(Strategy):
    """Probe evenly at random."""

    name: str = "random"
    needs: Dipstick = Dipstick.HEIGHT

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return a probe at a random point."""
        return anywhere(state, rng)
