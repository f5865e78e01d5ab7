"""Finding levels: the shipped ones, the user's own, and any path."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sandpit.errors import LibraryError, SandpitError, suggestion
from sandpit.game import Level
from sandpit.library.chapters import Chapter, Entry, find_chapters, read_level
from sandpit.library.disk import is_folder, listed, resolved
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
            if not is_folder(root):
                raise LibraryError(f"there is no folder {root}", cure="check the spelling")
        finds = [find for root in roots for find in find_chapters(root)]
        chapters, hidden = _unhidden([chapter for chapter, _ in finds])
        problems = [problem for _, problem in finds if problem is not None]
        return cls(tuple(chapters), (*problems, *hidden))

    @classmethod
    def default(cls, *extra: Path) -> "Library":
        """Find the shipped levels, the user's own, and those of `extra` folders."""
        own, locked = _own_levels()
        library = cls.of(shipped_levels(), *own, *extra)
        return replace(library, problems=(*locked, *library.problems))

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for chapter in self.chapters for entry in chapter.entries}

    def ids(self) -> tuple[str, ...]:
        """Return every level's id, in playing order."""
        return tuple(self._by_id)

    def find(self, id: str) -> Entry:
        """Return the level of this id; raises LibraryError with the nearest known one."""
        if id not in self._by_id:
            cure = suggestion(id, self._by_id, "`sandpit levels` lists them all")
            raise LibraryError(f'there is no level "{id}"', cure=cure)
        return self._by_id[id]

    def load(self, name: str) -> Level:
        """Read the level that `name` means: a path to a file, or the id of a level here.

        Raises LibraryError where there is none, LevelError where it is wrong.
        """
        if _looks_like_path(name):
            return read_level(listed(Path(name)))
        return self.find(name).load()

    def name_of(self, level: Level) -> str:
        """Return what a level is played by: its id, or its path where it is none of these levels.

        A file elsewhere is another level than the one of the same id here, unless the two are
        alike to the last value.
        """
        entry = self._by_id.get(level.id)
        if not level.source or (entry is not None and _is_same(entry, level)):
            return level.id
        return str(resolved(Path(level.source)))


def load_level(name: str | Path) -> Level:
    """Read a level: `name` is a path, or the id of a shipped level or of one of the user's own.

    Raises LibraryError where there is none, LevelError where it is wrong.
    """
    if isinstance(name, Path) or _looks_like_path(name):
        return read_level(listed(Path(name)))
    return Library.default().load(name)


def _is_same(entry: Entry, level: Level) -> bool:
    if resolved(entry.path) == resolved(Path(level.source)):
        return True
    try:
        return entry.outline().is_alike(level)
    except SandpitError:
        return False


def _own_levels() -> tuple[list[Path], list[SandpitError]]:
    """Return the folder of the user's own levels if there is one, or why it cannot be read."""
    try:
        own = user_levels()
    except LibraryError:  # whoever has no home folder has no levels in it
        return [], []
    try:
        return [own] if is_folder(own) else [], []
    except LibraryError as error:
        return [], [error]


def _looks_like_path(name: str) -> bool:
    return name.endswith(".json") or "/" in name or "\\" in name


def _unhidden(chapters: Iterable[Chapter]) -> tuple[list[Chapter], list[LibraryError]]:
    """Return the chapters without levels that an earlier one hides, and a word on each of these."""
    seen: dict[str, Entry] = {}
    kept, problems = [], []
    for chapter in chapters:
        for entry in chapter.entries:
            first = seen.setdefault(entry.id, entry)
            if resolved(first.path) != resolved(entry.path):
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
