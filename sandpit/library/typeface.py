"""Which characters the game's own typeface has: all that a machine without other fonts shows."""

import json
import unicodedata
from functools import lru_cache
from itertools import chain

from sandpit.library.places import asset

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of what steers a text and has no picture of its own."""

_SELECTORS = frozenset(map(chr, chain(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))))
"""Signs that choose among the pictures of the one before."""


@lru_cache(maxsize=1)
def characters() -> frozenset[str]:
    """Return every character that all faces of the typeface have."""
    ranges = json.loads(asset("fonts", "coverage.json").read_text("utf-8"))
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def lacking(text: str) -> tuple[str, ...]:
    """Return the characters of a text that the typeface has no picture of, each once.

    What has no picture anywhere, as line ends and joiners, is not among them.
    """
    if text.isascii():
        return ()
    return tuple(char for char in dict.fromkeys(text) if char not in characters() and seen(char))


def seen(char: str) -> bool:
    """Return whether a character has a picture of its own."""
    return unicodedata.category(char) not in _UNSEEN and char not in _SELECTORS
