"""How the lines of a table are cut into fields: by commas, or as other countries do it."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BLANKS: Final = " "
"""Stands for any number of blanks or tabs."""
_DECLARED: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""What spreadsheets write into the first line for each other."""
_LOOKED_AT: Final = 50
"""So many lines tell what separates fields."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_WITH_COMMA: Final = re.compile(r"\s*[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?\s*")
_WITH_POINT: Final = re.compile(r"\s*[+-]?[0-9,]*\.[0-9]+(?:[eE][+-]?[0-9]+)?\s*")


_MAY_BE_THOUSANDS: Final = re.compile(r"\s*[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+\s*")


@dataclass(frozen=True)
class Separation:
    """What separates the fields of each line, and what the decimals of a number."""

    between: str
    decimal: str = "."

    def fields(self, line: str) -> list[str]:
        """Return the fields of a line; raises csv.Error for a quotation mark left open."""
        if self.between == BLANKS:
            fields = line.split() if '"' not in line else _by_blanks(line)
        elif '"' not in line:
            fields = line.split(self.between)
        else:
            fields = next(csv.reader([line], delimiter=self.between, strict=True))
        if self.decimal == ".":
            return fields
        return [
            field.replace(",", ".") if _WITH_COMMA.fullmatch(field) else field for field in fields
        ]


def _by_blanks(line: str) -> list[str]:
    reader = csv.reader([line.strip()], delimiter=" ", skipinitialspace=True, strict=True)
    return next(reader)


def declared(line: str) -> Separation | None:
    """Return what a first line such as sep=; says, or None where it says nothing."""
    match = _DECLARED.fullmatch(line.strip().strip('"'))
    return Separation(match[1]) if match else None


def separation_of(lines: Sequence[str], first: Separation | None) -> Separation:
    """Return how lines are cut, by what stands in all of them; `first` was declared."""
    looked_at = [_QUOTED.sub('""', line) for line in lines[:_LOOKED_AT]]
    between = first.between if first else _between(looked_at)
    if between == ",":
        return Separation(between)
    return Separation(between, _decimal(lines, between))


def _between(lines: Sequence[str]) -> str:
    """Return what separates fields; a first line that lacks it may be a title."""
    below = lines[1:] or lines
    for sign in (";", "\t"):
        if all(sign in line for line in below):
            return sign
    if any("," in line for line in lines):
        return ","
    counts = {len(line.split()) for line in below}
    return BLANKS if len(counts) == 1 and counts.pop() > 1 else ","


def _decimal(lines: Sequence[str], between: str) -> str:
    """Return a comma if a number in the table surely has one, and none has a point.

    Where every comma may part thousands, nobody can tell: such numbers are refused where read.
    """
    separation, comma = Separation(between), False
    for line in lines:
        if "," not in line and "." not in line:
            continue
        try:
            fields = separation.fields(line)
        except csv.Error:
            continue
        if any(_WITH_POINT.fullmatch(field) for field in fields):
            return "."
        comma = comma or any(
            _WITH_COMMA.fullmatch(field) and not _MAY_BE_THOUSANDS.fullmatch(field)
            for field in fields
        )
    return "," if comma else "."
