"""What only the judge knows of a ground, and what of it a session shows."""

import json
from typing import Any

import numpy as np
import pytest

from sandpit.errors import IllegalAction, LevelError
from sandpit.game import Level, Outcome, Probe, Remark, Session
from sandpit.library import load_level
from tests.known import expect
from tests.surfaces.leveled import level_over
from tests.written import TWO_HILLS, bowl, make_level, written

ONE_AXIS = [{"name": "x", "range": [-2, 2]}]


def of(formula: str, **changes: Any) -> Level:
    """Return a level over a formula of x from -2 to 2, won by a height that is out of reach."""
    surface = {"kind": "formula", "formula": formula}
    changes = {"axes": ONE_AXIS, "surface": surface, "win": {"height": 1e9}, **changes}
    return make_level(**changes)


STICKS = {"height": True, "gradient": True, "hessian": False}
"""Of -abs(x)^1.5 the top has a height and a slope of 0, and bends without end."""


@pytest.mark.parametrize("stick", STICKS)
def test_a_best_place_is_unreadable_where_what_the_stick_tells_is_not_finite(stick: str) -> None:
    level = of("-abs(x)^1.5", dipstick=stick, moves=["probe"])
    ground = level.ground(None)
    assert ground.optima.global_points.tolist() == [[0.0]]
    assert ground.unreadable == (() if STICKS[stick] else ((0.0,),))


@pytest.mark.parametrize(("goal", "sign"), [("peak", 1), ("pit", -1)])
def test_a_height_is_never_reached_where_a_bound_proves_it_for_the_levels_goal(
    goal: str, sign: int
) -> None:
    ground = of("sin(3*x)", goal=goal, win={"height": sign * 0.5}).ground(None)
    assert ground.never_reaches(sign * 1.1)
    assert not ground.never_reaches(sign * 0.9)
    assert not ground.never_reaches(-sign * 1.1)
    assert ground.proven


BY_HEIGHT = 'win by a height instead: "win": {"height": ...}'
LINE = "the best places form a line or a plain, not single points"
ENDLESS = {
    "-x^2": (
        f"the height does not depend on y, so that {LINE}",
        f"use every axis, leave out those that do nothing, or {BY_HEIGHT}",
    ),
    "-(x - y)^2": (LINE, BY_HEIGHT),
    "sin(40*x)*sin(40*y)": (
        "there are more than 1,024 best places, each as good as the others",
        BY_HEIGHT,
    ),
}


@pytest.mark.parametrize("formula", ENDLESS)
def test_where_the_best_places_have_no_end_a_distance_is_refused_and_a_height_is_not(
    formula: str,
) -> None:
    axes = [{"name": name, "range": [-2, 2]} for name in "xy"]
    with pytest.raises(LevelError) as caught:
        of(formula, axes=axes, win={"distance": 0.1})
    assert (caught.value.message, caught.value.cure) == ENDLESS[formula]
    assert caught.value.pointer == "/surface"
    assert of(formula, axes=axes, win={"height": 1e9}).ground(None).best_height is not None


def test_what_is_spent_on_the_heights_of_a_ground_counts_in_its_budget() -> None:
    """Where a height wins, nothing but the span that is stretched has to be looked for."""
    plain, stretched = of("sin(3*x)"), of("sin(3*x)", heights=[0, 1])
    assert plain.ground(None).work == 0
    assert stretched.ground(None).work > 0


def test_all_axes_that_do_nothing_are_named() -> None:
    axes = [{"name": name, "range": [-2, 2]} for name in "abc"]
    with pytest.raises(LevelError, match="does not depend on a, c, so"):
        of("b^2", axes=axes, win={"distance": 0.1})


def test_the_best_height_of_a_plain_is_its_own_and_of_very_many_axes_nobody_knows_it() -> None:
    assert of("7").ground(None).best_height == 7.0
    assert load_level("two-moons").ground(None).best_height is None


@pytest.mark.parametrize(("share", "finds"), [(0.6, True), (1.6, False)])
@pytest.mark.parametrize("width", [0.2, 3.0])
def test_a_distance_wins_up_to_a_billionth_of_it_beyond(
    width: float, share: float, finds: bool
) -> None:
    level = make_level(**bowl(1, win={"distance": width}))
    session = Session(level)
    session.play(Probe((1.0 - width * (1.0 + share * 1e-9),)))
    assert (session.state.outcome is Outcome.FOUND) is finds


@pytest.mark.parametrize(("share", "finds"), [(0.6, True), (1.6, False)])
@pytest.mark.parametrize("slope", [1.0, 1e4])
def test_a_height_wins_from_a_billionth_of_the_span_below_it(
    slope: float, share: float, finds: bool
) -> None:
    """Along a slope from -2 to 2 the span is 4 times as much as the slope."""
    heights = [-2 * slope, 2 * slope]
    session = Session(of(f"{slope}*x", heights=heights, win={"height": slope}))
    session.play(Probe((1.0 - 4.0 * share * 1e-9,)))
    assert (session.state.outcome is Outcome.FOUND) is finds


def test_the_best_place_is_proven_where_none_is_a_millionth_better() -> None:
    assert of("2 - x^2").ground(None).proven


@pytest.fixture
def learner() -> Session:
    """A session over the loss of a network, whose level models something."""
    spec = {
        "kind": "network",
        "layers": [1, 1],
        "data": {"inputs": [[0.0], [1.0], [2.0]], "targets": [0.5, 0.1, 0.9]},
    }
    return Session(make_level(**written(surface=spec, goal="pit", win={"height": -1.0})))


def test_a_session_shows_what_its_level_models_where_it_was_dipped(learner: Session) -> None:
    assert learner.models
    assert learner.exhibit() is None
    learner.play(Probe((1.0, 2.0)))
    learner.play(Probe((3.0, 4.0)))
    surface = learner.level.ground(learner.seed).surface
    first, second = (reading.at for reading in learner.state.readings)
    for at, shown in ((first, learner.exhibit(first)), (second, learner.exhibit())):
        known = surface.exhibit(at)
        assert known is not None
        assert expect(type(known), shown).__dict__.keys() == known.__dict__.keys()
        assert repr(shown) == repr(known)
    assert repr(learner.exhibit(first)) != repr(learner.exhibit(second))


def test_a_session_shows_nothing_where_it_was_not_dipped_or_nothing_is_modelled(
    learner: Session,
) -> None:
    learner.play(Probe((1.0, 2.0)))
    assert learner.exhibit(np.array([1.0, 2.5])) is None
    plain = Session(make_level())
    plain.play(Probe((1.0, 2.0)))
    assert not plain.models
    assert plain.exhibit() is None


def test_what_is_foreseen_is_worked_out_before_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = Session(make_level(surface=TWO_HILLS, win={"height": 1e9}))
    surface = session.level.ground(None).surface
    asked: list[str] = []
    for name in ("optima", "exhibit"):
        known = getattr(type(surface), name)

        def spied(self: Any, *args: Any, name: str = name, known: Any = known) -> Any:
            asked.append(name)
            return known(self, *args)

        monkeypatch.setattr(type(surface), name, spied)
    session.foresee()
    assert {"optima", "exhibit"} <= set(asked)
    asked.clear()
    session.give_up()
    assert session.revealed is not None
    assert not session.models
    assert asked == []


def test_what_nobody_can_know_is_foreseen_without_harm() -> None:
    many = of("x", axes=[{"name": "x", "range": [-2, 2]}, {"name": "y", "range": [0, 1]}])
    session = Session(many)
    session.foresee()
    assert session.state.outcome is None


TITLE = {"title": "Another hill"}
STEEPER = {"surface": {"kind": "hill", "center": [4.0, 2.0], "width": 1.4, "height": 10.0}}


@pytest.mark.parametrize(("changes", "alike"), [({}, True), (TITLE, False), (STEEPER, False)])
def test_levels_are_alike_that_say_and_mean_the_same(changes: dict[str, Any], alike: bool) -> None:
    assert make_level().is_alike(make_level(**changes)) is alike


@pytest.mark.parametrize(("rows", "alike"), [("0,1\n1,2\n", True), ("0,1\n1,3\n", False)])
def test_levels_whose_files_differ_are_not_alike(rows: str, alike: bool) -> None:
    surface = {"kind": "fit", "model": "a + b*t", "x": "t", "y": "y", "data": {"file": "d.csv"}}

    def level(content: str) -> Level:
        return level_over(surface, {"d.csv": f"t,y\n{content}".encode()}, "a", "b")

    assert level("0,1\n1,2\n").is_alike(level(rows)) is alike


@pytest.mark.parametrize("stick", ["height", "gradient", "hessian"])
def test_a_start_at_which_the_stick_tells_nothing_is_refused(stick: str) -> None:
    """Of a cusp the height is known, and no slope."""
    changes: dict[str, Any] = {"start": [1.0], "dipstick": stick, "moves": ["probe"]}
    changes |= {"goal": "pit", "win": {"height": -1.0}}
    if stick == "height":
        assert Session(of("sqrt(abs(x - 1)) + x^2", **changes)).state.readings
        return
    with pytest.raises(LevelError) as caught:
        of("sqrt(abs(x - 1)) + x^2", **changes)
    told = (caught.value.pointer, caught.value.message, caught.value.cure)
    assert told == ("/start", "the ground has no finite reading there", "start elsewhere")


def test_a_start_that_finds_nothing_finite_on_a_ground_drawn_later_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level = of("x^2", start=[1.0])

    def nowhere(*_: Any) -> None:
        raise IllegalAction("the ground has no finite reading there")

    monkeypatch.setattr("sandpit.game.session.check_finite", nowhere)
    with pytest.raises(LevelError) as caught:
        Session(level)
    told = (caught.value.pointer, caught.value.message, caught.value.cure)
    assert told == ("/start", "the ground has no finite reading there", "start elsewhere")


@pytest.mark.parametrize(("at", "stuck"), [([1.5, 4.5], True), ([2.5, 4.0], False)])
def test_the_reading_at_a_start_on_a_lower_top_says_so(at: list[float], stuck: bool) -> None:
    session = Session(make_level(surface=TWO_HILLS, start=at))
    (reading,) = session.state.readings
    assert (Remark.LOCAL_OPTIMUM in reading.remarks) is stuck
    assert reading.at.tolist() == at


@pytest.mark.parametrize(("terms", "refused"), [(255, False), (256, True)])
def test_a_ground_is_made_of_256_surfaces_at_most(terms: int, refused: bool) -> None:
    """The sum itself is one of them, and an axis or a win is none."""
    hill = {"kind": "hill", "center": [4.0, 2.0]}
    text = json.dumps(written(surface={"kind": "sum", "terms": [hill] * terms}))
    if not refused:
        assert Level.outline(text).title
        return
    with pytest.raises(LevelError) as caught:
        Level.outline(text)
    told = (caught.value.pointer, caught.value.message, caught.value.cure)
    assert told == ("/surface", "the ground is made of too many surfaces", "use at most 256")
