"""Games as files of their own: to be handed in, scored, or drawn."""

from itertools import count
from pathlib import Path

from sandpit.errors import SandpitError
from sandpit.game import Transcript
from sandpit.library.disk import is_taken
from sandpit.library.files import read_transcript, write_text
from sandpit.library.names import portable
from sandpit.library.places import user_games


def save_game(transcript: Transcript, folder: Path | None = None) -> Path:
    """Write a transcript into a folder, by default the user's games, and return its path.

    It is named after the level, as every system can hold it, with a number where that name is
    taken; a game that lies there
    already is not written again. Raises LibraryError where it cannot be written.
    """
    folder = user_games() if folder is None else folder
    stem = portable(transcript.level)
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        path = folder / f"{name}.json"
        if not is_taken(path):
            write_text(path, transcript.to_json())
            return path
        if _holds(path, transcript):
            return path
    raise AssertionError("there is always a further number")


def _holds(path: Path, transcript: Transcript) -> bool:
    """Return whether a file holds this very game."""
    try:
        return read_transcript(path) == transcript
    except SandpitError:
        return False
