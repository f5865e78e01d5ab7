"""A rack of buttons in rows: as many as have room, the others a scroll away."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pygame
from pygame import Rect

from sandpit.desktop.bindings import Command
from sandpit.desktop.layout import grid
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.reel import Reel, Scrollbar


class Cell(NamedTuple):
    """The size that each button of a rack may have, in design pixels; `wide` 0: all the width.

    All but the gap grows with the letters.
    """

    wide: int
    least: int
    most: int
    gap: int


class Rack:
    """Buttons in rows; `make` makes the one of an index in its place.

    Wheel and bar scroll it, and a move of the focus beyond what is in sight.
    """

    def __init__(
        self, name: str, cell: Cell, make: Callable[[int, Rect], Part], turned: Callable[[], None]
    ) -> None:
        self._name = name
        self._cell = cell
        self._make = make
        self._turned = turned
        self._reel = Reel()
        self._across = 1
        self._names: tuple[str, ...] = ()
        self._wanted: str | None = None
        self.rect = Rect(0, 0, 0, 0)
        """What the buttons in sight cover."""

    def reach(self, name: str) -> None:
        """Have a button in sight the next time."""
        self._wanted = name

    def rewind(self) -> None:
        """Show the first buttons the next time, as those of another chapter."""
        self._reel = Reel()

    def build(self, rect: Rect, kit: Kit, names: Sequence[str]) -> list[Part]:
        """Lay the buttons of these names out in a place."""
        cell, gap = self._cell, kit.px(self._cell.gap)
        self._names = tuple(names)
        self._across = max(1, (rect.width + gap) // (kit.em(cell.wide) + gap)) if cell.wide else 1
        rows = -(-len(names) // self._across)
        self._reel.fit(rows, (rect.height + gap) // (kit.em(cell.least) + gap))
        if self._wanted in self._names:
            self._reel.reach(self._row(self._names.index(self._wanted)))
        self._wanted = None
        room = min(rows, self._reel.room)
        high = min(kit.em(cell.most), (rect.height + gap) // max(1, room) - gap)
        self.rect = Rect(rect.topleft, (rect.width, room * (high + gap) - gap if room else 0))
        return self._parts(kit, gap, room)

    def walk(self, command: Command, name: str) -> str | None:
        """Return the button that the focus moves to from another, if it comes into sight only now.

        The rack is to be built again then.
        """
        if name not in self._names:
            return None
        target = self._beside(command, self._names.index(name))
        if target is None or not self._reel.reach(self._row(target)):
            return None
        return self._names[target]

    def pointer(self, event: pygame.event.Event, at: tuple[int, int]) -> bool:
        """Take a turn of the wheel at a place; False if it is not for the rack."""
        if event.type != pygame.MOUSEWHEEL or not self.rect.collidepoint(at):
            return False
        self._turn(-event.y)
        return True

    def _parts(self, kit: Kit, gap: int, room: int) -> list[Part]:
        if not room:
            return []
        inner, bar = self.rect.copy(), list[Part]()
        if self._reel.most:
            inner.width -= kit.px(22)
            side = Rect(inner.right + kit.px(4), inner.top, kit.px(18), inner.height)
            bar.append(Scrollbar(f"{self._name}-bar", side, kit, self._reel, self._turn))
        first = self._reel.first * self._across
        shown = range(first, min(len(self._names), first + room * self._across))
        places = grid(inner, self._across, room, gap)
        made = [self._make(index, place) for index, place in zip(shown, places, strict=False)]
        return [*made, *bar]

    def _turn(self, by: int) -> None:
        if self._reel.turn(by):
            self._turned()

    def _row(self, index: int) -> int:
        return index // self._across

    def _beside(self, command: Command, index: int) -> int | None:
        """Return the index that a command leads to, or None where it leaves the rack."""
        last = len(self._names) - 1
        if command is Command.DOWN and self._row(index) < self._row(last):
            return min(last, index + self._across)
        steps = {Command.UP: -self._across, Command.NEXT: 1, Command.PREVIOUS: -1}
        target = index + steps.get(command, last + 1)
        return target if 0 <= target <= last else None
