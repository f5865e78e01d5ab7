"""Reading a JSON document strictly: one clear error with its place, never a surprise."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sandpit.errors import LevelError, TranscriptError

Place = tuple[str | int, ...]

DEEPEST = 64
"""How deep objects and lists may lie in each other: some 30 sums of sums."""


class _Members(dict[str, Any]):
    """A JSON object that remembers a member that was written twice."""

    twice: str | None = None


def read_json(
    text: str, error: type[LevelError] | type[TranscriptError], *, source: str, longest: int
) -> dict[str, Any]:
    """Return the object that `text` holds.

    Raises `error` for more than `longest` characters, for what is not JSON (with line and
    column), for a member written twice, for more than 64 levels of nesting, and for what is not
    an object.
    """
    if len(text) > longest:
        raise error(
            f"the file has {len(text):,} characters; at most {longest:,} are read",
            source=source,
            cure="is it the right file?",
        )
    text = text.removeprefix("\ufeff")
    repetitive: list[_Members] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repetitive.append(_marked(found, pairs))
            return repetitive[-1]
        return found

    try:
        document = json.loads(text, object_pairs_hook=members)
    except json.JSONDecodeError as wrong:
        from sandpit.game.json_slips import slip_of  # only a mistake needs it

        slip = slip_of(text, wrong.pos, wrong.msg)
        line, column = _line_and_column(text, slip.at)
        raise error(
            f"line {line}, column {column}: this is not JSON: {slip.message}",
            source=source,
            cure=slip.cure,
        ) from None
    except RecursionError:
        raise error(_TOO_DEEP, source=source, cure=_FLATTEN) from None
    except ValueError:
        raise error(
            "a number in the file has too many digits",
            source=source,
            cure="use an exponent, as in 1e20",
        ) from None
    if not isinstance(document, dict):
        raise error("the file holds no JSON object", source=source, cure="begin it with {")
    if not repetitive and _is_shallow(document, text):
        return document
    for place, value in walk(document):
        if len(place) > DEEPEST:
            raise error(_TOO_DEEP, source=source, pointer=pointer_to(place[:2]), cure=_FLATTEN)
        if isinstance(value, _Members) and value.twice is not None:
            raise error(
                f'"{shortened(value.twice)}" appears twice in one object',
                source=source,
                pointer=pointer_to((*place, value.twice)),
                cure="keep one of them",
            )
    return document


_TOO_DEEP = "objects and lists are nested too deeply"
_FLATTEN = f"at most {DEEPEST} levels are read"


def _is_shallow(document: Any, text: str) -> bool:
    """Tell whether nothing is nested too deeply: in a fraction of the time of a `walk`."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return True
    level = [document]
    for _ in range(DEEPEST + 1):
        objects = [value for value in level if isinstance(value, dict)]
        parts = [part for value in objects for part in value.values()]
        parts += [part for value in level if isinstance(value, list) for part in value]
        level = [part for part in parts if isinstance(part, dict | list)]
        if not level:
            return True
    return False


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return a place in a text as people count it, from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def walk(document: Any) -> Iterator[tuple[Place, Any]]:
    """Yield each object and list of a document with its place, the outer before the inner."""
    pending: list[tuple[Place, Any]] = [((), document)]
    while pending:
        place, value = pending.pop()
        yield place, value
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        pending += [((*place, key), part) for key, part in inner if isinstance(part, dict | list)]


def pointer_to(place: Iterable[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) of a path of members and indices.

    >>> pointer_to(("axes", 0, "a/b"))
    '/axes/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)


def shortened(text: str) -> str:
    """Return at most 60 characters of a text that is to stand in a message."""
    return text if len(text) <= 60 else text[:57] + "..."


def _marked(members: dict[str, Any], pairs: list[tuple[str, Any]]) -> _Members:
    """Return an object that knows which of its members was written twice."""
    names = [name for name, _ in pairs]
    marked = _Members(members)
    marked.twice = next(name for name in reversed(names) if names.count(name) > 1)
    return marked
