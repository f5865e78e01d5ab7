"""What is no action, no landing and no text of a level, and why, word for word."""

import json
from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from sandpit.errors import IllegalAction, LevelError
from sandpit.game import GiveUp, Level, Momentum, Newton, Probe, Session, Step
from sandpit.game.level import _again
from sandpit.game.points import decode_point
from tests.game.test_rules import started
from tests.written import make_level, written

BOWL = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-100.0, -100.0]}
RIDGE = {"kind": "bowl", "center": [3.0, 3.0], "matrix": [[-1.0, -1.0], [-1.0, -1.0]]}
CUSP = {"kind": "formula", "formula": "-sqrt(abs(x - 3)) - (y - 3)^2"}
MOVED = {"moves": ["probe", "step", "momentum"], "dipstick": "gradient"}
NO_MOVE = "play a Probe or a Step"
DOMAIN = "x runs from 0 to 6"
WIDTH = "write one number for each axis"
SMALLER = ("the step is not finite", "take a smaller rate")

REFUSED: list[tuple[dict[str, Any], Any, str, str]] = [
    ({}, None, "None is not a move", NO_MOVE),
    ({}, "probe", "'probe' is not a move", NO_MOVE),
    ({}, {"probe": [1.0, 1.0]}, "{'probe': [1.0, 1.0]} is not a move", NO_MOVE),
    ({}, Probe((nan, 1.0)), "x = nan is outside the domain", DOMAIN),
    ({}, Probe((10**400, 1.0)), "x = inf is outside the domain", DOMAIN),
    (
        {},
        Probe((np.nextafter(6.0, 7.0), 1.0)),
        "x = 6.000000000000001 is outside the domain",
        DOMAIN,
    ),
    ({}, Probe(()), "a point of this level has 2 coordinates, not 0", WIDTH),
    ({}, Step(nan), *SMALLER),
    ({}, Step(-inf), *SMALLER),
    ({}, Step(1e308), *SMALLER),
    (MOVED, Momentum(1e308, 0.5), *SMALLER),
    (
        MOVED,
        Newton(),
        "this level does not allow the move newton",
        "its moves are probe, step, momentum",
    ),
    (
        {"surface": RIDGE, "win": {"height": -1e-4}},
        Newton(),
        "the Hessian is singular here: the quadratic model has no single stationary point",
        "take a step or probe elsewhere",
    ),
    (
        {"surface": CUSP, "win": {"height": -0.1}},
        Probe((3.0, 1.0)),
        "the ground has no finite reading there",
        "dip beside that place",
    ),
]


@pytest.mark.parametrize(("changes", "action", "message", "cure"), REFUSED)
def test_a_refused_action_says_why_and_what_to_do(
    changes: dict[str, Any], action: Any, message: str, cure: str
) -> None:
    session = started(make_level(**{"surface": BOWL, **changes}), 1.0, 2.0)
    with pytest.raises(IllegalAction) as caught:
        session.play(action)
    assert (caught.value.message, caught.value.cure) == (message, cure)


def test_after_the_end_it_is_told_how_to_go_on() -> None:
    session = Session(make_level())
    session.give_up()
    for action in (Step(0.1), GiveUp()):
        with pytest.raises(IllegalAction) as caught:
            session.apply(action)
        told = ("the game is over", "start the level again")
        assert (caught.value.message, caught.value.cure) == told


UNMADE: list[tuple[Callable[[], Any], str, str]] = [
    (lambda: Probe(3), "3 is not a point", WIDTH),  # type: ignore[arg-type]
    (lambda: Probe("ab"), "'a' is not a number", "use a float"),  # type: ignore[arg-type]
    (lambda: Step(None), "None is not a number", "use a float"),  # type: ignore[arg-type]
    (lambda: Momentum(0.1, "x"), "'x' is not a number", "use a float"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "message", "cure"), UNMADE)
def test_an_action_of_something_else_than_numbers_is_none(
    make: Callable[[], Any], message: str, cure: str
) -> None:
    with pytest.raises(IllegalAction) as caught:
        make()
    assert (caught.value.message, caught.value.cure) == (message, cure)


NO_POINT = "a landing is one point: a list of coordinates, or many of them in base64"
BASE64 = "a landing that is a text is written in base64"
DOUBLES = "a landing that is a text holds doubles of 8 bytes each"
NO_POINTS: list[tuple[Any, str]] = [
    ([], NO_POINT),
    ([True], NO_POINT),
    (["1"], NO_POINT),
    (3, NO_POINT),
    (None, NO_POINT),
    ("!", BASE64),
    ("AAAAAAAA8D8=\n", BASE64),
    ("AAAA AAAA8D8=", BASE64),
    ("AAAA", DOUBLES),
    ("", DOUBLES),
    ([10**400], "a landing has finite coordinates"),
    ([nan], "a landing has finite coordinates"),
    ("AAAAAAAA8H8=", "a landing has finite coordinates"),
]


@pytest.mark.parametrize(("value", "message"), NO_POINTS, ids=[repr(v)[:20] for v, _ in NO_POINTS])
def test_what_is_no_landing_is_told(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match="landing") as caught:
        decode_point(value)
    assert str(caught.value) == message


def test_a_landing_is_little_endian_whatever_the_machine() -> None:
    assert decode_point("AAAAAAAA8D8AAAAAAADgvw==") == (1.0, -0.5)


def test_the_seeds_of_grounds_that_are_drawn_again_are_fixed_for_good() -> None:
    """Games that were kept are replayed on the ground that they had."""
    seeds = {(seed, turn): _again(seed, turn) for seed in (None, 0, 1, 5) for turn in (0, 1, 2)}
    assert [seeds[seed, 0] for seed in (None, 0, 1, 5)] == [None, 0, 1, 5]
    assert seeds[None, 1] == seeds[0, 1] == 8193530843523919688
    assert seeds[0, 2] == 9838154339390659958
    assert seeds[1, 1] == 10475837605381334631
    assert len({seed for (_, turn), seed in seeds.items() if turn}) == 6


def text_of(**changes: Any) -> str:
    return json.dumps(written(**changes), ensure_ascii=False)


NOT_ASCII = [
    ({"goal": "Größe"}, '"Größe" is not one of the choices', 'write "peak" or "pit"'),
    ({"title": ["é"]}, 'a text is wanted here, not ["é"]', "write it in quotation marks"),
]


@pytest.mark.parametrize(("changes", "message", "cure"), NOT_ASCII)
def test_what_was_written_is_told_as_it_was_written(
    changes: dict[str, Any], message: str, cure: str
) -> None:
    with pytest.raises(LevelError) as caught:
        Level.parse(text_of(**changes))
    assert (caught.value.message, caught.value.cure) == (message, cure)
    assert caught.value.source == ""


def test_a_slip_behind_an_empty_first_line_is_told_with_its_column() -> None:
    with pytest.raises(LevelError, match="line 2, column 6: this is not JSON"):
        Level.parse('\n{"a" 1}')


def test_a_file_that_is_far_too_long_is_perhaps_another_one() -> None:
    with pytest.raises(LevelError) as caught:
        Level.parse(" " * 2_000_001)
    said = "the file has 2,000,001 characters; at most 2,000,000 are read"
    assert (caught.value.message, caught.value.cure) == (said, "is it the right file?")


@pytest.mark.parametrize(("count", "refused"), [(1_000, False), (1_001, True)])
def test_a_stick_for_the_hessian_takes_a_thousand_axes(count: int, refused: bool) -> None:
    axes = [{"name": "w", "count": count, "range": [-1, 1]}]
    text = text_of(axes=axes, surface={"kind": "benchmark", "name": "sphere"}, goal="pit")
    if not refused:
        assert Level.outline(text).brief.dimension == count
        return
    with pytest.raises(LevelError, match="1,001 axes are too many"):
        Level.outline(text)
