"""Checking level files: everything that `sandpit check` tells of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandpit.errors import LevelError, LibraryError, suggestion
from sandpit.library.chapters import CHAPTER_FILE, level_files, read_chapter, read_level
from sandpit.library.disk import children, is_file


@dataclass(frozen=True)
class Finding:
    """The verdict on one file: where it is wrong and how to mend it; no message if it is good."""

    file: str
    pointer: str = ""
    message: str = ""
    cure: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.message


def check(paths: list[Path]) -> Iterator[Finding]:
    """Yield a finding for each file of these files and folders, as they are read."""
    ids: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        finds = list(level_files(path))
        if not finds:
            yield Finding(str(path), message="there are no level files in this folder")
        for file, unread in finds:
            if unread is not None:
                yield Finding(str(file), message=unread.message, cure=unread.cure)
                continue
            yield _check_file(file)
            if file.name != CHAPTER_FILE and file not in ids[file.stem]:
                ids[file.stem].append(file)
    for id, files in ids.items():
        if len(files) > 1:
            others = ", ".join(str(file) for file in files[1:])
            yield Finding(
                str(files[0]),
                message=f'the id "{id}" is also that of {others}',
                cure="rename one: a level's id is its file's name without .json",
            )


def _check_file(path: Path) -> Finding:
    try:
        if path.name == CHAPTER_FILE:
            _check_chapter(path)
        else:
            _check_level(path)
    except LevelError as error:
        return Finding(str(path), error.pointer, error.message, error.cure)
    except LibraryError as error:
        return Finding(str(path), "", error.message, error.cure)
    return Finding(str(path))


def _check_chapter(path: Path) -> None:
    levels = read_chapter(path).levels
    others = [file for file in children(path.parent) if file.suffix == ".json" and file != path]
    known = [file.stem for file in others if is_file(file)]
    for i, id in enumerate(levels):
        if id not in known:
            raise LevelError(
                f'there is no level "{id}" in this folder',
                pointer=f"/levels/{i}",
                cure=suggestion(id, known, "take it away"),
            )


def _check_level(path: Path) -> None:
    """Build the grounds of a few seeds and see that the winning height exists there."""
    level = read_level(path)
    for seed in range(4 if level.draws else 1):
        ground = level.ground(seed)
        wanted = level.win.height
        best = None if wanted is None else ground.best_height
        if wanted is None or best is None:
            continue
        if level.goal.sign * (wanted - best) > 1e-9 * max(1.0, abs(best)):
            raise LevelError(
                f"nothing wins: the {level.goal} is at height {best:.6g}",
                pointer="/win/height",
                cure="ask for a height that the ground has",
            )
