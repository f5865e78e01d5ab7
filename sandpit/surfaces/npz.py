"""Arrays of numbers in a stranger's NPZ file: nothing in it is run, or unpacked beyond bounds."""

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array

_PIECE: Final = 65_536
"""How many numbers are unpacked at once."""
_LONGEST_HEADING: Final = 10_000
"""The most bytes of what comes before an array's numbers."""
_ENTRY: Final = b"PK\x01\x02"
_MOST_ENTRIES: Final = 1_000
"""The most entries of an archive: its table of contents is read whole."""
_MAGIC: Final = b"\x93NUMPY"
_HEADING: Final = re.compile(
    rb"\x93NUMPY(?:\x01\x00..|[\x02\x03]\x00....)\{'descr': '([<>|][biuf][0-9]{1,2})', "
    rb"'fortran_order': (True|False), 'shape': \(((?:[0-9]{1,9}(?:, ?|(?=\)))){0,8})\), \} *\n",
    re.DOTALL,
)
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(ValueError, TypeError, EOFError, RuntimeError, NotImplementedError, OSError),
)
"""What zipfile and numpy raise at bytes that are no archive of arrays."""


@dataclass(frozen=True)
class Heading:
    """What an NPY file says of its array before the numbers, which follow `length` bytes later."""

    dtype: np.dtype[np.generic]
    by_column: bool
    shape: tuple[int, ...]
    length: int

    @property
    def count(self) -> int:
        """How many numbers the array has."""
        return math.prod(self.shape)

    @property
    def bytes(self) -> int:
        """How many bytes the whole NPY file has."""
        return self.length + self.count * self.dtype.itemsize


class Npz:
    """The arrays in an NPZ file, of which a heading can be read without unpacking its numbers.

    `source` is the file's name for messages. All methods raise SurfaceError for what is no
    archive of arrays of plain numbers: booleans, whole numbers or floats, of either byte order,
    by rows or by columns. Headings are matched, never evaluated.
    """

    def __init__(self, content: bytes, source: str) -> None:
        self._source = source
        with self._sound():
            if content.count(_ENTRY) > _MOST_ENTRIES:
                raise ValueError("more entries than anybody would name")
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        self._entries = {entry.filename.removesuffix(".npy"): entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._entries)

    def heading(self, name: str) -> Heading:
        """Return the type and the shape of an array."""
        entry = self._entries[name]
        with self._sound():
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError("a way of packing that numpy does not use")
            with self._archive.open(entry) as file:
                start = file.read(_LONGEST_HEADING)
            found = _HEADING.match(start)
            if found is not None:
                dtype, by_column, shape = (part.decode() for part in found.groups())
                sizes = tuple(int(size) for size in shape.split(",") if size.strip())
                heading = Heading(np.dtype(dtype), by_column == "True", sizes, found.end())
                if heading.bytes > entry.file_size:
                    raise self._cut_short(name)
                return heading
        if start.startswith(_MAGIC):
            raise self._error(name, "does not hold plain numbers", "save it as float64 or uint8")
        raise SurfaceError(
            f'{self._source}: "{name}" is not an array', cure="save it by numpy.savez"
        )

    def array(self, name: str, most: int) -> Array:
        """Return an array of at most `most` numbers, unpacked piece by piece as doubles."""
        heading = self.heading(name)
        if heading.count > most:
            raise self._error(
                name, f"has {heading.count:,} numbers", f"leave some out: at most {most:,} are read"
            )
        numbers, at = np.empty(heading.count), 0
        with self._sound(), self._archive.open(self._entries[name]) as file:
            file.read(heading.length)
            while at < heading.count:
                wanted = min(_PIECE, heading.count - at) * heading.dtype.itemsize
                piece = file.read(wanted)
                if len(piece) < wanted:
                    break
                some = np.frombuffer(piece, heading.dtype)
                numbers[at : at + some.size] = some
                at += some.size
        if at < heading.count:
            raise self._cut_short(name)
        return numbers.reshape(heading.shape, order="F" if heading.by_column else "C")

    def _cut_short(self, name: str) -> SurfaceError:
        return self._error(name, "is cut short", "save it again")

    def _error(self, name: str, said: str, cure: str) -> SurfaceError:
        return SurfaceError(f'{self._source}: the array "{name}" {said}', cure=cure)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Raise SurfaceError for what zipfile or numpy cannot read."""
        try:
            yield
        except _UNREADABLE:
            raise SurfaceError(
                f"{self._source} is not a valid NPZ file", cure="save it by numpy.savez_compressed"
            ) from None
