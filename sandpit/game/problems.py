"""From pydantic's report on a document to one error: where it is wrong, and the cure."""

import json
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sandpit.errors import LevelError, TranscriptError, suggestion
from sandpit.game.document import Place, pointer_to, shortened
from sandpit.surfaces import SURFACES

NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"
"""The shape of an axis's name."""
DIGEST_PATTERN = r"^sha256:[0-9a-f]{64}$"
"""The shape of a level's digest in a transcript."""


class ProblemError(ValueError):
    """Something that a model's own check found: what, the cure, and the path from the model."""

    def __init__(self, message: str, cure: str = "", *path: str | int) -> None:
        super().__init__(message)
        self.cure = cure
        self.path = path


Kind = TypeVar("Kind", LevelError, TranscriptError)


def placed_error(
    wrong: ValidationError,
    kind: type[Kind],
    document: dict[str, Any],
    model: type[BaseModel],
    source: str,
) -> Kind:
    """Return the first problem of a validation as one error, with the count of the others."""
    problem = _first_problem(wrong, document, model)
    return kind(
        problem.message, source=source, pointer=pointer_to(problem.place), cure=problem.cure
    )


class _Problem(NamedTuple):
    place: Place
    message: str
    cure: str


def _first_problem(error: ValidationError, document: Any, model: type[BaseModel]) -> _Problem:
    entries = error.errors(include_url=False)
    places = {_real_place(entry, document) for entry in entries}
    # What is wrong inside a list makes pydantic complain of the list as well.
    inmost = {place for place in places if not any(_is_inside(other, place) for other in places)}
    entries = [entry for entry in entries if _real_place(entry, document) in inmost]
    first = min(entries, key=_rank)
    place = _real_place(first, document)
    if first["type"] == "union_tag_invalid":
        place = (*place, "kind")
    known = first.get("ctx", {}).get("error")
    if isinstance(known, ProblemError):
        place, message, cure = (*place, *known.path), str(known), known.cure
    else:
        message, cure = _told(first, place, document, model)
    if len(inmost) > 1:
        message += f" [and {len(inmost) - 1} more]"
    return _Problem(place, message, cure)


def _is_inside(inner: Place, outer: Place) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _rank(entry: Any) -> tuple[int, bool]:
    """Order problems: an unknown key before a missing one, as the former may be it misspelt.

    Of the branches of a union, a text is meant to be one of the choices.
    """
    order = ("unexpected_keyword_argument", "extra_forbidden", "union_tag_invalid")
    kind = entry["type"]
    is_choice = kind == "literal_error" and isinstance(entry["input"], str)
    return (order.index(kind) if kind in order else len(order), not is_choice)


def _real_place(entry: Any, document: Any) -> Place:
    """Take out of pydantic's location the names of union branches, which no file has.

    Below a surface comes its kind, once, which may also be the name of a member: "formula".
    """
    place: list[str | int] = []
    here, loc, may_be_kind = document, entry["loc"], False
    for i, part in enumerate(loc):
        if isinstance(here, dict):
            if may_be_kind and here.get("kind") == part:
                may_be_kind = False
                continue
            if entry["type"] in _OF_KEYS and i == len(loc) - 1:
                return (*place, part)
            if part not in here:
                continue
        elif not isinstance(here, list) or not isinstance(part, int):
            continue
        elif part >= len(here):
            break
        here = here[part]
        place.append(part)
        may_be_kind = place[0] == "surface"
    return tuple(place)


_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
_MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
_OF_KEYS = (*_UNKNOWN, *_MISSING)
"""The problems that are with a member's name: their locations end in it."""


def _value_at(document: Any, place: Place) -> Any:
    for part in place:
        document = document[part]
    return document


def _members(document: Any, place: Place, model: Any) -> list[str]:
    """Return the members that the object at `place` may have."""
    for depth, part in enumerate(place):
        here = _value_at(document, place[: depth + 1])
        kind = here.get("kind") if isinstance(here, dict) else None
        if place[0] == "surface" and isinstance(kind, str) and kind in SURFACES:
            model = SURFACES[kind]
        elif isinstance(part, str):
            model = _model_of(model, part)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    if is_dataclass(model):
        return [field.name for field in fields(model)]
    return []


def _model_of(model: Any, member: str) -> Any:
    """Return the class that stands in a member's annotation, through optional and tuple types."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        field = model.model_fields.get(member)
        pending: list[Any] = [field.annotation] if field is not None else []
    elif is_dataclass(model):
        pending = [typing.get_type_hints(model).get(member)]
    else:
        return None
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
            if issubclass(annotation, BaseModel) or is_dataclass(annotation):
                return annotation
        else:
            pending.extend(typing.get_args(annotation))
    return None


def _told(entry: Any, place: Place, document: Any, model: Any) -> tuple[str, str]:
    """Return the message and the cure for one of pydantic's own errors."""
    kind, given = entry["type"], entry["input"]
    if isinstance(given, str) and f"string_{kind}" in _LIMITS:  # of a text with a check of its own
        kind = f"string_{kind}"
    if kind in _WANTED:
        noun, cure = _NOT_NAN if kind == "finite_number" and _is_nan(given) else _WANTED[kind]
        return f"{noun} is wanted here, not {_shown(given)}", cure
    if kind == "string_pattern_mismatch":
        noun, cure = _PATTERNS[entry["ctx"]["pattern"]]
        return f"{_shown(given)} is not written as {noun}", cure
    if kind in _LIMITS:
        message, cure = _LIMITS[kind]
        return message.format(_shown(given)), cure.format_map(entry.get("ctx", {}))
    return _told_of_choice(entry, place, document, model)


def _told_of_choice(entry: Any, place: Place, document: Any, model: Any) -> tuple[str, str]:
    """Return the message and the cure where one of some keys or values was wanted."""
    context, last = entry.get("ctx", {}), shortened(str(place[-1])) if place else "the file"
    match entry["type"]:
        case "extra_forbidden" | "unexpected_keyword_argument":
            members = _members(document, place[:-1], model)
            told = f'the key "{last}" is not known here', suggestion(last, members)
        case "missing" if isinstance(entry["loc"][-1], int):
            told = "the list is too short", "add one number"
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            told = f'"{last}" is missing', f'add "{last}"'
        case "union_tag_invalid":
            tag = shortened(context["tag"])
            told = f'"{tag}" is not a kind of surface', suggestion(tag, SURFACES)
        case "union_tag_not_found":
            told = 'a surface needs a "kind"', "choose one of " + ", ".join(SURFACES)
        case "enum" | "literal_error":
            choices = context["expected"].replace("'", '"')
            told = f"{_shown(entry['input'])} is not one of the choices", f"write {choices}"
        case "json_invalid" | "string_unicode":
            told = "a text has half of a surrogate pair in it", "write the character itself"
        case _:
            message = entry["msg"].removeprefix("Value error, ")
            told = message[:1].lower() + message[1:], "see `sandpit schema`"
    return told


_NUMBER = ("a number", "write it in digits, without quotation marks")
_WHOLE = ("a whole number", "write it in digits, without quotation marks or a decimal point")
_NOT_NAN = ("a number", "write one in digits: NaN is not a number")
_LIST = ("a list", "write it in [ and ]")
_OBJECT = ("an object", "write it in { and }")

_WANTED: Mapping[str, tuple[str, str]] = {
    "float_type": _NUMBER,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "finite_number": ("a finite number", "write a number nearer to 0"),
    "string_type": ("a text", "write it in quotation marks"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dataclass_type": _OBJECT,
    "none_required": ("null", "write null"),
    "bool_type": ("true or false", "write it without quotation marks"),
}
"""What was wanted where a value of another type stands, and how it is written."""

_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("{} is too small", "write more than {gt:g}"),
    "greater_than_equal": ("{} is too small", "write {ge:g} or more"),
    "less_than": ("{} is too large", "write less than {lt}"),
    "less_than_equal": ("{} is too large", "write at most {le}"),
    "int_parsing_size": ("the number is too large", "write a smaller one"),
    "too_short": ("the list is too short", "write {min_length} or more"),
    "too_long": ("the list is too long", "write at most {max_length}"),
    "string_too_short": ("the text is too short", "write {min_length} or more characters"),
    "string_too_long": ("the text is too long", "write at most {max_length} characters"),
}
"""What is wrong with a value of the right type, and its cure, filled with what pydantic knows."""


_PATTERNS: Mapping[str, tuple[str, str]] = {
    NAME_PATTERN: (
        "the name of an axis",
        "begin with a letter from a to z; letters, digits and _ may follow",
    ),
    DIGEST_PATTERN: ("the digest of a level", "write sha256: and 64 hexadecimal digits"),
}
"""What a text of a certain shape is called, and how it is written."""


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _shown(value: object) -> str:
    """Return a value as JSON has it, not too long; a text keeps its quotation marks."""
    if isinstance(value, str):
        return json.dumps(shortened(value), ensure_ascii=False)
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    return shortened(text)
