"""Games, results and stored files for the tests of the saves."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sandpit.game import Outcome, Part, Probe, Score, Session, Transcript
from tests.written import make_level

DATABASES = Path(__file__).parent / "databases"
"""A dump of a file of each version of the tables, written by the program of that time."""


def game(level: str = "small", player: str = "ada", dips: int = 1) -> Transcript:
    """Return an unfinished game of so many dips."""
    session = Session(make_level(level), player=player)
    for dip in range(dips):
        session.play(Probe((1.0, 1.0 + dip / 4)))
    return session.transcript


def result(total: int, stars: int = 1, dips: int = 5) -> Score:
    """Return the score of a game that found."""
    return Score(total, stars, Outcome.FOUND, dips, (Part("find", total, "Found."),))


def stored(version: int, path: Path) -> Path:
    """Make a file of an earlier version, as it was stored then, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dump = (DATABASES / f"version-{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump)
    return path
