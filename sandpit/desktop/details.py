"""What one dip showed besides its row in the log: the gradient, the Hessian, the remarks."""

from collections.abc import Sequence

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.remarks import notes
from sandpit.game import Brief, Dipstick, Reading
from sandpit.surfaces import Array

SHOWN = 2
"""Of a Hessian of more axes than this only the first rows and columns are written."""
MOST = 8
"""No more components of a gradient than these are ever written."""

NOTE_LINES = 3
"""The room that the remarks have."""


def vector_words(gradient: Array, count: int) -> str:
    """Return a gradient's first `count` components."""
    parts = [figure(value) for value in gradient[:count].tolist()]
    return f"gradient ({', '.join(parts)}{', …' if len(gradient) > count else ''})"


def matrix_words(size: int) -> str:
    """Return what stands before the first entries of a Hessian of so many rows."""
    return "H  =" if size <= SHOWN else f"H, first {SHOWN} of {size} axes  ="


def details_height(brief: Brief, kit: Kit, notes: int = NOTE_LINES) -> int:
    """Return how high the details of a level are, in pixels, with so many lines of remarks."""
    lines = notes + derivative_lines(brief)
    return kit.high(Role.SMALL, lines) if lines else 0


def derivative_lines(brief: Brief) -> int:
    """Return in how many lines the derivatives are written that the stick of a level measures."""
    if brief.dimension == 1:
        return 0
    return (brief.stick.order > 0) + 2 * (brief.stick is Dipstick.HESSIAN)


class Details(Part):
    """A few lines about one reading; with more than one axis its derivatives are written out."""

    def __init__(self, rect: Rect, kit: Kit, brief: Brief, reading: Reading | None) -> None:
        super().__init__("details", rect, kit)
        self._brief = brief
        self._reading = reading

    @property
    def overflow(self) -> tuple[int, int]:
        if self._reading is None or not self._notes_room:
            return (0, 0)
        return (0, max(0, self._notes().get_height() - self._notes_room))

    def show(self, reading: Reading | None) -> None:
        """Show another reading, or none."""
        if reading is not self._reading:
            self._reading = reading
            self.touch()

    def draw(self, target: Surface) -> None:
        reading = self._reading
        if reading is None:
            return
        top = self.rect.top
        if self._many and reading.gradient is not None:
            words = self._slope_words(reading.number, reading.gradient)
            target.blit(self._line(words), (self.rect.left, top))
            top += self._step
        if self._many and reading.hessian is not None:
            self._draw_matrix(target, top, reading.hessian)
        if self._notes_room:
            target.blit(self._notes(), (self.rect.left, self.rect.bottom - self._notes_room))

    def _slope_words(self, number: int, gradient: Array) -> str:
        """Return the gradient with as many components as have room, and of which dip it is."""
        counts = range(min(MOST, len(gradient)), 1, -1)
        ways = [f"Dip {number}:  {vector_words(gradient, count)}" for count in counts]
        ways.append(vector_words(gradient, 2))
        fits = (way for way in ways if self.kit.type.size(way, Role.SMALL)[0] <= self.rect.width)
        return next(fits, ways[-1])

    @property
    def _many(self) -> bool:
        return self._brief.dimension > 1

    @property
    def _step(self) -> int:
        return self.kit.type.line(Role.SMALL)

    @property
    def _notes_room(self) -> int:
        """How high the remarks are at most, below the derivatives: 0 where there is no room."""
        fits = self.rect.height >= details_height(self._brief, self.kit)
        return self.kit.high(Role.SMALL, NOTE_LINES) if fits else 0

    def _notes(self) -> Surface:
        said = notes(self._reading.remarks) if self._reading is not None else ""
        theme = self.kit.theme
        return self.kit.type.wrap(said, Role.SMALL, theme.warn, self.rect.width)

    def _line(self, text: str) -> Surface:
        return self.kit.type.render(text, Role.SMALL, self.kit.theme.ink)

    def _draw_matrix(self, target: Surface, top: int, hessian: Array) -> None:
        """Write H and its first entries between brackets, two lines high."""
        kit, block = self.kit, Rect(self.rect.left, top, self.rect.width, 2 * self._step)
        name = self._line(matrix_words(len(hessian)))
        target.blit(name, name.get_rect(midleft=block.midleft))
        cells = [[self._line(figure(value)) for value in row[:SHOWN]] for row in hessian[:SHOWN]]
        wide = max(cell.get_width() for row in cells for cell in row) + kit.px(14)
        left = block.left + name.get_width() + kit.px(10)
        for i, row in enumerate(cells):
            for j, cell in enumerate(row):
                right = left + (j + 1) * wide - kit.px(5)
                middle = block.top + i * self._step + self._step // 2
                target.blit(cell, cell.get_rect(midright=(right, middle)))
        inner = Rect(left, block.top, SHOWN * wide, block.height).inflate(0, -kit.px(3))
        self._draw_brackets(target, inner)

    def _draw_brackets(self, target: Surface, inner: Rect) -> None:
        lip, ink = self.kit.px(4), self.kit.theme.ink
        corners: Sequence[tuple[int, int]] = ((inner.left, 1), (inner.right, -1))
        for x, way in corners:
            ends = [
                (x + way * lip, inner.top),
                (x, inner.top),
                (x, inner.bottom),
                (x + way * lip, inner.bottom),
            ]
            pygame.draw.lines(target, ink, closed=False, points=ends, width=self.kit.type.hair)
