"""What there is to say of a hill: its formula and derivatives, and the best dip put in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.game import Reading, Session
from sandpit.surfaces import Array
from sandpit.surfaces import Surface as Ground
from sandpit.surfaces.formula import FormulaSurface
from sandpit.surfaces.latex import name_latex
from sandpit.surfaces.surface import UNSTRETCHED

MOST_PARTS = 4
"""Of a longer vector or matrix the numbers are told by its length, not one by one."""
MOST_SECOND = 2
"""Second derivatives are written out for so many axes."""

TOO_LONG = "is too long to be written out"
PARTLY = "(what is not too long to be written out)"
NEGLIGIBLE = 1e-6
"""An offset of so little, as a share of the range of heights, is rounding."""
ROUNDING = 1e-12
"""A derivative of so little, beside the height or the largest one, is rounding."""


@dataclass(frozen=True)
class Statement:
    """A caption, and lines of LaTeX below it, each with what stands there if it has no room."""

    caption: str
    lines: tuple[tuple[str, str], ...]


def statements(session: Session) -> list[Statement]:
    """Return what there is to say of a game that has ended; nothing before."""
    best = session.state.best
    if session.state.outcome is None:
        return []
    surface = _ground(session)
    names = tuple(axis.name for axis in session.level.brief.axes)
    lines = [(line, _short(line)) for line in session.level.surface.definition(names)]
    found = [Statement("What you walked on", (*lines, _height(surface, session.level.heights)))]
    if isinstance(surface, FormulaSurface):
        found += _derivatives(surface, names)
    if best is not None:
        found.append(Statement("At your best dip", tuple(_numbers(session, surface, best))))
    return found


def _ground(session: Session) -> Ground | None:
    """Return the uncovered ground, or None where nobody knows its optima."""
    try:
        revealed = session.revealed
    except SurfaceError:
        return None
    return None if revealed is None else revealed.surface


def _height(surface: Ground | None, asked: tuple[float, float] | None) -> tuple[str, str]:
    """Return what the height h is of the function f that the ground's kind defines.

    An offset that is but rounding, beside the range of heights asked for, is left out.
    """
    scale, offset = UNSTRETCHED if surface is None else surface.stretch
    if asked is not None and abs(offset) < NEGLIGIBLE * (asked[1] - asked[0]):
        offset = 0.0
    factor = "" if scale == 1.0 else rf"{_figure(scale)} \, "
    shift = f" {'-' if offset < 0 else '+'} {_figure(abs(offset))}" if offset else ""
    return _line("h", f"{factor}f{shift}")


def _derivatives(surface: FormulaSurface, names: tuple[str, ...]) -> list[Statement]:
    """Return the gradient of a formula and, for few axes, its Hessian.

    What is too long to be read is left out, and said to be.
    """
    symbols = [name_latex(name) for name in names]
    if len(symbols) == 1:
        first, second = surface.gradient_latex[0], surface.hessian_latex[0][0]
        lines = ((f"f'({symbols[0]})", first), (f"f''({symbols[0]})", second))
        return _statement("Its slope and its bend", lines)
    slopes = [
        (rf"\frac{{\partial f}}{{\partial {symbol}}}", slope)
        for symbol, slope in zip(symbols, surface.gradient_latex, strict=True)
    ]
    found = _statement("Its gradient", slopes[:MOST_PARTS])
    if len(names) <= MOST_SECOND:
        found += _statement("Its Hessian", _second(surface, symbols))
    return found


def _statement(caption: str, lines: Sequence[tuple[str, str]]) -> list[Statement]:
    """Return an entry of left and right sides, those without a right side left out."""
    written = tuple(_line(left, right) for left, right in lines if right)
    if len(written) == len(lines):
        return [Statement(caption, written)]
    return [Statement(f"{caption} {PARTLY if written else TOO_LONG}", written)]


def _second(surface: FormulaSurface, symbols: Sequence[str]) -> list[tuple[str, str]]:
    lines = []
    for i, row in enumerate(surface.hessian_latex):
        for j in range(i, len(row)):
            below = rf"\partial {symbols[i]}^{{2}}"
            if i != j:
                below = rf"\partial {symbols[i]} \, \partial {symbols[j]}"
            lines.append((rf"\frac{{\partial^{{2}} f}}{{{below}}}", row[j]))
    return lines


def _line(left: str, right: str) -> tuple[str, str]:
    return (f"{left} = {right}", rf"{left} = \ldots")


def _short(line: str) -> str:
    """Return what stands in the place of a line that has no room."""
    return rf"{line.partition(' = ')[0]} = \ldots"


def _numbers(session: Session, surface: Ground | None, best: Reading) -> list[tuple[str, str]]:
    """Return the height, the gradient and the Hessian at the best dip, as numbers.

    They are the ground's own: what the stick said may have been shaken, or of a few examples.
    """
    few = best.at.size <= MOST_PARTS
    at = ", ".join(_figure(value) for value in best.at.tolist()) if few else r"\mathbf{x}"
    gradient, hessian, place = best.gradient, best.hessian, best.at.copy()
    height = float(session.sight_at(place[None])[0])
    if surface is not None:
        gradient, hessian = surface.gradient(place), surface.hessian(place) if few else None
    elif height != best.height:
        gradient = hessian = None
    lines = [(f"h({at}) = {_figure(height)}", "")]
    noise = ROUNDING * max(1.0, abs(best.height))
    if gradient is not None:
        lines.append(_slope(at, _cleared(gradient, noise), few=few))
    if hessian is not None and few:
        matrix = _matrix(_cleared(hessian, noise))
        single = best.at.size == 1
        lines.append(
            (f"h''({at}) = {matrix}", "") if single else (f"H({at}) = {matrix}", f"H = {matrix}")
        )
    return lines


def _slope(at: str, gradient: Array, *, few: bool) -> tuple[str, str]:
    """Return a gradient: the slope along one axis, a column of few numbers, of many its length."""
    if not few:
        return (rf"\left|\nabla h\right| = {_figure(float(np.linalg.norm(gradient)))}", "")
    column = _matrix(gradient[:, None])
    if gradient.size == 1:
        return (f"h'({at}) = {column}", "")
    return (rf"\nabla h({at}) = {column}", rf"\nabla h = {column}")


def _cleared(values: Array, noise: float) -> Array:
    """Return numbers of which those that are but rounding are 0."""
    noise = max(noise, ROUNDING * float(np.abs(values).max(initial=0.0)))
    return np.where(np.abs(values) < noise, 0.0, values)


def _matrix(values: Array) -> str:
    """Return numbers in rows and columns; a single one stands alone."""
    if values.size == 1:
        return _figure(float(values.item()))
    rows = r" \\ ".join(" & ".join(_figure(value) for value in row) for row in values.tolist())
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def _figure(value: float) -> str:
    """Return a number to three figures for LaTeX."""
    mantissa, _, exponent = f"{value:.3g}".partition("e")
    if float(mantissa) == 0.0:
        return "0"
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
