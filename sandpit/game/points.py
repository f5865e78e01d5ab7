"""Points as a transcript has them: a list of coordinates, or many of them as one compact text."""

import base64
import binascii
import struct
from math import isfinite
from typing import Any, Final

Point = tuple[float, ...]
"""One coordinate for each axis."""

MOST_LISTED: Final = 16
"""The most coordinates that are written as numbers, to be read by people. Of more, the text has
11 characters each where numbers have some 19."""

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
    return base64.b64encode(struct.pack(f"<{len(point)}d", *point)).decode("ascii")


def decode_point(value: object) -> Point:
    """Read a point in either form; raises ValueError for any other, or numbers not finite."""
    if isinstance(value, str):
        coordinates: tuple[Any, ...] = _unpacked(value)
    elif isinstance(value, list) and value and all(map(_is_number, value)):
        coordinates = tuple(value)
    else:
        raise ValueError("a landing is one point: a list of coordinates, or many of them in base64")
    try:
        point = tuple(map(float, coordinates))
    except OverflowError:
        point = (float("inf"),)
    if not all(map(isfinite, point)):
        raise ValueError("the coordinates of a landing must be finite")
    return point


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unpacked(text: str) -> Point:
    try:
        content = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise ValueError("a landing written as a text must be base64") from None
    if not content or len(content) % 8:
        raise ValueError("a landing written as a text must hold doubles of 8 bytes each")
    return struct.unpack(f"<{len(content) // 8}d", content)
