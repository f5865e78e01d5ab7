"""The place of a mistake in a surface is the true one, for every kind and wherever it stands."""

import copy
import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandpit.errors import LevelError
from sandpit.game import Level
from sandpit.game.document import Place, pointer_to, walk
from sandpit.surfaces import SURFACES
from tests.surfaces.samples import HILL, SAMPLES
from tests.written import written

NAMED = {"kind": "formula", "formula": "a*x0 + formula", "parameters": {"a": 2.0, "formula": 1}}
SURFACE_SAMPLES = {**{sample.name: sample.written for sample in SAMPLES}, "named": NAMED}

HOMES: dict[str, tuple[Callable[[Any], dict[str, Any]], Place]] = {
    "alone": (lambda surface: surface, ()),
    "in a sum": (lambda surface: {"kind": "sum", "terms": [HILL, surface]}, ("terms", 1)),
    "moved": (lambda surface: {"kind": "moved", "surface": surface}, ("surface",)),
}
every_surface = pytest.mark.parametrize("surface", SURFACE_SAMPLES.values(), ids=SURFACE_SAMPLES)
everywhere = pytest.mark.parametrize(("wrap", "home"), HOMES.values(), ids=HOMES)


def test_every_kind_is_tried() -> None:
    assert {surface["kind"] for surface in SURFACE_SAMPLES.values()} == set(SURFACES)


def fault(surface: dict[str, Any]) -> LevelError:
    with pytest.raises(LevelError) as caught:
        Level.parse(json.dumps(written(surface=surface)))
    assert caught.value.cure
    return caught.value


def objects(surface: dict[str, Any]) -> Iterator[Place]:
    """Yield the places of the objects whose keys are not the designer's own."""
    for place, value in walk(surface):
        if isinstance(value, dict) and place[-1:] != ("parameters",):
            yield place


def numbers(surface: dict[str, Any]) -> Iterator[Place]:
    for place, value in walk(surface):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(part, int | float) and not isinstance(part, bool):
                yield (*place, key)


def at(surface: Any, place: Place) -> Any:
    for part in place:
        surface = surface[part]
    return surface


@every_surface
@everywhere
def test_an_unknown_key_is_where_it_stands(surface: Any, wrap: Any, home: Place) -> None:
    for place in objects(surface):
        for key in ("qqqq", "params", surface["kind"]):
            wrong = copy.deepcopy(surface)
            at(wrong, place).setdefault(key, "?")
            if wrong == surface:
                continue
            error = fault(wrap(wrong))
            assert error.pointer == pointer_to(("surface", *home, *place, key))
            assert f'"{key}" is not known' in error.message


@every_surface
@everywhere
def test_a_missing_key_is_where_it_belongs(surface: Any, wrap: Any, home: Place) -> None:
    needed = [
        field.name
        for field in dataclasses.fields(SURFACES[surface["kind"]])
        if field.default is field.default_factory is dataclasses.MISSING
    ]
    for key in needed:
        error = fault(wrap({name: surface[name] for name in surface if name != key}))
        assert error.pointer == pointer_to(("surface", *home, key))
        assert f'"{key}" is missing' in error.message


@every_surface
@everywhere
def test_a_number_that_is_none_is_where_it_stands(surface: Any, wrap: Any, home: Place) -> None:
    for place in numbers(surface):
        wrong = copy.deepcopy(surface)
        at(wrong, place[:-1])[place[-1]] = float("nan")
        error = fault(wrap(wrong))
        assert error.pointer == pointer_to(("surface", *home, *place))
        assert "digits" in error.cure or "choices" in error.message
