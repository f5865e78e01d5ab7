"""All that touches the disk: finding and reading levels, assets, transcripts and saves."""

from sandpit.library.chapters import Chapter, Entry
from sandpit.library.files import read_text, read_transcript, write_text
from sandpit.library.levels import Library, load_level
from sandpit.library.places import asset, shipped_levels, user_levels
from sandpit.library.saves import Best, Saves, Settings

__all__ = [
    "Best",
    "Chapter",
    "Entry",
    "Library",
    "Saves",
    "Settings",
    "asset",
    "load_level",
    "read_text",
    "read_transcript",
    "shipped_levels",
    "user_levels",
    "write_text",
]
