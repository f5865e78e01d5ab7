"""Reading a JSON document strictly: one clear error with its place, never a surprise."""

import json
from typing import Any

from sandpit.errors import LevelError, TranscriptError


def read_json(
    text: str, error: type[LevelError] | type[TranscriptError], *, source: str, longest: int
) -> dict[str, Any]:
    """Return the object that `text` holds.

    Raises `error` for more than `longest` characters, for what is not JSON (with line and
    column), for a member written twice, and for what is not an object.
    """
    if len(text) > longest:
        raise error(
            f"the file has {len(text):,} characters; at most {longest:,} are read",
            source=source,
            cure="is it the right file?",
        )

    def unique_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for name, value in pairs:
            if name in members:
                raise error(f'"{name}" stands twice in one object', source=source, cure="keep one")
            members[name] = value
        return members

    try:
        document = json.loads(text, object_pairs_hook=unique_members)
    except json.JSONDecodeError as wrong:
        raise error(
            f"line {wrong.lineno}, column {wrong.colno}: this is not JSON: {wrong.msg}",
            source=source,
            cure="a comma, bracket or quotation mark may be missing, or the file cut short",
        ) from None
    except (RecursionError, ValueError) as wrong:
        raise error(f"this JSON cannot be read: {wrong}", source=source) from None
    if not isinstance(document, dict):
        raise error("the file holds no JSON object", source=source, cure="begin it with {")
    return document
