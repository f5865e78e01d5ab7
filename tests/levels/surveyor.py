"""A careful player for pits that differ from game to game: it spreads its dips, then follows."""

from dataclasses import dataclass

import numpy as np

from sandpit.game import Dipstick, Move, Probe, Reading, Remark, State
from sandpit.strategies import STRATEGIES, Strategy
from sandpit.strategies.steepest import Steepest
from sandpit.strategies.strategy import towards
from sandpit.surfaces import Array

LOUD = 2.5
"""An arrow so many times as long as the median does not fit its neighbours."""
LONGEST_WALK = 6
DONE = {Remark.LOCAL_OPTIMUM, Remark.FLAT, Remark.HIT_THE_WALL}

GRID = tuple(((i + 0.25 + 0.5 * (j % 2)) / 4, (j + 0.5) / 4) for j in range(4) for i in range(4))
MIDDLE_OUT = (
    (0.5, 0.5),
    *((0.5 + 0.25 * np.cos(t), 0.5 + 0.25 * np.sin(t)) for t in np.arange(8) * 2.5),
    *((0.5 + 0.4 * np.cos(t), 0.5 + 0.4 * np.sin(t)) for t in np.arange(8) * 2.5),
)


@dataclass(frozen=True)
class Surveyor(Strategy):
    """Probe the sites in order; from one worth a walk go along the arrow until it ends.

    A site is worth a walk if its arrow is `loud` times as long as the median of all; 0 means any.
    """

    name: str = "surveyor"
    needs: Dipstick = Dipstick.GRADIENT
    sites: tuple[tuple[float, float], ...] = GRID
    loud: float = LOUD

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return the next site, or a step of the walk that is on."""
        box = state.brief.box
        places = [box.lower + box.extent * site for site in np.array(self.sites)]
        visited = [i for i, reading in enumerate(state.readings) if _is_at(reading, places)]
        if visited and self._walks(state, visited[-1]):
            walk = state.readings[visited[-1] :]
            return towards(
                state, Steepest(first=0.07, longest=0.08).displacement(_only(state, walk))
            )
        if len(visited) < len(places):
            return Probe(places[len(visited)])
        return Probe(rng.uniform(box.lower, box.upper))

    def _walks(self, state: State, site: int) -> bool:
        walk = state.readings[site:]
        if len(walk) > LONGEST_WALK or (len(walk) > 1 and DONE & set(walk[-1].remarks)):
            return False
        lengths = [_length(reading) for reading in state.readings[: site + 1]]
        return not DONE & set(walk[0].remarks) and (
            lengths[-1] >= self.loud * float(np.median(lengths))
        )


def _is_at(reading: Reading, places: list[Array]) -> bool:
    return any(np.array_equal(reading.at, place) for place in places)


def _length(reading: Reading) -> float:
    assert reading.gradient is not None
    return float(np.linalg.norm(reading.gradient))


def _only(state: State, readings: tuple[Reading, ...]) -> State:
    return State(state.brief, readings, state.dips_left, state.outcome)


PLAYERS: tuple[Strategy, ...] = (
    *STRATEGIES.values(),
    Surveyor(),
    Surveyor(name="middle-out", sites=MIDDLE_OUT, loud=0.0),
)
