"""The leak audit: nothing hidden reaches a player, a strategy or a picture before the end."""

import types
from collections.abc import Iterator
from enum import Enum
from typing import Any

import numpy as np
import pytest

from sandpit.game import Dipstick, Level, Newton, Outcome, Probe, Session, State, Step
from sandpit.game.ground import Ground
from sandpit.strategies import Strategy, play_game
from sandpit.surfaces import Box, Optima, Site, Spec, Surface
from tests.written import TWO_HILLS, make_level

HIDDEN = (Surface, Spec, Ground, Optima, Level, Session, Site)
PLAIN = (str, int, float, type(None), Enum, np.dtype)


def reachable(root: object) -> Iterator[object]:
    """Yield everything that attributes, items and memory of `root` lead to."""
    pending, seen = [root], set()
    while pending:
        thing = pending.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        if isinstance(thing, (*PLAIN, type, types.ModuleType)):
            continue
        if isinstance(thing, np.ndarray):
            pending.append(thing.base)
        elif isinstance(thing, tuple | list | set | frozenset):
            pending += thing
        elif isinstance(thing, dict):
            pending += [*thing.keys(), *thing.values()]
        else:
            pending += vars(thing).values()


def assert_nothing_hidden(root: object) -> None:
    known = (*PLAIN, np.ndarray, tuple, dict, Box, State)
    for thing in reachable(root):
        assert not isinstance(thing, HIDDEN), f"a {type(thing).__name__} can be reached"
        is_game = type(thing).__module__ in ("sandpit.game.brief", "sandpit.game.reading")
        assert isinstance(thing, known) or is_game, f"what is a {type(thing)} doing here?"


def played(**changes: Any) -> Session:
    session = Session(make_level(surface=TWO_HILLS, **changes), seed=7)
    session.play(Probe((4.0, 2.2)))
    session.play(Step(0.01))
    session.play(Newton())
    assert session.state.outcome is None or session.state.outcome is Outcome.FOUND
    return session


@pytest.mark.parametrize("cover", ["covered", "brushed", "open"])
def test_from_a_state_nothing_hidden_can_be_reached(cover: str) -> None:
    assert_nothing_hidden(played(map=cover).state)


def test_from_a_state_that_has_measured_noise_nothing_hidden_can_be_reached() -> None:
    assert_nothing_hidden(played(noise={"height": 0.1, "gradient": 0.1}).state)


def test_the_arrays_of_a_state_cannot_be_written_to() -> None:
    for thing in reachable(played().state):
        if isinstance(thing, np.ndarray):
            assert not thing.flags.writeable


def test_a_strategy_is_given_nothing_hidden() -> None:
    seen: list[object] = []

    class Spy(Strategy):
        def next_move(self, state: State, rng: np.random.Generator) -> Probe:
            seen.append(state)
            return Probe(rng.uniform(0, 6, 2))

    strategy = Spy("spy", Dipstick.HEIGHT)
    play_game(strategy, make_level(surface=TWO_HILLS), seed=0)
    assert seen
    for state in seen:
        assert_nothing_hidden(state)


AXES = (np.linspace(0, 6, 61), np.linspace(0, 6, 61))


def twin(*, secret: float) -> Level:
    """Return a level with a hill as narrow as a needle, whose height underflows elsewhere."""
    hill = {"kind": "hill", "center": [4.5, 4.5], "width": 1.5, "height": 5.0}
    needle = {"kind": "hill", "center": [1.0, 1.0], "width": 0.01, "height": secret}
    surface = {"kind": "sum", "terms": [hill, needle]}
    return make_level(surface=surface, map="brushed", win={"height": 100.0}, dips=9)


def test_what_is_seen_depends_on_the_ground_near_the_dips_alone() -> None:
    one, other = Session(twin(secret=6.0)), Session(twin(secret=-3.0))
    for session in (one, other):
        session.play(Probe((4.0, 4.0)))
        session.play(Step(0.1))
        session.play(Probe((2.5, 2.5)))
    seen = one.sight(*AXES)
    np.testing.assert_array_equal(seen, other.sight(*AXES))
    for mine, theirs in zip(one.state.readings, other.state.readings, strict=True):
        for a, b in zip(mine[1:5], theirs[1:5], strict=True):
            np.testing.assert_array_equal(a, b)
    assert np.isfinite(seen).any()
    assert np.isnan(seen).any()
    one.give_up()
    other.give_up()
    assert (one.sight(*AXES) != other.sight(*AXES)).any()


def test_under_sand_nothing_is_seen_until_the_end() -> None:
    session = Session(make_level(map="covered"))
    session.play(Probe((1.0, 1.0)))
    assert np.isnan(session.sight(*AXES)).all()
    session.give_up()
    assert np.isfinite(session.sight(*AXES)).all()


def test_sand_is_brushed_off_around_the_dips_only() -> None:
    session = Session(make_level(map="brushed"))
    assert np.isnan(session.sight(*AXES)).all()
    session.play(Probe((1.0, 5.0)))
    seen = np.isfinite(session.sight(*AXES))
    x, y = np.meshgrid(*AXES, indexing="ij")
    away = np.hypot(x - 1.0, y - 5.0)
    assert seen[away < 0.3].all()
    assert not seen[away > 1.0].any()


def test_open_ground_is_seen_from_the_start_with_its_true_heights() -> None:
    session = Session(make_level(map="open"))
    seen = session.sight(*AXES)
    assert np.isfinite(seen).all()
    reading = session.play(Probe((AXES[0][10], AXES[1][20])))
    assert seen[10, 20] == pytest.approx(reading.height, rel=1e-12)


def test_the_axes_of_what_is_seen_are_those_asked_for() -> None:
    session = Session(make_level(map="open"))
    assert session.sight(np.linspace(0, 6, 4), np.linspace(0, 6, 7)).shape == (4, 7)


@pytest.mark.parametrize("end", [lambda s: s.give_up(), lambda s: s.play(Probe((4.5, 1.5)))])
def test_the_ground_is_revealed_when_the_game_has_ended_and_not_before(end: Any) -> None:
    session = Session(make_level(surface=TWO_HILLS))
    session.play(Probe((3.0, 3.0)))
    assert session.revealed is None
    end(session)
    assert session.revealed is not None
    best = session.revealed.optima.global_points
    assert best.shape == (1, 2)
    gradient = session.revealed.surface.gradient(best[0])
    np.testing.assert_allclose(gradient, 0.0, atol=1e-7)
    np.testing.assert_allclose(best[0], [4.5, 1.5], atol=0.01)


def test_where_a_step_would_land_is_known_from_what_was_shown() -> None:
    """The ghost is computed again here, from the state alone."""
    session = Session(make_level(surface=TWO_HILLS))
    reading = session.play(Probe((4.0, 2.2)))
    assert reading.gradient is not None
    expected = session.state.brief.box.clip(reading.at + 0.3 * reading.gradient)
    np.testing.assert_array_equal(session.landing(Step(0.3)), expected)
