"""What can still be read of a damaged SQLite file: the rows of every page that is whole.

SQLite itself reads nothing of a file whose first page is damaged, and nothing beyond a damaged
inner page. Rows lie in the leaves, though, and a leaf tells by itself where its rows are. The
format is that of https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2.1.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 256_000_000
"""So many bytes of a file are looked through: what lies beyond is no file of the saves."""

PAGE = 4096
"""The bytes of a page, where the file's own heading does not tell."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""

_LEAF = 0x0D
"""What the first byte of a page says that holds rows of a table."""

_LEAF_HEADING = 8
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""For each type of a whole number, how many bytes it has."""

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]
"""The number of a row, and its values: those of a column that *is* the number are None."""


class _TornError(Exception):
    """A row is not whole."""


def rows_in(path: Path) -> Iterator[Row]:
    """Yield the rows of all tables that can be read; raises OSError where the file cannot be.

    Rows that were deleted are left out, as far as the file still tells.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST)
    whole = _File(content, _page_size(content))
    free = whole.free_pages()
    for number in range(2, len(content) // whole.page_size + 2):
        if number not in free:
            yield from whole.rows_on(number)


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    size = 65_536 if size == 1 else size
    is_told = content.startswith(MAGIC) and size >= 512 and size & (size - 1) == 0
    return size if is_told else PAGE


@dataclass(frozen=True)
class _File:
    content: bytes
    page_size: int
    taken: set[int] = field(default_factory=set)
    """The pages that rows go on upon: no two share one, so that nothing is read over and over."""

    def page(self, number: int) -> bytes:
        """Return a page by its number from 1; it is short or empty where the file is cut off."""
        start = (number - 1) * self.page_size
        return self.content[start : start + self.page_size] if number > 0 else b""

    def free_pages(self) -> set[int]:
        """Return the pages that hold nothing any more, by the list in the file's heading."""
        free: set[int] = set()
        trunk = int.from_bytes(self.content[32:36], "big")
        while trunk and trunk not in free and self.content.startswith(MAGIC):
            free.add(trunk)
            page = self.page(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self.page_size // 4)
            leaves = (page[8 + 4 * i : 12 + 4 * i] for i in range(count))
            free.update(int.from_bytes(leaf, "big") for leaf in leaves)
            trunk = int.from_bytes(page[:4], "big")
        return free

    def rows_on(self, number: int) -> Iterator[Row]:
        """Yield the rows that begin on a page and are whole."""
        page = self.page(number)
        if len(page) < _LEAF_HEADING or page[0] != _LEAF:
            return
        count = int.from_bytes(page[3:5], "big")
        for i in range(min(count, self.page_size // 2)):
            place = _LEAF_HEADING + 2 * i
            start = int.from_bytes(page[place : place + 2], "big")
            try:
                yield self._row(page, start)
            except (_TornError, UnicodeDecodeError):
                continue

    def _row(self, page: bytes, start: int) -> Row:
        length, place = _varint(page, start)
        number, place = _varint(page, place)
        return number, _values(self._payload(page, place, length))

    def _payload(self, page: bytes, place: int, length: int) -> bytes:
        """Return the bytes of a row, those on further pages included."""
        if length > len(self.content):
            raise _TornError
        usable = self.page_size
        here = length
        if length > usable - 35:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= usable - 35 else least
        pieces = [_slice(page, place, here)]
        missing = length - here
        following = _slice(page, place + here, 4) if missing else b""
        while missing:
            further_number = int.from_bytes(following, "big")
            if further_number in self.taken:
                raise _TornError
            self.taken.add(further_number)
            further = self.page(further_number)
            pieces.append(_slice(further, 4, min(missing, usable - 4)))
            missing -= len(pieces[-1])
            following = further[:4]
        return b"".join(pieces)


def _slice(page: bytes, start: int, length: int) -> bytes:
    piece = page[start : start + length]
    if len(piece) < length:
        raise _TornError
    return piece


def _varint(page: bytes, place: int) -> tuple[int, int]:
    """Return the number that begins at a place, of one to nine bytes, and where it ends."""
    number = 0
    for i in range(9):
        (byte,) = _slice(page, place + i, 1)
        if i == 8:
            return number << 8 | byte, place + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number, place + i + 1


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return the values of a row: first the type of each, then all of their bytes."""
    end, place = _varint(payload, 0)
    kinds = []
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, place = _value(payload, place, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[kind], place
    if kind in _INTEGERS:
        piece = _slice(payload, place, _INTEGERS[kind])
        return int.from_bytes(piece, "big", signed=True), place + len(piece)
    if kind == 7:
        return struct.unpack(">d", _slice(payload, place, 8))[0], place + 8
    if kind < 12:
        raise _TornError
    piece = _slice(payload, place, (kind - 12) // 2)
    return (piece.decode("utf-8") if kind % 2 else piece), place + len(piece)
