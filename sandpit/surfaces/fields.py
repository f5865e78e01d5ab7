"""The fields of a CSV file, line by line, and the numbers in them."""

import codecs
import csv
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import LARGEST
from sandpit.surfaces.separators import declared, separation_of

MOST_ROWS: Final = 100_000
"""The most rows of a file: its lines are counted before anything is read."""
LONGEST_LINE: Final = 20_000
"""The most characters of a line: a thousand columns of twenty digits."""
_CLIPPED: Final = 30
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What a text that a spreadsheet calls Unicode begins with."""
_PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What spreadsheets begin with, new and old ones."""

_NOTE: Final = re.compile(
    r"#(?!(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)(?:[,;\t]|$))", re.IGNORECASE
)
"""What a note begins with: # but not an error of a spreadsheet's, which stands for a number."""


def fields_of(content: bytes, source: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each line that holds something: its place, and its fields.

    Fields are separated by commas, semicolons, tabs or blanks, whatever stands in all lines; where
    it is no comma, decimals may have one. Empty lines, rows of separators alone, notes and what
    spreadsheets say of the separator are passed over.
    """
    lines = _lines(content, source)
    told = next((i for i, line in enumerate(lines) if line.strip()), 0)
    first = declared(lines[told]) if lines else None
    held = [
        (f"line {number}", line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not _NOTE.match(line) and not (first and number == told + 1)
    ]
    separation = separation_of([line for _, line in held], first)
    for place, line in held:
        if len(line) > LONGEST_LINE:
            raise SurfaceError(
                f"{source}, {place} has {len(line):,} characters", cure="is it the right file?"
            )
        try:
            fields = separation.fields(line)
        except csv.Error:
            raise SurfaceError(
                f"{source}, {place}: a quotation mark is not closed",
                cure="close it on the same line",
            ) from None
        if any(field.strip() for field in fields):
            yield place, fields


def _lines(content: bytes, source: str) -> list[str]:
    """Return the lines of a text; raises SurfaceError for too many, or no text at all."""
    count = max(content.count(b"\n"), content.count(b"\r"))
    if count > 2 * MOST_ROWS:
        raise too_long(source, count, "lines")
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        if content.startswith(_PACKED):
            raise SurfaceError(
                f"{source} is a spreadsheet or another packed file", cure="export it as CSV"
            )
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
        raise ValueError(_no_number(str(written).strip())) from None
    if isinstance(written, str) and "_" in written:
        raise ValueError("which is not a number")
    if not math.isfinite(number):
        raise ValueError("which is not a finite number")
    if abs(number) > LARGEST:
        raise ValueError(f"which is beyond {LARGEST:g}")
    return number


def _no_number(text: str) -> str:
    """Say why a text is not a number."""
    if not text or text.lower() in MISSING_VALUES:
        return "which is empty" if not text else "which stands for a missing value"
    if "," in text and is_number(text.replace(",", "")):
        return "which has a comma in it"
    if any(sign in text for sign in _GROUPING) and is_number(re.sub(_GROUPED, "", text)):
        return "which has a thousands separator"
    strange = next((sign for sign in text if not sign.isascii() and not sign.isalnum()), "")
    if strange:
        return f"which has U+{ord(strange):04X} {unicodedata.name(strange, '')} in it".rstrip()
    return "which is not a number"


MISSING_VALUES: Final = frozenset(
    {"na", "n/a", "null", "none", "nil", "-", "--", "?"}
    | {"#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!"}
)
_GROUPING: Final = " '\u00a0\u202f\u2009\u2019"
_GROUPED: Final = f"[{_GROUPING}]"


def quoted(text: str) -> str:
    """Return a text from a stranger's file so that it can be shown."""
    shown = text if len(text) <= _CLIPPED else f"{text[: _CLIPPED - 3]}..."
    return f'"{"".join(sign if sign.isprintable() else "?" for sign in shown)}"'
