"""Where things lie: what is shipped with the program, and what belongs to its user."""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from sandpit.errors import LibraryError, SaveError

_PACKAGE = Path(__file__).resolve().parent.parent


def _shipped(name: str) -> Path:
    """Return a shipped folder: inside an installed package, or at the top of a checkout."""
    for root in (_PACKAGE / "data", _PACKAGE.parent):
        if (root / name).is_dir():
            return root / name
    raise LibraryError(
        f"the folder {name} that comes with Sandpit is missing", cure="install Sandpit again"
    )


def shipped_levels() -> Path:
    """Return the folder of the levels that come with Sandpit."""
    return _shipped("levels")


def asset(*parts: str) -> Path:
    """Return the path of a font, sound or picture that comes with Sandpit.

    >>> asset("fonts").is_dir()
    True
    """
    path = _shipped("assets").joinpath(*parts)
    if not path.exists():
        raise LibraryError(f"{path.name} is missing", cure="install Sandpit again")
    return path


def _own() -> Path:
    """Return the user's folder for what this program keeps; raises LibraryError where none is.

    The variable that names its parent on Linux is heeded on every system: a school can keep the
    folder on a disk of its own everywhere, and a test anywhere.
    """
    parent = os.environ.get("XDG_DATA_HOME", "").strip()
    try:
        folder = Path(parent, "sandpit") if parent else user_data_path("sandpit", appauthor=False)
    except (RuntimeError, KeyError):  # of a user without an account
        folder = Path("~")
    if not folder.is_absolute():
        raise LibraryError(
            "this user has no home folder", cure="set HOME or XDG_DATA_HOME to a folder"
        )
    return folder


def shortest(path: Path) -> str:
    """Return a path as people write it: with ~ for their home folder, where they have one."""
    with suppress(RuntimeError, KeyError):
        home = Path.home()
        if path.is_relative_to(home):
            return f"~/{path.relative_to(home).as_posix()}"
    return str(path)


def user_levels() -> Path:
    """Return the folder for the user's own levels, which may not exist yet; raises LibraryError."""
    return _own() / "levels"


def user_games() -> Path:
    """Return the folder for the games that the user saves as files; raises LibraryError."""
    return _own() / "games"


def save_file() -> Path:
    """Return the path of the database with progress and settings; raises SaveError.

    Neither of these paths may exist yet; a user without a home folder has none of them.
    """
    try:
        return _own() / "progress.sqlite3"
    except LibraryError as error:
        raise SaveError(f"progress cannot be saved: {error.message}", cure=error.cure) from None
