"""Points as a transcript has them: a list of coordinates, or many of them as one compact text."""

import binascii
import struct
from math import inf, isfinite
from typing import Any, Final

import numpy as np

from sandpit.surfaces import Array

Point = tuple[float, ...]
"""One coordinate for each axis."""

MOST_LISTED: Final = 16
"""The most coordinates that are written as numbers, to be read by people. Of more, the text has
11 characters each where numbers have some 19."""

_NUMBERS: Final = frozenset({int, float})
"""The types that JSON's numbers are read as; true and false are no numbers."""
LANDING_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "array", "items": {"type": "number"}, "minItems": 1},
        {"type": "string", "contentEncoding": "base64"},
        {"type": "null"},
    ]
}
"""The JSON Schema of where an action landed."""


def encode_point(point: Point) -> list[float] | str:
    """Return the point as it stands in a transcript: exactly, to the last bit.

    More than 16 coordinates are little-endian doubles (IEEE 754) in base64 (RFC 4648).

    >>> encode_point((0.5, -2.0))
    [0.5, -2.0]
    >>> encode_point(17 * (1.0,))[:16]
    'AAAAAAAA8D8AAAAA'
    """
    if len(point) <= MOST_LISTED:
        return list(point)
    doubles = struct.pack(f"<{len(point)}d", *point)
    return binascii.b2a_base64(doubles, newline=False).decode("ascii")


def decode_point(value: object) -> Point:
    """Read a point in either form; raises ValueError for any other, or numbers not finite."""
    if isinstance(value, str):
        coordinates = tuple(_unpacked(value).tolist())
    elif isinstance(value, list) and value and _NUMBERS.issuperset(map(type, value)):
        coordinates = _floats(value)
    else:
        raise ValueError("a landing is one point: a list of coordinates, or many of them in base64")
    if not all(map(isfinite, coordinates)):
        raise ValueError("a landing has finite coordinates")
    return coordinates


def _floats(numbers: list[float]) -> Point:
    try:
        return tuple(map(float, numbers))
    except OverflowError:  # a whole number beyond all floats
        return (inf,)


def _unpacked(text: str) -> Array:
    try:
        content = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise ValueError("a landing that is a text is written in base64") from None
    if not content or len(content) % 8:
        raise ValueError("a landing that is a text holds doubles of 8 bytes each")
    return np.frombuffer(content, "<f8")
