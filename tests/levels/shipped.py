"""The shipped levels, found once for all tests over them."""

from functools import cache
from pathlib import Path

from sandpit.game import Level, Transcript
from sandpit.library import Library
from sandpit.library.places import shipped_levels
from sandpit.surfaces import Surface

GAMES = Path(__file__).parent / "games"
LIBRARY = Library.of(shipped_levels())
IDS = LIBRARY.ids()
SEED = 5


@cache
def shipped(id: str) -> Level:
    return LIBRARY.load(id)


@cache
def ground(id: str) -> Surface:
    """Return the ground of a level, for levels of chance that of one seed."""
    level = shipped(id)
    return level.ground(SEED if level.draws else None).surface


def game(id: str) -> Transcript:
    """Return the committed winning game of a level."""
    path = GAMES / f"{id}.json"
    return Transcript.from_json(path.read_text(encoding="utf-8"), source=str(path))


CHANCY = tuple(id for id in IDS if shipped(id).needs_seed)
UNKNOWN = tuple(
    id for id in IDS if shipped(id).surface.kind == "network" and shipped(id).brief.dimension > 2
)
"""Nobody knows the lowest point of a network of many weights."""
KNOWN = tuple(id for id in IDS if id not in UNKNOWN)
STRETCHED = tuple(id for id in IDS if shipped(id).heights is not None)
