"""The log of dips: a table with a row for each reading, the latest below."""

from collections.abc import Callable, Iterable
from operator import add
from typing import ClassVar

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.card import draw_card
from sandpit.desktop.paint.flags import Rank, flag_text
from sandpit.desktop.paint.scale import aligned, figure, place_step, written
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.remarks import signs
from sandpit.game import Brief, Reading, State
from sandpit.game.taylor import promises

HINT = "Click the sand to dip. Or move the cross with the arrow keys, and press Enter."
"""What stands there before the first dip."""

GAPS = (8, 4, 1)
"""Between two columns, in design pixels: less where large letters leave no more."""

FIGURES = (3, 2, 1)
"""To how many figures promises are written: fewer where large letters leave no room for more."""

SIGNS = "◉ ↔"
"""As wide as this is the room for the remarks' signs; more of them push the columns together."""

MOST_AXES = 2
"""With more coordinates than this the log tells how far each move went, in their place."""


def headings(brief: Brief) -> list[str]:
    """Return what stands above the columns."""
    axes = [axis.name for axis in brief.axes] if brief.dimension <= MOST_AXES else ["went"]
    derivatives = ["slope", "bend"][: brief.stick.order if brief.dimension == 1 else 1]
    return ["", *axes, "height", *(derivatives if brief.stick.order else [])]


def cells(brief: Brief, reading: Reading, before: Reading | None, rank: Rank) -> list[str]:
    """Return one row: number, place, height and, where they are measured, the derivatives.

    With many coordinates the place is told by how far it lies from the reading `before`. On one
    axis the derivatives are slope and bend with their signs; on more it is the steepest slope.
    """
    extent = brief.box.extent
    if brief.dimension > MOST_AXES:
        at = ["" if before is None else aligned(float(np.linalg.norm(reading.at - before.at)))]
    else:
        at = [written(value, place_step(extent[i])) for i, value in enumerate(reading.at.tolist())]
    row = [flag_text(reading.number, rank), *at, aligned(reading.height)]
    if reading.gradient is None:
        return row
    if brief.dimension > 1:
        return [*row, aligned(float(np.linalg.norm(reading.gradient)))]
    bend = [] if reading.hessian is None else [aligned(float(reading.hessian[0, 0]))]
    return [*row, aligned(float(reading.gradient[0])), *bend]


PROMISES = ("", "went", "model", "height", "error")
"""What stands above the columns while a model is shown."""


def promise_cells(
    reading: Reading, before: Reading | None, order: int, figures: int = FIGURES[0]
) -> list[str]:
    """Return one row: number, length of the move, what was promised and got, how far off."""
    number = str(reading.number) if reading.number else "start"
    readings = [reading] if before is None else [before, reading]
    promise = next(promises(readings, order), None)
    if promise is None:
        return [number, "", "", figure(reading.height, figures), ""]
    numbers = (promise.length, promise.promised, promise.got, promise.error)
    return [number, *(figure(value, figures) for value in numbers)]


def log_height(kit: Kit, dips: int) -> int:
    """Return how high a log with so many dips in sight is, in pixels, its headings included."""
    return (dips + 1) * max(kit.type.line(Role.SMALL) + kit.px(3), kit.px(22))


class Log(Part):
    """The table; it scrolls by wheel or keys, and tells which reading is pointed at."""

    focusable: ClassVar[bool] = True

    def __init__(
        self, rect: Rect, kit: Kit, state: State, on_point: Callable[[int | None], None]
    ) -> None:
        super().__init__("log", rect, kit)
        self._on_point = on_point
        self._pointed: int | None = None
        self._row = log_height(kit, 0)
        self._room = max(1, (rect.height - self._row) // self._row)
        self.rect.height = self._row * (self._room + 1)
        self._up = 0
        self._state = state
        self._order: int | None = None

    @property
    def enabled(self) -> bool:
        return len(self._state.readings) > 0

    @property
    def overflow(self) -> tuple[int, int]:
        return (max(0, sum(self._widths()) - self.rect.width), 0)

    def show(self, state: State, order: int | None = None) -> None:
        """Show another state, its latest reading in sight; with the promises of a model's order."""
        self._state, self._order = state, order
        self._up = 0
        self.touch()

    def pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEWHEEL:
            return self._scroll(event.y)
        if event.type == pygame.MOUSEMOTION:
            line = (event.pos[1] - self.rect.top) // self._row - 1
            inside = self.rect.collidepoint(event.pos) and line >= 0
            shown = self._shown()
            self._point(shown[line].number if inside and line < len(shown) else None)
        return event.type == pygame.MOUSEBUTTONDOWN and self.rect.collidepoint(event.pos)

    def press(self, press: Press) -> bool:
        ways = {Command.UP: -1, Command.DOWN: 1}
        if press.command not in ways:
            return False
        numbers = [reading.number for reading in self._state.readings]
        at = numbers.index(self._pointed) if self._pointed in numbers else len(numbers)
        target = at + ways[press.command]
        if not 0 <= target < len(numbers):
            if press.again:
                return True  # a key that is held stops at the end
            self._point(None)
            return False
        self._reach(target)
        self._point(numbers[target])
        return True

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        top = Rect(self.rect.topleft, (self.rect.width, self._row))
        widths = self._widths()
        self._draw_row(target, top, zip(self._headings(), widths, strict=False), theme.muted)
        pygame.draw.line(target, theme.faint, top.bottomleft, top.bottomright, kit.type.hair)
        if not self._state.readings:
            hint = kit.type.wrap(HINT, Role.SMALL, theme.muted, self.rect.width)
            target.blit(hint, (top.left, top.bottom + kit.px(8)))
        for i, (reading, row) in enumerate(zip(self._shown(), self._rows(), strict=True)):
            line = top.move(0, (i + 1) * self._row)
            if reading.number == self._pointed:
                draw_card(target, line, theme.raised, kit.px(6))
            ink = theme.accent if reading is self._state.best else theme.ink
            self._draw_row(target, line, zip(row, widths, strict=False), ink)
            if self._order is None:
                self._draw_signs(target, line, signs(reading.remarks))
        note = self.hidden
        if note:
            foot = Rect(self.rect.left, self.rect.bottom - self._row, self.rect.width, self._row)
            image = kit.type.render(note, Role.SMALL, theme.muted)
            target.blit(image, image.get_rect(center=foot.center))

    def _draw_row(
        self, target: Surface, line: Rect, row: Iterable[tuple[str, int]], ink: Color
    ) -> None:
        """Write a row's texts, each with the width of its column."""
        right = line.left
        for text, width in row:
            right += width
            image = self.kit.type.render(text, Role.SMALL, ink)
            target.blit(image, image.get_rect(midright=(right, line.centery)))

    def _draw_signs(self, target: Surface, line: Rect, said: str) -> None:
        if said:
            image = self.kit.type.render(said, Role.SMALL, self.kit.theme.warn)
            target.blit(image, image.get_rect(midright=(line.right - self.kit.px(3), line.centery)))

    def _widths(self) -> list[int]:
        """Return the columns' widths: the table fills the panel, but for the remarks' signs."""
        needs = self._needs(self._rows())
        most = self.rect.width - sum(needs)
        gap = next((gap for gap in GAPS if self.kit.px(gap) * len(needs) <= most), GAPS[-1])
        needs = [need + self.kit.px(gap) for need in needs]
        if gap == GAPS[0]:
            spare = self.rect.width - sum(needs)
            needs[0] += min(max(0, self._width("★00") - needs[0]), spare)
        room = 0 if self._order is not None else self._width(SIGNS) + self.kit.px(10)
        spare = max(0, self.rect.width - sum(needs) - room)
        others = len(needs) - 1
        more = [spare * (i + 1) // others - spare * i // others for i in range(others)]
        return [needs[0], *map(add, needs[1:], more)]

    def _needs(self, rows: list[list[str]]) -> list[int]:
        """Return how wide each column has to be for its heading and these rows."""
        return [
            max(map(self._width, column)) for column in zip(self._headings(), *rows, strict=True)
        ]

    def _width(self, text: str) -> int:
        return self.kit.type.size(text, Role.SMALL)[0]

    def _rows(self) -> list[list[str]]:
        shown, readings = self._shown(), self._state.readings
        first = len(readings) - self._up - len(shown)
        pairs = [(r, readings[first + i - 1] if first + i else None) for i, r in enumerate(shown)]
        if self._order is None:
            return [self._cells(reading, before) for reading, before in pairs]
        for figures in FIGURES:
            rows = [promise_cells(*pair, self._order, figures) for pair in pairs]
            gaps = len(PROMISES) * self.kit.px(GAPS[-1])
            if sum(self._needs(rows)) + gaps <= self.rect.width:
                break
        return rows

    def _headings(self) -> list[str]:
        return headings(self._state.brief) if self._order is None else list(PROMISES)

    def _cells(self, reading: Reading, before: Reading | None) -> list[str]:
        best = reading is self._state.best and len(self._state.readings) > 1
        return cells(self._state.brief, reading, before, Rank.of(latest=False, best=best))

    def _shown(self) -> tuple[Reading, ...]:
        readings = self._state.readings
        last = len(readings) - self._up
        return readings[max(0, last - self._rows_in_sight) : last]

    @property
    def _rows_in_sight(self) -> int:
        """How many readings have room: where not all have, the last line says how many more."""
        if len(self._state.readings) <= self._room:
            return self._room
        return max(1, self._room - 1)

    @property
    def hidden(self) -> str:
        """What is said of the rows that are out of sight; nothing where all are in sight."""
        later = self._up
        earlier = len(self._state.readings) - later - len(self._shown())
        told = [f"↑ {earlier} earlier"] * (earlier > 0) + [f"{later} later ↓"] * (later > 0)
        return " · ".join(told) if self._room > 1 else ""

    def _scroll(self, lines: int) -> bool:
        most = max(0, len(self._state.readings) - self._rows_in_sight)
        before, self._up = self._up, min(most, max(0, self._up + lines))
        if self._up != before:
            self.touch()
        return self._up != before

    def _reach(self, index: int) -> None:
        """Scroll until the reading of this index is in sight."""
        last = len(self._state.readings) - self._up
        if index >= last:
            self._scroll(last - 1 - index)
        elif index < last - self._rows_in_sight:
            self._scroll(last - self._rows_in_sight - index)

    def _point(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.touch()
            self._on_point(number)
