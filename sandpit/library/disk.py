"""The one place that asks the disk what lies at a path, with one clear error for its refusals."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandpit.errors import LibraryError


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


def resolved(path: Path) -> Path:
    """Return where a path leads, its links followed; one that leads nowhere stands for itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # of a loop of links, before Python 3.13
        return Path(os.path.normpath(path.absolute()))


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
    except ValueError as error:
        raise LibraryError(f"{str(path)!r} is no name of a file: {error}") from None
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be read: {error.strerror}", cure="name one that can be"
        ) from None
