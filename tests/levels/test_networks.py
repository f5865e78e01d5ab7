"""The levels of networks: what they promise beyond every level's promises."""

from pathlib import Path

import numpy as np
import pytest

import sandpit
from sandpit.surfaces import ChainExhibit, CurveExhibit, DecisionExhibit, SheetExhibit
from tests.benchmarks.networks import bare_passes
from tests.known import expect, known, last

SHOWN = {
    "link-by-link": ChainExhibit,
    "sound-asleep": ChainExhibit,
    "wide-awake": ChainExhibit,
    "two-links": ChainExhibit,
    "bend-by-bend": CurveExhibit,
    "either-or": DecisionExhibit,
    "two-moons": DecisionExhibit,
    "three-irises": DecisionExhibit,
    "handwriting": SheetExhibit,
    "by-the-handful": SheetExhibit,
}


@pytest.mark.parametrize("id", SHOWN)
def test_each_shows_what_the_network_answers(id: str) -> None:
    session = sandpit.Session(sandpit.load_level(id), seed=1)
    assert isinstance(session.exhibit(), SHOWN[id])


def test_the_start_of_the_sleeper_is_flat_and_that_of_the_waker_is_not() -> None:
    asleep, awake = (
        last(sandpit.Session(sandpit.load_level(id))) for id in ("sound-asleep", "wide-awake")
    )
    assert np.linalg.norm(known(asleep.gradient)) < 0.1
    assert np.linalg.norm(known(awake.gradient)) > 0.9


def test_each_step_on_the_digits_goes_down() -> None:
    session = sandpit.Session(sandpit.load_level("handwriting"))
    assert session.models
    assert session.exhibit(session.state.brief.box.centre + 0.01) is None  # where no dip was made
    shares = [expect(SheetExhibit, session.exhibit()).right]
    for _ in range(12):
        session.play(sandpit.Step(0.3))
        shares.append(expect(SheetExhibit, session.exhibit()).right)
    heights = [reading.height for reading in session.state.readings]
    assert (np.diff(heights) < 0).all()
    assert shares[0] < 0.2
    assert shares[-1] > 0.5


def test_the_digits_gradient_is_that_of_bare_passes() -> None:
    level = sandpit.load_level("handwriting")
    assert level.brief.box.dimension == 2260
    start = known(level.start_point)
    jet = level.ground(None).surface.jet(start, 1)
    with np.load(Path(level.source).with_name("digits.npz")) as file:
        inputs, classes = file["inputs"] / 16.0, file["targets"].astype(int)
    height, gradient = bare_passes(start, inputs, classes)
    assert jet.height == pytest.approx(height, rel=1e-12)
    assert np.linalg.norm(known(jet.gradient) - gradient) < 1e-12 * np.linalg.norm(gradient)


@pytest.mark.parametrize("seed", [3, 4])
def test_a_game_by_mini_batches_replays_bit_for_bit(seed: int) -> None:
    level = sandpit.load_level("by-the-handful")
    session = sandpit.Session(level, seed=seed)
    for _ in range(10):
        session.play(sandpit.Step(1.0))
    transcript = sandpit.Transcript.from_json(session.transcript.to_json())
    again = sandpit.Session(level, seed=transcript.seed)
    for action in transcript.actions:
        again.apply(action)
    for one, other in zip(session.state.readings, again.state.readings, strict=True):
        assert one.height == other.height
        np.testing.assert_array_equal(one.at, other.at)
        np.testing.assert_array_equal(one.gradient, other.gradient)


@pytest.mark.parametrize("rate", [0.8, 1.0, 1.2])
def test_mini_batches_are_won_at_any_fair_rate(rate: float) -> None:
    level = sandpit.load_level("by-the-handful")
    dips = []
    for seed in range(5):
        session = sandpit.Session(level, seed=seed)
        while session.state.outcome is None:
            session.play(sandpit.Step(rate))
        assert session.state.outcome is sandpit.Outcome.FOUND
        dips.append(last(session).number)
    assert np.median(dips) <= level.par


def test_mini_batches_differ_from_game_to_game_and_from_dip_to_dip() -> None:
    level = sandpit.load_level("by-the-handful")
    games = [sandpit.Session(level, seed=seed) for seed in (3, 4)]
    for game in games:
        for _ in range(2):
            game.play(sandpit.Step(0.0))
    heights = [reading.height for game in games for reading in game.state.readings]
    assert len(set(heights)) == 6
    for game in games:
        game.give_up()
    assert games[0].closeness() == games[1].closeness()
