"""The saves while the game runs: in memory and in their file, whose locks hold nobody up."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sandpit.errors import SaveError
from sandpit.library.database_file import (
    DAMAGE,
    TABLES,
    OpenedFile,
    connect,
    is_of_the_machine,
    open_file,
    perform,
    transaction,
    write_beside,
)
from sandpit.library.kept_rows import KeptRows, Statement
from sandpit.library.migrations import MIGRATIONS, Migration, migrate

IN_MEMORY = Path(":memory:")
"""SQLite's own name for a database that no file holds."""

FIRST_WAIT = 0.04
"""Seconds to wait for a lock, at the beginning of a write and again at its end.

Another window is done in less; a dip that waits longer is felt."""

LAST_WAIT = 2.0
"""Seconds to wait for a lock when the file is opened or closed."""

PATIENCE = 3.0
"""Seconds for which writes may be kept in memory before the player is told."""

_AT_ONCE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY})
"""What does not pass by itself, and so is told at once."""


class Database:
    """The tables of the saves: all of them in memory, and in a file where there is one.

    What is written is on the disk when `write` returns, unless the file is locked: then it waits
    in memory, in order, and `retry` or the next write puts it there. `notice` is what the player
    has to be told of the file as it was found. Raises SaveError where none can be opened.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self.notice = ""
        self._migrations = migrations
        self._memory = connect(":memory:", 0.0)
        migrate(self._memory, migrations)
        self._pending: list[Statement] = []
        self._since: float | None = None
        self._reason = ""
        self._file: OpenedFile | None = None
        self._identity = (0, 0)
        self._seen: tuple[int, tuple[int, int]] | None = None
        try:
            if path != IN_MEMORY:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._load(self._open(LAST_WAIT))
        except (OSError, *DAMAGE) as error:
            if not (is_of_the_machine(error) and path.is_file()):
                raise SaveError(
                    f"progress cannot be saved in {path}: {error}",
                    cure="make the folder writable",
                ) from error
            self._wait_for(error)
            self.notice = (
                f"The saved progress cannot be reached yet ({error}). As soon as it can, it is "
                "there again, and what you play now is added."
            )

    @property
    def waiting(self) -> bool:
        """Whether anything waits in memory for the file."""
        return bool(self._pending)

    @property
    def trouble(self) -> str:
        """What the player has to know of writes that have waited for long, or nothing."""
        if self._since is None or time.monotonic() - self._since < PATIENCE:
            return ""
        return f"progress is not on the disk yet ({self._reason}); it is kept and tried again"

    def read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, of other windows too; raises SaveError."""
        self._catch_up()
        try:
            return self._memory.execute(query, values).fetchall()
        except DAMAGE as error:
            raise SaveError(f"the saved progress could not be read: {error}") from error

    def write(self, *statements: Statement) -> None:
        """Do all of these or nothing; raises SaveError where the file cannot take them.

        Even then they are kept in memory, and tried again.
        """
        try:
            perform(self._memory, statements)
        except DAMAGE as error:
            raise SaveError(f"progress could not be saved: {error}") from error
        if self.path != IN_MEMORY:
            self._pending.extend(statements)
            self._flush(0.0 if self._since is not None else FIRST_WAIT)

    def retry(self) -> None:
        """Write what waits, if the file can be had at this moment; raises SaveError as `write`."""
        if self._pending:
            self._flush(0.0)

    def close(self) -> None:
        """Write what waits, if need be into a file beside, and close; raises SaveError."""
        try:
            with suppress(SaveError):  # what the file does not take goes beside it
                if self._pending:
                    self._flush(LAST_WAIT)
            if self._pending:
                write_beside(self.path, self._pending)
        except (OSError, *DAMAGE) as error:
            raise SaveError(f"the last progress could not be saved: {error}") from error
        finally:
            self._memory.close()
            if self._file is not None:
                self._file.connection.close()

    def _open(self, wait: float) -> OpenedFile:
        file = open_file(self.path, wait, self._migrations)
        self._file, self._identity = file, _identity(file.path)
        self.notice = file.notice
        return file

    def _opened(self, wait: float) -> OpenedFile:
        """Return the file as it lies on the disk now: another may have been put in its place."""
        if self._file is None:
            return self._open(wait)
        if _identity(self._file.path) != self._identity:
            # All that is known goes beside the new file, which takes in what it lacks.
            known = self._known()
            if self._file.path.exists():
                known = replace(known, settings={})
            write_beside(self._file.path, known.statements())
            self._pending.clear()
            self._file.connection.close()
            self._file = None
            return self._open(wait)
        self._file.connection.execute(f"PRAGMA busy_timeout = {round(1000 * wait)}")
        return self._file

    def _known(self) -> KeptRows:
        """Return the rows in memory."""
        settings, games, unfinished = (_all_of(self._memory, table) for table in TABLES)
        return KeptRows(dict(settings), [row[1:] for row in games], [row[1:] for row in unfinished])

    def _flush(self, wait: float) -> None:
        try:
            file = self._opened(wait)
            if self._pending:
                perform(file.connection, self._pending)
                self._pending.clear()
        except (OSError, *DAMAGE) as error:
            self._wait_for(error)
            if not _passes(error):
                raise SaveError(f"progress could not be saved: {error}") from error
        else:
            self._since = None

    def _wait_for(self, error: Exception) -> None:
        self._since = time.monotonic() if self._since is None else self._since
        self._reason = str(error)

    def _catch_up(self) -> None:
        """Bring into memory what other windows have written, if the file can be had."""
        if self.path == IN_MEMORY:
            return
        wait = 0.0 if self._since is not None else FIRST_WAIT
        with suppress(SaveError, OSError, *DAMAGE):
            self._flush(wait)
            if not self._pending:
                self._load(self._opened(wait))

    def _load(self, file: OpenedFile) -> None:
        """Take the file's rows into memory, unless they are as they were last seen."""
        (version,) = file.connection.execute("PRAGMA data_version").fetchone()
        seen = (version, self._identity)
        if seen == self._seen:
            return
        with transaction(file.connection, "DEFERRED"):
            rows = {table: _all_of(file.connection, table) for table in TABLES}
        with transaction(self._memory):
            for table, columns in TABLES.items():
                marks = ", ".join("?" * len(columns))
                self._memory.execute(f"DELETE FROM {table}")
                self._memory.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
        self._seen = seen


def _all_of(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = ", ".join(TABLES[table])
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another of the same name; zeros where there is none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_dev, status.st_ino


def _passes(error: Exception) -> bool:
    """Return whether an error passes by itself, as a lock that another program holds."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return is_of_the_machine(error) and code not in _AT_ONCE
