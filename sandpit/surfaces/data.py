"""Tables of numbers as people keep them: a CSV file beside the level, or rows written into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import numpy as np

from sandpit.errors import SurfaceError, suggestion
from sandpit.surfaces.box import Array
from sandpit.surfaces.fields import (
    MOST_ROWS,
    counted,
    fields_of,
    is_number,
    quoted,
    read_number,
    too_long,
)
from sandpit.surfaces.spec import Site, Spec

MOST_COLUMNS: Final = 32
"""The most columns of a table."""


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

    def table(self, site: Site) -> "Table":
        """Return the data; raises SurfaceError with the file, the line and a cure."""
        if self.file is not None:
            if self.columns is not None or self.rows is not None:
                raise SurfaceError(
                    "the data is either in a `file` or in `columns` and `rows`",
                    cure="leave out one of them",
                )
            try:
                return table_beside(site, self.file)
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
            listed = ", ".join(self.columns)[:200]
            raise SurfaceError(
                f"{self.source} has no column {quoted(name)}",
                cure=suggestion(name, self.columns, f"its columns are {listed}"),
            )
        at = self.columns.index(name)
        pairs = zip(self.rows, self.places, strict=True)
        return np.array([self._number(row[at], name, place) for row, place in pairs])

    def place(self, row: int) -> str:
        """Return what names a row in messages, such as "heights.csv, line 3"."""
        return f"{self.source}, {self.places[row]}"

    def _number(self, written: str | float, column: str, place: str) -> float:
        try:
            return read_number(written)
        except ValueError as error:
            said = f"{self.source}, {place}: {column} is {quoted(str(written))}, {error}"
            cure = "write a decimal number such as 1.5, or leave the row out"
            raise SurfaceError(said, cure=cure) from None


def table_beside(site: Site, name: str) -> Table:
    """Return the table in a CSV file beside the level, read once for all that are built of it."""
    return site.shared.once(("table", name), lambda: read_table(site.read(name), name))


def read_table(content: bytes, source: str) -> Table:
    """Read a CSV file from its bytes; `source` is its name for messages. Raises SurfaceError.

    Fields are separated by commas; UTF-8 with or without a byte order mark, any line ends. Empty
    lines and lines that start with # are passed over.
    """
    fields = fields_of(content, source)
    heading = next(fields, None)
    if heading is None:
        raise SurfaceError(f"{source} is empty", cure="write the columns' names, then the rows")
    columns = _checked_columns([field.strip() for field in heading[1]], f"{source}, {heading[0]}")
    rows, places = [], []
    for place, row in fields:
        if len(row) != len(columns):
            raise SurfaceError(
                f"{source}, {place}: {counted(len(row), 'field')} for {len(columns)} columns",
                cure="write one field for each column",
            )
        rows.append(row)
        places.append(place)
    if len(rows) > MOST_ROWS:
        raise too_long(source, len(rows), "rows")
    if not rows:
        raise SurfaceError(f"{source} has no rows", cure="write rows below the columns' names")
    return Table(source, columns, rows, places)


def read_grid(content: bytes, source: str, most: int) -> Array:
    """Read a CSV file of numbers alone, without a heading, shape (rows, columns).

    `most` is the most rows, and the most numbers in a row. Raises SurfaceError.
    """
    rows: list[list[float]] = []
    for place, fields in fields_of(content, source):
        if rows and len(fields) != len(rows[0]):
            raise SurfaceError(
                f"{source}, {place}: {counted(len(fields), 'number')}, above {len(rows[0])}",
                cure="give every row as many numbers",
            )
        if max(len(rows) + 1, len(fields)) > most:
            raise SurfaceError(
                f"{source}, {place}: more than {most:,} heights a side",
                cure="take every second height, or every tenth, in each row and column",
            )
        rows.append(_heights(fields, f"{source}, {place}"))
    if not rows:
        raise SurfaceError(f"{source} is empty", cure="write rows of heights")
    return np.array(rows)


def _heights(fields: Sequence[str], place: str) -> list[float]:
    numbers: list[float] = []
    for field in fields:
        try:
            numbers.append(read_number(field))
        except ValueError as error:
            raise SurfaceError(
                f"{place}: number {len(numbers) + 1} is {quoted(field)}, {error}",
                cure="write numbers alone, without a heading",
            ) from None
    return numbers


def _written(columns: tuple[str, ...], rows: tuple[tuple[float, ...], ...]) -> Table:
    names = _checked_columns(columns, "the data")
    for i, row in enumerate(rows):
        if len(row) != len(columns):
            raise SurfaceError(
                f"row {i + 1} has {counted(len(row), 'number')} for {len(columns)} columns",
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
    if len(names) > MOST_COLUMNS:
        raise SurfaceError(
            f"{place}: {len(names):,} columns; at most {MOST_COLUMNS} are read",
            cure="leave out what the model does not use",
        )
    for name in names:
        if not name:
            raise SurfaceError(f"{place}: a column has no name", cure="name every column")
        if is_number(name):
            raise SurfaceError(
                f"{place}: {quoted(name)} is no name of a column",
                cure="name the columns in the first line",
            )
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise SurfaceError(
            f"{place}: two columns have the name {quoted(twice)}", cure="give each its own name"
        )
    return tuple(names)
