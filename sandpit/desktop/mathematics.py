"""The mathematics of a hill on a card: its formula and derivatives, and the best dip put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.definitions import definition
from sandpit.desktop.equation import factors, terms
from sandpit.desktop.paint.formula import formula
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.reel import draw_side_bar
from sandpit.errors import SurfaceError
from sandpit.game import Reading, Session
from sandpit.surfaces import Array
from sandpit.surfaces import Surface as Ground
from sandpit.surfaces.formula import FormulaSurface
from sandpit.surfaces.latex import name_latex

MOST_PARTS = 4
"""Of a longer vector or matrix the numbers are told by its length, not one by one."""
MOST_SECOND = 2
"""Second derivatives are written out for so many axes."""


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
    found: list[Entry] = []
    if isinstance(surface, FormulaSurface):
        found += _formula(surface, names)
    else:
        lines = definition(session.level.surface, names)
        if lines:
            found.append(Entry("What you walked on", tuple((line, "") for line in lines)))
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


def _formula(surface: FormulaSurface, names: tuple[str, ...]) -> list[Entry]:
    """Return the formula, its gradient and, for few axes, its Hessian."""
    symbols = [name_latex(name) for name in names]
    lines = [_line(f"f({', '.join(symbols)})", surface.latex)]
    scale, offset = surface.stretch
    if (scale, offset) != (1.0, 0.0):
        shift = f" {'-' if offset < 0 else '+'} {_figure(abs(offset))}" if offset else ""
        lines.append(_line("h", rf"{_figure(scale)} \, f{shift}"))
    found = [Entry("Its height", tuple(lines))]
    slopes = [
        _line(rf"\frac{{\partial f}}{{\partial {symbol}}}", slope)
        for symbol, slope in zip(symbols, surface.gradient_latex, strict=True)
    ]
    found.append(Entry("Its gradient", tuple(slopes[:MOST_PARTS])))
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


class Mathematics(Part):
    """The entries below one another; where they are longer than the place they scroll."""

    focusable: ClassVar[bool] = True

    def __init__(self, name: str, rect: Rect, kit: Kit, told: Sequence[Entry]) -> None:
        super().__init__(name, rect, kit)
        self._at = 0
        self._image = self._set(told)

    @property
    def enabled(self) -> bool:
        return self._image.get_height() > self.rect.height

    @property
    def overflow(self) -> tuple[int, int]:
        return (max(0, self._image.get_width() - self.rect.width), 0)

    def scroll(self, lines: float) -> bool:
        """Move the sheet up by so many lines of text; False where it could not move."""
        most = max(0, self._image.get_height() - self.rect.height)
        line = self.kit.type.line(Role.BODY)
        before, self._at = self._at, round(min(most, max(0, self._at + lines * line)))
        if self._at != before:
            self.touch()
        return self._at != before

    def pointer(self, event: pygame.event.Event) -> bool:
        return event.type == pygame.MOUSEWHEEL and self.scroll(-2 * event.y)

    def press(self, press: Press) -> bool:
        ways = {Command.DOWN: 1, Command.UP: -1}
        return press.command in ways and self.scroll(ways[press.command])

    def draw(self, target: Surface) -> None:
        target.blit(self._image, self.rect, Rect(0, self._at, *self.rect.size))
        if self.enabled:
            draw_side_bar(target, self.rect, self.kit, (self._at, self._image.get_height()))

    def _set(self, told: Sequence[Entry]) -> Surface:
        """Return the whole sheet, as high as it needs to be."""
        kit, width = self.kit, self.rect.width - self.kit.px(14)
        pieces: list[tuple[Surface, int]] = []
        for entry in told:
            pieces.append((kit.type.render(entry.caption, Role.SMALL, kit.theme.muted), kit.px(3)))
            for whole, short in entry.lines:
                lines = set_lines(whole, kit, width) or set_lines(short, kit, width)
                pieces += [(line, kit.px(5)) for line in lines]
            image, gap = pieces[-1]
            pieces[-1] = (image, gap + kit.px(10))
        high = sum(image.get_height() + gap for image, gap in pieces)
        sheet = Surface((self.rect.width, max(1, high)), pygame.SRCALPHA, 32)
        top = 0
        for image, gap in pieces:
            sheet.blit(image, (0, top))
            top += image.get_height() + gap
        return sheet


def set_lines(latex: str, kit: Kit, width: int) -> list[Surface]:
    """Return a formula set in lines of this width; none where it cannot be.

    It is broken between its terms, and where that is not enough between their factors.
    Each piece is measured once, at one size: a long formula takes little longer than a short one.
    """
    ink, largest = kit.theme.ink, SIZES[0]
    ways = (list(terms(latex)), SIZES), (list(factors(latex)), SIZES[1:])
    for pieces, sizes in ways if latex else ():
        wide = [formula(piece, kit.px(largest), ink).get_width() for piece in pieces]
        for size in sizes:
            room = width * largest / size
            if max(wide) + kit.px(INDENT) <= room:
                lines = _lines(pieces, wide, room - kit.px(INDENT), kit.px(6))
                images = [formula(line, kit.px(size), ink) for line in lines]
                if max(image.get_width() for image in images) <= width:
                    return images
    return []


def _lines(pieces: Sequence[str], wide: Sequence[int], room: float, gap: int) -> list[str]:
    """Put as many pieces in each line as have room; all but the first line are indented."""
    lines, used = [""], 0
    for piece, length in zip(pieces, wide, strict=True):
        if used and used + length + gap > room:
            lines.append(r"\quad ")
            used = 0
        lines[-1] += piece
        used += length + gap
    return lines


SIZES = (18, 15, 12)
"""The sizes, in design pixels, that mathematics is set in."""
INDENT = 20
"""About how wide a quad is, in design pixels."""
