"""Tables of numbers as people keep them: a CSV file beside the level, or rows written into it."""

import csv
import difflib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import LARGEST
from sandpit.surfaces.box import Array
from sandpit.surfaces.spec import Reader, Spec

MOST_ROWS: Final = 100_000
"""The most rows of a table: counted before anything is read."""
LONGEST_LINE: Final = 20_000
"""The most characters of a line: a thousand columns of twenty digits."""
_CLIPPED: Final = 30


@dataclass(frozen=True)
class DataSpec:
    """Where the data is: in a CSV file beside the level, or written out as columns and rows."""

    __pydantic_config__: ClassVar[dict[str, Any]] = Spec.__pydantic_config__

    file: str | None = None
    """The name of a CSV file beside the level: its first line names the columns; lines that
    start with # are notes."""
    columns: tuple[str, ...] | None = None
    """Instead of a file: the names of the columns."""
    rows: tuple[tuple[float, ...], ...] | None = None
    """With `columns`: one list of numbers a row."""

    def table(self, read: Reader) -> "Table":
        """Return the data; raises SurfaceError with the file, the line and a cure."""
        if self.file is not None:
            if self.columns is not None or self.rows is not None:
                raise SurfaceError(
                    "the data is either in a `file` or in `columns` and `rows`",
                    cure="leave out one of them",
                )
            try:
                return read_table(read(self.file), self.file)
            except SurfaceError as error:
                raise error.under("file") from None
        if self.columns is None or self.rows is None:
            raise SurfaceError(
                "there is no data",
                cure='write {"file": "..."}, or {"columns": [...], "rows": [...]}',
            )
        return _written(self.columns, self.rows)


@dataclass(frozen=True)
class Table:
    """Named columns of equal length; what stands in them is read when a column is asked for.

    `places` names each row for messages: the line of the file, or the row's number.
    """

    source: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | float]]
    places: Sequence[str]

    def numbers(self, name: str) -> Array:
        """Return a column, shape (m,); raises SurfaceError where it has no finite number."""
        if name not in self.columns:
            near = difflib.get_close_matches(name, self.columns, n=1, cutoff=0.5)
            listed = ", ".join(self.columns)[:200]
            raise SurfaceError(
                f"{self.source} has no column {_quoted(name)}",
                cure=f'did you mean "{near[0]}"?' if near else f"its columns are {listed}",
            )
        at = self.columns.index(name)
        pairs = zip(self.rows, self.places, strict=True)
        return np.array([self._number(row[at], name, place) for row, place in pairs])

    def place(self, row: int) -> str:
        """Return what names a row in messages, such as "heights.csv, line 3"."""
        return f"{self.source}, {self.places[row]}"

    def _number(self, written: str | float, column: str, place: str) -> float:
        try:
            number = _read_number(written)
        except ValueError as error:
            said = f"{self.source}, {place}: {column} is {_quoted(str(written))}, {error}"
            cure = "write a decimal number such as 1.5, or leave the row out"
            raise SurfaceError(said, cure=cure) from None
        return number


def read_table(content: bytes, source: str) -> Table:
    """Read a CSV file from its bytes; `source` is its name for messages. Raises SurfaceError.

    Fields are separated by commas; UTF-8 with or without a byte order mark, any line ends. Empty
    lines and lines that start with # are passed over.
    """
    fields = _fields(content, source)
    heading = next(fields, None)
    if heading is None:
        raise SurfaceError(f"{source} is empty", cure="write the columns' names, then the rows")
    columns = _checked_columns([field.strip() for field in heading[1]], f"{source}, {heading[0]}")
    rows, places = [], []
    for place, row in fields:
        if len(row) != len(columns):
            raise SurfaceError(
                f"{source}, {place}: {_count(len(row), 'field')} for {len(columns)} columns",
                cure="write one field for each column",
            )
        rows.append(row)
        places.append(place)
    if not rows:
        raise SurfaceError(f"{source} has no rows", cure="write rows below the columns' names")
    return Table(source, columns, rows, places)


def read_grid(content: bytes, source: str) -> Array:
    """Read a CSV file of numbers alone, without a heading, shape (rows, columns)."""
    rows: list[list[float]] = []
    for place, fields in _fields(content, source):
        if rows and len(fields) != len(rows[0]):
            raise SurfaceError(
                f"{source}, {place}: {_count(len(fields), 'number')}, above {len(rows[0])}",
                cure="give every row as many numbers",
            )
        try:
            rows.append([_read_number(field) for field in fields])
        except ValueError:
            wrong = next(i for i, field in enumerate(fields) if not _is_number(field))
            raise SurfaceError(
                f"{source}, {place}: number {wrong + 1} is {_quoted(fields[wrong])}, not a height",
                cure="write numbers alone, without a heading",
            ) from None
    if not rows:
        raise SurfaceError(f"{source} is empty", cure="write rows of heights")
    return np.array(rows)


def _fields(content: bytes, source: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each line that holds something: its place, and its fields."""
    for number, line in enumerate(_lines(content, source), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place = f"line {number}"
        if len(line) > LONGEST_LINE:
            raise SurfaceError(
                f"{source}, {place} has {len(line):,} characters", cure="is it the right file?"
            )
        if '"' not in line:
            yield place, line.split(",")
            continue
        try:
            yield place, next(csv.reader([line], strict=True))
        except csv.Error:
            raise SurfaceError(
                f"{source}, {place}: a quotation mark is not closed", cure="close it, on this line"
            ) from None


def _lines(content: bytes, source: str) -> list[str]:
    """Return the lines of a text; raises SurfaceError for too many, or no text at all."""
    count = max(content.count(b"\n"), content.count(b"\r"))
    if count > 2 * MOST_ROWS:
        raise SurfaceError(
            f"{source} has {count:,} lines; at most {MOST_ROWS:,} rows are read",
            cure="keep every tenth row, or average them",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SurfaceError(f"{source} is not a text in UTF-8", cure="save it as CSV, in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _written(columns: tuple[str, ...], rows: tuple[tuple[float, ...], ...]) -> Table:
    names = _checked_columns(columns, "the data")
    for i, row in enumerate(rows):
        if len(row) != len(columns):
            raise SurfaceError(
                f"row {i + 1} has {_count(len(row), 'number')} for {len(columns)} columns",
                cure="write one number for each column",
                path=("rows", i),
            )
    return Table("the data", names, rows, [f"row {i + 1}" for i in range(len(rows))])


def _checked_columns(names: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the columns' names; raises SurfaceError where they cannot tell columns apart."""
    if len(names) == 1 and {";", "\t"} & set(names[0]):
        raise SurfaceError(
            f"{place}: the columns are not separated by commas",
            cure="separate them by commas, and write decimals with a point",
        )
    for name in names:
        if not name:
            raise SurfaceError(f"{place}: a column has no name", cure="name every column")
        if _is_number(name):
            raise SurfaceError(
                f"{place}: {_quoted(name)} is no name of a column",
                cure="name the columns in the first line",
            )
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise SurfaceError(
            f"{place}: two columns have the name {_quoted(twice)}", cure="give each its own name"
        )
    return tuple(names)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _read_number(written: str | float) -> float:
    """Return a field as a number; raises ValueError that says what else it is."""
    try:
        number = float(written)
    except ValueError:
        empty = isinstance(written, str) and not written.strip()
        raise ValueError("which is empty" if empty else "which is not a number") from None
    if isinstance(written, str) and "_" in written:
        raise ValueError("which is not a number")
    if not math.isfinite(number):
        raise ValueError("which is not a finite number")
    if abs(number) > LARGEST:
        raise ValueError(f"which is beyond {LARGEST:g}")
    return number


def _quoted(text: str) -> str:
    """Return a text from a stranger's file so that it can be shown."""
    shown = text if len(text) <= _CLIPPED else f"{text[: _CLIPPED - 3]}..."
    return f'"{"".join(sign if sign.isprintable() else "?" for sign in shown)}"'


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
