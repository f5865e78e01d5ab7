"""What single levels of the course promise beyond every level's promises."""

from collections.abc import Iterator

import numpy as np
import pytest

from sandpit.errors import IllegalAction
from sandpit.game import Move, Newton, Outcome, Probe, Remark, Session, Step
from tests.known import known, last
from tests.levels.shipped import game, shipped

MANY = (
    "espresso",
    "top-of-a-slice",
    "greenhouse",
    "five-levers",
    "drone-swarm",
    "six-switches",
)
"""Of three axes up to six: shown as slices."""
BOARD = ("fifty-axes", "twenty-knobs", "ten-thousand")
"""Of more than six axes."""


def played(id: str, *moves: Move) -> Session:
    session = Session(shipped(id))
    for move in moves:
        if session.state.outcome is None:
            session.play(move)
    return session


@pytest.mark.parametrize("id", MANY)
def test_a_few_axes_come_before_many(id: str) -> None:
    assert 3 <= shipped(id).brief.dimension <= 6


@pytest.mark.parametrize("id", BOARD)
def test_many_axes_are_walked_by_the_arrow(id: str) -> None:
    assert shipped(id).brief.dimension > 6
    assert all(isinstance(move, Step) for move in game(id).actions)


def test_the_slice_starts_on_its_own_top() -> None:
    slope = known(last(Session(shipped("top-of-a-slice"))).gradient)
    across, third = slope[:2], slope[2]
    assert np.abs(across).max() < 1e-9
    assert third > 1


def test_the_levers_weights_are_as_the_lesson_says() -> None:
    a, b, c, d, k = np.abs(known(last(Session(shipped("five-levers"))).gradient))
    assert c == k == 0
    assert 0 < a < 0.02 * min(b, d)


def test_each_switch_can_be_settled_by_itself() -> None:
    level = shipped("six-switches")
    hessian = level.ground(None).surface.hessian(np.array(level.start_point))
    np.testing.assert_array_equal(hessian, np.diag(np.diag(hessian)))
    deep = level.ground(None).surface.optima(level.goal)
    assert (len(deep.points), deep.best) == (64, 1)


def turns(id: str) -> Iterator[Session]:
    """Turn one knob after the other, each by the best of all amounts: nobody could do better."""
    level = shipped(id)
    surface, session = level.ground(None).surface, Session(level)
    at = np.array(level.start_point)
    for axis in range(surface.dimension):
        line = np.linspace(surface.box.lower[axis], surface.box.upper[axis], 401)
        points = np.repeat(at[None], line.size, axis=0)
        points[:, axis] = line
        at = points[np.argmin(surface.heights(points))]
        if session.state.outcome is None:
            session.play(Probe(at))
            yield session


def test_one_knob_at_a_time_runs_out_of_dips() -> None:
    *_, last = turns("twenty-knobs")
    assert last.state.outcome is Outcome.OUT_OF_DIPS


def test_newton_refuses_the_gutter() -> None:
    session = played("rain-gutter")
    with pytest.raises(IllegalAction, match="singular"):
        session.play(Newton())
    curve = np.linalg.eigvalsh(known(last(session).hessian)).max()
    session.play(Step(1 / curve))
    assert session.state.outcome is Outcome.FOUND


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.1, 0.15, 0.19, 0.25])
def test_no_single_rate_suits_the_stretched_dish(rate: float) -> None:
    level = shipped("stretched-dish")
    session = played("stretched-dish", *[Step(rate)] * level.dips)
    assert session.state.outcome is Outcome.OUT_OF_DIPS
    leaps = played("stretched-dish", *[Newton()] * level.par)
    assert leaps.state.outcome is Outcome.FOUND


def test_trusting_the_model_too_far_hits_the_wall() -> None:
    session = played("closer-to-trust", Newton(), Newton())
    assert all(Remark.HIT_THE_WALL in reading.remarks for reading in session.state.readings[1:])


@pytest.mark.parametrize(("id", "order"), [("tangents-promise", 1), ("parabolas-promise", 2)])
def test_halving_the_step_shrinks_the_error_by_its_order(id: str, order: int) -> None:
    level = shipped(id)
    series = known(last(Session(level)).series)
    assert series.size == order + 1
    surface, start = level.ground(None).surface, np.array(level.start_point)
    away = 0.05 * 0.5 ** np.arange(4)
    errors = surface.heights(start + away[:, None]) - np.polyval(series[::-1], away)
    np.testing.assert_allclose(errors[:-1] / errors[1:], 2 ** (order + 1), rtol=0.1)


def test_the_far_sight_sees_one_hill_far() -> None:
    level = shipped("far-sight")
    series = known(last(Session(level)).series)
    stationary = np.roots(np.polyder(series[::-1]))
    real = known(level.start_point)[0] + stationary[np.abs(stationary.imag) < 1e-9].real
    top = level.ground(None).surface.optima(level.goal).points[0, 0]
    assert np.abs(real - top).min() < level.win.distance


def test_the_broken_promise_gets_worse_beyond_the_pole() -> None:
    session = played("broken-promise", Probe((0.0,)))
    series = known(last(session).series)
    surface = session.level.ground(None).surface
    away = 0.0 - 2.5
    errors = [
        abs(float(surface.heights(np.array([away]))) - np.polyval(series[: order + 1][::-1], away))
        for order in (2, 4, 6, 8)
    ]
    assert np.diff(errors).min() > 0


def test_the_silent_series_says_nothing() -> None:
    start = last(Session(shipped("silent-series")))
    assert np.abs(known(start.series)).max() < 1e-5
