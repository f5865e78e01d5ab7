"""The designers' manual, levels/README.md: every example works, every key is there."""

import dataclasses
import json
import re

import pytest

from sandpit.errors import LevelError
from sandpit.game import Level
from sandpit.game.level_file import LevelFile
from sandpit.library.chapters import ChapterFile
from sandpit.library.places import shipped_levels
from sandpit.surfaces import SURFACES
from sandpit.surfaces.benchmarks import BENCHMARKS
from sandpit.surfaces.expression import FUNCTIONS
from tests.written import make_level, written

MANUAL = (shipped_levels() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```$", MANUAL, re.DOTALL | re.MULTILINE)
WRONG = re.findall(
    r"^```json wrong\n(.*?)^```$.*?^```text\n(\S+) (.*?)\n```$", MANUAL, re.DOTALL | re.MULTILINE
)
KINDS = sorted(SURFACES)
BESIDE = {"my-mountain.png": next(shipped_levels().rglob("jacksboro.png")).read_bytes()}
"""The files that examples take to lie beside them."""


def section(kind: str) -> str:
    return MANUAL.split(f"\n### `{kind}`\n")[1].split("\n##")[0]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_works(text: str) -> None:
    members = json.loads(text)
    if "format" in members:
        Level.parse(text)
    elif "kind" in members:
        level = written(surface=members, win={"height": 1000.0})
        Level.parse(json.dumps(level), read=BESIDE.__getitem__).ground(1)
    elif "levels" in members:
        ChapterFile.model_validate_json(text)
    else:
        make_level(**members)


def test_there_are_examples_of_everything() -> None:
    found = [json.loads(text) for text in EXAMPLES]
    assert {members["kind"] for members in found if "kind" in members} == set(SURFACES)
    assert any("format" in members for members in found)
    assert any("levels" in members for members in found)


@pytest.mark.parametrize(("text", "source", "message"), WRONG)
def test_errors_look_as_shown(text: str, source: str, message: str) -> None:
    with pytest.raises(LevelError) as raised:
        Level.parse(text, source=source)
    assert str(raised.value) == f"{source} {message}"


def test_an_error_is_shown() -> None:
    assert len(WRONG) == 1


def test_every_key_of_a_level_is_told() -> None:
    keys = {field.alias or name for name, field in LevelFile.model_fields.items()}
    assert all(f"| `{key}` |" in MANUAL for key in keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_parameter_of_a_surface_is_told(kind: str) -> None:
    names = {field.name for field in dataclasses.fields(SURFACES[kind])} - {"kind"}
    assert names <= set(re.findall(r"^\| `(\w+)` \|", section(kind), re.MULTILINE))


def test_every_benchmark_and_function_is_named() -> None:
    assert all(f"`{name}`" in section("benchmark") for name in BENCHMARKS)
    listed = re.search(r"- Functions: `([\w ]+)`", MANUAL)
    assert listed is not None
    assert listed[1].split() == list(FUNCTIONS)
