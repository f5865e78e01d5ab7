"""Every report of pydantic's on a level or a transcript becomes a sentence for its author."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from sandpit.errors import LevelError
from sandpit.game.level_file import LevelFile
from sandpit.game.problems import NAME_PATTERN, placed_error
from sandpit.game.transcript import _File
from sandpit.library.places import shipped_levels

MODELS: dict[str, type[BaseModel]] = {"level": LevelFile, "transcript": _File}

TEXT = ("string_type", "string_unicode")
RAISED: dict[str, tuple[str, ...]] = {
    "bool": ("bool_type",),
    "none": ("none_required",),
    "int": ("int_type", "int_from_float", "int_parsing_size"),
    "float": ("float_type", "finite_number"),
    "str": TEXT,
    "tuple": ("tuple_type", "missing"),
    "list": ("list_type",),
    "dict": ("dict_type",),
    "literal": ("literal_error",),
    "enum": ("enum",),
    "tagged-union": ("union_tag_invalid", "union_tag_not_found"),
    "model": ("model_type", "model_attributes_type"),
    "model-fields": ("missing", "extra_forbidden"),
    "dataclass": ("dataclass_type",),
    "dataclass-args": ("missing", "unexpected_keyword_argument"),
    **dict.fromkeys(
        (
            *("any", "dataclass-field", "default", "definition-ref", "definitions"),
            *("function-after", "function-before", "model-field", "no-info", "nullable", "union"),
        ),
        (),
    ),
}
"""The reports that each part of pydantic's schema can make; our own checks raise sentences."""
BOUNDS = {
    **{"gt": "greater_than", "ge": "greater_than_equal", "lt": "less_than"},
    **{"le": "less_than_equal", "pattern": "string_pattern_mismatch"},
}
LENGTHS = {"min_length": "too_short", "max_length": "too_long"}


def parts(schema: Any, seen: set[int]) -> Iterator[dict[str, Any]]:
    """Yield each part of a core schema once."""
    if id(schema) in seen:
        return
    seen.add(id(schema))
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        inner = list(schema.values())
    else:
        inner = list(schema) if isinstance(schema, list | tuple) else []
    for part in inner:
        yield from parts(part, seen)


def reports(model: type[BaseModel]) -> set[str]:
    """Return the kinds of reports that validation by a model can make."""
    kinds: set[str] = set()
    for part in parts(model.__pydantic_core_schema__, set()):
        kind = part["type"]
        kinds |= set(RAISED[kind])
        kinds |= {report for bound, report in BOUNDS.items() if bound in part}
        prefix = "string_" if kind == "str" else ""
        kinds |= {prefix + report for bound, report in LENGTHS.items() if bound in part}
    return kinds | {"json_invalid"}


CONTEXTS: dict[str, dict[str, Any]] = {
    **{"greater_than": {"gt": 0.0}, "greater_than_equal": {"ge": 0}, "less_than": {"lt": 2**32}},
    **{"less_than_equal": {"le": 8}, "string_pattern_mismatch": {"pattern": NAME_PATTERN}},
    "too_short": {"field_type": "Tuple", "min_length": 1, "actual_length": 0},
    "too_long": {"field_type": "Tuple", "max_length": 1, "actual_length": 2},
    **{"string_too_short": {"min_length": 1}, "string_too_long": {"max_length": 40}},
    **{"literal_error": {"expected": "'a' or 'b'"}, "enum": {"expected": "'a' or 'b'"}},
    "union_tag_invalid": {"discriminator": "'kind'", "tag": "hil", "expected_tags": "'hill'"},
    **{"union_tag_not_found": {"discriminator": "'kind'"}, "json_invalid": {"error": "EOF"}},
    **{"model_type": {"class_name": "A"}, "dataclass_type": {"class_name": "A"}},
}
"""What pydantic tells with its reports."""


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name, model in MODELS.items() for kind in sorted(reports(model))],
)
def test_every_report_that_can_be_made_has_a_sentence_of_ours(name: str, kind: str) -> None:
    entry: Any = {"type": kind, "loc": ("thing",), "input": "x", "ctx": CONTEXTS.get(kind, {})}
    wrong = ValidationError.from_exception_data("a", [entry])
    error = placed_error(wrong, LevelError, {"thing": "x"}, MODELS[name], "a.json")
    assert error.message.lower() != wrong.errors()[0]["msg"].lower()
    assert error.cure
    assert "sandpit schema" not in error.cure


@pytest.mark.parametrize("name", MODELS)
def test_every_pattern_has_a_name(name: str) -> None:
    for part in parts(MODELS[name].__pydantic_core_schema__, set()):
        if "pattern" not in part:
            continue
        entry: Any = {"type": "string_pattern_mismatch", "loc": ("thing",), "input": "?"}
        entry["ctx"] = {"pattern": part["pattern"]}
        wrong = ValidationError.from_exception_data("a", [entry])
        error = placed_error(wrong, LevelError, {"thing": "?"}, MODELS[name], "a.json")
        assert "^" not in str(error)


@cache
def shipped() -> tuple[str, ...]:
    files = sorted(shipped_levels().glob("*/*.json"))
    texts = [path.read_text("utf-8") for path in files if path.name != "chapter.json"]
    return tuple(text for text in texts if len(text) < 5_000)


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        inner: Any = value.items()
    else:
        inner = enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*place, key)
        yield from places(part, (*place, key))


ANYTHING = st.sampled_from(
    [
        *(None, True, 0, -1, 1.5, 10**30, 1e300, "", "x", "1", "a b", "\x07", "y" * 3_000, [], [1]),
        *([None], ["a"], [1, 2, 3], {}, {"a": 1}, {"kind": "hil"}, {"kind": 3}, {"kind": "hill"}),
    ]
)
PYDANTICS = ("input ", "value error", "string should", "tuple should", "list should", "field req")


@given(st.data(), ANYTHING)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_anywhere_is_told_in_our_own_words(data: st.DataObject, value: Any) -> None:
    document = json.loads(data.draw(st.sampled_from(shipped())))
    place = data.draw(st.sampled_from(list(places(document))))
    holder = document
    for part in place[:-1]:
        holder = holder[part]
    holder[place[-1]] = value
    try:
        LevelFile.model_validate_json(json.dumps(document))
    except ValidationError as wrong:
        error = placed_error(wrong, LevelError, document, LevelFile, "a.json")
        assert not error.message.lower().startswith(PYDANTICS)
        assert error.cure
        assert "see `sandpit schema`" not in error.cure


def test_a_report_that_nobody_foresaw_is_still_told() -> None:
    entry: Any = {"type": "date_type", "loc": ("thing",), "input": 1}
    wrong = ValidationError.from_exception_data("a", [entry])
    error = placed_error(wrong, LevelError, {"thing": 1}, LevelFile, "a.json")
    assert error.message == "input should be a valid date"
    assert error.cure == "see `sandpit schema`"


@pytest.mark.parametrize("name", ["1x", "a b", "x-y", "é", "_x"])
def test_an_axis_that_cannot_have_its_name_is_told_what_a_name_is(name: str) -> None:
    entry: Any = {"name": name, "range": [0, 1]}
    document = {**json.loads(shipped()[0]), "axes": [entry]}
    with pytest.raises(ValidationError) as caught:
        LevelFile.model_validate_json(json.dumps(document))
    error = placed_error(caught.value, LevelError, document, LevelFile, "a.json")
    assert error.pointer == "/axes/0/name"
    assert error.message.startswith(f'"{name}" is not written as the name of an axis')
    assert "begin with a letter" in error.cure
