"""The fields of a CSV file, line by line, and the numbers in them."""

import csv
import math
from collections.abc import Iterator
from typing import Final

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import LARGEST

MOST_ROWS: Final = 100_000
"""The most rows of a file: its lines are counted before anything is read."""
LONGEST_LINE: Final = 20_000
"""The most characters of a line: a thousand columns of twenty digits."""
_CLIPPED: Final = 30


def fields_of(content: bytes, source: str) -> Iterator[tuple[str, list[str]]]:
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
        raise too_long(source, count, "lines")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SurfaceError(f"{source} is not a text in UTF-8", cure="save it as CSV, in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def too_long(source: str, count: int, what: str) -> SurfaceError:
    """Return the error of a file with more rows than are read."""
    return SurfaceError(
        f"{source} has {count:,} {what}; at most {MOST_ROWS:,} rows are read",
        cure="keep every tenth row, or average them",
    )


def is_number(text: str) -> bool:
    """Tell whether a text would be read as a number, finite or not."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def read_number(written: str | float) -> float:
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


def quoted(text: str) -> str:
    """Return a text from a stranger's file so that it can be shown."""
    shown = text if len(text) <= _CLIPPED else f"{text[: _CLIPPED - 3]}..."
    return f'"{"".join(sign if sign.isprintable() else "?" for sign in shown)}"'


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
