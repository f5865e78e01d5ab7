"""Progress and settings, in one SQLite file that survives a kill at any moment."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sandpit.errors import SandpitError, SaveError

# The title reads the settings, and does not wait for what only a game needs.
if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from sandpit.game import Score, Transcript

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


@dataclass(frozen=True)
class Settings:
    """What a player has chosen; every field has a sensible default."""

    theme: Literal["auto", "light", "dark"] = "auto"
    text_scale: float = 1.0
    volume: float = 0.7
    muted: bool = False
    fullscreen: bool = False
    reduced_motion: bool = False
    all_open: bool = False
    player: str = ""


@dataclass(frozen=True)
class Best:
    """The best finished game of a level: its score, stars and dips; how many were finished."""

    total: int
    stars: int
    dips: int
    games: int = 1


@cache
def _checker() -> TypeAdapter[Settings]:
    from pydantic import TypeAdapter

    return TypeAdapter(Settings)


class Saves:
    """Progress and settings in a SQLite file.

    What a method has stored is on the disk when it returns. A file that is no database, or one
    of a later version, is set aside under another name and a new one begun; `notice` then tells
    the player. Raises SaveError where the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
        except (OSError, *_DAMAGE) as error:
            raise SaveError(
                f"progress cannot be saved in {path}: {error}",
                cure="make the folder writable",
            ) from error

    @classmethod
    def in_memory(cls) -> Saves:
        """Return saves that are gone with the program, for when no file can be written."""
        saves = cls.__new__(cls)
        saves.path = Path(":memory:")
        saves.notice = ""
        saves._connection = _prepared(sqlite3.connect(":memory:"))
        return saves

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def settings(self) -> Settings:
        """Return the stored settings; what is missing or makes no sense has its default."""
        rows = self._read("SELECT name, value FROM setting")
        known = {field.name for field in fields(Settings)}
        chosen = Settings()
        for name, value in rows:
            if name not in known:
                continue
            try:
                changed = {**asdict(chosen), name: json.loads(value)}
                chosen = _checker().validate_python(changed)
            except (TypeError, ValueError):
                continue
        return chosen

    def store_settings(self, settings: Settings) -> None:
        """Store all settings."""
        rows = [(name, json.dumps(value)) for name, value in asdict(settings).items()]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", rows)

    def record(self, transcript: Transcript, score: Score) -> None:
        """Store a finished game, and drop the unfinished one of its level."""
        row = (
            transcript.level,
            transcript.digest,
            datetime.now(UTC).isoformat(timespec="seconds"),
            score.total,
            score.stars,
            score.dips,
            score.outcome,
            transcript.to_json(),
        )
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO game (level, digest, ended, total, stars, dips, outcome, transcript)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            connection.execute("DELETE FROM unfinished WHERE level = ?", (transcript.level,))

    def best(self, level: str) -> Best | None:
        """Return the best finished game of a level, or None."""
        return self.all_best().get(level)

    def all_best(self) -> dict[str, Best]:
        """Return the best finished game of every level that has one, by level id."""
        rows = self._read("SELECT level, total, stars, dips FROM game ORDER BY total, id DESC")
        sound = [row for row in rows if all(isinstance(number, int) for number in row[1:])]
        games = Counter(level for level, *_ in sound)
        return {
            level: Best(total, stars, dips, games[level]) for level, total, stars, dips in sound
        }

    def autosave(self, transcript: Transcript) -> None:
        """Store a game that goes on, in place of the level's earlier one."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO unfinished VALUES (?, ?)",
                (transcript.level, transcript.to_json()),
            )

    def unfinished(self, level: str) -> Transcript | None:
        """Return the level's unfinished game, or None; one that cannot be read is forgotten."""
        rows = self._read("SELECT transcript FROM unfinished WHERE level = ?", level)
        if not rows:
            return None
        try:
            from sandpit.game import Transcript

            return Transcript.from_json(str(rows[0][0]))
        except SandpitError:
            self.forget(level)
            return None

    def forget(self, level: str) -> None:
        """Drop the level's unfinished game."""
        with self._writing() as connection:
            connection.execute("DELETE FROM unfinished WHERE level = ?", (level,))

    def reset_progress(self) -> None:
        """Drop all games, finished and unfinished; the settings stay."""
        with self._writing() as connection:
            connection.execute("DELETE FROM game")
            connection.execute("DELETE FROM unfinished")

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except _DAMAGE as error:
            raise SaveError(f"the saved progress could not be read: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
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
        aside = self._set_aside()
        self.notice = (
            f"The saved progress could not be read ({reason}). "
            f"It was kept as {aside.name}, and a new one begun."
        )
        return _prepared(sqlite3.connect(self.path, timeout=5.0))

    def _set_aside(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        self.path.rename(aside)
        for ending in ("-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        return aside


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
