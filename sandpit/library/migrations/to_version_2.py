"""Version 2: several unfinished games a level, so that two windows do not overwrite theirs."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Number the unfinished games: of one level, that of the highest number was played last."""
    connection.execute("ALTER TABLE unfinished RENAME TO unfinished_of_version_1")
    connection.execute(
        """
        CREATE TABLE unfinished (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            level TEXT NOT NULL,
            transcript TEXT NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX unfinished_level ON unfinished (level)")
    connection.execute(
        "INSERT INTO unfinished (level, transcript)"
        " SELECT level, transcript FROM unfinished_of_version_1 ORDER BY rowid"
    )
    connection.execute("DROP TABLE unfinished_of_version_1")
