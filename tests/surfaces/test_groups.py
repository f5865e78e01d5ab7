"""Axes that do not depend on each other are told apart, and searched by themselves."""

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.budget import GROUND, Budget, Costs
from sandpit.surfaces.field import Field
from sandpit.surfaces.groups import Slice, group_by_group, independent
from sandpit.surfaces.optima import COUNTLESS, Optima
from tests.surfaces.plain import Bowl, Plain
from tests.surfaces.samples import build

COUPLED = [
    ("x0^2 + x1^2 + x2^2", [(0,), (1,), (2,)]),
    ("x0*x1 + x2^2", [(0, 1), (2,)]),
    ("x0*x2 + x1^2 + sin(x1)", [(0, 2), (1,)]),
    ("x0*x1 + x1*x2", [(0, 1, 2)]),  # the outer two meet through the inner one
    ("x0 + x1 + x2", [(0,), (1,), (2,)]),
    ("x0*x1 + x2*x3 + x4^2", [(0, 1), (2, 3), (4,)]),
    ("1e-7*x0*x1 + x2^4", [(0, 1), (2,)]),
    ("1e-15*x0*x1 + x2^2", [(0,), (1,), (2,)]),  # rounding may look like this
]


@pytest.mark.parametrize(("text", "groups"), COUPLED)
def test_axes_that_meet_in_no_product_are_groups_of_their_own(
    text: str, groups: list[tuple[int, ...]]
) -> None:
    count = sum(map(len, groups))
    surface = build({"kind": "formula", "formula": text}, *[(-1, 2)] * count)
    assert list(independent(surface)) == groups


def test_sides_of_unlike_lengths_weigh_the_same() -> None:
    box = Box.of((0, 1e-5), (0, 1e-5), (0, 1e5))
    matrix = np.array([[1e9, 1e8, 0.0], [1e8, 1e9, 0.0], [0.0, 0.0, 1e-11]])
    assert independent(Bowl(matrix, np.zeros(3), box)) == ((0, 1), (2,))


def test_where_a_second_derivative_is_not_finite_nothing_is_believed() -> None:
    field = Bowl(np.diag([1.0, np.inf, 1.0]), np.zeros(3))
    assert independent(field) == ((0, 1, 2),)


def waves(p: Array) -> Array:
    first = np.sin(3 * p[..., 0] * p[..., 2]) + p[..., 0] ** 2
    return np.asarray(first + np.cos(2 * p[..., 1]) * p[..., 3] ** 3)


def test_a_slice_is_the_field_where_the_other_axes_stand_still() -> None:
    box = Box.of((-1, 1), (0, 2), (-3, 3), (1, 4))
    field, point = Plain(waves, 4, box=box), np.array([0.5, 1.0, -1.0, 2.0])
    part = Slice(field, (1, 3), point)
    np.testing.assert_array_equal(part.box.lower, [0, 1])
    np.testing.assert_array_equal(part.box.upper, [2, 4])
    places = np.random.default_rng(1).uniform(part.box.lower, part.box.upper, (2, 3, 2))
    whole = np.tile(point, (2, 3, 1))
    whole[..., [1, 3]] = places
    np.testing.assert_array_equal(part.heights(places), field.heights(whole))
    np.testing.assert_array_equal(part.gradient(places), field.gradient(whole)[..., [1, 3]])
    np.testing.assert_array_equal(
        part.hessian(places), field.hessian(whole)[..., [1, 3], :][..., [1, 3]]
    )
    lines = np.linspace(0, 2, 4), np.linspace(1, 4, 5)
    mesh = part.mesh(*lines)
    assert mesh.shape == (4, 5)
    assert mesh[2, 3] == part.heights(np.array([lines[0][2], lines[1][3]]))
    np.testing.assert_array_equal(point, [0.5, 1.0, -1.0, 2.0])
    assert part.dimension == 2


def test_a_slice_costs_as_the_field_and_a_little_more() -> None:
    part = Slice(Plain(waves, 4, cost=100), (1, 3), np.zeros(4))
    assert part.costs == Costs(100, 116, 116, 116, 20_000)
    assert part.effort == 4


def test_a_slice_of_one_side_is_that_of_the_fields_one_side() -> None:
    surface = build({"kind": "formula", "formula": "abs(x0) + x1^2"}, (-1, 1), (-1, 1))
    part = Slice(surface, (0,), np.zeros(2))
    at = np.zeros((1, 1))
    np.testing.assert_array_equal(part.gradient(at), [[0.0]])
    np.testing.assert_array_equal(
        part.one_sided().gradient(at), surface.one_sided().gradient(np.zeros((1, 2)))[:, :1]
    )


class Found:
    """Finds places that are told beforehand, and keeps what it was asked for."""

    def __init__(self, *places: list[list[float]]) -> None:
        self.places = list(places)
        self.asked: list[tuple[Field, Goal, float]] = []

    def __call__(self, field: Field, goal: Goal, budget: Budget) -> Optima:
        self.asked.append((field, goal, budget.left))
        places = self.places[len(self.asked) - 1]
        if not places:
            raise SurfaceError("the surface is flat")
        points = np.array(places)
        heights = np.zeros(len(points))
        return Optima.ranked(goal, points, heights, errors=heights)


def apart() -> Bowl:
    return Bowl(
        np.array([[2.0, 1, 0], [1, 2, 0], [0, 0, 1.0]]), np.zeros(3), Box.of(*[(-1, 3)] * 3)
    )


def test_the_best_places_of_the_groups_meet_in_each_way() -> None:
    find = Found([[0.1, 0.2], [0.3, 0.4]], [[0.5], [0.6], [0.7]])
    budget = Budget()
    places = group_by_group(apart(), Goal.PEAK, find, budget)
    np.testing.assert_array_equal(
        places, [[*one, other] for one in ([0.1, 0.2], [0.3, 0.4]) for other in (0.5, 0.6, 0.7)]
    )
    (first, goal, half), (second, _, all_of_it) = find.asked
    assert goal is Goal.PEAK
    assert [first.dimension, second.dimension] == [2, 1]
    assert half == pytest.approx(GROUND / 2, rel=1e-3)
    assert all_of_it == pytest.approx(GROUND, rel=1e-3)
    at = np.array([[0.4, -0.3]])
    others_in_the_middle = np.array([[0.4, -0.3, 1.0]])
    assert first.heights(at) == apart().heights(others_in_the_middle)


def test_a_group_over_which_it_is_flat_stays_in_the_middle() -> None:
    places = group_by_group(apart(), Goal.PIT, Found([], [[0.5]]), Budget())
    np.testing.assert_array_equal(places, [[1.0, 1.0, 0.5]])


def test_a_single_group_is_not_searched() -> None:
    find = Found()
    places = group_by_group(Bowl(np.ones((3, 3)), np.zeros(3)), Goal.PIT, find, Budget())
    assert places.shape == (0, 3)
    assert not find.asked


@pytest.mark.parametrize(("each", "met"), [(10, 1000), (11, 8)])
def test_of_more_crossings_than_are_counted_each_group_gives_two(each: int, met: int) -> None:
    field = Bowl(np.eye(3), np.zeros(3))
    line = [[x] for x in np.linspace(-1, 1, each)]
    places = group_by_group(field, Goal.PIT, Found(line, line, line), Budget())
    assert len(places) == met
    assert each**3 <= COUNTLESS or met == 2**3
    if met == 8:
        assert np.unique(places).size == 2
