"""Level files: what a designer writes is read strictly, and a mistake named with its cure."""

import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import LevelError
from sandpit.game import Level
from tests.game.words import LEVEL
from tests.written import bowl, make_level, written

HILL = {"kind": "hill", "center": [4.0, 2.0]}
TERM = {"kind": "hill", "center": [4.0, 2.0], "heigth": 1}
FIT = {
    "kind": "fit",
    "model": "x*t + y",
    "data": {"columns": ["t", "s"], "rows": [[0, 1], [1, 3], [2, 4]]},
    "x": "t",
    "y": "s",
}
X, Y = {"name": "x", "range": [0, 6]}, {"name": "y", "range": [0, 6]}


def nested(depth: int) -> dict[str, Any]:
    surface: dict[str, Any] = dict(HILL)
    for _ in range(depth):
        surface = {"kind": "sum", "terms": [surface]}
    return surface


# For each mistake: the changed members, the pointer, words of the message, words of the cure.
MISTAKES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "unknown key": ({"titel": "x"}, "/titel", '"titel" is not known', '"title"'),
    "unknown key of an axis": (
        {"axes": [X, {**Y, "unti": "m"}]},
        "/axes/1/unti",
        "not known",
        '"unit"',
    ),
    "unknown key of a surface": ({"surface": TERM}, "/surface/heigth", "not known", '"height"'),
    "unknown key of a term": (
        {"surface": {"kind": "sum", "terms": [HILL, TERM]}},
        "/surface/terms/1/heigth",
        "not known",
        '"height"',
    ),
    "unknown key of win": ({"win": {"distanse": 1}}, "/win/distanse", "not known", '"distance"'),
    "unknown key of noise": ({"noise": {"heigth": 1}}, "/noise/heigth", "not known", '"height"'),
    "unknown key far from all": ({"qqqq": 1}, "/qqqq", "not known", "choose from format"),
    "unknown kind": ({"surface": {"kind": "hil"}}, "/surface/kind", '"hil"', '"hill"'),
    "unknown kind of a term": (
        {"surface": {"kind": "sum", "terms": [{"kind": "wave"}]}},
        "/surface/terms/0/kind",
        '"wave"',
        '"waves"',
    ),
    "no kind": ({"surface": {"center": [1, 1]}}, "/surface", 'a "kind"', "one of "),
    "missing par": ({"par": None}, "/par", '"par" is missing', 'add "par"'),
    "missing surface": ({"surface": None}, "/surface", "missing", "add"),
    "missing range": ({"axes": [{"name": "x"}]}, "/axes/0/range", "missing", "add"),
    "another format": ({"format": 2}, "/format", "2 is not one of", "write 1"),
    "format of true": ({"format": True}, "/format", "whole number", "write 1"),
    "format with a point": ({"format": 1.0}, "/format", "whole number", "write 1"),
    "title of a number": ({"title": 3}, "/title", "a text is wanted", "quotation marks"),
    "no title": ({"title": ""}, "/title", "too short", "1 or more"),
    "long title": ({"title": "x" * 61}, "/title", "too long", "at most 60"),
    "dips in words": ({"dips": "9"}, "/dips", "a whole number is wanted", "digits"),
    "dips with a point": ({"dips": 9.5}, "/dips", "a whole number is wanted", "digits"),
    "no dips": ({"dips": 0}, "/dips", "0 is too small", "1 or more"),
    "endless dips": ({"dips": 10**6}, "/dips", "too large", "at most 10000"),
    "dips that are NaN": ({"dips": float("nan")}, "/dips", "whole number", "digits"),
    "par more than dips": ({"par": 13}, "/par", "more than the budget", "at most 12"),
    "a goal of another name": ({"goal": "top"}, "/goal", '"top"', '"peak" or "pit"'),
    "an unknown stick": ({"dipstick": "slope"}, "/dipstick", '"slope"', '"height", "gradient"'),
    "an unknown map": ({"map": "hidden"}, "/map", '"hidden"', '"covered"'),
    "an unknown move": ({"moves": ["jump"]}, "/moves/0", '"jump"', '"probe", "step"'),
    "a move twice": ({"moves": ["probe", "probe"]}, "/moves/1", "twice", "once"),
    "no moves": ({"moves": []}, "/moves", "too short", "1 or more"),
    "step without a gradient": (
        {"dipstick": "height", "moves": ["probe", "step"]},
        "/moves/1",
        '"step" needs more',
        '"dipstick": "gradient"',
    ),
    "newton without a Hessian": (
        {"dipstick": "gradient"},
        "/moves/2",
        '"newton" needs more',
        '"dipstick": "hessian"',
    ),
    "no way to begin": ({"moves": ["step"]}, "/moves", "no first reading", '"start"'),
    "a start outside": ({"start": [1, 7]}, "/start/1", "outside: y = 7", "from 0 to 6"),
    "a start that is NaN": ({"start": [1, float("nan")]}, "/start/1", "number", "digits"),
    "half a random start": ({"start": {"seed": 1}}, "/start/spread", '"spread"', "add"),
    "a start in words": ({"start": "middle"}, "/start", '"middle"', "["),
    "a start of one number": ({"start": [1]}, "/start", "1 coordinate for 2 axes", "each axis"),
    "a start that wins": ({"start": [4.0, 2.1]}, "/start", "already wins", "further"),
    "a win by both": ({"win": {"distance": 1, "height": 1}}, "/win", "either by", "write"),
    "a win by neither": ({"win": {}}, "/win", "either by", "write"),
    "a distance of 0": ({"win": {"distance": 0}}, "/win/distance", "too small", "more than 0"),
    "an infinite distance": (
        {"win": {"distance": float("inf")}},
        "/win/distance",
        "finite",
        "nearer to 0",
    ),
    "a range reversed": (
        {"axes": [X, {"name": "y", "range": [6, 0]}]},
        "/axes/1/range",
        "wrong way round",
        "[0, 6]",
    ),
    "an empty range": (
        {"axes": [{"name": "x", "range": [2, 2]}]},
        "/axes/0/range",
        "narrow",
        "apart",
    ),
    "a range at 0": (
        {"axes": [{"name": "x", "range": [0, 0]}]},
        "/axes/0/range",
        "narrow",
        "apart",
    ),
    "half a range": (
        {"axes": [{"name": "x", "range": [0]}]},
        "/axes/0/range",
        "short",
        "one number",
    ),
    "a range of three": (
        {"axes": [{"name": "x", "range": [0, 1, 2]}]},
        "/axes/0/range",
        "too long",
        "at most 2",
    ),
    "a range of words": (
        {"axes": [{"name": "x", "range": ["0", 6]}]},
        "/axes/0/range/0",
        "a number is wanted",
        "digits",
    ),
    "an infinite range": (
        {"axes": [X, {"name": "y", "range": [0, float("inf")]}]},
        "/axes/1/range/1",
        "finite",
        "nearer to 0",
    ),
    "an immense range": (
        {"axes": [X, {"name": "y", "range": [0, 1e300]}]},
        "/axes/1/range/1",
        "too large",
        "at most",
    ),
    "an axis that is no object": ({"axes": [X, 3]}, "/axes/1", "an object is wanted", "{"),
    "axes that are no list": ({"axes": X}, "/axes", "a list is wanted", "["),
    "no axes": ({"axes": []}, "/axes", "too short", "1 or more"),
    "a name twice": ({"axes": [X, X]}, "/axes", 'the name "x"', "its own name"),
    "a name that is none": (
        {"axes": [{"name": "2x", "range": [0, 1]}]},
        "/axes/0/name",
        '"2x"',
        "begin with a letter",
    ),
    "a hundred million axes": (
        {
            "axes": [
                {"name": f"a{chr(97 + i)}x", "count": 100_000, "range": [0, 1]} for i in range(20)
            ]
        },
        "/axes",
        "too many",
        "at most",
    ),
    "a Hessian of too many axes": (
        bowl(2) | {"axes": [{"name": "w", "count": 5_000, "range": [0, 1]}]},
        "/axes",
        "measures the Hessian",
        "at most 1,000",
    ),
    "heights reversed": ({"heights": [1, -1]}, "/heights", "wrong way round", "[-1, 1]"),
    "heights that are equal": ({"heights": [1, 1]}, "/heights", "equal", "further apart"),
    "a control character in the title": ({"title": "a\0b"}, "/title", "U+0000", "delete it"),
    "a line in the title": ({"title": "a\nb"}, "/title", "U+000A", "delete it"),
    "an escape in the story": ({"story": "a\n\x1b[2J"}, "/story", "U+001B", "delete it"),
    "an escape in a unit": (
        {"axes": [X, {**Y, "unit": "\x9b"}]},
        "/axes/1/unit",
        "U+009B",
        "delete",
    ),
    "a control character in a label": (
        {"surface": {**FIT, "x_label": "a\0b"}},
        "/surface/x_label",
        "U+0000",
        "delete it",
    ),
    "a control character in a parameter's name": (
        {"surface": {"kind": "formula", "formula": "x", "parameters": {"\x1b": 1}}},
        "/surface/parameters/\x1b",
        "U+001B",
        "delete it",
    ),
    "immense noise": ({"noise": {"height": 1e308}}, "/noise/height", "too large", "at most"),
    "heights of NaN": ({"heights": [0, float("nan")]}, "/heights/1", "number", "digits"),
    "noise below 0": ({"noise": {"height": -1}}, "/noise/height", "too small", "0 or more"),
    "noise in words": ({"noise": {"height": "1"}}, "/noise/height", "a number", "digits"),
    "a centre of one number": (
        {"surface": {**HILL, "center": [1]}},
        "/surface/center",
        "2",
        "each",
    ),
    "a centre in words": (
        {"surface": {**HILL, "center": "middle"}},
        "/surface/center",
        '"middle"',
        '"random"',
    ),
    "a seed in words": ({"surface": {**HILL, "seed": "any"}}, "/surface/seed", '"any"', '"random"'),
    "a seed too large": (
        {"surface": {**HILL, "seed": 2**60}},
        "/surface/seed",
        "exactly",
        "smaller",
    ),
    "a seed below 0": ({"surface": {"kind": "hill", "seed": -1}}, "/surface/seed", "seed", ""),
    "sums too deep": ({"surface": nested(200)}, "/surface/terms", "too deep", "at most 64"),
    "too many surfaces": (
        {"surface": {"kind": "sum", "terms": [{"kind": "sum", "terms": [HILL] * 60}] * 60}},
        "/surface",
        "too many surfaces",
        "at most 256",
    ),
    "an unknown name in a formula": (
        {"surface": {"kind": "formula", "formula": "sinn(x)"}},
        "/surface/formula",
        "sinn",
        "sin",
    ),
    "an undefined formula": (
        {"surface": {"kind": "formula", "formula": "log(x - 3) + y"}},
        "/surface/formula",
        "",
        "",
    ),
    "a key with the signs of a pointer": ({"a/b~c": 1}, "/a~1b~0c", "not known", "choose"),
    "a key of sixty letters": ({"k" * 60: 1}, "/" + "k" * 60, "k" * 60, "choose"),
    "a key of more": ({"k" * 61: 1}, "/" + "k" * 61, "k" * 57 + "...", "choose"),
    "a text of more": ({"goal": "k" * 61}, "/goal", "k" * 40, '"peak"'),
    "half a surrogate": ({"title": "\ud800"}, "", "surrogate", "itself"),
}


def fault(text: str) -> LevelError:
    with pytest.raises(LevelError) as caught:
        Level.parse(text, source="my.json")
    assert caught.value.source == "my.json"
    assert str(caught.value).startswith("my.json")
    return caught.value


@pytest.mark.parametrize(("changes", "pointer", "message", "cure"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_place_and_its_cure(
    changes: dict[str, Any], pointer: str, message: str, cure: str
) -> None:
    error = fault(json.dumps(written(**changes)))
    assert error.pointer == pointer
    assert message in error.message
    assert cure in error.cure
    assert error.cure
    assert "and 1 more" not in error.message
    assert len(str(error)) < 400


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_these_words(mistake: str) -> None:
    error = fault(json.dumps(written(**MISTAKES[mistake][0])))
    assert (error.message, error.cure) == LEVEL[mistake]


@pytest.mark.parametrize("count", [256, 257])
def test_as_many_surfaces_as_may_be_are_taken(count: int) -> None:
    inner = {"kind": "sum", "terms": [HILL] * 62}
    surface = {"kind": "sum", "terms": [inner] * 4 + [HILL] * (count - 1 - 4 * 63)}
    text = json.dumps(written(surface=surface, win={"height": 1e9}))
    if count == 256:
        assert Level.parse(text).surface.kind == "sum"
    else:
        assert "too many surfaces" in fault(text).message


def test_of_several_mistakes_the_first_is_told_and_the_others_are_counted() -> None:
    error = fault(json.dumps(written(dips="x", par="y", goal="z")))
    assert "[and 2 more]" in error.message


UNREADABLE: dict[str, tuple[str, str, str]] = {
    "nothing": ("", "", "line 1, column 1"),
    "blanks": (" \n ", "", "not JSON"),
    "no object": ("[1]", "", "no JSON object"),
    "a number": ("3", "", "no JSON object"),
    "a comma too many": ('{"format": 1,}', "", "line 1, column 1"),
    "single quotes": ("{'format': 1}", "", "not JSON"),
    "a comment": ('{"format": 1} // mine', "", "not JSON"),
    "lists without end": ("[" * 100_000, "", "too deep"),
    "objects without end": ('{"a":' * 100_000, "", "too deep"),
    "a key twice": ('{"format": 1, "format": 1}', "/format", "appears twice"),
    "a key twice within": ('{"axes": [{"a": 1, "a": 2}]}', "/axes/0/a", "appears twice"),
    "digits without end": ('{"dips": ' + "9" * 5000 + "}", "", "too many digits"),
    "a large number": ('{"heights": [0, 1e999]}', "/heights/1", "finite"),
    "a file too long": (" " * 2_000_001, "", "at most 2,000,000"),
}


@pytest.mark.parametrize(("text", "pointer", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_named_with_its_place(text: str, pointer: str, words: str) -> None:
    if words == "finite":
        text = json.dumps(written()).replace('"dips"', '"heights": [0, 1e999], "dips"')
    error = fault(text)
    assert words in error.message
    assert error.pointer == pointer
    assert error.cure


def test_a_file_cut_short_anywhere_is_a_level_error_and_nothing_else() -> None:
    text = json.dumps(written())
    for length in range(len(text)):
        fault(text[:length])


def test_a_file_with_any_one_byte_lost_is_a_level_or_a_level_error() -> None:
    text = json.dumps(written())
    for place in range(len(text)):
        parse_or_fail(text[:place] + text[place + 1 :])


def parse_or_fail(text: str) -> None:
    try:
        Level.parse(text)
    except LevelError as error:
        assert error.message


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
members = st.sampled_from(sorted(written(heights=[0, 1], start=[1, 1], noise={}, map="open")))


@given(anything)
def test_whatever_a_file_holds_it_is_a_level_or_a_level_error(value: Any) -> None:
    parse_or_fail(json.dumps(value))


@given(members, anything)
def test_whatever_a_member_holds_it_is_a_level_or_a_level_error(name: str, value: Any) -> None:
    parse_or_fail(json.dumps({**written(), name: value}))


@given(
    st.sampled_from(["center", "width", "height", "seed", "kind", "terms", "weights", "formula"]),
    st.sampled_from(["hill", "bowl", "sum", "waves", "lattice", "moved", "formula"]),
    anything,
)
def test_whatever_a_surface_holds_it_is_a_level_or_a_level_error(
    name: str, kind: str, value: Any
) -> None:
    parse_or_fail(json.dumps(written(surface={"kind": kind, name: value})))


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_whatever_numbers_stand_in_it_it_is_a_level_or_a_level_error(
    a: float, b: float, c: float
) -> None:
    axes = [{"name": "x", "range": [a, b]}, Y]
    surface = {"kind": "hill", "center": [c, a], "width": b, "height": c}
    parse_or_fail(json.dumps(written(axes=axes)))
    parse_or_fail(json.dumps(written(surface=surface)))
    parse_or_fail(json.dumps(written(heights=[a, b], win={"height": c})))


def test_a_hostile_level_is_refused() -> None:
    for name in ("a hundred million axes", "too many surfaces", "sums too deep"):
        fault(json.dumps(written(**MISTAKES[name][0])))


def test_the_least_level_has_sensible_defaults() -> None:
    level = make_level(moves=None)
    assert level.moves == ("probe",)
    assert level.map == "covered"
    assert (level.story, level.lesson, level.start, level.noise) == ("", "", None, None)


def test_a_story_and_a_lesson_may_have_lines_and_tabs() -> None:
    level = make_level(story="one\n\ttwo", lesson="three\nfour")
    assert (level.story, level.lesson) == ("one\n\ttwo", "three\nfour")


def test_many_like_axes_are_written_as_one_and_numbered_from_1() -> None:
    level = make_level(**bowl(2410, dipstick="gradient", moves=["probe", "step"]))
    assert level.brief.dimension == 2410
    assert [axis.name for axis in level.brief.axes[:2]] == ["w1", "w2"]
    assert level.brief.axes[-1].name == "w2410"


def test_heights_are_stretched_between_those_that_were_asked_for() -> None:
    level = make_level(heights=[-9, -1])
    surface = level.ground(None).surface
    grid = surface.mesh(np.linspace(0, 6, 121), np.linspace(0, 6, 121))
    assert grid.min() == pytest.approx(-9, abs=1e-9)
    assert grid.max() == pytest.approx(-1, abs=1e-9)


def test_a_surface_drawn_for_each_session_is_the_same_for_the_same_seed() -> None:
    level = make_level(surface={"kind": "waves", "seed": "random"})
    at = np.array([1.0, 2.0])
    heights = [float(level.ground(seed).surface.heights(at)) for seed in (1, 1, 2)]
    assert heights[0] == heights[1] != heights[2]


def test_a_level_is_never_changed() -> None:
    level = make_level()
    for name in [field.name for field in dataclasses.fields(Level)]:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(level, name, None)
    assert not level.brief.box.lower.flags.writeable


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**53 + 1, 10**400])
def test_a_whole_number_that_no_digest_holds_is_told_with_its_place(number: int) -> None:
    error = fault(json.dumps(written(win={"height": number})))
    assert error.pointer == "/win/height"
    assert "too large" in error.message or "finite" in error.message
    assert error.cure


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"title": ""}, "/title", "the text is too short"),
        ({"title": "t" * 61}, "/title", "the text is too long"),
        ({"format": 10**400}, "/format", "too large"),
    ],
)
def test_what_is_wrong_with_a_text_or_a_number_is_said_in_its_words(
    changes: dict[str, Any], pointer: str, words: str
) -> None:
    error = fault(json.dumps(written(**changes)))
    assert (error.pointer, words in error.message, bool(error.cure)) == (pointer, True, True)
