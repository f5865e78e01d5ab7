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

NEGLIGIBLE = 1e-6
"""An offset of so little, as a share of the range of heights, is rounding."""


@dataclass(frozen=True)
class Entry:
    """A caption, and lines of LaTeX below it, each with what stands there if it has no room."""

    caption: str
    lines: tuple[tuple[str, str], ...]


def entries(session: Session) -> list[Entry]:
    """Return what there is to say of a game that has ended; nothing before."""
    best = session.state.best
    if session.state.outcome is None:
        return []
    surface = _ground(session)
    names = tuple(axis.name for axis in session.level.brief.axes)
    lines = [(line, _short(line)) for line in session.level.surface.definition(names)]
    found = [Entry("What you walked on", (*lines, _height(surface, session.level.heights)))]
    if isinstance(surface, FormulaSurface):
        found += _derivatives(surface, names)
    if best is not None:
        found.append(Entry("At your best dip", tuple(_numbers(surface, best))))
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


def _derivatives(surface: FormulaSurface, names: tuple[str, ...]) -> list[Entry]:
    """Return the gradient of a formula and, for few axes, its Hessian."""
    symbols = [name_latex(name) for name in names]
    slopes = [
        _line(rf"\frac{{\partial f}}{{\partial {symbol}}}", slope)
        for symbol, slope in zip(symbols, surface.gradient_latex, strict=True)
    ]
    found = [Entry("Its gradient", tuple(slopes[:MOST_PARTS]))]
    if len(names) <= MOST_SECOND:
        found.append(Entry("Its Hessian", tuple(_second(surface, symbols))))
    return found


def _second(surface: FormulaSurface, symbols: Sequence[str]) -> list[tuple[str, str]]:
    lines = []
    for i, row in enumerate(surface.hessian_latex):
        for j in range(i, len(row)):
            below = rf"\partial {symbols[i]}^{{2}}"
            if i != j:
                below = rf"\partial {symbols[i]} \, \partial {symbols[j]}"
            lines.append(_line(rf"\frac{{\partial^{{2}} f}}{{{below}}}", row[j]))
    return lines


def _line(left: str, right: str) -> tuple[str, str]:
    short = rf"{left} = \ldots"
    return (f"{left} = {right}" if right else short, short)


def _short(line: str) -> str:
    """Return what stands in the place of a line that has no room."""
    return rf"{line.partition(' = ')[0]} = \ldots"


def _numbers(surface: Ground | None, best: Reading) -> list[tuple[str, str]]:
    """Return the height, the gradient and the Hessian at the best dip, as numbers."""
    few = best.at.size <= MOST_PARTS
    at = ", ".join(_figure(value) for value in best.at.tolist()) if few else r"\mathbf{x}"
    lines = [(f"h({at}) = {_figure(best.height)}", "")]
    gradient, hessian, place = best.gradient, best.hessian, best.at.copy()
    if gradient is None and surface is not None:
        gradient = surface.gradient(place)
    if hessian is None and surface is not None and few:
        hessian = surface.hessian(place)
    if gradient is not None:
        column, length = _matrix(gradient[:, None]), _figure(float(np.linalg.norm(gradient)))
        whole = rf"\nabla h({at}) = {column}"
        lines.append(
            (whole, rf"\nabla h = {column}") if few else (rf"\left|\nabla h\right| = {length}", "")
        )
    if hessian is not None and few:
        lines.append((f"H({at}) = {_matrix(hessian)}", f"H = {_matrix(hessian)}"))
    return lines


def _matrix(values: Array) -> str:
    rows = r" \\ ".join(" & ".join(_figure(value) for value in row) for row in values.tolist())
    return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def _figure(value: float) -> str:
    """Return a number to three figures for LaTeX."""
    mantissa, _, exponent = f"{value:.3g}".partition("e")
    if float(mantissa) == 0.0:
        return "0"
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
