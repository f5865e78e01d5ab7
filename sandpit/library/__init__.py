"""All that touches the disk: finding and reading levels, assets, transcripts and saves.

The names below are loaded when they are first used: the title shows itself before any level is
looked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandpit.library.catalogue import Catalogue
    from sandpit.library.chapters import Chapter, Entry
    from sandpit.library.files import read_text, read_transcript, write_bytes, write_text
    from sandpit.library.games import save_game
    from sandpit.library.levels import Library, load_level
    from sandpit.library.places import asset, shipped_levels, user_levels
    from sandpit.library.saves import Best, Saves
    from sandpit.library.settings import Settings
    from sandpit.library.unlocking import Lock, Progression

__all__ = [
    "Best",
    "Catalogue",
    "Chapter",
    "Entry",
    "Library",
    "Lock",
    "Progression",
    "Saves",
    "Settings",
    "asset",
    "load_level",
    "read_text",
    "read_transcript",
    "save_game",
    "shipped_levels",
    "user_levels",
    "write_bytes",
    "write_text",
]

_HOMES = {
    "Catalogue": "sandpit.library.catalogue",
    "Chapter": "sandpit.library.chapters",
    "Entry": "sandpit.library.chapters",
    "read_text": "sandpit.library.files",
    "read_transcript": "sandpit.library.files",
    "write_bytes": "sandpit.library.files",
    "write_text": "sandpit.library.files",
    "save_game": "sandpit.library.games",
    "Library": "sandpit.library.levels",
    "load_level": "sandpit.library.levels",
    "asset": "sandpit.library.places",
    "shipped_levels": "sandpit.library.places",
    "user_levels": "sandpit.library.places",
    "Best": "sandpit.library.saves",
    "Saves": "sandpit.library.saves",
    "Settings": "sandpit.library.settings",
    "Lock": "sandpit.library.unlocking",
    "Progression": "sandpit.library.unlocking",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
