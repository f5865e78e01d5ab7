"""Progress and settings, in one SQLite file that survives a kill at any moment.

Games are kept under the name by which their level is played: the id of a level of the library,
the path of any other file. So a stranger's file touches no shipped level of the same stem, and a
designer who mends a title loses nothing, as he would by the digest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sandpit.errors import SandpitError
from sandpit.library.database import IN_MEMORY, Database
from sandpit.library.kept_rows import (
    ADD_GAME,
    ADD_SETTING,
    ADD_UNFINISHED,
    DROP_UNFINISHED,
    Statement,
)
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


@dataclass(frozen=True)
class KeptGame:
    """An unfinished game, and the JSON as it is stored: maybe by an earlier version."""

    transcript: Transcript
    text: str


class Saves:
    """Progress and settings in a SQLite file.

    What a method has stored is on the disk when it returns; while another program holds the file,
    it waits in memory, and `retry`, the next method or `close` puts it there. What can be read of
    a damaged file goes into a new one, and the damaged one is set aside; a file of a later version
    is left as it is, and another used beside it. `notice` then tells the player. `name` is
    everywhere what `Library.name_of` calls a level. Raises SaveError where the folder cannot be
    written.

    Several windows may use one file. Each names the states of its own game that it replaces, by
    their JSON, and so touches no game that another window has gone on with.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._settings = self.settings()
        self.path = path
        self.notice = self._database.notice

    @classmethod
    def in_memory(cls) -> Saves:
        """Return saves that are gone with the program, for when no file can be written."""
        return cls(IN_MEMORY)

    def close(self) -> None:
        """Write what waits, and close the file; raises SaveError where it cannot be written."""
        self._database.close()

    @property
    def waiting(self) -> bool:
        """Whether anything waits to be written."""
        return self._database.waiting

    @property
    def trouble(self) -> str:
        """What the player has to know of something that has waited for long, or nothing."""
        return self._database.trouble

    def retry(self) -> None:
        """Write what waits, if it can be done at this moment."""
        self._database.retry()

    def settings(self) -> Settings:
        """Return the stored settings; what is missing or makes no sense has its default."""
        chosen = Settings()
        for name, value in self._database.read("SELECT name, value FROM setting"):
            try:
                chosen = replace(chosen, **{name: json.loads(value)})
            except (TypeError, ValueError):
                continue
        self._settings = chosen
        return chosen

    def store_settings(self, settings: Settings) -> None:
        """Store what differs from the settings that were last read or stored here.

        What another window has chosen meanwhile stays.
        """
        before, self._settings = asdict(self._settings), settings
        changed = {name: new for name, new in asdict(settings).items() if new != before[name]}
        self._write(*[(ADD_SETTING, (name, json.dumps(new))) for name, new in changed.items()])

    def record(
        self, name: str, transcript: Transcript, score: Score, before: Collection[str] = ()
    ) -> None:
        """Store a finished game, and drop what `before` names of its unfinished states."""
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
        self._write((ADD_GAME, row), *self._dropped(name, before))

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

    def autosave(self, name: str, transcript: Transcript, before: Collection[str] = ()) -> None:
        """Store a game that goes on, as the level's latest, in place of what `before` names."""
        text = transcript.to_json()
        self._write(*self._dropped(name, (*before, text)), (ADD_UNFINISHED, (name, text)))

    def begun(self) -> frozenset[str]:
        """Return the names of the levels that have an unfinished game."""
        rows = self._database.read("SELECT level FROM unfinished")
        return frozenset(level for (level,) in rows if isinstance(level, str))

    def unfinished(self, name: str) -> Transcript | None:
        """Return the level's unfinished game, the latest of several, or None."""
        games = self.all_unfinished(name)
        return games[0].transcript if games else None

    def all_unfinished(self, name: str) -> tuple[KeptGame, ...]:
        """Return the level's unfinished games, the latest first; what is none is forgotten."""
        from sandpit.game import Transcript

        games = []
        for (text,) in self._database.read(
            "SELECT transcript FROM unfinished WHERE level = ? ORDER BY id DESC", name
        ):
            try:
                games.append(KeptGame(Transcript.from_json(str(text)), text))
            except SandpitError:
                self.forget(name, [text])
        return tuple(games)

    def adopt(self, name: str, id: str, digest: str) -> None:
        """Give a file its own unfinished games back, which earlier versions kept under its stem.

        Nothing is done unless games kept under `id` are of this very digest, and the file has
        none under its `name` yet.
        """
        if not self._database.read("SELECT 1 FROM unfinished WHERE level = ?", name):
            move = "UPDATE unfinished SET level = ? WHERE level = ? AND transcript = ?"
            kept = [game for game in self.all_unfinished(id) if game.transcript.digest == digest]
            self._write(*[(move, (name, id, game.text)) for game in kept])

    def forget(self, name: str, states: Collection[str]) -> None:
        """Drop these states of the level's unfinished games."""
        self._write(*self._dropped(name, states))

    def reset_progress(self) -> None:
        """Drop all games, finished and unfinished; the settings stay."""
        self._write(("DELETE FROM game", ()), ("DELETE FROM unfinished", ()))

    def _dropped(self, name: str, states: Collection[str]) -> list[Statement]:
        return [(DROP_UNFINISHED, (name, text)) for text in dict.fromkeys(states)]

    def _write(self, *statements: Statement) -> None:
        if statements:
            self._database.write(*statements)
