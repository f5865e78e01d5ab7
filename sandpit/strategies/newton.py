"""Newton's method where it goes the right way, else steepest ascent."""

from dataclasses import dataclass

import numpy as np

from sandpit.game import Array, Dipstick, Move, State
from sandpit.strategies.steepest import Steepest
from sandpit.strategies.strategy import Strategy, arrow_of, begin, towards


@dataclass(frozen=True)
class Newton(Strategy):
    """Go to the stationary point of the quadratic model, if that is towards the goal and near.

    A Newton step that points the wrong way, or is longer than a third of the domain's diagonal,
    gives way to a step of `Steepest`.
    """

    name: str = "newton"
    needs: Dipstick = Dipstick.HESSIAN
    longest: float = 1 / 3

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return a probe where the Newton step, or the step of steepest ascent, lands."""
        fresh = begin(state, rng)
        if fresh is not None:
            return fresh
        step = self._newton_step(state)
        return towards(state, step if step is not None else Steepest().displacement(state))

    def _newton_step(self, state: State) -> Array | None:
        last = state.readings[-1]
        assert last.gradient is not None
        assert last.hessian is not None
        try:
            step = np.asarray(np.linalg.solve(last.hessian, -last.gradient), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
        ahead = float(step @ arrow_of(state, last)) > 0.0
        near = float(np.linalg.norm(step)) <= self.longest * state.brief.box.diagonal
        return step if ahead and near else None
