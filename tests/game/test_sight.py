"""What a dip brushes free, on the map and along lines."""

import math

import numpy as np
import pytest

from sandpit.game import Probe, Session
from tests.written import make_level

AXES = [{"name": "x", "range": [0, 6]}, {"name": "y", "range": [-10, 10]}]
DIP = (3.0, 1.0)
BRUSH = 0.09
"""A share of each axis, as the manual says: wide enough to show a slope, not the way."""


@pytest.fixture
def session() -> Session:
    """A game with one dip on a map that dips brush free."""
    session = Session(make_level(map="brushed", axes=AXES))
    session.play(Probe(DIP))
    return session


@pytest.mark.parametrize("way", np.linspace(0, 2 * math.pi, 13))
@pytest.mark.parametrize(("share", "seen"), [(0.0, True), (0.995, True), (1.005, False)])
def test_a_dip_brushes_a_share_of_each_axis_free(
    session: Session, way: float, share: float, seen: bool
) -> None:
    x = DIP[0] + share * BRUSH * 6 * math.cos(way)
    y = DIP[1] + share * BRUSH * 20 * math.sin(way)
    on_mesh = session.sight(np.array([x]), np.array([y]))[0, 0]
    alone = session.sight_at(np.array([x, y]))
    assert np.isfinite(on_mesh) == seen
    assert np.isfinite(alone) == seen


def test_what_is_brushed_free_is_the_ground_itself(session: Session) -> None:
    here = session.sight_at(np.array(DIP))
    assert here == pytest.approx(session.state.readings[-1].height)
