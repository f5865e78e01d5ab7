"""What counts as found, and as near: what numbers say on paper, whatever a machine's last bits."""

import math
from typing import Any

import numpy as np
import pytest

from sandpit.game import Level, Outcome, Probe, Session, score_session
from sandpit.game.closeness import closeness
from sandpit.game.ground import Ground, Verdict
from sandpit.surfaces import Optima
from tests.written import make_level


def on_one_axis(formula: str, **changes: Any) -> Level:
    low_high = changes.pop("range", [0, 10])
    return make_level(
        axes=[{"name": "x", "range": low_high}],
        surface={"kind": "formula", "formula": formula},
        **changes,
    )


def outcome(level: Level, at: float) -> Outcome | None:
    session = Session(level)
    session.play(Probe((at,)))
    return session.state.outcome


@pytest.mark.parametrize(
    ("peak", "distance", "at"),
    [(6.4, 0.4, 6.0), (0.3, 0.1, 0.2), (1.1, 0.7, 0.4), (8.1, 0.3, 8.4), (2.0, 0.5, 1.5)],
)
def test_a_dip_just_as_far_as_wins_finds_though_no_double_says_so(
    peak: float, distance: float, at: float
) -> None:
    level = on_one_axis(f"-(x - {peak})^2", win={"distance": distance})
    assert outcome(level, at) is Outcome.FOUND
    further = at + math.copysign(1e-8 * distance, at - peak)
    assert outcome(level, further) is None


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
@pytest.mark.parametrize(("goal", "sign"), [("peak", 1), ("pit", -1)])
def test_a_height_is_reached_within_a_billionth_of_the_domains_span(
    scale: float, goal: str, sign: int
) -> None:
    """The heights span 10 scales, so a shortfall of 1e-8 scales is the most that will do."""
    level = on_one_axis(f"{sign * scale}*x", goal=goal, win={"height": sign * 8.5 * scale})
    assert outcome(level, 8.5) is Outcome.FOUND
    assert outcome(level, 8.5 - 0.5e-8) is Outcome.FOUND
    assert outcome(level, 8.5 - 2e-8) is None


def test_the_span_of_a_level_is_the_one_that_it_writes() -> None:
    """A needle is far higher than all that a sampling meets: its span is known to be 1."""
    needle = "exp(-((x - 3)/0.0001)^2)"
    level = on_one_axis(needle, heights=[0, 1], win={"height": 0.5})
    wins = 3 - 0.0001 * math.sqrt(math.log(2))
    assert outcome(level, wins) is Outcome.FOUND
    assert outcome(level, wins + 1e-13) is Outcome.FOUND


def lacking(level: Level) -> Ground:
    """Return a level's ground as if only the first of its best places had been found."""
    ground = level.ground(None)
    known = ground.optima
    assert known.best == 2
    less = Ground(ground.surface, ground.brief, ground.heights)
    vars(less)["optima"] = Optima(known.points[:1], known.heights[:1], best=1, complete=False)
    return less


@pytest.mark.parametrize("goal", ["peak", "pit"])
def test_a_dip_as_good_as_the_best_known_is_a_find_wherever_it_is(goal: str) -> None:
    sign = "-" if goal == "peak" else ""
    formula = f"{sign}((x - 2)*(x - 7))^2"
    level = on_one_axis(formula, goal=goal, win={"distance": 0.1})
    ground = lacking(level)
    (known,) = ground.optima.points[:, 0]
    other = 9.0 - known
    for at, verdict in ((other, Verdict.FOUND), (other + 0.2, None), (known, Verdict.FOUND)):
        here = np.array([at])
        assert ground.verdict(here, float(ground.surface.heights(here))) is verdict


def test_with_noise_the_true_height_is_judged() -> None:
    level = on_one_axis("x", win={"height": 8.5}, noise={"height": 3.0})
    for seed in range(20):
        session = Session(level, seed)
        session.play(Probe((8.4,)))
        assert session.state.outcome is None


NEAR = [6.4, 0.64, 1.28, 3.2, 5.12]


@pytest.mark.parametrize("away", NEAR)
def test_a_miss_earns_the_same_whatever_the_last_bits_of_its_distance(away: float) -> None:
    """400 points times 0.2 over 6.4 are 12.5: just where one is rounded up, and one down."""
    level = on_one_axis("-(x - 1)^2", win={"distance": 0.2})
    ground = level.ground(None)
    told = set()
    for bits in range(-8, 9):
        at = np.array([1.0 + away + bits * np.spacing(1.0 + away)])
        session = Session(level)
        session.play(Probe(at))
        session.give_up()
        told.add(score_session(session).parts)
        assert closeness(ground, session.state.readings, at).share <= 1.0
    assert len(told) == 1


@pytest.mark.parametrize("share", [0.00125, 0.03125, 0.15625, 0.49625])
def test_a_miss_earns_the_same_whatever_the_last_bits_of_its_height(share: float) -> None:
    """Of 8 to climb from the start at 0, these shares are worth a half point more than a whole."""
    level = on_one_axis("x", start=[0.0], win={"height": 8.0})
    told = set()
    for bits in range(-8, 9):
        at = 8.0 * share
        session = Session(level)
        session.play(Probe((at + bits * np.spacing(at),)))
        session.give_up()
        told.add(score_session(session).parts)
    assert len(told) == 1


def test_a_middle_just_as_high_as_wins_is_nothing_to_climb_from() -> None:
    """The middle is at 5, give or take the last bits: the share is measured in the height's own."""
    told = set()
    for wanted in (5.0, 5.0 + 4e-15, 5.0 - 4e-15):
        level = on_one_axis("x", win={"height": wanted})
        session = Session(level)
        session.play(Probe((2.0,)))
        session.give_up()
        told.add(score_session(session).total)
    assert len(told) == 1
