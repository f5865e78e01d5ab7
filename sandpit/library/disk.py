"""The one place that asks the disk what lies at a path, with one clear error for its refusals."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandpit.errors import LibraryError


def is_folder(path: Path) -> bool:
    """Return whether a folder lies there; raises LibraryError where the disk does not say."""
    with _asking(path):
        return path.is_dir()


def is_file(path: Path) -> bool:
    """Return whether an ordinary file lies there; raises LibraryError as `is_folder` does."""
    with _asking(path):
        return path.is_file()


def is_link(path: Path) -> bool:
    """Return whether a link lies there; raises LibraryError as `is_folder` does."""
    with _asking(path):
        return path.is_symlink()


def is_taken(path: Path) -> bool:
    """Return whether anything lies there, a link to nowhere too; raises LibraryError."""
    with _asking(path):
        return os.path.lexists(path) or path.exists()


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
    except (OSError, RuntimeError, ValueError):
        return Path(os.path.normpath(path.absolute()))


@contextmanager
def _asking(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise LibraryError(f"{str(path)!r} is no name of a file: {error}") from None
    except (OSError, RuntimeError) as error:  # before Python 3.13 a loop of links is the latter
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise LibraryError(
            f"{path} cannot be read: {said}", cure="may you enter the folders that lead there?"
        ) from None
