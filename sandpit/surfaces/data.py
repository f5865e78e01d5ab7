"""Tables of numbers as people keep them: a CSV file beside the level, or rows written into it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import numpy as np

from sandpit.errors import SurfaceError, counted, suggestion
from sandpit.surfaces.box import Array
from sandpit.surfaces.fields import (
    MISSING_VALUES,
    MOST_ROWS,
    fields_of,
    is_number,
    quoted,
    read_number,
    too_long,
)
from sandpit.surfaces.spec import Site, Spec

_GAPS: Final = frozenset({"", *MISSING_VALUES})
"""What stands in a grid of heights where there is none."""
MOST_COLUMNS: Final = 32
"""The most columns of a table."""
_SUMMARIES: Final = frozenset(
    {
        *("total", "totals", "sum", "mean", "average", "avg", "median", "count", "n"),
        *("min", "max", "minimum", "maximum", "range", "std", "stdev", "sd", "variance"),
        *("summe", "gesamt", "mittelwert", "somme", "moyenne", "suma", "promedio", "media"),
        *("somma", "totale"),
    }
)
"""What a last row begins with that is no measurement."""


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
                    "the data is given twice: in a `file`, and in `columns` and `rows`",
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
        named = [column for column in self.columns if column]
        if name not in named:
            listed = ", ".join(named)[:200]
            raise SurfaceError(
                f"{self.source} has no column {quoted(name)}",
                cure=suggestion(name, named, f"its columns are {listed}"),
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

    UTF-8 with or without a byte order mark, any line ends; see `fields_of`. Columns without a name
    may stand there, but cannot be asked for.
    """
    fields = fields_of(content, source)
    heading = next(fields, None)
    if heading is None:
        raise SurfaceError(f"{source} is empty", cure="write the columns' names, then the rows")
    top, names = f"{source}, {heading[0]}", [field.strip() for field in heading[1]]
    _check_count(names, top)
    rows, places = [], []
    for place, row in fields:
        rows.append(_trimmed(row, len(names), f"{source}, {place}"))
        places.append(place)
    if len(rows) > MOST_ROWS:
        raise too_long(source, len(rows), "rows")
    if not rows:
        raise SurfaceError(f"{source} has no rows", cure="write rows below the columns' names")
    _check_title(names, rows, top)
    if _are_labelled(names, rows):
        names = ["", *names]
    columns = _checked_columns(names, top)
    for place, row in zip(places, rows, strict=True):
        if len(row) != len(columns):
            raise _ragged(row, len(columns), f"{source}, {place}")
    _check_last(rows, places, source)
    return Table(source, columns, rows, places)


def _are_labelled(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether each row begins with its number, for which the heading has no name.

    So R writes a table.
    """
    return all(
        len(row) == len(names) + 1 and row[0].strip() == str(number)
        for number, row in enumerate(rows, start=1)
    )


def _check_title(names: Sequence[str], rows: Sequence[Sequence[str]], place: str) -> None:
    """Raise SurfaceError for a title above the columns' names."""
    widest = max(sum(1 for field in row if field.strip()) for row in rows)
    title = max(names)
    if sum(map(bool, names)) == 1 < widest and not is_number(title):
        raise SurfaceError(
            f"{place}: {quoted(title)} stands where the columns' names should",
            cure="begin a title with #, or delete it",
        )


def _trimmed(row: list[str], count: int, place: str) -> list[str]:
    """Return a row without empty fields beyond the columns; it may have one field more."""
    while len(row) > count and not row[-1].strip():
        row.pop()
    if len(row) > max(count, 2) + 1:
        raise _ragged(row, count, place)
    return row


def _ragged(row: Sequence[str], count: int, place: str) -> SurfaceError:
    return SurfaceError(
        f"{place}: {counted(len(row), 'field')} for {counted(count, 'column')}",
        cure="write one field for each column; a title begins with #",
    )


def _check_last(rows: Sequence[Sequence[str]], places: Sequence[str], source: str) -> None:
    """Raise SurfaceError for a last row that sums up those above it, as spreadsheets have."""
    word = next(field.strip() for field in rows[-1] if field.strip())
    if len(rows) > 1 and word.rstrip(":").lower() in _SUMMARIES:
        raise SurfaceError(
            f"{source}, {places[-1]}: {quoted(word)} sums up the rows above",
            cure="leave this row out, or begin it with #",
        )


def read_grid(content: bytes, source: str, most: int) -> Array:
    """Read a CSV file of numbers alone, without a heading, shape (rows, columns).

    `most` is the most rows, and the most numbers in a row. Raises SurfaceError.
    """
    rows: list[list[float]] = []
    for place, fields in fields_of(content, source):
        if len(fields) > 1 and not fields[-1].strip():
            del fields[-1]  # of a separator at the end of each line
        if rows and len(fields) != len(rows[0]):
            raise SurfaceError(
                f"{source}, {place}: {counted(len(fields), 'number')}, but {len(rows[0])} above",
                cure="give every row the same number of heights",
            )
        if max(len(rows) + 1, len(fields)) > most:
            raise SurfaceError(
                f"{source}, {place}: more than {most:,} heights a side",
                cure="keep every second or every tenth height of each row and column",
            )
        rows.append(_heights(fields, f"{source}, {place}"))
    if not rows:
        raise SurfaceError(f"{source} is empty", cure="write rows of heights")
    return np.array(rows)


def _heights(fields: Sequence[str], place: str) -> list[float]:
    numbers: list[float] = []
    for field in fields:
        if field.strip().lower() in _GAPS:
            numbers.append(math.nan)
            continue
        try:
            numbers.append(read_number(field))
        except ValueError as error:
            if is_number(field) and "_" not in field:  # not finite, or beyond all heights: a void
                numbers.append(float(field))
                continue
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
                f"row {i + 1} has {counted(len(row), 'number')} "
                f"for {counted(len(columns), 'column')}",
                cure="write one number for each column",
                path=("rows", i),
            )
    return Table("the data", names, rows, [f"row {i + 1}" for i in range(len(rows))])


def _check_count(names: Sequence[str], place: str) -> None:
    if len(names) > MOST_COLUMNS:
        raise SurfaceError(
            f"{place}: {len(names):,} columns; at most {MOST_COLUMNS} are read",
            cure="leave out what the model does not use",
        )


def _checked_columns(names: Sequence[str], place: str) -> tuple[str, ...]:
    """Return the columns' names; raises SurfaceError where they cannot tell columns apart."""
    _check_count(names, place)
    if len(names) == 1 and {";", "\t", "|", ":"} & set(names[0]):
        raise SurfaceError(
            f"{place}: {quoted(names[0])} is one column",
            cure="separate columns by commas, and write decimals with a point",
        )
    for name in names:
        if is_number(name):
            raise SurfaceError(
                f"{place}: {quoted(name)} cannot be a column's name",
                cure="name the columns in the first line",
            )
    twice = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if twice is not None:
        raise SurfaceError(
            f"{place}: two columns have the name {quoted(twice)}", cure="give each its own name"
        )
    return tuple(names)
