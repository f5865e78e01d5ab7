"""What a score, a refusal and a replay that fails say, whole; and where each changes over."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sandpit.errors import IllegalAction, TranscriptError
from sandpit.game import (
    Level,
    Momentum,
    Move,
    Newton,
    Probe,
    Reading,
    Session,
    Step,
    replay,
    score_session,
)
from sandpit.game.rules import land
from tests.known import known
from tests.written import make_level

Point = tuple[float, ...]
AWAY: Point = (0.0, 6.0)
PEAK: Point = (4.0, 2.0)
FOUND = "You found the peak: 500 points, however long it took."


def played(level: Level, *dips: Point) -> Session:
    """Return the game of these dips, given up where it goes on."""
    session = Session(level)
    for dip in dips:
        session.play(Probe(dip))
    if session.state.outcome is None:
        session.give_up()
    return session


def ramp(wanted: float, width: float = 6.0, **changes: Any) -> Level:
    """Return a level that goes up by 1 a metre from 0, and is won at a height."""
    ground = {"kind": "formula", "formula": "-x" if changes.get("goal") == "pit" else "x"}
    axes = [{"name": "x", "range": [0.0, width]}]
    return make_level(surface=ground, axes=axes, win={"height": wanted}, **changes)


FINDS: dict[int, tuple[int, str, int]] = {
    1: (500, "1 dip, and par is 4: all 500 points.", 3),
    4: (500, "4 dips, and par is 4: all 500 points.", 3),
    5: (
        438,
        "5 dips where par is 4: 438 of 500 points, which fall to none at dip 12.",
        2,
    ),
    8: (250, "8 dips where par is 4: 250 of 500 points, which fall to none at dip 12.", 2),
    9: (188, "9 dips where par is 4: 188 of 500 points, which fall to none at dip 12.", 1),
    12: (0, "12 dips where par is 4: 0 of 500 points, which fall to none at dip 12.", 1),
}


@pytest.mark.parametrize("dips", FINDS)
def test_a_find_is_told_part_by_part_with_its_stars(dips: int) -> None:
    points, thrift, stars = FINDS[dips]
    told = score_session(played(make_level(), *[AWAY] * (dips - 1), PEAK))
    parts = [(part.name, part.points, part.reason) for part in told.parts]
    assert parts == [("find", 500, FOUND), ("thrift", points, thrift)]
    assert (told.total, told.stars, told.dips) == (500 + points, stars, dips)


MISSES: dict[str, tuple[Session, int, str]] = {
    "of no dip": (played(make_level()), 0, "No dip was made: 0 of 400 points."),
    "by a distance": (
        played(make_level(), AWAY, (4.0, 4.0)),
        40,
        "Your nearest dip was 2 from the peak: 40 of 400 points.",
    ),
    "by a distance in metres": (
        played(make_level(axes=[{"name": n, "range": [0, 6], "unit": "m"} for n in "xy"]), AWAY),
        14,
        "Your nearest dip was 5.66 m from the peak: 14 of 400 points.",
    ),
    "by a height": (
        played(ramp(5.0), (4.0,), (1.0,)),
        200,
        "Your best dip was at height 4, and 5 was wanted: 200 of 400 points.",
    ),
    "of a pit by a height": (
        played(ramp(-5.0, goal="pit"), (4.0,), (1.0,)),
        200,
        "Your best dip was at height -4, and -5 was wanted: 200 of 400 points.",
    ),
}


@pytest.mark.parametrize("name", MISSES)
def test_a_miss_is_told_with_what_was_reached(name: str) -> None:
    session, points, reason = MISSES[name]
    told = score_session(session)
    assert [(part.name, part.points, part.reason) for part in told.parts] == [
        ("closeness", points, reason)
    ]
    assert (told.total, told.stars) == (points, 0)


def test_a_game_that_goes_on_is_told_to_have_no_points_yet() -> None:
    (part,) = score_session(Session(make_level())).parts
    assert (part.name, part.points) == ("closeness", 0)
    assert part.reason == "The game is not over: 0 of 400 points so far."


# A level begins in the middle of its axis: there the climb to the height wanted is counted from.
CLIMBS: dict[str, tuple[Level, float, float]] = {
    "the start is higher: from as far below as is wanted": (ramp(2.0), 1.0, 0.5),
    "so it is in a pit": (ramp(-2.0, goal="pit"), 1.0, 0.5),
    "but never from less than 1 below": (ramp(0.5), 0.25, 0.75),
    "a short climb is a climb": (ramp(3.0 + 1e-7), 2.0, 0.0),
    "one of the last bits is none": (ramp(3.0 + 1e-12), 1.5, 0.5),
    "the last bits are those of the height that is wanted": (ramp(5.0 + 2e-9, 10.0), 2.5, 0.5),
    "or else of 1": (ramp(0.5 + 1.5e-9, 1.0), 0.25, 0.0),
}


@pytest.mark.parametrize("name", CLIMBS)
def test_a_climb_of_nearly_nothing_is_counted_from_further_below(name: str) -> None:
    level, dip, share = CLIMBS[name]
    assert known(played(level, (dip,)).closeness()).share == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    "find",
    [played(ramp(4.0), (5.5,)), played(make_level(), PEAK), played(make_level(), (4.1, 2.0))],
    ids=["higher than wanted", "on the very place", "within the distance"],
)
def test_a_find_is_as_near_as_can_be(find: Session) -> None:
    assert known(find.closeness()).share == 1.0


EDGE = "runs from 0 to 6"
SLOPES = make_level(dipstick="gradient", moves=["probe", "step", "momentum"])
REFUSED: dict[str, tuple[Level, Move, str, str]] = {
    "left": (make_level(), Probe((-1.0, 1.0)), "x = -1 is outside the domain", f"x {EDGE}"),
    "right": (make_level(), Probe((7.5, 1.0)), "x = 7.5 is outside the domain", f"x {EDGE}"),
    "below": (make_level(), Probe((3.0, -2.0)), "y = -2 is outside the domain", f"y {EDGE}"),
    "from the left edge": (
        make_level(),
        Probe((0.0, 8.0)),
        "y = 8 is outside the domain",
        f"y {EDGE}",
    ),
    "from the right edge": (
        make_level(),
        Probe((6.0, 8.0)),
        "y = 8 is outside the domain",
        f"y {EDGE}",
    ),
    "a coordinate too few": (
        make_level(),
        Probe((1.0,)),
        "a point of this level has 2 coordinates, not 1",
        "write one number for each axis",
    ),
    "a coordinate too many": (
        make_level(),
        Probe((1.0, 1.0, 1.0)),
        "a point of this level has 2 coordinates, not 3",
        "write one number for each axis",
    ),
    "another move": (
        make_level(),
        Momentum(0.1, 0.5),
        "this level does not allow the move momentum",
        "its moves are probe, step, newton",
    ),
    "nothing to go on from": (
        make_level(),
        Step(0.1),
        "there is no reading yet to go on from",
        "probe somewhere first",
    ),
    "more than all of the velocity": (
        SLOPES,
        Momentum(0.1, 1.5),
        "momentum keeps a share from 0 to 1 of the velocity",
        "write a keep from 0 to 1",
    ),
    "less than nothing of it": (
        SLOPES,
        Momentum(0.1, -0.5),
        "momentum keeps a share from 0 to 1 of the velocity",
        "write a keep from 0 to 1",
    ),
    "beyond all numbers": (
        make_level(),
        Step(1e308 * 10),
        "the step is not finite",
        "take a smaller rate",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_what_is_wrong_and_how_to_mend_it(name: str) -> None:
    level, move, message, cure = REFUSED[name]
    session = Session(level)
    if not isinstance(move, Probe) and name != "nothing to go on from":
        session.play(Probe((1.0, 1.0)))
    with pytest.raises(IllegalAction) as caught:
        session.play(move)
    assert (caught.value.message, caught.value.cure) == (message, cure)


def test_what_the_stick_did_not_measure_is_no_step_of_newtons() -> None:
    brief, at = make_level().brief, np.array([3.0, 3.0])
    with pytest.raises(IllegalAction) as caught:
        land(brief, Reading(1, at, 0.0, np.ones(2), None), Newton())
    assert caught.value.message == "this dip-stick does not measure the Hessian"
    with pytest.raises(IllegalAction) as caught:
        land(brief, Reading(1, at, 0.0, np.ones(2), np.zeros((2, 2))), Newton())
    assert caught.value.message.startswith("the Hessian is singular here: the quadratic model has")
    assert caught.value.cure == "take a step or probe elsewhere"


@pytest.mark.parametrize("last", [None, Reading(1, np.full(2, 3.0), 0.0, None, None)])
def test_where_the_stick_shows_no_arrow_there_is_none_to_follow(last: Reading | None) -> None:
    brief = make_level(dipstick="height", moves=["probe"]).brief
    with pytest.raises(IllegalAction) as caught:
        land(replace(brief, moves=("probe", "step")), last, Step(0.1))
    assert caught.value.message == "this dip-stick shows no gradient to follow"
    assert caught.value.cure == "probe instead"


@pytest.mark.parametrize("keep", [0.0, 1.0])
def test_momentum_may_keep_all_or_nothing_of_the_velocity(keep: float) -> None:
    session = Session(SLOPES)
    session.play(Probe((1.0, 1.0)))
    session.play(Momentum(0.05, keep))
    assert len(session.state.readings) == 2


BEFORE = {
    0: "none comes before it",
    1: "the one before it is valid",
    2: "the 2 before it are valid",
    3: "the 3 before it are valid",
}


@pytest.mark.parametrize("valid", BEFORE)
def test_a_replay_that_fails_says_at_which_action_and_why(valid: int) -> None:
    level = make_level()
    good = Session(level)
    for _ in range(valid):
        good.play(Probe(AWAY))
    told = good.transcript
    again = replay(level, replace(told, actions=(*told.actions, Probe((9.0, 1.0)))))
    failure = known(again.failure)
    assert failure.message == (
        f'action {valid + 1}, {{"probe": [9.0, 1.0]}}, breaks the rules: '
        f"x = 9 is outside the domain; {BEFORE[valid]}"
    )
    assert (failure.pointer, failure.cure) == (f"/actions/{valid}", f"x {EDGE}")


def test_landings_without_actions_are_told_with_their_number() -> None:
    level = make_level()
    told = played(level, AWAY).transcript
    failure = known(replay(level, replace(told, landings=(None, None, None))).failure)
    assert failure.message == f"there are 3 landings for {len(told.actions)} actions"
    assert failure.pointer == "/landings"
    assert failure.cure == "keep one for each action, null for a probe"


def test_a_transcript_of_another_level_is_told_what_it_was_not_played_on() -> None:
    level = make_level()
    told = replace(Session(level).transcript, digest="sha256:" + 64 * "0")
    with pytest.raises(TranscriptError) as caught:
        replay(level, told)
    error = caught.value
    assert error.message == 'this transcript was not played on the level "small" as it is now'
    assert error.pointer == "/digest"
    assert error.cure == f"its digest is {level.digest}; replay it on the file that was played"


CHANCY = make_level(surface={"kind": "waves", "seed": "random"}, win={"distance": 0.01})


def test_a_transcript_without_a_seed_that_is_needed_is_told_so() -> None:
    with pytest.raises(TranscriptError) as caught:
        replay(CHANCY, replace(Session(CHANCY, 1).transcript, seed=None))
    error = caught.value
    assert error.message == "this level leaves things to chance, but the transcript has no seed"
    assert error.pointer == "/seed"


def test_a_replay_is_by_the_player_and_the_seed_of_the_game() -> None:
    game = Session(CHANCY, 7, "ada")
    game.play(Probe(AWAY))
    again = replay(CHANCY, game.transcript)
    assert again.failure is None
    assert again.session.transcript == game.transcript
    assert again.session.state.readings[0].height == game.state.readings[0].height
