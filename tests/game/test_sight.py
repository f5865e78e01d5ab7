"""What a dip brushes free, on the map and along lines."""

import math

import numpy as np
import pytest

from sandpit.game import Probe, Session
from sandpit.game.sight import under_sand, under_sand_at
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


COVERS = ["covered", "brushed", "open"]
MESH = (np.linspace(0, 6, 13), np.linspace(-10, 10, 9))
POINTS = np.stack(np.meshgrid(*MESH, indexing="ij"), axis=-1)
TWO_DIPS = ((3.0, 1.0), (1.0, -7.5))


def played(cover: str, *dips: tuple[float, float]) -> Session:
    session = Session(make_level(map=cover, axes=AXES))
    for dip in dips:
        session.play(Probe(dip))
    return session


def brushed_by_hand(*dips: tuple[float, float]) -> np.ndarray:
    """Tell of each point of the mesh whether it lies within a brush of any dip."""
    near = np.zeros(POINTS.shape[:-1], dtype=bool)
    for index in np.ndindex(near.shape):
        for x, y in dips:
            right, up = (POINTS[index] - (x, y)) / (BRUSH * 6, BRUSH * 20)
            near[index] |= math.hypot(right, up) <= 1
    return near


@pytest.mark.parametrize("dips", [(), TWO_DIPS[:1], TWO_DIPS])
@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("cover", COVERS)
def test_what_is_seen_is_what_the_map_allows_and_all_of_it_at_the_end(
    cover: str, over: bool, dips: tuple[tuple[float, float], ...]
) -> None:
    session = played(cover, *dips)
    if over:
        session.give_up()
    expected = np.full(POINTS.shape[:-1], over or cover == "open")
    if cover == "brushed" and not over:
        expected = brushed_by_hand(*dips)
    on_mesh, alone = session.sight(*MESH), session.sight_at(POINTS)
    np.testing.assert_array_equal(np.isfinite(on_mesh), expected)
    np.testing.assert_array_equal(np.isfinite(alone), expected)
    np.testing.assert_allclose(on_mesh[expected], alone[expected])
    heights = 10 * np.exp(-((POINTS - (4.0, 2.0)) ** 2).sum(axis=-1) / (2 * 1.5**2))
    np.testing.assert_allclose(on_mesh[expected], heights[expected])


@pytest.mark.parametrize("dips", [(), TWO_DIPS[:1], TWO_DIPS])
@pytest.mark.parametrize("cover", COVERS)
def test_sand_lies_as_it_lay_while_playing_whether_the_game_is_over_or_not(
    cover: str, dips: tuple[tuple[float, float], ...]
) -> None:
    session = played(cover, *dips)
    expected = np.full(POINTS.shape[:-1], cover == "covered")
    if cover == "brushed":
        expected = ~brushed_by_hand(*dips)
    for _ in range(2):
        np.testing.assert_array_equal(under_sand(session.state, MESH), expected)
        np.testing.assert_array_equal(under_sand_at(session.state, POINTS), expected)
        if session.state.outcome is None:
            session.give_up()
