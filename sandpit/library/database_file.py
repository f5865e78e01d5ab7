"""The file of the saves: opened, brought to the present version, and set aside where it is damaged.

A file of a later version is left as it is, and another is used beside it. Whatever lies beside the
file of the saves under such a name is taken into it when it is opened: what an earlier version
kept there, what a session could not write before it ended, what was rescued from a damaged file.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from glob import escape
from itertools import count
from pathlib import Path

from sandpit.library.disk import is_taken, when_free
from sandpit.library.kept_rows import KeptRows, Statement
from sandpit.library.migrations import MIGRATIONS, Migration, migrate
from sandpit.library.salvage import MAGIC, rows_in

TABLES = {
    "setting": ("name", "value"),
    "game": (
        "id",
        "level",
        "digest",
        "ended",
        "total",
        "stars",
        "dips",
        "outcome",
        "transcript",
    ),
    "unfinished": ("id", "level", "transcript"),
}
"""The tables of the present version with their columns, which a file must have to be used."""

DAMAGE = (sqlite3.Error, UnicodeDecodeError)
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


@dataclass(frozen=True)
class OpenedFile:
    """An open file of the saves, and what its player has to be told of it."""

    connection: sqlite3.Connection
    path: Path
    notice: str = ""


def is_of_the_machine(error: Exception) -> bool:
    """Return whether an error speaks of the machine, as a lock or a full disk, not of the file."""
    if isinstance(error, OSError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _OF_THE_MACHINE


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """Do all that is written within it, or nothing; what is read is of one moment."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def perform(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    """Execute statements in one transaction; raises sqlite3.Error."""
    with transaction(connection):
        for query, values in statements:
            connection.execute(query, values)


def connect(path: Path | str, wait: float) -> sqlite3.Connection:
    """Open a database that waits so many seconds for a lock and begins no transactions itself.

    It syncs before and after the rollback journal is ended, so that what was committed outlasts a
    power cut.
    """
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def open_file(path: Path, wait: float, migrations: Sequence[Migration] = MIGRATIONS) -> OpenedFile:
    """Open the file of the saves, in a folder that is there, or make a new one.

    Raises OSError, or a sqlite3.Error that is of the machine.
    """
    if _version(path) > len(migrations):
        return _opened_beside(path, wait, migrations)
    notice = ""
    try:
        connection = _usable(path, wait, migrations)
    except DAMAGE as error:
        if is_of_the_machine(error):
            raise
        notice = _set_aside(path)
        connection = _usable(path, wait, migrations)
    with suppress(OSError, *DAMAGE):  # what cannot be taken in stays there for the next time
        _take_in(path, connection, wait, len(migrations))
    return OpenedFile(connection, path, notice)


def _opened_beside(path: Path, wait: float, migrations: Sequence[Migration]) -> OpenedFile:
    beside = _beside(path, f"version-{len(migrations)}")
    opened = open_file(beside, wait, migrations)
    notice = (
        "The saved progress is of a newer Sandpit and stays as it is. What you play here is kept "
        f"beside it, and the newer Sandpit takes it in. {opened.notice}"
    )
    return replace(opened, notice=notice.strip())


def write_beside(path: Path, statements: Sequence[Statement]) -> Path:
    """Keep rows in a file of their own beside the saves, to be taken in; return its path.

    Raises OSError or sqlite3.Error.
    """
    beside = _beside(path, _stamp())
    draft = beside.with_name(f".{beside.name}")
    try:
        with closing(connect(draft, 0.0)) as connection:
            migrate(connection)
            perform(connection, statements)
        when_free(lambda: draft.replace(beside))
    finally:
        draft.unlink(missing_ok=True)
    return beside


def _usable(path: Path, wait: float, migrations: Sequence[Migration]) -> sqlite3.Connection:
    """Open a sound file of the present version, an earlier one being brought to it first."""
    if path.is_dir():
        raise sqlite3.DatabaseError("it is a folder")
    connection = connect(path, wait)
    try:
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        if path.stat().st_size < pages * page_size:
            raise sqlite3.DatabaseError("it is cut short")
        migrate(connection, migrations)
        for table, columns in TABLES.items():
            for _ in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                pass  # Texts that are none show only when they are read.
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> str:
    """Rescue what can be read of a damaged file, and rename it; return what is to be told."""
    rescued = KeptRows()
    if path.is_file():
        rescued = KeptRows.of(rows_in(path))
        if statements := rescued.statements():
            # First of all: an end at any later moment loses nothing.
            write_beside(path, statements)
    places = (path.with_name(f"{path.stem}-damaged-{i}{path.suffix}") for i in count(1))
    aside = next(place for place in places if not is_taken(place))
    when_free(lambda: path.replace(aside))
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return (
        f"The saved progress was damaged. Rescued: {rescued}. "
        f"The damaged file is kept as {aside.name}."
    )


def _take_in(path: Path, connection: sqlite3.Connection, wait: float, version: int) -> None:
    """Take what lies beside the saves into them, and remove it once it is there."""
    for beside in sorted(path.parent.glob(f"{escape(path.stem)}-beside-*{path.suffix}")):
        if _version(beside) > version:
            continue
        # Reading it ends what was being written there when its program was killed.
        with closing(connect(beside, wait)) as left:
            left.execute("SELECT count(*) FROM sqlite_master").fetchone()
        games = "SELECT level, digest, ended, total, stars, dips, outcome, transcript FROM game"
        unfinished = connection.execute("SELECT level, transcript FROM unfinished").fetchall()
        here = KeptRows(games=connection.execute(games).fetchall(), unfinished=unfinished)
        found = KeptRows.of(rows_in(beside)).without(here)
        perform(connection, (*found.outgrown(unfinished), *found.statements()))
        when_free(beside.unlink)


def _version(path: Path) -> int:
    """Return the version that a file's heading tells, without opening it; 0 where it has none."""
    try:
        with path.open("rb") as file:
            heading = file.read(64)
    except OSError:
        return 0
    return int.from_bytes(heading[60:64], "big") if heading.startswith(MAGIC) else 0


def _beside(path: Path, mark: str) -> Path:
    return path.with_name(f"{path.stem}-beside-{mark}{path.suffix}")


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
