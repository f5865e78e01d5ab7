"""Finding and reading levels: the shipped ones, the user's own, and any path."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandpit.errors import LevelError, LibraryError
from sandpit.game import Level
from sandpit.game.document import read_json
from sandpit.game.problems import level_error
from sandpit.library.files import read_text
from sandpit.library.places import shipped_levels, user_levels

CHAPTER_FILE = "chapter.json"


class ChapterFile(BaseModel):
    """What `chapter.json` holds: the chapter's title and a sentence or two about it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1, max_length=60)]
    text: Annotated[str, Field(max_length=600)] = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A level file that was found: its id (the file's stem) and its path; not read yet."""

    id: str
    path: Path

    def load(self) -> Level:
        """Read the level; raises LevelError or LibraryError."""
        return read_level(self.path)


@dataclass(frozen=True)
class Chapter:
    """A folder of levels, in the order in which they are to be played."""

    name: str
    title: str
    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Library:
    """The levels of some folders; an earlier folder's level hides a later one's of the same id.

    >>> "lost-phone" in Library.default().ids()
    True
    """

    chapters: tuple[Chapter, ...]
    _by_id: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Entry] = {}
        for entry in (entry for chapter in self.chapters for entry in chapter.entries):
            by_id.setdefault(entry.id, entry)
        object.__setattr__(self, "_by_id", by_id)

    @classmethod
    def of(cls, *roots: Path) -> "Library":
        """Find the levels of these folders; raises LibraryError for one that is no folder."""
        return cls(tuple(chapter for root in roots for chapter in _chapters(root)))

    @classmethod
    def default(cls, *extra: Path) -> "Library":
        """Find the shipped levels, the user's own, and those of `extra` folders."""
        own = user_levels()
        return cls.of(shipped_levels(), *([own] if own.is_dir() else []), *extra)

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


def read_level(path: Path) -> Level:
    """Read a level file; raises LibraryError if it cannot be read, LevelError if it is wrong."""
    return Level.parse(read_text(path), id=path.stem, source=str(path))


def level_files(path: Path) -> Iterator[Path]:
    """Yield a file itself, or every level and chapter file in a folder and below it."""
    if not path.is_dir():
        yield path
        return
    yield from sorted(found for found in path.rglob("*.json") if not _is_hidden(found, path))


def read_chapter(path: Path) -> ChapterFile:
    """Read a `chapter.json`; raises LibraryError or LevelError."""
    text = read_text(path)
    document = read_json(text, LevelError, source=str(path), longest=100_000)
    try:
        return ChapterFile.model_validate_json(text)
    except ValidationError as error:
        raise level_error(error, document, ChapterFile, str(path)) from None


def _looks_like_path(name: str) -> bool:
    return name.endswith(".json") or "/" in name or "\\" in name


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _chapters(root: Path) -> Iterator[Chapter]:
    """Yield the chapters of a folder: the folder itself if levels lie in it, and its folders."""
    if not root.is_dir():
        raise LibraryError(f"there is no folder {root}", cure="check the spelling")
    folders = sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] != ".")
    for folder in (root, *folders):
        files = sorted(path for path in folder.glob("*.json") if path.name != CHAPTER_FILE)
        if files:
            yield _chapter(folder, files)


def _chapter(folder: Path, files: Iterable[Path]) -> Chapter:
    entries = {path.stem: Entry(path.stem, path) for path in files}
    about = ChapterFile(title=folder.name.replace("-", " ").strip().capitalize() or "Levels")
    if (folder / CHAPTER_FILE).is_file():
        about = read_chapter(folder / CHAPTER_FILE)
    order = [id for id in about.levels if id in entries]
    order += [id for id in entries if id not in about.levels]
    return Chapter(folder.name, about.title, about.text, tuple(entries[id] for id in order))
