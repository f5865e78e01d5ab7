"""Which control has the focus, and where it goes by Tab or by an arrow."""

from collections.abc import Sequence
from typing import Protocol

from pygame import Rect

from sandpit.desktop.bindings import Command

_WAYS = {
    Command.UP: (0, -1),
    Command.DOWN: (0, 1),
    Command.LEFT: (-1, 0),
    Command.RIGHT: (1, 0),
}


class Focusable(Protocol):
    """What can have the focus: it has a place, a name, and may be switched off."""

    name: str
    rect: Rect

    @property
    def enabled(self) -> bool:
        """Whether it can be used now."""


class FocusRing:
    """The controls of a scene in their Tab order, one of them in focus."""

    def __init__(self) -> None:
        self._items: tuple[Focusable, ...] = ()
        self._name = ""

    def fill(self, items: Sequence[Focusable], start: str = "") -> None:
        """Take new controls; the focus stays on the same name, or goes to `start`, or the first."""
        self._items = tuple(items)
        names = [item.name for item in self._usable()]
        for name in (self._name, start, *names):
            if name in names:
                self._name = name
                return

    @property
    def current(self) -> Focusable | None:
        """The control in focus; None when there is none that can be used."""
        usable = self._usable()
        for item in usable:
            if item.name == self._name:
                return item
        return usable[0] if usable else None

    def set(self, name: str) -> None:
        """Put the focus on the control called `name`."""
        self._name = name

    def turn(self, by: int) -> None:
        """Move the focus `by` places along the Tab order, round and round."""
        usable, current = self._usable(), self.current
        if current is not None:
            self._name = usable[(usable.index(current) + by) % len(usable)].name

    def move(self, command: Command) -> bool:
        """Move the focus to the nearest control in a direction; False if there is none."""
        current = self.current
        if current is None or command not in _WAYS:
            return False
        way = _WAYS[command]
        ahead = [
            (_distance(current.rect, item.rect, way), index)
            for index, item in enumerate(self._usable())
            if item is not current and _is_ahead(current.rect, item.rect, way)
        ]
        if not ahead:
            return False
        self._name = self._usable()[min(ahead)[1]].name
        return True

    def _usable(self) -> list[Focusable]:
        return [item for item in self._items if item.enabled]


def _is_ahead(here: Rect, there: Rect, way: tuple[int, int]) -> bool:
    """Tell whether `there` lies wholly beyond the middle of `here`, that way."""
    if way[0]:
        return (there.centerx - here.centerx) * way[0] > here.width / 2
    return (there.centery - here.centery) * way[1] > here.height / 2


def _distance(here: Rect, there: Rect, way: tuple[int, int]) -> float:
    """Return how far a control is: the gap ahead, and dearer the gap aside."""
    across = max(here.left - there.right, there.left - here.right, 0)
    along = max(here.top - there.bottom, there.top - here.bottom, 0)
    if way[0]:
        return across + 4 * along + 0.1 * abs(there.centery - here.centery)
    return along + 4 * across + 0.1 * abs(there.centerx - here.centerx)
