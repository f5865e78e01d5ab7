"""Chapters: folders of level files, in playing order."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandpit.errors import LevelError, LibraryError, SandpitError
from sandpit.game import Level
from sandpit.game.document import read_json
from sandpit.game.entries import Line, Prose
from sandpit.game.problems import placed_error
from sandpit.library.disk import children, is_folder, is_link, is_taken, listed
from sandpit.library.files import beside, read_text

CHAPTER_FILE = "chapter.json"


class ChapterFile(BaseModel):
    """What `chapter.json` holds: the chapter's title, a sentence or two, its place, its levels."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[Line, Field(min_length=1, max_length=60)]
    text: Annotated[Prose, Field(max_length=600)] = ""
    order: int | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A level file that was found: its id (the file's stem) and its path; not read yet."""

    id: str
    path: Path

    def load(self) -> Level:
        """Read the level and make its ground; raises LevelError or LibraryError."""
        return read_level(self.path)

    def outline(self) -> Level:
        """Read what the level's file says, without making its ground; raises as `load` does."""
        return read_outline(self.path)


@dataclass(frozen=True)
class Chapter:
    """A folder of levels, in the order in which they are to be played.

    `order` is its place in a course, None where it stands for itself.
    """

    name: str
    title: str
    text: str
    entries: tuple[Entry, ...]
    order: int | None = None


def read_level(path: Path) -> Level:
    """Read a level file; raises LibraryError if it cannot be read, LevelError if it is wrong."""
    return Level.parse(**_content(path))


def read_outline(path: Path) -> Level:
    """Read a level file without making its ground; raises as `read_level` does."""
    return Level.outline(**_content(path))


def _content(path: Path) -> dict[str, Any]:
    """Return what a level is read from, by the names of its readers' parameters."""
    return {
        "text": read_text(path),
        "id": path.stem,
        "source": str(path),
        "read": beside(path),
    }


def level_files(path: Path) -> Iterator[tuple[Path, LibraryError | None]]:
    """Yield a file itself, or every level and chapter file in a folder and below it.

    With it comes None, or what keeps a folder from being read.
    """
    pending = [path]
    while pending:
        here = pending.pop()
        try:
            # A link may lead round in a circle.
            enters = is_folder(here) and (here == path or not is_link(here))
            inner = children(here) if enters else None
            if here == path and inner is None:
                here = path = listed(path)
        except LibraryError as error:
            yield here, error
            continue
        if inner is None if here == path else here.suffix == ".json":
            yield here, None
        pending += reversed(inner or ())


def read_chapter(path: Path) -> ChapterFile:
    """Read a `chapter.json`; raises LibraryError or LevelError."""
    text = read_text(path)
    document = read_json(text, LevelError, source=str(path), longest=100_000)
    try:
        return ChapterFile.model_validate_json(text)
    except ValidationError as error:
        raise placed_error(error, LevelError, document, ChapterFile, str(path)) from None


def find_chapters(root: Path) -> Iterator[tuple[Chapter, SandpitError | None]]:
    """Yield the chapters of a folder, each with what is wrong with its `chapter.json`, if anything.

    They are the folder itself, if levels lie in it, and the folders in it: first those that have
    an `order`, by it, then the others by name. A folder that cannot be read is an empty chapter
    with a problem.
    """
    try:
        inner = children(root)
    except LibraryError as error:
        yield _unreadable(root, error)
        return
    yield from _in_folder(root)
    finds = [find for path in inner for find in _in_place(path)]
    yield from sorted(finds, key=lambda find: inf if find[0].order is None else find[0].order)


def _in_place(path: Path) -> Iterator[tuple[Chapter, SandpitError | None]]:
    try:
        if is_folder(path):
            yield from _in_folder(path)
    except LibraryError as error:
        yield _unreadable(path, error)


def _in_folder(folder: Path) -> Iterator[tuple[Chapter, SandpitError | None]]:
    try:
        inner = children(folder)
    except LibraryError as error:
        yield _unreadable(folder, error)
        return
    files = [path for path in inner if path.suffix == ".json" and path.name != CHAPTER_FILE]
    if files:
        yield _chapter(folder, files)


def _unreadable(folder: Path, problem: LibraryError) -> tuple[Chapter, SandpitError]:
    return Chapter(folder.name, folder.name, "", ()), problem


def _chapter(folder: Path, files: list[Path]) -> tuple[Chapter, SandpitError | None]:
    entries = {path.stem: Entry(path.stem, path) for path in files}
    about = ChapterFile(title=_title(folder))
    problem = None
    try:
        if is_taken(folder / CHAPTER_FILE):
            about = read_chapter(folder / CHAPTER_FILE)
    except SandpitError as error:
        problem = error
    order = dict.fromkeys([*(id for id in about.levels if id in entries), *entries])
    found = tuple(entries[id] for id in order)
    return Chapter(folder.name, about.title, about.text, found, about.order), problem


def _title(folder: Path) -> str:
    return folder.name.replace("-", " ").strip().capitalize()[:60] or "Levels"
