"""The rows of the saves, apart from any file: told by their shape, and written as statements.

They are taken from damaged files, and from the files beside the saves, of whichever version.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from sandpit.library.salvage import Row
from sandpit.library.settings import Settings

Statement = tuple[str, tuple[Any, ...]]
"""A statement of SQL, and the values for its question marks."""

ADD_SETTING = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
ADD_GAME = (
    "INSERT INTO game (level, digest, ended, total, stars, dips, outcome, transcript)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_UNFINISHED = "INSERT INTO unfinished (level, transcript) VALUES (?, ?)"
DROP_UNFINISHED = "DELETE FROM unfinished WHERE level = ? AND transcript = ?"

_NAMES = frozenset(setting.name for setting in fields(Settings))


@dataclass
class KeptRows:
    """Settings, finished and unfinished games, each once and in the order of their numbers."""

    settings: dict[str, str] = field(default_factory=dict)
    games: list[tuple[Any, ...]] = field(default_factory=list)
    unfinished: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "KeptRows":
        """Sort rows by their shape; what has that of no table, or holds nonsense, is left out."""
        kept = cls()
        # A page that was copied elsewhere may hold rows for the second time.
        for _, values in sorted(set(rows), key=lambda row: row[0]):
            match values:
                case (str(name), str(value)) if name in _NAMES and not _is_game(value):
                    kept.settings[name] = value
                case (str(level), str(text)) | (None, str(level), str(text)) if _is_game(text):
                    kept.unfinished.append((level, text))
                case (
                    None,
                    str(),
                    str(),
                    str(),
                    int(),
                    int(),
                    int(),
                    str() | None,
                    str(text),
                ) if _is_game(text):
                    kept.games.append(values[1:])
        return kept

    def without(self, others: "KeptRows") -> "KeptRows":
        """Return these rows without the games that are among others already."""
        games = set(others.games)
        unfinished = set(others.unfinished)
        return KeptRows(
            self.settings,
            [game for game in self.games if game not in games],
            [game for game in self.unfinished if game not in unfinished],
        )

    def statements(self) -> tuple[Statement, ...]:
        """Return what writes these rows into the tables of the present version."""
        return (
            *((ADD_SETTING, pair) for pair in self.settings.items()),
            *((ADD_GAME, game) for game in self.games),
            *((ADD_UNFINISHED, game) for game in self.unfinished),
        )

    def outgrown(self, older: Iterable[tuple[str, str]]) -> tuple[Statement, ...]:
        """Return what drops, of older unfinished games, those that have been gone on with here."""
        here: dict[str, list[str]] = {}
        for level, text in [*self.unfinished, *((game[0], game[-1]) for game in self.games)]:
            here.setdefault(level, []).append(text)
        return tuple(
            (DROP_UNFINISHED, (level, text))
            for level, text in older
            if any(_goes_on(text, other) for other in here.get(level, ()))
        )

    def __str__(self) -> str:
        several = {"finished": len(self.games), "unfinished": len(self.unfinished)}
        named = ["your settings"] if self.settings else []
        named += [f"{n} {kind} game{'' if n == 1 else 's'}" for kind, n in several.items() if n]
        *first, last = named or ["nothing"]
        return f"{', '.join(first)} and {last}" if first else last


def _is_game(text: str) -> bool:
    return bool(_members(text))


def _members(text: str) -> dict[str, Any]:
    """Return the members of a transcript; none where the text is none."""
    try:
        members = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) and "actions" in members else {}


def _goes_on(text: str, other: str) -> bool:
    """Return whether another transcript is of the same game, as far or further."""
    before, after = _members(text), _members(other)
    actions, further = before.get("actions"), after.get("actions")
    if not isinstance(actions, list) or not isinstance(further, list):
        return False
    same = all(before.get(name) == after.get(name) for name in ("level", "digest", "seed"))
    return same and further[: len(actions)] == actions
