"""The record of a game: who played which level how. Loading one is replaying it."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandpit.errors import TranscriptError
from sandpit.game.actions import Action, decode_action, encode_action
from sandpit.game.document import read_json
from sandpit.game.entries import Format
from sandpit.game.problems import DIGEST_PATTERN, placed_error

LONGEST_NAME = 200
"""The most characters that a player's name may have."""

LARGEST_FILE = 8_000_000
"""The most characters that a transcript may have."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    format: Format
    level: Annotated[str, Field(min_length=1, max_length=255)]
    digest: Annotated[str, Field(pattern=DIGEST_PATTERN)]
    seed: Annotated[int, Field(ge=0, lt=2**64)] | None = None
    player: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    actions: list[Any]


@dataclass(frozen=True)
class Transcript:
    """One game, format 1: the level's id and digest, the seed that was drawn, the actions.

    >>> Transcript("lost-phone", "sha256:" + 64 * "0").player
    ''
    """

    level: str
    digest: str
    seed: int | None = None
    player: str = ""
    actions: tuple[Action, ...] = ()

    def to_json(self) -> str:
        """Return the text of a transcript file; the same transcript gives the same text."""
        members = {
            "format": 1,
            "level": self.level,
            "digest": self.digest,
            "seed": self.seed,
            "player": self.player,
            "actions": [encode_action(action) for action in self.actions],
        }
        return json.dumps(members, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str, *, source: str = "") -> "Transcript":
        """Read what `to_json` wrote; `source` names the file in messages.

        Raises TranscriptError with the place of what is wrong. Whether the actions keep the
        rules is seen only when they are replayed.
        """
        document = read_json(text, TranscriptError, source=source, longest=LARGEST_FILE)
        try:
            file = _File.model_validate(document)
        except ValidationError as error:
            raise placed_error(error, TranscriptError, document, _File, source) from None
        try:
            actions = tuple(
                decode_action(entry, f"/actions/{i}") for i, entry in enumerate(file.actions)
            )
        except TranscriptError as error:
            raise error.placed_in(source) from None
        return cls(file.level, file.digest, file.seed, file.player, actions)
