"""The versions of the saves' tables: one function a version, in the order in which they came.

A new file goes through all of them, an older one through those that it lacks: so both end with
the same tables. To change a table, write `to_version_N.py` with a `migrate`, add a line here, and
keep a file of the new version in `tests/library/databases`.
"""

import sqlite3
from collections.abc import Callable, Sequence

from sandpit.library.migrations import to_version_1, to_version_2

Migration = Callable[[sqlite3.Connection], None]
"""Changes the tables from one version to the next, within a transaction that is already open."""

MIGRATIONS: tuple[Migration, ...] = (
    to_version_1.migrate,
    to_version_2.migrate,
)
"""What leads to version 1, to version 2 and so on."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database's tables; 0 for a new one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables to the last version, all the way or not at all; raises sqlite3.Error.

    The connection must be one that begins no transactions by itself.
    """
    if version_of(connection) >= len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another window may have come first.
        for migration in migrations[version_of(connection) :]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
