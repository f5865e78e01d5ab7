"""What a strategy is, and what the simple ones share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from sandpit.errors import StrategyError
from sandpit.game import Array, Dipstick, Move, Probe, Reading, Remark, State


@dataclass(frozen=True)
class Strategy(ABC):
    """A player: from a state, which holds nothing hidden, to the next move.

    A strategy keeps nothing between two calls, so the same state and the same generator give
    the same move.
    """

    name: str
    needs: Dipstick

    @abstractmethod
    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return the move to make in `state`, which has not ended."""

    def require(self, state: State) -> None:
        """Raise StrategyError where the level's stick or moves are less than it needs."""
        if Probe.name not in state.brief.moves:
            raise StrategyError(
                f'the strategy "{self.name}" plays by probes, which this level does not allow'
            )
        if state.brief.stick.order < self.needs.order:
            raise StrategyError(
                f'the strategy "{self.name}" needs a stick that measures the {self.needs}',
                cure=f"this level's stick measures the {state.brief.stick}",
            )


def anywhere(state: State, rng: np.random.Generator) -> Probe:
    """Return a probe at a random point of the domain, evenly drawn."""
    box = state.brief.box
    return Probe(rng.uniform(box.lower, box.upper))


def begin(state: State, rng: np.random.Generator) -> Probe | None:
    """Return a fresh probe at the start and wherever going on leads nowhere, else None."""
    last = state.last
    if last is None:
        return anywhere(state, rng)
    dead_ends = {Remark.LOCAL_OPTIMUM, Remark.FLAT}
    return anywhere(state, rng) if dead_ends & set(last.remarks) else None


def towards(state: State, displacement: Array) -> Probe:
    """Return a probe at the last reading's point plus `displacement`, held inside the domain."""
    assert state.position is not None
    return Probe(state.brief.box.clip(state.position + displacement))


def arrow_of(state: State, reading: Reading) -> Array:
    """Return the direction of the shown arrow at a reading: where the goal lies, to first order."""
    assert reading.gradient is not None
    return state.brief.goal.sign * reading.gradient
