"""From pydantic's report on a level to one LevelError: where it is wrong, and the cure."""

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from sandpit.errors import LevelError
from sandpit.surfaces import SURFACES

Place = tuple[str | int, ...]


class ProblemError(ValueError):
    """Something that a model's own check found: what, the cure, and the path from the model."""

    def __init__(self, message: str, cure: str = "", *path: str | int) -> None:
        super().__init__(message)
        self.cure = cure
        self.path = path


def pointer_to(place: Iterable[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) of a path of members and indices.

    >>> pointer_to(("axes", 0, "a/b"))
    '/axes/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)


def level_error(
    error: ValidationError, document: dict[str, Any], model: type[BaseModel], source: str
) -> LevelError:
    """Return the first problem of a validation as a LevelError, with the count of the others."""
    entries = error.errors(include_url=False)
    first = min(entries, key=lambda entry: _rank(entry["type"]))
    place = _real_place(first["loc"], document)
    known = first.get("ctx", {}).get("error")
    if isinstance(known, ProblemError):
        place, message, cure = (*place, *known.path), str(known), known.cure
    else:
        message, cure = _told(first, place, document, model)
    others = len({_real_place(entry["loc"], document) for entry in entries}) - 1
    if others:
        message += f" [and {others} more]"
    return LevelError(message, source=source, pointer=pointer_to(place), cure=cure)


def _rank(kind: str) -> int:
    """Name an unknown key before a missing one: the former is often the latter misspelt."""
    order = ("unexpected_keyword_argument", "extra_forbidden", "union_tag_invalid")
    return order.index(kind) if kind in order else len(order)


def _real_place(loc: Place, document: Any) -> Place:
    """Take out of pydantic's location the names of union branches, which no file has."""
    place: list[str | int] = []
    here = document
    for i, part in enumerate(loc):
        if isinstance(here, dict):
            is_tag = here.get("kind") == part and part not in here
            if part in here:
                here = here[part]
            elif is_tag or i < len(loc) - 1:
                continue
            else:
                here = None
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue
        place.append(part)
    return tuple(place)


def _value_at(document: Any, place: Place) -> Any:
    for part in place:
        document = document[part]
    return document


def _members(document: Any, place: Place, model: Any) -> list[str]:
    """Return the members that the object at `place` may have."""
    here = _value_at(document, place)
    kind = here.get("kind") if isinstance(here, dict) else None
    if place and place[0] == "surface" and isinstance(kind, str) and kind in SURFACES:
        return [field.name for field in fields(typing.cast(Any, SURFACES[kind]))]
    for part in place:
        if isinstance(part, str):
            model = _model_of(model, part)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    if is_dataclass(model):
        return [field.name for field in fields(model)]
    return []


def _model_of(model: Any, member: str) -> Any:
    """Return the class that stands in a member's annotation, through optional and tuple types."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    field = model.model_fields.get(member)
    pending: list[Any] = [field.annotation] if field is not None else []
    while pending:
        annotation = pending.pop()
        if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
            if issubclass(annotation, BaseModel):
                return annotation
        else:
            pending.extend(typing.get_args(annotation))
    return None


def _told(entry: Any, place: Place, document: Any, model: Any) -> tuple[str, str]:
    """Return the message and the cure for one of pydantic's own errors."""
    kind, context = entry["type"], entry.get("ctx", {})
    match kind:
        case "extra_forbidden" | "unexpected_keyword_argument":
            members = _members(document, place[:-1], model)
            told = f'the key "{place[-1]}" is not known here', _nearest(str(place[-1]), members)
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            told = f'"{place[-1]}" is missing', f'add "{place[-1]}"'
        case "union_tag_invalid":
            tag = context["tag"]
            told = f'"{tag}" is not a kind of surface', _nearest(tag, SURFACES)
        case "union_tag_not_found":
            told = 'a surface needs a "kind"', "one of " + ", ".join(SURFACES)
        case "enum" | "literal_error":
            given = _shown(entry["input"])
            told = f"{given} is not one of the choices", f"write {context['expected']}"
        case _ if kind in _WANTED:
            told = f"{_shown(entry['input'])} stands where {_WANTED[kind]} is wanted", ""
        case _:
            message = entry["msg"].removeprefix("Value error, ")
            told = message[:1].lower() + message[1:], ""
    return told


_WANTED: Mapping[str, str] = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a finite number",
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dataclass_type": "an object",
    "bool_type": "true or false",
}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _nearest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    if near:
        return f'did you mean "{near[0]}"?'
    return "known are " + ", ".join(names) if names else "take it away"
