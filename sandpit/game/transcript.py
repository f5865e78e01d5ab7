"""The record of a game: who played which level how. Loading one is replaying it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from sandpit.errors import TranscriptError
from sandpit.game.actions import Action, action_schema, decode_action, encode_action
from sandpit.game.document import pointer_to, read_json
from sandpit.game.entries import whole
from sandpit.game.points import LANDING_SCHEMA, Point, decode_point, encode_point
from sandpit.game.problems import DIGEST_PATTERN, ProblemError, placed_error

LONGEST_NAME = 200
"""The most characters that a player's name may have."""

LARGEST_FILE = 8_000_000
"""The most characters that a transcript may have."""

MOST_KEPT = 500_000
"""The most coordinates of landings that a transcript keeps, so that its file can be read again:
what lands later is worked out anew. It is 200 landings of 2,400 axes, and 50 of 10,000."""


def _not_yet(value: Any) -> Any:
    if value is not None:
        raise ProblemError(
            "this belongs to a later version of the game", "score it with the version that wrote it"
        )
    return value


Later = Annotated[Any, BeforeValidator(_not_yet), WithJsonSchema({"type": "null"})]
"""What later kinds of play will write: a game that has it is refused, and not scored without it."""


class _File(BaseModel):
    """A Sandpit transcript, format 2; format 1 has no landings."""

    model_config = ConfigDict(
        title="Sandpit transcript", extra="forbid", strict=True, use_attribute_docstrings=True
    )

    format: Annotated[Literal[1, 2], whole(2)]
    """The version of this format."""
    level: Annotated[str, Field(min_length=1, max_length=255)]
    """The id of the level."""
    digest: Annotated[str, Field(pattern=DIGEST_PATTERN)]
    """The digest of the level that was played."""
    seed: Annotated[int, Field(ge=0, lt=2**64)] | None = None
    """What the level's chance was drawn from, if it has any."""
    player: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    """Who played."""
    difficulty: Later = None
    """Kept for later versions."""
    hints: Later = None
    """Kept for later versions."""
    actions: list[Annotated[Any, WithJsonSchema(action_schema())]]
    """What was done, in order."""
    landings: list[Annotated[Any, WithJsonSchema(LANDING_SCHEMA)]] | None = None
    """Where each action landed: a list of coordinates, or, of more than 16, little-endian doubles
    in base64. It is null where the action itself says so, and where it is not known."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.format == 1 and self.landings is not None:
            raise ProblemError("format 1 keeps no landings", 'write "format": 2', "landings")
        return self


@dataclass(frozen=True)
class Transcript:
    """One game: the level's id and digest, the seed that was drawn, the actions.

    `landings` has for each action where it landed, or None where the action itself says so (a
    probe) or nobody knows; actions beyond the last one count as unknown. A replay goes on from
    there, so that it says the same on every machine. It is None for a game of format 1, which
    keeps none.

    >>> Transcript("lost-phone", "sha256:" + 64 * "0").player
    ''
    """

    level: str
    digest: str
    seed: int | None = None
    player: str = ""
    actions: tuple[Action, ...] = ()
    landings: tuple[Point | None, ...] | None = None

    @property
    def format(self) -> int:
        """The format that it is written in: 1 where no landings are kept, else 2."""
        return 1 if self.landings is None else 2

    def to_json(self) -> str:
        """Return the text of a transcript file; the same transcript gives the same text."""
        members = {
            "format": self.format,
            "level": self.level,
            "digest": self.digest,
            "seed": self.seed,
            "player": self.player,
            "actions": [encode_action(action) for action in self.actions],
        }
        if self.landings is not None:
            members["landings"] = [at and encode_point(at) for at in self.landings]
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
            landings = None if file.format == 1 else _landings(file.landings or ())
        except TranscriptError as error:
            raise error.placed_in(source) from None
        return cls(file.level, file.digest, file.seed, file.player, actions, landings)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of a transcript file."""
        return _File.model_json_schema()


def _landings(written: Sequence[object]) -> tuple[Point | None, ...]:
    """Read where some actions landed; raises TranscriptError with the place of a wrong one."""
    landings: list[Point | None] = []
    for i, value in enumerate(written):
        try:
            landings.append(None if value is None else decode_point(value))
        except ValueError as error:
            raise TranscriptError(
                str(error),
                pointer=pointer_to(("landings", i)),
                cure="keep the landings as the game wrote them",
            ) from None
    return tuple(landings)
