"""Games at constant rates, recorded and scored in a process of their own: on another machine.

`python -m tests.game.steady_games record` prints transcripts, one a line; `... score` reads them
and prints how each went.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict

import numpy as np

from sandpit import Level, Session, Step, Transcript, load_level, replay
from sandpit.game import score_session

RATES = {
    "two-moons": [4.0, 7.5, 9.0, 12.45, 12.65, 13.75, 15.1, 16.0, 17.3],
    "bent-valley": np.geomspace(1e-4, 1.0, 12).tolist(),
    "handwriting": [2.0],
}
"""Rates that let the last bits grow: on two-moons, so large that the loss bounces about."""


def play(level: Level, rate: float) -> Session:
    """Play steps at one rate from the start until the game ends."""
    session = Session(level, seed=1)
    while session.state.outcome is None:
        session.play(Step(rate))
    return session


def record() -> Iterator[str]:
    """Yield the transcript of each game."""
    for id, rates in RATES.items():
        level = load_level(id)
        for rate in rates:
            yield play(level, rate).transcript.to_json()


def scored(lines: Iterator[str]) -> Iterator[str]:
    """Yield what a replay says of each transcript."""
    levels = {id: load_level(id) for id in RATES}
    for line in lines:
        transcript = Transcript.from_json(line)
        again = replay(levels[transcript.level], transcript)
        told = {
            "failure": again.failure and str(again.failure),
            "remarks": [reading.remarks for reading in again.session.state.readings],
            **asdict(score_session(again.session)),
        }
        yield json.dumps(told)


if __name__ == "__main__":
    for told in record() if sys.argv[1] == "record" else scored(sys.stdin):
        sys.stdout.write(told + "\n")
