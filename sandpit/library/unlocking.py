"""Which levels are open, and which comes next: gently, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandpit.library.chapters import Chapter, Entry
    from sandpit.library.saves import Best

TRIES = 3
"""After so many games a level counts as done, won or not: nobody is held up for good."""


@dataclass(frozen=True)
class Lock:
    """What opens a level: to be done with the level `level` or, with `chapter`, half of that."""

    level: str = ""
    chapter: str = ""


def is_done(best: Best | None) -> bool:
    """Return whether a level has been won, or tried three times."""
    return best is not None and (best.stars > 0 or best.games >= TRIES)


@dataclass(frozen=True)
class Progression:
    """A player's way through the levels: the one rule for every screen that opens some.

    A level opens when the one before it is won or tried three times. The first level of a chapter
    opens when half of the chapter before is done so; if the chapter does not follow it in a
    course, at once. What has been played stays open, be it to its end (`bests`) or not (`begun`,
    the names of levels with an unfinished game). A level that cannot be read holds nobody up;
    `readable` is asked of each level that would. With `all_open` nothing is locked.
    """

    chapters: tuple[Chapter, ...]
    bests: Mapping[str, Best]
    begun: frozenset[str] = frozenset()
    all_open: bool = False
    readable: Callable[[Entry], bool] = lambda _: True

    def lock(self, id: str) -> Lock | None:
        """Return what opens the level of this id; None where it is open. KeyError if unknown."""
        chapter, place = self._places[id]
        if self.all_open or id in self.bests or id in self.begun:
            return None
        entries = self.chapters[chapter].entries
        if place > 0:
            before = entries[place - 1]
            return None if self._is_done(before) else Lock(level=before.id)
        earlier = self.chapters[chapter - 1] if chapter > 0 else None
        if earlier is None or not _follows(self.chapters[chapter], earlier):
            return None
        half_done = 2 * sum(map(self._is_done, earlier.entries)) >= len(earlier.entries)
        return None if half_done else Lock(chapter=earlier.title)

    def after(self, name: str) -> Entry | None:
        """Return the level to go on with after the one of this name, if it is open.

        It is the next that can be read. None where that one is locked, after the last, and for a
        file that is none of these levels.
        """
        ids = list(self._places)
        rest = self._entries[ids.index(name) + 1 :] if name in self._places else ()
        following = next(filter(self.readable, rest), None)
        return following if following is not None and self.lock(following.id) is None else None

    @property
    def current(self) -> Entry | None:
        """The level to offer first: the first that is open, can be read and is not won yet.

        Where all are won it is the first of all; None where there are no levels.
        """
        for entry in self._entries:
            best = self.bests.get(entry.id)
            unwon = best is None or best.stars == 0
            if unwon and self.lock(entry.id) is None and self.readable(entry):
                return entry
        return self._entries[0] if self._entries else None

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """The chapter of each level, by its number, and the level's place in it, by its id."""
        return {
            entry.id: (number, place)
            for number, chapter in enumerate(self.chapters)
            for place, entry in enumerate(chapter.entries)
        }

    def _is_done(self, entry: Entry) -> bool:
        return is_done(self.bests.get(entry.id)) or not self.readable(entry)


def _follows(chapter: Chapter, earlier: Chapter) -> bool:
    return chapter.order is not None and earlier.order is not None and earlier.order < chapter.order
