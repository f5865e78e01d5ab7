"""Finding levels: the shipped ones, the user's own, and any path."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sandpit.errors import LibraryError, SandpitError
from sandpit.game import Level
from sandpit.library.chapters import Chapter, Entry, find_chapters, read_level
from sandpit.library.places import shipped_levels, user_levels


@dataclass(frozen=True)
class Library:
    """The levels of some folders; an earlier folder's level hides a later one's of the same id.

    `problems` tells of chapters that could not be read and of levels that are hidden: the other
    levels can be played nevertheless.

    >>> "lost-phone" in Library.default().ids()
    True
    """

    chapters: tuple[Chapter, ...]
    problems: tuple[SandpitError, ...] = ()

    @classmethod
    def of(cls, *roots: Path) -> "Library":
        """Find the levels of these folders; raises LibraryError for one that is no folder."""
        for root in roots:
            if not root.is_dir():
                raise LibraryError(f"there is no folder {root}", cure="check the spelling")
        finds = [find for root in roots for find in find_chapters(root)]
        chapters, hidden = _unhidden([chapter for chapter, _ in finds])
        problems = [problem for _, problem in finds if problem is not None]
        return cls(tuple(chapters), (*problems, *hidden))

    @classmethod
    def default(cls, *extra: Path) -> "Library":
        """Find the shipped levels, the user's own, and those of `extra` folders."""
        own = user_levels()
        return cls.of(shipped_levels(), *([own] if own.is_dir() else []), *extra)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for chapter in self.chapters for entry in chapter.entries}

    def ids(self) -> tuple[str, ...]:
        """Return every level's id, in playing order."""
        return tuple(self._by_id)

    def entries(self) -> tuple[Entry, ...]:
        """Return every level found, in playing order."""
        return tuple(self._by_id.values())

    def find(self, id: str) -> Entry:
        """Return the level of this id; raises LibraryError with the nearest known one."""
        if id not in self._by_id:
            near = difflib.get_close_matches(id, self._by_id, n=1)
            cure = f'did you mean "{near[0]}"?' if near else "`sandpit levels` lists them all"
            raise LibraryError(f'there is no level "{id}"', cure=cure)
        return self._by_id[id]

    def load(self, name: str) -> Level:
        """Read the level that `name` means: a path to a file, or the id of a level here.

        Raises LibraryError where there is none, LevelError where it is wrong.
        """
        if _looks_like_path(name):
            return read_level(Path(name))
        return self.find(name).load()

    def after(self, id: str) -> Entry | None:
        """Return the level that follows the one of this id, or None after the last."""
        order = self.ids()
        place = order.index(id) + 1 if id in order else len(order)
        return self._by_id[order[place]] if place < len(order) else None


def load_level(name: str | Path) -> Level:
    """Read a level: `name` is a path, or the id of a shipped level or of one of the user's own.

    Raises LibraryError where there is none, LevelError where it is wrong.
    """
    if isinstance(name, Path) or _looks_like_path(name):
        return read_level(Path(name))
    return Library.default().load(name)


def _looks_like_path(name: str) -> bool:
    return name.endswith(".json") or "/" in name or "\\" in name


def _unhidden(chapters: Iterable[Chapter]) -> tuple[list[Chapter], list[LibraryError]]:
    """Return the chapters without levels that an earlier one hides, and a word on each of these."""
    seen: dict[str, Entry] = {}
    kept, problems = [], []
    for chapter in chapters:
        for entry in chapter.entries:
            first = seen.setdefault(entry.id, entry)
            if first.path.resolve() != entry.path.resolve():
                problems.append(
                    LibraryError(
                        f"{entry.path} is hidden by {first.path}, a level of the same id",
                        cure="give the file another name",
                    )
                )
        entries = tuple(entry for entry in chapter.entries if seen[entry.id] is entry)
        if entries:
            kept.append(replace(chapter, entries=entries))
    return kept, problems
