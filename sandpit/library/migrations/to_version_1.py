"""Version 1: settings, finished games, and one unfinished game a level."""

import sqlite3


def migrate(connection: sqlite3.Connection) -> None:
    """Make the first tables in a database that has none."""
    connection.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute(
        """
        CREATE TABLE game (
            id INTEGER PRIMARY KEY,
            level TEXT NOT NULL,
            digest TEXT NOT NULL,
            ended TEXT NOT NULL,
            total INTEGER NOT NULL,
            stars INTEGER NOT NULL,
            dips INTEGER NOT NULL,
            outcome TEXT,
            transcript TEXT NOT NULL
        )
        """
    )
    connection.execute("CREATE INDEX game_level ON game (level)")
    connection.execute("CREATE TABLE unfinished (level TEXT PRIMARY KEY, transcript TEXT NOT NULL)")
