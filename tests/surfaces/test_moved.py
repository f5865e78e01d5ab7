"""Moved surfaces: the optimum comes along, and the outer edges count."""

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.linalg import expm

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.rotation import MOST_TURNED, Rotation, Turn
from sandpit.surfaces.search import find_optima
from tests.surfaces.samples import SQUARE, build

HILL = {"kind": "hill", "center": [2.0, 3.0], "width": [0.5, 1.5]}
MOVES = [
    ({"shift": [1.0, -2.0]}, (3.0, 1.0)),
    ({"rotate": 90.0}, (3.0, 2.0)),
    ({"rotate": [{"plane": [1, 0], "degrees": 90.0}]}, (3.0, 4.0)),
    ({"scale": 2.0}, (1.0, 3.0)),
    ({"scale": [-1.0, 1.0]}, (4.0, 3.0)),
    ({"scale": 2.0, "rotate": 90.0, "shift": [1.0, 1.0]}, (4.0, 2.0)),
    ({"rotate": 180.0, "about": [2.5, 3.0]}, (3.0, 3.0)),
]


@pytest.mark.parametrize(("move", "place"), MOVES)
def test_the_optimum_moves_along(move: dict[str, Any], place: tuple[float, float]) -> None:
    surface = build({"kind": "moved", "surface": HILL, **move}, *SQUARE)
    optima = surface.optima(Goal.PEAK)
    np.testing.assert_allclose(optima.points, [place], atol=1e-9)
    assert optima.height == pytest.approx(1.0, abs=1e-12)


def test_an_optimum_moved_outside_leaves_the_nearest_edge() -> None:
    surface = build({"kind": "moved", "surface": HILL, "shift": [-5.0, 0.0]}, *SQUARE)
    np.testing.assert_allclose(surface.optima(Goal.PEAK).points[0], [0.0, 3.0], atol=1e-9)


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("inner", [{"kind": "waves", "seed": 3}, {"kind": "lattice", "seed": 3}])
def test_carried_optima_are_those_of_a_direct_search(inner: dict[str, Any], goal: Goal) -> None:
    move = {"shift": [0.5, -0.25], "rotate": 25.0, "scale": 1.25}
    surface = build({"kind": "moved", "surface": inner, **move}, *SQUARE)
    direct = find_optima(surface, goal)
    np.testing.assert_allclose(surface.optima(goal).points, direct.points, atol=1e-9)
    within = np.random.default_rng(8).uniform(0, 6, (50_000, 2))
    assert goal.sign * direct.height >= (goal.sign * surface.heights(within)).max()


def test_inner_optima_carried_by_hand_are_found_again() -> None:
    waves = {"kind": "waves", "seed": 3}
    inner = build(waves, *SQUARE)
    surface = build({"kind": "moved", "surface": waves, "rotate": 25}, *SQUARE)
    turn = np.deg2rad(25)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    found = surface.optima(Goal.PEAK).points
    points = inner.optima(Goal.PEAK).points
    interior = points[((points > 0) & (points < 6)).all(axis=1)]
    carried = 3 + (interior - 3) @ matrix.T
    for place in carried[((carried > 0) & (carried < 6)).all(axis=1)]:
        assert np.linalg.norm(found - place, axis=1).min() < 1e-9


def test_thousands_of_axes_are_moved() -> None:
    n = 2410
    bowl = {"kind": "bowl", "center": [0.5] * n, "curvatures": 2.0}
    move = {"shift": [0.25] * n, "scale": -2.0, "about": [0.0] * n}
    surface = build({"kind": "moved", "surface": bowl, **move}, *[(-3.0, 3.0)] * n)
    np.testing.assert_allclose(surface.optima(Goal.PIT).points, np.full((1, n), -0.75))


def test_a_turn_in_many_axes_carries_the_optimum() -> None:
    bowl = {"kind": "bowl", "center": [1.0] + [0.0] * 9, "curvatures": 2.0}
    turns = [{"plane": [0, 4], "degrees": 90.0}, {"plane": [4, 2], "degrees": 90.0}]
    surface = build({"kind": "moved", "surface": bowl, "rotate": turns}, *[(-3.0, 3.0)] * 10)
    place = np.zeros((1, 10))
    place[0, 2] = 1.0
    np.testing.assert_allclose(surface.optima(Goal.PIT).points, place, atol=1e-12)


def generator(turn: Turn, n: int) -> Array:
    """The skew matrix whose exponential is the rotation by a turn."""
    first, second = turn.plane
    skew = np.zeros((n, n))
    skew[second, first] = np.deg2rad(turn.degrees)
    return skew - skew.T


planes = some.lists(some.integers(0, 6), min_size=2, max_size=2, unique=True).map(tuple)
turns = some.builds(Turn, plane=planes, degrees=some.floats(-400, 400))


@given(some.lists(turns, min_size=1, max_size=6))
def test_turns_done_in_order_are_the_product_of_their_exponentials(written: list[Turn]) -> None:
    rotation, dense = Rotation.of(written, 7), np.eye(7)
    for turn in written:
        dense = expm(generator(turn, 7)) @ dense
    points = np.random.default_rng(5).normal(size=(2, 3, 7))
    np.testing.assert_allclose(rotation.forth(points), points @ dense.T, atol=1e-12)
    np.testing.assert_allclose(rotation.back(points), points @ dense, atol=1e-12)
    np.testing.assert_allclose(rotation.reach(points[0, 0]), np.abs(dense.T) @ points[0, 0])


def test_turning_thousands_of_axes_takes_no_square_of_their_number() -> None:
    n = 12_000
    bowl = {"kind": "bowl", "center": [0.5] * n, "curvatures": 2.0}
    tracemalloc.start()
    surface = build({"kind": "moved", "surface": bowl, "rotate": 5}, *[(-3.0, 3.0)] * n)
    surface.jet(np.zeros(n), 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000 < 8 * n * n


def test_more_turned_axes_than_a_matrix_has_room_for_are_refused() -> None:
    n = MOST_TURNED + 2
    written = {"kind": "moved", "surface": {"kind": "bowl", "center": [0.5] * n}}
    turns = [{"plane": [i, i + 1], "degrees": 3} for i in range(0, n, 2)]
    with pytest.raises(SurfaceError, match="at most 512") as caught:
        build({**written, "rotate": turns}, *[(-3.0, 3.0)] * n)
    assert caught.value.path == ("rotate",)
    assert caught.value.cure


def test_over_another_box_it_is_the_same_function() -> None:
    surface = build({"kind": "moved", "surface": HILL, "rotate": 25}, *SQUARE)
    wide = surface.over(Box.of((-6, 12), (-6, 12)))
    point = np.array([1.0, 2.0])
    assert wide.heights(point) == surface.heights(point)
    np.testing.assert_allclose(wide.optima(Goal.PEAK).points, surface.optima(Goal.PEAK).points)


@pytest.mark.parametrize(
    ("move", "path"),
    [
        ({"scale": 0.0}, ("scale",)),
        ({"scale": [1.0]}, ("scale",)),
        ({"shift": [1.0, 2.0, 3.0]}, ("shift",)),
        ({"about": [1.0]}, ("about",)),
        ({"rotate": [{"plane": [0, 2], "degrees": 3}]}, ("rotate", 0, "plane")),
        ({"surface": {"kind": "hill", "width": -1.0}}, ("surface", "width")),
    ],
)
def test_mistakes_are_placed(move: dict[str, Any], path: tuple[Any, ...]) -> None:
    with pytest.raises(SurfaceError) as caught:
        build({"kind": "moved", "surface": HILL, **move}, *SQUARE)
    assert caught.value.path == path
