"""The one place that asks the disk what lies at a path, with one clear error for its refusals."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

from sandpit.errors import LibraryError

Answer = TypeVar("Answer")

WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries at a file that is held: a scanner has looked through one in less."""

_HELD = frozenset({5, 32, 33})
"""Windows' numbers for an access denied, a sharing violation and a lock violation."""


def is_folder(path: Path) -> bool:
    """Return whether a folder lies there; raises LibraryError where the disk does not say."""
    return stat.S_ISDIR(_mode(path))


def is_file(path: Path) -> bool:
    """Return whether an ordinary file lies there; raises LibraryError as `is_folder` does."""
    return stat.S_ISREG(_mode(path))


def is_link(path: Path) -> bool:
    """Return whether a link lies there; raises LibraryError as `is_folder` does."""
    return stat.S_ISLNK(_mode(path, follow=False))


def is_taken(path: Path) -> bool:
    """Return whether anything lies there, a link to nowhere too; raises LibraryError."""
    return _mode(path, follow=False) != 0


def children(folder: Path) -> list[Path]:
    """Return what lies in a folder and is not hidden, in the order of the names.

    Raises LibraryError for a folder that cannot be read.
    """
    with _asking(folder):
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def listed(path: Path) -> Path:
    """Return a path with its last name as the folder lists it.

    Some systems open `data.csv` for `Data.csv`, and some take an accent for the same whether it is
    a character of its own or not: here capitals always count, and the kind of accent never does.
    Raises LibraryError where only a name with other capitals is there. What the folder does not
    list, or one that cannot be read, is left to whoever opens the file.
    """
    wanted = _composed(path.name)
    names = [] if path.name in ("", "..") else _names(path.parent)
    alike = [name for name in names if _composed(name).casefold() == wanted.casefold()]
    if not alike or path.name in alike:
        return path
    for name in alike:
        if _composed(name) == wanted:
            return path.with_name(name)
    raise LibraryError(
        f"there is no file {path.name} there, but {alike[0]}",
        cure="capitals count on every system: write its name as it is",
    )


def twin(path: Path) -> str | None:
    """Return the name in a file's folder that differs from its own by case only, or None."""
    alike = (name for name in _names(path.parent) if name.casefold() == path.name.casefold())
    return next((name for name in sorted(alike) if name != path.name), None)


def when_free(do: Callable[[], Answer]) -> Answer:
    """Do something to a file, again after short waits while another program holds it.

    On Windows a virus scanner, or a client that syncs, keeps others from replacing a file for a
    moment. Raises OSError where that lasts, or at once for any other reason.
    """
    for wait in WAITS:
        try:
            return do()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
        time.sleep(wait)
    return do()


def resolved(path: Path) -> Path:
    """Return where a path leads, its links followed; one that leads nowhere stands for itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # of a loop of links, before Python 3.13
        return Path(os.path.normpath(path.absolute()))


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except (OSError, ValueError):
        return []


def _composed(name: str) -> str:
    return normalize("NFC", name)


def _mode(path: Path, *, follow: bool = True) -> int:
    """Return what lies at a path as `stat` has it, 0 where nothing does or a link leads nowhere."""
    with _asking(path):
        try:
            return path.stat(follow_symlinks=follow).st_mode
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                raise
    return 0


@contextmanager
def _asking(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError:  # of a null, or half a surrogate pair
        raise LibraryError(f"{str(path)!r} is not a valid file name", cure="name another") from None
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be read: {error.strerror}", cure="make it readable, or name another"
        ) from None
