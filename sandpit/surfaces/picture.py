"""Greyscale PNG pictures, read as grids of numbers (ISO/IEC 15948)."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREY: Final = 0
_COLOURS: Final = {2: "in colours", 3: "with a palette", 4: "with transparency", 6: "in colours"}
_CURE: Final = "save it as a greyscale PNG of 8 or 16 bits, without interlacing or transparency"

Bytes = npt.NDArray[np.uint8]


class _Header(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    compression: int
    filtering: int
    interlace: int


def read_picture(content: bytes, source: str, most: int) -> Array:
    """Return a PNG's grey values, 0 to 255 or 65535, shape (height, width), top row first.

    `most` is the most pixels along a side. Raises SurfaceError for what is no such picture.
    """
    if not content.startswith(SIGNATURE):
        raise SurfaceError(f"{source} is not a PNG picture", cure=_CURE)
    header: _Header | None = None
    packed = []
    for kind, part in _chunks(content, source):
        if kind == b"IHDR" and header is None and len(part) == 13:
            header = _checked(_Header(*struct.unpack(">IIBBBBB", part)), source, most)
        elif kind == b"IDAT":
            packed.append(part)
    if header is None or not packed:
        raise _damaged(source)
    return _unpacked(b"".join(packed), header, source)


def _chunks(content: bytes, source: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each part up to the end mark."""
    at = len(SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, part = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        check = zlib.crc32(part, zlib.crc32(kind))
        if at > len(content) or content[at - 4 : at] != struct.pack(">I", check):
            raise _damaged(source)
        if kind == b"IEND":
            return
        yield kind, part
    raise _damaged(source)


def _checked(header: _Header, source: str, most: int) -> _Header:
    if header.colour != _GREY:
        what = _COLOURS.get(header.colour, "of an unknown kind")
        raise SurfaceError(f"{source} is a picture {what}", cure=_CURE)
    if header.depth not in (8, 16):
        raise SurfaceError(f"{source} has {header.depth} bits a pixel", cure=_CURE)
    if header.interlace:
        raise SurfaceError(f"{source} is interlaced", cure=_CURE)
    if max(header.width, header.height) > most:
        raise SurfaceError(
            f"{source} has {header.width:,} x {header.height:,} pixels",
            cure=f"scale it down to at most {most:,} pixels a side",
        )
    return header


def _unpacked(packed: bytes, header: _Header, source: str) -> Array:
    """Return the pixels; unpacks no more than the header's size calls for."""
    step = header.depth // 8
    width = header.width * step
    expected = header.height * (width + 1)
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, expected + 1)
    except zlib.error:
        raise _damaged(source) from None
    if len(raw) != expected or not expected:
        raise _damaged(source)
    lines = np.frombuffer(raw, dtype=np.uint8).reshape(header.height, width + 1)
    pixels = _unfiltered(lines, step, source)
    return pixels.view(">u2" if step == 2 else "u1").astype(np.float64)


def _unfiltered(lines: Bytes, step: int, source: str) -> Bytes:
    """Undo each line's filter: the first byte of a line says what was subtracted from the rest."""
    pixels = np.zeros((len(lines), lines.shape[1] - 1), dtype=np.uint8)
    above = np.zeros(lines.shape[1] - 1, dtype=np.uint8)
    for i, line in enumerate(lines):
        if line[0] > 4:
            raise _damaged(source)
        above = pixels[i] = _restored(int(line[0]), line[1:], above, step)
    return pixels


def _restored(kind: int, line: Bytes, above: Bytes, step: int) -> Bytes:
    """Undo the filter of a number: 0 none, 1 left, 2 above, 3 their average, 4 Paeth's."""
    match kind:
        case 0:
            return line
        case 1:
            return np.add.accumulate(line.reshape(-1, step), axis=0, dtype=np.uint8).ravel()
        case 2:
            return line + above
        case 3:
            return _average(line, above, step)
        case _:
            return _paeth(line, above, step)


def _average(line: Bytes, above: Bytes, step: int) -> Bytes:
    done = [0] * step
    for byte, up in zip(line.tolist(), above.tolist(), strict=True):
        done.append((byte + (done[-step] + up) // 2) & 255)
    return np.array(done[step:], dtype=np.uint8)


def _paeth(line: Bytes, above: Bytes, step: int) -> Bytes:
    done = [0] * step
    corners = [0] * step + above.tolist()
    for byte, up, corner in zip(line.tolist(), above.tolist(), corners, strict=False):
        left = done[-step]
        by_left, by_up, by_corner = (
            abs(up - corner),
            abs(left - corner),
            abs(left + up - 2 * corner),
        )
        if by_left <= by_up and by_left <= by_corner:
            guess = left
        else:
            guess = up if by_up <= by_corner else corner
        done.append((byte + guess) & 255)
    return np.array(done[step:], dtype=np.uint8)


def _damaged(source: str) -> SurfaceError:
    return SurfaceError(f"{source} is damaged", cure="save or copy it again")
