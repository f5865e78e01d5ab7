"""What an action does, what may be said of it, and when a game ends."""

import math
from math import dist, inf, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import IllegalAction, LevelError, SandpitError
from sandpit.game import (
    Action,
    GiveUp,
    Level,
    Newton,
    Outcome,
    Probe,
    Reading,
    Remark,
    Session,
    Step,
    Transcript,
    replay,
)
from sandpit.game.ground import Verdict
from sandpit.game.rules import check_finite, outcome
from tests.written import TWO_HILLS, bowl, make_level

QUADRATIC = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [1.0, 4.0]}
UNIT_SQUARE = [{"name": name, "range": [-1, 1]} for name in "xy"]
DOME = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-1.0, -4.0]}


def started(level: Level, *at: float) -> Session:
    session = Session(level, seed=1)
    session.play(Probe(at))
    return session


@pytest.mark.parametrize(("goal", "surface", "sign"), [("peak", DOME, 1), ("pit", QUADRATIC, -1)])
def test_a_step_goes_along_the_shown_arrow(goal: str, surface: Any, sign: int) -> None:
    session = started(make_level(goal=goal, surface=surface), 1.0, 2.0)
    before = session.state.last
    assert before is not None
    assert before.gradient is not None
    reading = session.play(Step(0.1))
    np.testing.assert_array_equal(reading.at, before.at + sign * 0.1 * before.gradient)
    assert sign * (reading.height - before.height) > 0


def test_a_step_that_leaves_the_domain_is_held_at_its_edge() -> None:
    session = started(make_level(surface=DOME), 2.0, 2.9)
    reading = session.play(Step(5.0))
    np.testing.assert_allclose(reading.at, [6.0, 4.9])
    assert reading.at[0] == 6.0
    assert Remark.HIT_THE_WALL in reading.remarks


def test_a_step_that_stays_inside_hits_no_wall() -> None:
    reading = started(make_level(surface=DOME), 2.0, 2.9).play(Step(0.1))
    assert Remark.HIT_THE_WALL not in reading.remarks


@pytest.mark.parametrize(("rate", "too_far"), [(0.1, False), (0.3, True)])
def test_a_step_past_the_top_is_an_overshoot(rate: float, too_far: bool) -> None:
    """On a dome of curvature -4 along y, a rate of 1/4 lands exactly on the ridge."""
    reading = started(make_level(surface=DOME), 3.0, 2.0).play(Step(rate))
    assert (Remark.OVERSHOOT in reading.remarks) is too_far


def test_a_step_backwards_is_no_overshoot() -> None:
    reading = started(make_level(surface=DOME), 3.0, 2.0).play(Step(-0.1))
    assert reading.remarks == ()


def test_a_probe_is_no_overshoot() -> None:
    reading = started(make_level(surface=DOME), 3.0, 2.0).play(Probe((3.0, 4.0)))
    assert reading.remarks == ()


def test_level_ground_is_flat() -> None:
    surface = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-1.0, 1.0]}
    level = make_level(surface=surface)
    assert Remark.FLAT in started(level, 3.0, 3.0).state.readings[-1].remarks
    assert Remark.FLAT not in started(level, 3.1, 3.0).state.readings[-1].remarks


@pytest.mark.parametrize("height", [0.0, 99.0])
@pytest.mark.parametrize(("share", "flat"), [(0.5, True), (1.5, False)])
def test_flat_is_what_changes_the_height_across_the_domain_by_less_than_a_millionth(
    height: float, share: float, flat: bool
) -> None:
    """A plain that rises evenly by a share of a millionth of 1 + |height| from corner to corner."""
    slope = share * 1e-6 * (1 + height) / (6 * math.sqrt(2))
    surface = {"kind": "formula", "formula": f"{height} + {slope!r}*(x - 1)"}
    level = make_level(surface=surface, win={"height": height + 3 * slope})
    reading = started(level, 1.0, 3.0).state.readings[-1]
    assert (Remark.FLAT in reading.remarks) is flat


def test_the_lower_of_two_tops_is_a_local_optimum() -> None:
    level = make_level(surface=TWO_HILLS)
    low = level.ground(None).optima.other_points
    (place,) = [point for point in low if dist(point, (1.5, 4.5)) < 0.1]
    assert Remark.LOCAL_OPTIMUM in started(level, *place).state.readings[-1].remarks
    assert Remark.LOCAL_OPTIMUM not in started(level, 1.5, 4.0).state.readings[-1].remarks
    assert Remark.LOCAL_OPTIMUM not in started(level, 4.5, 1.5).state.readings[-1].remarks


@given(
    dimension=st.integers(1, 6),
    data=st.data(),
)
def test_newton_lands_on_the_optimum_of_a_quadratic(dimension: int, data: st.DataObject) -> None:
    level = make_level(**bowl(dimension))
    at = data.draw(st.lists(st.floats(-3, 3), min_size=dimension, max_size=dimension))
    session = started(level, *at)
    if session.state.outcome is None:
        reading = session.play(Newton())
        np.testing.assert_allclose(reading.at, 1.0, atol=1e-12)
        assert session.state.outcome is Outcome.FOUND


@given(
    at=st.tuples(st.floats(0, 6), st.floats(0, 6)),
    move=st.one_of(
        st.builds(Step, st.floats(-1e6, 1e6)),
        st.builds(Newton),
        st.builds(Probe, st.tuples(st.floats(0, 6), st.floats(0, 6))),
    ),
)
def test_a_move_lands_where_its_ghost_showed(at: tuple[float, float], move: Any) -> None:
    session = started(make_level(surface=TWO_HILLS), *at)
    try:
        ghost = session.landing(move)
    except IllegalAction:
        with pytest.raises(IllegalAction):
            session.play(move)
        return
    np.testing.assert_array_equal(session.play(move).at, ghost)


ILLEGAL: dict[str, Any] = {
    "nothing": None,
    "a word": "probe",
    "what a transcript has": {"probe": [1.0, 1.0]},
    "outside": Probe((6.5, 1.0)),
    "just outside": Probe((np.nextafter(6.0, 7.0), 1.0)),
    "not a number": Probe((nan, 1.0)),
    "infinite": Probe((inf, 1.0)),
    "beyond a float": Probe((10**400, 1.0)),
    "too few coordinates": Probe((1.0,)),
    "too many coordinates": Probe((1.0, 1.0, 1.0)),
    "no coordinates": Probe(()),
    "a rate that is not a number": Step(nan),
    "an infinite rate": Step(inf),
    "a rate beyond a float": Step(10**400),
    "a step beyond all numbers": Step(1e308),
}


@pytest.mark.parametrize("action", ILLEGAL.values(), ids=ILLEGAL)
def test_an_illegal_action_says_so_and_changes_nothing(action: Any) -> None:
    surface = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-100.0, -100.0]}
    session = started(make_level(surface=surface), 1.0, 2.0)
    state, transcript = session.state, session.transcript
    for attempt in (session.play, session.landing, session.apply):
        with pytest.raises(IllegalAction) as caught:
            attempt(action)
        assert str(caught.value)
    assert session.state is state
    assert session.transcript == transcript


@pytest.mark.parametrize("move", [Step(0.1), Newton()])
def test_nothing_is_followed_before_the_first_reading(move: Any) -> None:
    with pytest.raises(IllegalAction, match="no reading yet"):
        Session(make_level()).play(move)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6, 1e9])
def test_newton_finds_the_middle_of_a_bowl_whatever_the_unit_of_an_axis(unit: float) -> None:
    axes = [{"name": "x", "range": [-1, 3]}, {"name": "y", "range": [-3 * unit, 3 * unit]}]
    formula = "x^2 + x*(y/u) + (y/u)^2"  # its pit is at 0, 0
    surface = {"kind": "formula", "formula": formula, "parameters": {"u": unit}}
    session = started(make_level(axes=axes, surface=surface, goal="pit"), 1.0, 2.0 * unit)
    np.testing.assert_allclose(session.play(Newton()).at / [1.0, unit], [0.0, 0.0], atol=1e-9)


def test_a_step_whose_coordinates_are_finite_is_held_though_their_sum_is_not() -> None:
    surface = {"kind": "bowl", "center": [-0.5, -0.5], "curvatures": [0.5, 0.5]}
    level = make_level(axes=UNIT_SQUARE, surface=surface, goal="pit")
    reading = started(level, 1.0, 1.0).play(Step(-1e308))
    assert reading.at.tolist() == [1.0, 1.0]
    assert Remark.HIT_THE_WALL in reading.remarks


def test_a_reading_is_finite_though_the_sum_of_it_is_not() -> None:
    large = np.full(2, 1.5e308)
    check_finite(Reading(1, large, 1.5e308, large, np.diag(large)))
    for height, slope, bend in ((inf, 0.0, 0.0), (0.0, nan, 0.0), (0.0, 0.0, -inf)):
        with pytest.raises(IllegalAction, match="no finite reading"):
            check_finite(Reading(1, large, height, np.full(2, slope), np.full((2, 2), bend)))


def test_a_singular_hessian_leads_nowhere() -> None:
    surface = {"kind": "bowl", "center": [3.0, 3.0], "matrix": [[-1.0, -1.0], [-1.0, -1.0]]}
    level = make_level(surface=surface, win={"height": -1e-4})
    with pytest.raises(IllegalAction, match="singular"):
        started(level, 1.0, 2.0).play(Newton())


@pytest.mark.parametrize("move", [Step(0.1), Newton(), Probe((1.0, 1.0))])
def test_a_move_that_the_level_does_not_offer_is_refused(move: Any) -> None:
    offered = [name for name in ("probe", "step", "newton") if name != move.name]
    session = Session(make_level(moves=offered, start=[1.0, 1.0]))
    with pytest.raises(IllegalAction, match="does not allow"):
        session.play(move)


@pytest.mark.parametrize("action", [Probe((1.0, 1.0)), Step(0.1), Newton(), GiveUp()])
def test_nothing_is_done_after_the_end(action: Action) -> None:
    session = started(make_level(), 1.0, 1.0)
    session.give_up()
    before = session.transcript
    with pytest.raises(IllegalAction, match="over"):
        session.apply(action)
    assert session.transcript == before


def test_each_move_costs_one_dip_and_the_last_one_ends_the_game() -> None:
    session = Session(make_level(dips=4, par=2))
    assert session.state.dips_left == 4
    for left in (3, 2, 1):
        session.play(Probe((1.0, 5.0)))
        assert (session.state.dips_left, session.state.outcome) == (left, None)
    session.play(Step(0.01))
    assert (session.state.dips_left, session.state.outcome) == (0, Outcome.OUT_OF_DIPS)


def test_a_find_at_the_last_dip_is_found() -> None:
    session = Session(make_level(dips=2, par=1))
    session.play(Probe((1.0, 5.0)))
    session.play(Probe((4.0, 2.1)))
    assert session.state.outcome is Outcome.FOUND


@pytest.mark.parametrize(("away", "found"), [(0.1999, True), (0.2001, False)])
def test_within_the_winning_distance_is_found(away: float, found: bool) -> None:
    level = make_level(surface={"kind": "hill", "center": [4.0, 2.0], "width": 1.5})
    session = started(level, 4.0, 2.0 + away)
    assert (session.state.outcome is Outcome.FOUND) is found


@pytest.mark.parametrize(
    ("goal", "wanted", "at", "found"),
    [
        ("peak", 9.0, (4.0, 2.2), True),
        ("peak", 9.0, (4.0, 3.0), False),
        ("pit", 0.5, (1.0, 6.0), True),
        ("pit", 0.5, (4.0, 3.0), False),
    ],
)
def test_reaching_the_winning_height_is_found(
    goal: str, wanted: float, at: tuple[float, float], found: bool
) -> None:
    session = started(make_level(goal=goal, win={"height": wanted}), *at)
    assert (session.state.outcome is Outcome.FOUND) is found


def test_the_reading_at_the_start_is_free() -> None:
    session = Session(make_level(start=[1.0, 5.0]))
    (reading,) = session.state.readings
    assert reading.number == 0
    assert session.state.dips_left == 12
    assert session.transcript.actions == ()
    assert session.play(Step(0.1)).number == 1


def test_the_reading_at_a_flat_start_says_so() -> None:
    surface = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-1.0, 1.0]}
    session = Session(make_level(surface=surface, start=[3.0, 3.0]))
    assert session.state.readings[0].remarks == (Remark.FLAT,)


@pytest.mark.parametrize(
    ("stick", "measured"),
    [("height", (False, False)), ("gradient", (True, False)), ("hessian", (True, True))],
)
def test_the_stick_measures_what_it_says(stick: str, measured: tuple[bool, bool]) -> None:
    session = started(make_level(dipstick=stick, moves=["probe"]), 1.0, 2.0)
    (reading,) = session.state.readings
    assert (reading.gradient is not None, reading.hessian is not None) == measured


def test_the_best_reading_is_the_highest_for_a_peak_and_the_lowest_for_a_pit() -> None:
    for goal, expected in (("peak", 2), ("pit", 1)):
        session = Session(make_level(goal=goal, win={"height": 1e9 if goal == "peak" else -1e9}))
        for at in ((0.0, 6.0), (4.0, 2.5), (3.0, 4.0)):
            session.play(Probe(at))
        assert session.state.best is not None
        assert session.state.best.number == expected


NOISE = {"height": 0.3, "gradient": 0.2, "hessian": 0.1}


def test_noise_depends_on_the_seed_and_the_dip_alone() -> None:
    """The same dip of the same seed has the same error, whatever was dipped before it."""
    level, exact = make_level(noise=NOISE), make_level()

    def error(seed: int, path: list[tuple[float, float]]) -> list[np.ndarray]:
        noisy, true = Session(level, seed), Session(exact)
        for at in path:
            a, b = noisy.play(Probe(at)), true.play(Probe(at))
        assert a.gradient is not None and b.gradient is not None
        assert a.hessian is not None and b.hessian is not None
        return [np.array(a.height - b.height), a.gradient - b.gradient, a.hessian - b.hessian]

    first = error(5, [(1.0, 5.0), (5.0, 5.0)])
    for mine, same in zip(first, error(5, [(2.0, 2.5), (0.5, 3.0)]), strict=True):
        np.testing.assert_allclose(mine, same, atol=1e-12)
    for other in (error(6, [(1.0, 5.0), (5.0, 5.0)]), error(5, [(5.0, 5.0)])):
        assert all((mine != theirs).any() for mine, theirs in zip(first, other, strict=True))


def test_a_noisy_hessian_stays_symmetric() -> None:
    (reading,) = started(make_level(noise=NOISE), 1.0, 5.0).state.readings
    assert reading.hessian is not None
    np.testing.assert_array_equal(reading.hessian, reading.hessian.T)


def test_noise_has_the_deviations_that_were_asked_for() -> None:
    level, exact = make_level(noise=NOISE), make_level()
    true = started(exact, 1.0, 5.0).state.readings[0]
    seen = []
    for seed in range(400):
        session = Session(level, seed)
        seen.append(session.play(Probe((1.0, 5.0))))
    assert np.std([one.height - true.height for one in seen]) == pytest.approx(0.3, rel=0.15)
    slopes = [one.gradient - true.gradient for one in seen]  # type: ignore[operator]
    assert np.std(slopes) == pytest.approx(0.2, rel=0.15)


def test_with_noise_the_ground_itself_decides_who_wins() -> None:
    level = make_level(win={"height": 9.0}, noise={"height": 50.0})
    for seed in range(20):
        session = Session(level, seed)
        session.play(Probe((0.0, 6.0)))
        assert session.state.outcome is None
        session.play(Probe((4.0, 2.0)))
        assert session.state.outcome is Outcome.FOUND


def test_a_level_that_leaves_nothing_to_chance_drops_the_seed() -> None:
    assert Session(make_level(), seed=3).seed is None


def test_a_level_that_leaves_things_to_chance_draws_a_seed_and_keeps_it() -> None:
    level = make_level(surface={"kind": "hill", "center": "random"})
    session = Session(level)
    assert session.seed == session.transcript.seed is not None
    assert Session(level).seed != session.seed


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_that_no_transcript_can_hold_is_refused(seed: int) -> None:
    with pytest.raises(SandpitError, match="seed"):
        Session(make_level(surface={"kind": "hill"}), seed)


def test_a_start_that_finds_already_is_refused() -> None:
    with pytest.raises(LevelError) as caught:
        make_level(start=[4.0, 2.0])
    assert caught.value.pointer == "/start"


ANYWHERE = {"kind": "hill", "center": "random", "width": 0.5}
STARTS: dict[str, dict[str, Any]] = {
    "by distance": {"win": {"distance": 0.8}},
    "by height": {"win": {"height": 0.5}},
    "with noise": {"win": {"distance": 0.8}, "noise": {"height": 5.0}},
    "of a pit": {"goal": "pit", "surface": {**ANYWHERE, "height": -1.0}, "win": {"distance": 0.8}},
}


@pytest.mark.parametrize("changes", STARTS.values(), ids=STARTS)
def test_no_drawn_ground_lies_so_that_the_start_finds_already(changes: dict[str, Any]) -> None:
    members = {"surface": ANYWHERE, **changes}
    level, free = make_level(start=[3.0, 3.0], **members), make_level(**members)
    again = 0
    for seed in range(200):
        session = Session(level, seed)
        (start,) = session.state.readings
        ground = level.ground(seed)
        height = float(ground.surface.heights(start.at))
        assert ground.verdict(start.at, height) is not Verdict.FOUND
        session.play(Step(0.0))
        assert session.state.outcome is None
        # What needs not be drawn again is the ground of this seed, as it is without a start.
        first, drawn = free.ground(seed), level.ground(seed)
        height = float(first.surface.heights(start.at))
        if first.verdict(start.at, height) is Verdict.FOUND:
            again += 1
        else:
            np.testing.assert_array_equal(first.optima.points, drawn.optima.points)
        transcript = Transcript.from_json(session.transcript.to_json())
        assert transcript.seed == seed
        other = replay(level, transcript).session.state
        for one, same in zip(session.state.readings, other.readings, strict=True):
            assert (one.at.tobytes(), one.height) == (same.at.tobytes(), same.height)
    assert again >= 5


DRAWN_ANEW = {
    16: (0.34238142610636046, 3.7379250020872883),
    33: (3.9396565847120115, 2.36076217691504),
    99: (2.6583665232515696, 5.707211209605406),
}
"""Where the hill lay when the seeds were first drawn again: in games that were kept it lies there
still, whatever the version."""


@pytest.mark.parametrize("seed", DRAWN_ANEW)
def test_a_ground_that_was_drawn_again_stays_where_it_was(seed: int) -> None:
    level = make_level(surface=ANYWHERE, start=[3.0, 3.0], win={"distance": 0.8})
    assert level.ground(seed).optima.points[0].tolist() == pytest.approx(
        DRAWN_ANEW[seed], abs=1e-12
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"surface": ANYWHERE}, "the start already wins, wherever the ground is drawn"),
        ({}, "the start already wins"),
    ],
)
def test_a_start_that_finds_wherever_the_ground_lies_is_refused(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(LevelError) as caught:
        make_level(start=[3.0, 3.0], win={"distance": 9.0}, **changes)
    error = caught.value
    assert (error.message, error.cure, error.pointer) == (message, "start further away", "/start")


@pytest.mark.parametrize(
    ("dips", "found", "expected"),
    [
        (1, False, None),
        (11, False, None),
        (12, False, Outcome.OUT_OF_DIPS),
        (1, True, Outcome.FOUND),
        (12, True, Outcome.FOUND),
    ],
)
def test_a_game_ends_by_a_find_or_at_the_last_dip(
    dips: int, found: bool, expected: Outcome | None
) -> None:
    assert outcome(make_level().brief, dips, found=found) is expected


@pytest.mark.parametrize("part", ["height", "gradient", "hessian"])
@pytest.mark.parametrize("wrong", [nan, inf, -inf])
def test_a_reading_that_is_not_finite_is_refused(part: str, wrong: float) -> None:
    whole = Reading(1, np.zeros(2), 1.0, np.array([1.0, 2.0]), np.eye(2))
    check_finite(whole)
    spoilt: Any = wrong if part == "height" else np.array(getattr(whole, part))
    if isinstance(spoilt, np.ndarray):
        spoilt.flat[1] = wrong
    with pytest.raises(IllegalAction, match="no finite reading"):
        check_finite(whole._replace(**{part: spoilt}))
