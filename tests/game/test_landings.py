"""A game goes on from the landings that were kept, as long as the rules lead there."""

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import IllegalAction, TranscriptError
from sandpit.game import (
    GiveUp,
    Level,
    Momentum,
    Newton,
    Probe,
    Remark,
    Replay,
    Session,
    Step,
    Transcript,
    replay,
)
from sandpit.game.points import decode_point, encode_point
from tests.known import known
from tests.written import TWO_HILLS, bowl, make_level

WAVY = make_level(surface=TWO_HILLS, moves=["probe", "step", "momentum", "newton"])
MOVES = (Probe((1.0, 3.0)), Step(0.05), Momentum(0.02, 0.5), Newton(), Step(-0.01), GiveUp())


def game(level: Level = WAVY, *actions: Any) -> Transcript:
    session = Session(level)
    for action in actions or MOVES:
        session.apply(action)
    return session.transcript


def moved(transcript: Transcript, index: int, *shifts: float) -> Transcript:
    """Return a game in which one landing, and none after it, lies elsewhere."""
    assert transcript.landings is not None
    landings = list(transcript.landings)
    kept = landings[index]
    assert kept is not None
    landings[index] = tuple(x + shift for x, shift in zip(kept, shifts, strict=True))
    landings[index + 1 :] = [None] * (len(landings) - index - 1)
    return replace(transcript, landings=tuple(landings))


def again(transcript: Transcript, level: Level = WAVY) -> Replay:
    """Write, read and replay."""
    return replay(level, Transcript.from_json(transcript.to_json()))


def test_a_transcript_keeps_where_each_move_landed_that_does_not_say_so_itself() -> None:
    session = Session(WAVY)
    for action in MOVES:
        session.apply(action)
    places = [tuple(reading.at.tolist()) for reading in session.state.readings]
    assert session.transcript.landings == (None, *places[1:], None)
    written = json.loads(session.transcript.to_json())
    assert written["format"] == 2
    assert written["landings"] == [None, *map(list, places[1:]), None]


@pytest.mark.parametrize("index", [1, 2, 3, 4])
@pytest.mark.parametrize("share", [0.5, -0.5])
def test_a_game_goes_on_from_the_landing_that_was_kept(index: int, share: float) -> None:
    """The domain is 6 wide: half the tolerance is 3e-9, and a landing far inside it."""
    altered = moved(game(), index, share * 6e-9, 0.0)
    replayed = again(altered)
    assert replayed.failure is None
    assert altered.landings is not None
    reading = replayed.session.state.readings[index]
    assert tuple(reading.at.tolist()) == altered.landings[index]
    assert reading.height == float(WAVY.ground(None).surface.heights(reading.at))
    # What was not kept follows from there, by the rules.
    landings = known(replayed.session.transcript.landings)
    assert landings[: index + 1] == altered.landings[: index + 1]


@pytest.mark.parametrize("index", [1, 2, 4])
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("shift", [1.5 * 6e-9, -1.5 * 6e-9, 0.1, -7.0])
def test_a_landing_elsewhere_breaks_the_rules_at_its_action(
    index: int, axis: int, shift: float
) -> None:
    altered = moved(game(), index, *(shift * (i == axis) for i in range(2)))
    replayed = again(altered)
    assert replayed.failure is not None
    assert replayed.failure.pointer == f"/actions/{index}"
    assert f"lands at {'xy'[axis]} =" in replayed.failure.message
    assert replayed.session.transcript.actions == MOVES[:index]


def test_a_landing_never_lies_outside_the_domain() -> None:
    """A landing at the wall may not be beyond it, however little."""
    held = game(WAVY, Probe((1.0, 3.0)), Step(1e3))
    assert held.landings is not None
    kept = held.landings[1]
    assert kept is not None
    wall = next(i for i, x in enumerate(kept) if x in (0.0, 6.0))
    outwards = 1e-12 if kept[wall] == 6.0 else -1e-12
    for shift, valid in ((-outwards, True), (outwards, False)):
        altered = moved(held, 1, *(shift * (i == wall) for i in range(2)))
        assert (again(altered).failure is None) is valid


def test_a_landing_of_other_axes_breaks_the_rules() -> None:
    short = replace(game(), landings=(None, (1.0,)))
    assert "2 coordinates, not of 1" in str(replay(WAVY, short).failure)


def test_a_rule_that_is_broken_is_told_before_where_it_lands() -> None:
    transcript = replace(game(WAVY, GiveUp()), actions=(Newton(),), landings=((1.0, 1.0),))
    assert "no reading yet" in str(again(transcript).failure)


@pytest.mark.parametrize("move", MOVES[1:4], ids=lambda move: move.name)
def test_no_landing_allows_a_move_that_the_level_does_not(move: Any) -> None:
    moves = [name for name in ("probe", "step", "momentum", "newton") if name != move.name]
    strict = make_level(surface=TWO_HILLS, moves=moves)
    played = replace(game(WAVY, MOVES[0], move), digest=strict.digest)
    failure = replay(strict, played).failure
    assert failure is not None
    assert f"does not allow the move {move.name}" in str(failure)


def test_where_no_landing_is_known_the_rules_say_where() -> None:
    known = game()
    for unknown in (
        replace(known, landings=None),
        replace(known, landings=known.landings and known.landings[:2]),
        replace(known, landings=()),
        replace(known, landings=(None,) * len(MOVES)),
    ):
        assert replay(WAVY, unknown).session.transcript == known


WRONG: dict[str, tuple[tuple[Any, ...], str]] = {
    "of a probe": (((1.0, 3.1), None), "/actions/0"),
    "of giving up": ((None, (1.0, 3.0)), "/actions/1"),
    "too many": ((None, None, None), "/landings"),
}


@pytest.mark.parametrize(("landings", "pointer"), WRONG.values(), ids=WRONG)
def test_a_landing_of_what_lands_nowhere_else_is_refused(
    landings: tuple[Any, ...], pointer: str
) -> None:
    played = game(WAVY, Probe((1.0, 3.0)), GiveUp())
    failure = again(replace(played, landings=landings)).failure
    assert failure is not None
    assert failure.pointer == pointer
    if pointer.startswith("/actions"):
        assert failure.cure == "write null for its landing"
        said = ("a probe lands where it was aimed", "giving up has no landing")
        assert any(reason in failure.message for reason in said)
    assert again(replace(played, landings=((1.0, 3.0), None))).failure is None


FLAT_VALLEY = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [1.0, 1e-7]}


@pytest.mark.parametrize(
    ("shifts", "valid"),
    [((0.0, 1e-3), True), ((1e-9, 0.0), True), ((1e-7, 0.0), False), ((0.0, 1.0), False)],
)
def test_newtons_tolerance_grows_with_the_condition_of_each_way(
    shifts: tuple[float, float], valid: bool
) -> None:
    """The ground bends 1e7 times less along y: there an error of the Hessian carries as far."""
    level = make_level(goal="pit", surface=FLAT_VALLEY, win={"height": -1.0})
    played = game(level, Probe((1.0, 1.0)), Newton())
    assert (again(moved(played, 1, *shifts), level).failure is None) is valid


@pytest.mark.parametrize(("curvature", "valid"), [(0.9e-12, True), (0.4e-12, False)])
def test_a_hessian_just_on_the_other_side_of_singular_is_followed_where_it_was(
    curvature: float, valid: bool
) -> None:
    surface = {**FLAT_VALLEY, "curvatures": [1.0, curvature]}
    level = make_level(goal="pit", surface=surface, win={"height": -1.0})
    with pytest.raises(IllegalAction, match="singular"):
        game(level, Probe((1.0, 1.0)), Newton())
    played = replace(
        game(level, Probe((1.0, 1.0))),
        actions=(Probe((1.0, 1.0)), Newton()),
        landings=(None, (3.0, 3.0)),
    )
    assert (again(played, level).failure is None) is valid


def test_at_a_bottom_a_large_rate_may_carry_a_slope_that_is_all_rounding() -> None:
    """One machine has a slope of 1e-14 there, another of 0; a slope of 1 is no such error."""
    level = make_level(
        goal="pit",
        axes=[{"name": "x", "range": [-4, 4]}],
        surface={"kind": "formula", "formula": "x^2"},
        win={"height": -1},
    )
    played = game(level, Probe((1.0,)), Probe((0.0,)), Step(1e13))
    assert again(moved(played, 2, 1.5), level).failure is None
    played = game(level, Probe((1.0,)), Probe((0.5,)), Step(1e13))
    assert again(moved(played, 2, 1.5), level).failure is not None


def test_the_rounding_of_one_axis_carries_no_other_axis_away() -> None:
    """Along x slopes of 1e6 were seen, along y of 1: there a rounding error is a millionth."""
    level = make_level(
        goal="pit",
        axes=[{"name": name, "range": [-4, 4]} for name in "xy"],
        surface={"kind": "formula", "formula": "5e5*x^2 + y^2/2"},
        win={"height": -1},
    )
    played = game(level, Probe((1.0, 1.0)), Probe((0.0, 0.0)), Step(1e6))
    assert again(moved(played, 2, 0.5, 5e-7), level).failure is None
    assert again(moved(played, 2, 0.0, 1e-2), level).failure is not None


@pytest.mark.parametrize("side", [1e-3, 1.0, 1e4])
@pytest.mark.parametrize(("share", "valid"), [(0.5e-9, True), (5e-9, False)])
def test_newtons_tolerance_is_a_share_of_each_axis_width(
    side: float, share: float, valid: bool
) -> None:
    level = make_level(
        goal="pit",
        axes=[{"name": "x", "range": [0, side]}, {"name": "y", "range": [0, 1]}],
        surface={"kind": "bowl", "center": [side / 2, 0.5], "curvatures": [1.0 / side**2, 1.0]},
        win={"height": -1.0},
    )
    played = game(level, Probe((side / 4, 0.25)), Newton())
    assert (again(moved(played, 1, share * side, 0.0), level).failure is None) is valid


def test_a_landing_elsewhere_is_told_with_both_places_and_the_cure() -> None:
    failure = again(moved(game(), 1, 0.125, 0.0)).failure
    assert failure is not None
    there, kept = (
        known(places)[1] for places in (game().landings, moved(game(), 1, 0.125, 0.0).landings)
    )
    x = known(there)[0]
    assert (
        f"it lands at x = {x:.12g}, not at {known(kept)[0]:.12g} as the transcript says"
        in failure.message
    )
    assert failure.cure == "keep the landings as the game wrote them"


points = st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=40)


@given(points)
def test_a_point_is_written_and_read_to_the_last_bit(coordinates: list[float]) -> None:
    point = tuple(coordinates)
    text = json.dumps(encode_point(point))
    assert np.array(decode_point(json.loads(text))).tobytes() == np.array(point).tobytes()
    assert text.startswith('"' if len(point) > 16 else "[")


def test_many_coordinates_are_little_endian_doubles() -> None:
    assert encode_point((1.0,) * 17) == 5 * "AAAAAAAA8D8AAAAAAADwPwAAAAAAAPA/" + (
        "AAAAAAAA8D8AAAAAAADwPw=="
    )


UNREADABLE: dict[str, tuple[dict[str, Any], str, str]] = {
    "no list": ({"landings": {}}, "/landings", "a list"),
    "of format 1": ({"format": 1}, "/landings", "format 1 keeps no landings"),
    "a number": ({"landings": [None, 3]}, "/landings/1", "one point"),
    "no numbers": ({"landings": [None, [True, "1"]]}, "/landings/1", "one point"),
    "several points": ({"landings": [None, [[1, 3], [2, 3]]]}, "/landings/1", "one point"),
    "an empty point": ({"landings": [None, []]}, "/landings/1", "one point"),
    "no finite point": ({"landings": [None, [1, 1e999]]}, "/landings/1", "finite"),
    "beyond all numbers": ({"landings": [None, [1, 10**400]]}, "/landings/1", "finite"),
    "no base64": ({"landings": [None, "AAA*"]}, "/landings/1", "base64"),
    "no doubles": ({"landings": [None, "AAAA"]}, "/landings/1", "8 bytes"),
    "NaN in base64": ({"landings": [None, "AAAAAAAA+H8="]}, "/landings/1", "finite"),
    "a difficulty": ({"difficulty": "hard"}, "/difficulty", "later version"),
    "hints": ({"hints": [3]}, "/hints", "later version"),
    "a dip gone on from": (
        {"actions": [{"probe": [1, 3]}, {"step": 0.05, "from": 1}]},
        "/actions/1/from",
        "later version",
    ),
}


@pytest.mark.parametrize(("changes", "pointer", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_no_landing_is_or_a_later_version_wrote_is_refused_with_its_place(
    changes: dict[str, Any], pointer: str, words: str
) -> None:
    members = json.loads(game(WAVY, *MOVES[:2]).to_json())
    members = {name: at for name, at in {**members, **changes}.items() if at is not ...}
    with pytest.raises(TranscriptError) as caught:
        Transcript.from_json(json.dumps(members), source="game.json")
    assert caught.value.pointer == pointer
    assert words in str(caught.value)
    assert caught.value.source == "game.json"


def test_what_later_versions_may_write_does_no_harm_where_it_says_nothing() -> None:
    members = json.loads(game(WAVY, *MOVES[:2]).to_json())
    members["actions"][1]["from"] = None
    text = json.dumps({**members, "difficulty": None, "hints": None})
    assert Transcript.from_json(text) == game(WAVY, *MOVES[:2])


def test_of_very_many_axes_no_more_is_kept_than_can_be_read_again() -> None:
    level = make_level(
        **{
            **bowl(100_000),
            "surface": {"kind": "bowl", "center": [1.0] * 100_000, "curvatures": 1.0},
            "dipstick": "gradient",
            "moves": ["step"],
            "start": 0,
            "win": {"distance": 1e-9},
        }
    )
    session = Session(level)
    for _ in range(7):
        session.play(Step(0.1))
    transcript = Transcript.from_json(session.transcript.to_json())
    assert transcript.landings is not None
    assert [landing is None for landing in transcript.landings] == 5 * [False] + 2 * [True]
    assert replay(level, transcript).failure is None


def test_a_step_to_the_very_edge_is_not_held_by_it() -> None:
    """A slope of 1 leads from 5 to 6, give or take the last bit; one of 1.001 is held."""
    for slope, held in ((1.0, False), (1.0 + 1e-15, False), (1.001, True)):
        level = make_level(
            axes=[{"name": "x", "range": [0, 6]}],
            surface={"kind": "formula", "formula": f"{slope!r}*x"},
            win={"height": 100},
        )
        reading = Session(level)
        reading.play(Probe((5.0,)))
        assert (Remark.HIT_THE_WALL in reading.play(Step(1.0)).remarks) is held


def test_a_step_to_the_very_bottom_has_not_overshot_by_what_rounding_leaves() -> None:
    """At the pit of (x - p)^2 the slope is 0, or 1e-16 of either sign."""
    for pit in (0.1, 0.3, 1.0 / 3.0, 0.7, math.pi / 4):
        level = make_level(
            goal="pit",
            axes=[{"name": "x", "range": [-2, 2]}],
            surface={"kind": "formula", "formula": f"x^2 - {2 * pit!r}*x"},
            win={"height": -100},
        )
        session = Session(level)
        session.play(Probe((-1.37,)))
        for _ in range(4):
            assert Remark.OVERSHOOT not in session.play(Step(0.5)).remarks
