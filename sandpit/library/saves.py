"""Progress and settings, in one SQLite file that survives a kill at any moment.

Games are kept under the name by which their level is played: the id of a level of the library,
the path of any other file. So a stranger's file touches no shipped level of the same stem, and a
designer who mends a title loses nothing, as he would by the digest.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sandpit.errors import SandpitError
from sandpit.library.database import IN_MEMORY, Database
from sandpit.library.settings import Settings

# The title reads the settings, and does not wait for what only a game needs.
if TYPE_CHECKING:
    from sandpit.game import Score, Transcript


@dataclass(frozen=True)
class Best:
    """The best finished game of a level: its score, stars and dips; how many were finished."""

    total: int
    stars: int
    dips: int
    games: int = 1


class Saves:
    """Progress and settings in a SQLite file.

    What a method has stored is on the disk when it returns. A file that is no database, or one
    of a later version, is set aside under another name and a new one begun; `notice` then tells
    the player. `name` is everywhere what `Library.name_of` calls a level. Raises SaveError where
    the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self.path = path
        self.notice = self._database.notice

    @classmethod
    def in_memory(cls) -> Saves:
        """Return saves that are gone with the program, for when no file can be written."""
        return cls(IN_MEMORY)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def settings(self) -> Settings:
        """Return the stored settings; what is missing or makes no sense has its default."""
        chosen = Settings()
        for name, value in self._database.read("SELECT name, value FROM setting"):
            try:
                chosen = replace(chosen, **{name: json.loads(value)})
            except (TypeError, ValueError):
                continue
        return chosen

    def store_settings(self, settings: Settings) -> None:
        """Store all settings."""
        rows = [(name, json.dumps(value)) for name, value in asdict(settings).items()]
        with self._database.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", rows)

    def record(self, name: str, transcript: Transcript, score: Score) -> None:
        """Store a finished game, and drop the unfinished one of its level."""
        row = (
            name,
            transcript.digest,
            datetime.now(UTC).isoformat(timespec="seconds"),
            score.total,
            score.stars,
            score.dips,
            score.outcome,
            transcript.to_json(),
        )
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO game (level, digest, ended, total, stars, dips, outcome, transcript)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            connection.execute("DELETE FROM unfinished WHERE level = ?", (name,))

    def all_best(self) -> dict[str, Best]:
        """Return the best finished game of every level that has one, by the level's name."""
        rows = self._database.read(
            "SELECT level, total, stars, dips FROM game ORDER BY total, id DESC"
        )
        sound = [row for row in rows if all(isinstance(number, int) for number in row[1:])]
        games = Counter(level for level, *_ in sound)
        return {
            level: Best(total, stars, dips, games[level]) for level, total, stars, dips in sound
        }

    def autosave(self, name: str, transcript: Transcript) -> None:
        """Store a game that goes on, in place of the level's earlier one."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO unfinished VALUES (?, ?)", (name, transcript.to_json())
            )

    def begun(self) -> frozenset[str]:
        """Return the names of the levels that have an unfinished game."""
        rows = self._database.read("SELECT level FROM unfinished")
        return frozenset(level for (level,) in rows if isinstance(level, str))

    def unfinished(self, name: str) -> Transcript | None:
        """Return the level's unfinished game, or None; one that cannot be read is forgotten."""
        rows = self._database.read("SELECT transcript FROM unfinished WHERE level = ?", name)
        if not rows:
            return None
        try:
            from sandpit.game import Transcript

            return Transcript.from_json(str(rows[0][0]))
        except SandpitError:
            self.forget(name)
            return None

    def adopt(self, name: str, id: str, digest: str) -> None:
        """Give a file its own unfinished game back, which earlier versions kept under its stem.

        Nothing is done unless the game kept under `id` is of this very digest, and the file has
        none under its `name` yet.
        """
        kept = self.unfinished(id)
        if kept is None or kept.digest != digest:
            return
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE OR IGNORE unfinished SET level = ? WHERE level = ?", (name, id)
            )

    def forget(self, name: str) -> None:
        """Drop the level's unfinished game."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM unfinished WHERE level = ?", (name,))

    def reset_progress(self) -> None:
        """Drop all games, finished and unfinished; the settings stay."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM game")
            connection.execute("DELETE FROM unfinished")
