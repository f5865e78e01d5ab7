"""Where things lie: what is shipped with the program, and what belongs to its user."""

from pathlib import Path

from platformdirs import PlatformDirs

from sandpit.errors import LibraryError

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


def _directories() -> PlatformDirs:
    return PlatformDirs("sandpit", appauthor=False)


def user_levels() -> Path:
    """Return the folder for the user's own levels; it may not exist yet."""
    return _directories().user_data_path / "levels"


def user_games() -> Path:
    """Return the folder for the games that the user has saved as files; it may not exist yet."""
    return _directories().user_data_path / "games"


def save_file() -> Path:
    """Return the path of the database with progress and settings; it may not exist yet."""
    return _directories().user_data_path / "progress.sqlite3"
