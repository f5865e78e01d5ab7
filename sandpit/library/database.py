"""The SQLite file of the saves: its tables, opening it, and setting a damaged one aside."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandpit.errors import SaveError

IN_MEMORY = Path(":memory:")
"""SQLite's own name for a database that no file holds."""

VERSION = 1
"""The version of the tables, kept in the database's `user_version`."""

_TABLES = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS game (
    id INTEGER PRIMARY KEY,
    level TEXT NOT NULL,
    digest TEXT NOT NULL,
    ended TEXT NOT NULL,
    total INTEGER NOT NULL,
    stars INTEGER NOT NULL,
    dips INTEGER NOT NULL,
    outcome TEXT,
    transcript TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS game_level ON game (level);
CREATE TABLE IF NOT EXISTS unfinished (level TEXT PRIMARY KEY, transcript TEXT NOT NULL);
"""

_COLUMNS = (
    "name, value FROM setting",
    "level, digest, ended, total, stars, dips, outcome, transcript FROM game",
    "level, transcript FROM unfinished",
)
"""What a database must have to be used."""

_DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises; sqlite3 stumbles over the bytes in its own messages too."""

_OF_THE_MACHINE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""Errors that say nothing against the file: it is kept where it is."""


class Database:
    """An open database with the tables of the saves.

    A file that is no database, or one of a later version, is set aside under another name and a
    new one begun; `notice` then tells the player. Raises SaveError where none can be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        try:
            if path != IN_MEMORY:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
        except (OSError, *_DAMAGE) as error:
            raise SaveError(
                f"progress cannot be saved in {path}: {error}",
                cure="make the folder writable",
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query; raises SaveError."""
        try:
            return self._connection.execute(query, values).fetchall()
        except _DAMAGE as error:
            raise SaveError(f"the saved progress could not be read: {error}") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Do all that is written within it, or nothing; raises SaveError."""
        try:
            with self._connection:
                yield self._connection
        except _DAMAGE as error:
            raise SaveError(f"progress could not be saved: {error}") from error

    def _open(self) -> sqlite3.Connection:
        if not self.path.is_dir():
            try:
                return _prepared(sqlite3.connect(self.path, timeout=5.0))
            except _DAMAGE as error:
                if _is_of_the_machine(error):
                    raise
                reason = str(error)
        else:
            reason = "it is a folder"
        aside = _set_aside(self.path)
        self.notice = (
            f"The saved progress could not be read ({reason}). "
            f"It was kept as {aside.name}, and a new one begun."
        )
        return _prepared(sqlite3.connect(self.path, timeout=5.0))


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    path.rename(aside)
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return aside


def _is_of_the_machine(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _OF_THE_MACHINE


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables in a new database; raises DatabaseError for a damaged or later one."""
    try:
        connection.execute("PRAGMA synchronous = FULL")
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            script = f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;"
            connection.executescript(script)
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"it is of version {version}, not {VERSION}")
        for columns in _COLUMNS:
            connection.execute(f"SELECT {columns} LIMIT 1").fetchone()
    except _DAMAGE:
        connection.close()
        raise
    return connection
