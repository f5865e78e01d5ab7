"""Checking level files: everything that `sandpit check` tells of them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sandpit.errors import LevelError, LibraryError, suggestion
from sandpit.game import Level
from sandpit.game.document import Place, pointer_to, walk
from sandpit.game.ground import MOST_WORK, Ground
from sandpit.library.chapters import CHAPTER_FILE, level_files, read_chapter, read_outline
from sandpit.library.disk import children, is_file, twin
from sandpit.library.doubts import DOUBTS
from sandpit.library.files import read_text
from sandpit.library.findings import Finding, Severity, warning
from sandpit.library.typeface import lacking


def _wrong(file: Path, error: LevelError | LibraryError) -> Finding:
    pointer = error.pointer if isinstance(error, LevelError) else ""
    return Finding(str(file), pointer, error.message, error.cure, Severity.ERROR)


_NO_LEVELS = "there are no level files in this folder"
_WHAT_IS_ONE = "a level is a file whose name ends in .json: `sandpit new` writes one"

SEEDS = 4
"""So many grounds of a level that draws them are looked at."""
NAMED = 8
"""A warning names so many characters, and counts the rest."""
_NEVER_SHOWN = ("$schema", "comment")
"""Members of a file that the game shows nobody."""


def check(paths: list[Path]) -> Iterator[Finding]:
    """Yield findings for each file of these files and folders, as they are read.

    Each file has a verdict, that it is good or what is wrong with it; its warnings come before.
    """
    ids: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        finds = list(level_files(path))
        if not finds:
            yield _wrong(path, LibraryError(_NO_LEVELS, cure=_WHAT_IS_ONE))
        for file, unread in finds:
            if unread is not None:
                yield _wrong(file, unread)
                continue
            yield from _check_file(file)
            if file.name != CHAPTER_FILE and file not in ids[file.stem]:
                ids[file.stem].append(file)
    for id, files in ids.items():
        if len(files) > 1:
            others = ", ".join(str(file) for file in files[1:])
            twice = LibraryError(
                f'the id "{id}" is also that of {others}',
                cure="rename one: a level's id is its file's name without .json",
            )
            yield _wrong(files[0], twice)


def _check_file(path: Path) -> Iterator[Finding]:
    try:
        if path.name == CHAPTER_FILE:
            _check_chapter(path)
        else:
            for found in _check_level(path):
                yield replace(found, file=str(path))
        _check_twins(path)
        for found in _unshown(path):
            yield replace(found, file=str(path))
    except (LevelError, LibraryError) as error:
        yield _wrong(path, error)
    else:
        yield Finding(str(path))


def _unshown(path: Path) -> Iterator[Finding]:
    """Warn of each text with characters that the game's own typeface lacks."""
    for place, text in _texts(json.loads(read_text(path))):
        missing = lacking(text)
        if missing:
            named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:NAMED])
            more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            yield warning(
                f"the game's typeface lacks {named}{more}",
                pointer=pointer_to(place),
                cure="a computer shows them only if it has a font that does; "
                "Latin, Greek and Cyrillic letters are seen everywhere",
            )


def _texts(document: Any) -> Iterator[tuple[Place, str]]:
    """Yield the texts of a file that the game may show, with their places."""
    for place, part in walk(document):
        members = part.items() if isinstance(part, dict) else enumerate(part)
        for key, text in members:
            whole = (*place, key)
            if isinstance(text, str) and whole[0] not in _NEVER_SHOWN:
                yield whole, text


def _check_twins(path: Path) -> None:
    """Raise LevelError where a file, or one that it names, has a twin of other capitals."""
    named: list[tuple[Place, str]] = [((), path.name)]
    named += [
        (place, text) for place, text in _texts(json.loads(read_text(path))) if place[-1] == "file"
    ]
    for place, name in named:
        other = twin(path.with_name(name)) if name == Path(name).name else None
        if other is not None:
            raise LevelError(
                f"{other} lies beside {name}, and on Windows and macOS the two are one file",
                pointer=pointer_to(place),
                cure="rename one of them",
            )


def _check_chapter(path: Path) -> None:
    levels = read_chapter(path).levels
    others = [file for file in children(path.parent) if file.suffix == ".json" and file != path]
    known = [file.stem for file in others if is_file(file)]
    for i, id in enumerate(levels):
        if id not in known:
            raise LevelError(
                f'there is no level "{id}" in this folder',
                pointer=f"/levels/{i}",
                cure=suggestion(id, known, "delete it from the list"),
            )


def _check_level(path: Path) -> Iterator[Finding]:
    """Build the grounds of a few seeds, see that the winning height exists there, and warn.

    All of them together may cost what one may: where they are dear, fewer are built.
    """
    level = read_outline(path)
    first = level.ground(0)
    level.check(first)
    work, cut_short = 0, False
    beyond: list[Finding] = []
    for seed in range(SEEDS if level.draws else 1):
        ground = level.ground(seed) if seed else first
        beyond += _beyond(level, ground)
        work += ground.work
        cut_short |= ground.cut_short and not ground.proven
        if work * (seed + 2) > MOST_WORK * (seed + 1):
            break
    yield from beyond[:1]
    if cut_short:
        yield warning(
            f"the search for the {level.goal} stopped at the limit of its work: there may be a "
            "better place",
            pointer="/surface",
            cure="use fewer axes, terms or rows, or win by a height that you know",
        )
    for doubt in DOUBTS:
        yield from doubt(level, first)


def _beyond(level: Level, ground: Ground) -> Iterator[Finding]:
    """Warn of a winning height that was not found on a ground; raise where it cannot be there."""
    wanted = level.win.height
    best = None if wanted is None else ground.best_height
    if wanted is None or best is None:
        return
    if level.goal.sign * (wanted - best) <= 1e-9 * max(1.0, abs(best)):
        return
    cure = "choose a height that the ground reaches"
    if ground.never_reaches(wanted):
        said = f"nothing wins: the {level.goal} is at height {best:.6g}"
        raise LevelError(said, pointer="/win/height", cure=cure)
    yield warning(
        f"perhaps nothing wins: the best place found is at height {best:.6g}, though nothing "
        "proves that there is no better one",
        pointer="/win/height",
        cure=cure,
    )
