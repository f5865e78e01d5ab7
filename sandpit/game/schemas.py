"""The JSON Schemas of what is kept in files or told to programs."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from sandpit.game.level_file import LevelFile
from sandpit.game.scoring import Score
from sandpit.game.transcript import Transcript

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _score() -> dict[str, Any]:
    return TypeAdapter(Score).json_schema(mode="serialization")


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "level": LevelFile.json_schema,
    "transcript": Transcript.json_schema,
    "score": _score,
}


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a level file, a transcript file or a score, by one of these names.

    >>> schema_of("transcript")["title"]
    'Sandpit transcript'
    """
    return {"$schema": DIALECT, **SCHEMAS[name]()}
