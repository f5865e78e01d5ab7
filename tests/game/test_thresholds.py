"""Where each remark and refusal by a number begins: a tenth on either side of it."""

import math

import numpy as np
import pytest

from sandpit.errors import IllegalAction
from sandpit.game import Array, Momentum, Newton, Probe, Reading, Remark, Session, Step
from sandpit.game.rules import is_beyond, land, remark
from tests.written import make_level

JUST = [(0.9, False), (1.1, True)]
just = pytest.mark.parametrize(("share", "holds"), JUST, ids=["below", "above"])
PLAIN = make_level().brief


def reading(number: int, gradient: Array, height: float = 0.0) -> Reading:
    return Reading(number, np.array([3.0, 3.0]), height, gradient, np.eye(2))


@just
@pytest.mark.parametrize("width", [0.01, 6.0, 1000.0])
def test_the_edge_holds_what_ends_a_billionth_of_the_side_beyond_it(
    width: float, share: float, holds: bool
) -> None:
    axes = [{"name": "x", "range": [0.0, width]}, {"name": "y", "range": [0.0, 1.0]}]
    brief = make_level(axes=axes, surface={"kind": "waves", "seed": 1}, win={"height": 9}).brief
    for target in ((width * (1.0 + share * 1e-9), 0.5), (-width * share * 1e-9, 0.5)):
        assert is_beyond(brief, np.array(target)) is holds


@just
@pytest.mark.parametrize("height", [0.0, -9.0])
def test_a_gradient_is_flat_that_changes_the_height_by_a_millionth_over_the_whole_domain(
    height: float, share: float, holds: bool
) -> None:
    slope = share * 1e-6 * (1.0 + abs(height)) / math.hypot(6.0, 6.0)
    shown = reading(1, np.array([0.6, 0.8]) * slope, height)
    told = remark(PLAIN, None, shown, Probe((3.0, 3.0)), held=False)
    assert (Remark.FLAT in told) is not holds


@just
def test_a_step_has_overshot_where_the_slope_leads_back_by_a_billionth(
    share: float, holds: bool
) -> None:
    before, after = (reading(1, np.array([2.0, 0.0])), reading(2, np.array([-2e-9 * share, 1.0])))
    told = remark(PLAIN, before, after, Step(0.1), held=False)
    assert (Remark.OVERSHOOT in told) is holds


@just
def test_a_hessian_is_singular_below_a_billionth_of_a_thousandth(share: float, holds: bool) -> None:
    last = Reading(1, np.full(2, 3.0), 0.0, np.zeros(2), np.diag([1.0, share * 1e-12]))
    if holds:
        np.testing.assert_allclose(land(PLAIN, last, Newton())[0], last.at)
    else:
        with pytest.raises(IllegalAction, match="singular"):
            land(PLAIN, last, Newton())


@pytest.mark.parametrize("rate", [1.7e308, math.inf, -math.inf])
def test_momentum_beyond_all_numbers_is_refused(rate: float) -> None:
    """Also where one slope is 0, and so the way along it is no number."""
    session = Session(make_level(moves=["probe", "momentum"]))
    session.play(Probe((2.5, 2.0)))
    with pytest.raises(IllegalAction, match="not finite"):
        session.play(Momentum(rate, 0.5))
    assert session.state.dips_left == session.state.brief.dips - 1
