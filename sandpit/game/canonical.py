"""What canonical JSON and digests cannot hold, and the digest of what they can."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import rfc8785

from sandpit.errors import LevelError
from sandpit.game.document import pointer_to, shortened, walk

MOST_SURFACES = 256
"""The most surfaces that a level may be composed of."""

LARGEST_WHOLE = 2**53 - 1
"""Up to here no two whole numbers are the same floating-point number: RFC 8785 wants no more."""

_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")
"""What no text of a level may hold, whatever it is for: it steers a terminal, and cannot be drawn.
A line's end and a tab may."""


def check_contents(document: Mapping[str, Any], source: str) -> None:
    """Raise LevelError for a number, a text or a multitude that no level may hold."""
    surfaces = 0
    for place, value in walk(document):
        surfaces += bool(place) and place[0] == "surface" and "kind" in value
        if surfaces > MOST_SURFACES:
            raise LevelError(
                "the ground is made of too many surfaces",
                source=source,
                pointer="/surface",
                cure=f"use at most {MOST_SURFACES}",
            )
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            texts = (text for text in (key, part) if isinstance(text, str))
            control = _CONTROL.search("".join(texts))
            if control is not None:
                raise LevelError(
                    f"the text holds the control character U+{ord(control[0]):04X}",
                    source=source,
                    pointer=pointer_to((*place, key)),
                    cure="delete it",
                )
            if isinstance(part, int) and abs(part) > LARGEST_WHOLE:
                raise LevelError(
                    f"the whole number {shortened(str(part))} is too large to be kept exactly",
                    source=source,
                    pointer=pointer_to((*place, key)),
                    cure="write a smaller one, or use an exponent, as in 1e20",
                )


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON (RFC 8785), as "sha256:...".

    >>> digest_of({})[:14]
    'sha256:44136fa'
    """
    return "sha256:" + hashlib.sha256(rfc8785.dumps(value)).hexdigest()
