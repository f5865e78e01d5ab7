"""Words of the mathematics in which surfaces say what they are, as LaTeX."""

from collections.abc import Sequence
from typing import Final

from sandpit.surfaces.expression import write_number
from sandpit.surfaces.latex import name_latex

POINT: Final = r"\mathbf{x}"
_LISTED: Final = 4
"""Of more coordinates than this, the first and the last are written."""


def coordinates(names: Sequence[str]) -> str:
    """Return the axes' names as the coordinates of a point, in brackets."""
    symbols = [name_latex(name) for name in names]
    if len(symbols) > _LISTED:
        symbols = [symbols[0], r"\ldots", symbols[-1]]
    return f"({', '.join(symbols)})"


def of_point(symbol: str, names: Sequence[str]) -> str:
    """Return a function of the coordinates by their names, such as f(x, y)."""
    return f"{symbol}{coordinates(names)}"


def point(names: Sequence[str]) -> str:
    """Return the line that says which coordinates the bold x has: x_1 is the first axis."""
    return f"{POINT} = {coordinates(names)}"


def part_of(symbol: str, index: int) -> str:
    """Return the symbol of a part, counted from 0: f_1 is one of f, and f_{1 2} one of that."""
    stem, _, before = symbol.partition("_")
    places = [*before.strip("{}").split(), str(index + 1)]
    return f"{stem}_{{{' '.join(places)}}}"


def factor(number: float) -> str:
    """Return a number as what stands before a product: nothing for 1."""
    if number in (1.0, -1.0):
        return "" if number > 0 else "-"
    return rf"{written(number)} \, "


def written(number: float) -> str:
    """Return a number with all its digits."""
    mantissa, _, exponent = write_number(number).partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
