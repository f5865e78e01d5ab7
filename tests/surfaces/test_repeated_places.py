"""Places that are known already: told apart as by comparing each with each."""

import itertools

import numpy as np
import pytest

from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.optima import COUNTLESS
from sandpit.surfaces.repeats import (
    APART,
    _beside,
    _crossed,
    _different,
    _new,
    _shifted,
    repeated,
)
from tests.surfaces.plain import Plain


@pytest.mark.parametrize("axes", [1, 2, 7])
def test_a_place_beside_a_known_one_is_found_as_by_comparing_all(axes: int) -> None:
    rng = np.random.default_rng(axes)
    points = rng.uniform(0.0, 1.0, (60, axes))
    nudges = rng.uniform(-1.0, 1.0, (60, axes)) * rng.choice([0.5, 4.0], (60, 1)) * APART
    places = np.concatenate([points + nudges, rng.uniform(0.0, 1.0, (60, axes))])
    gaps = np.abs(places[:, None] - points).max(axis=-1).min(axis=-1)
    found = _beside(places, points)
    np.testing.assert_array_equal(found, gaps <= APART)
    assert 0 < found.sum() < len(places)


def view_of(field: Plain, budget: Budget | None = None) -> Downhill:
    return Downhill(field, Goal.PIT, 0.05, 2.0, budget or Budget())


def told(places: Array) -> list[tuple[float, ...]]:
    return sorted(tuple(round(c, 6) + 0.0 for c in place) for place in places)


LATTICE = Box.of((0, 7), (0, 7))


def lattice(points: Array) -> Array:
    """Equally good places at whole numbers; those of odd sum are no good ones."""
    return np.asarray(2 - np.cos(np.pi * points[..., 0]) * np.cos(np.pi * points[..., 1]))


def test_two_places_tell_a_whole_lattice() -> None:
    field = Plain(lattice, 2, box=LATTICE)
    start = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]])
    found = repeated(view_of(field), start, 96)
    even = [(float(x), float(y)) for x in range(8) for y in range(8) if (x + y) % 2 == 0]
    assert told(found) == even
    np.testing.assert_array_equal(found[:3], start)
    assert (field.heights(found) <= 1 + 1e-11).all()


def test_crossings_of_good_coordinates_are_good_where_axes_are_alike() -> None:
    field = Plain(lambda p: ((p**2 - 0.25) ** 2).sum(axis=-1), 3)
    start = np.array([[0.5, 0.5, 0.5], [-0.5, -0.5, -0.5]])
    found = repeated(view_of(field), start, 96)
    assert told(found) == sorted(itertools.product((-0.5, 0.5), repeat=3))


def test_a_suggestion_that_is_almost_as_good_is_polished() -> None:
    """The places drift by less than a mesh tells, so that no shift hits them exactly."""
    field = Plain(lambda p: 1 - np.cos(6 * np.pi * (p[..., 0] + 1e-5 * p[..., 0] ** 2)), 1)
    field.box = Box.of((0, 2))
    places = [(-1 + np.sqrt(1 + 4e-5 * k / 3)) / 2e-5 for k in range(7)]
    places = [p for p in places if p <= 2]
    found = repeated(view_of(field), np.array(places[:2])[:, None], 96)
    np.testing.assert_allclose(sorted(found[:, 0]), places, atol=1e-7)
    assert len(repeated(view_of(field), np.array(places[:2])[:, None], 0)) == 2


def test_a_single_place_and_an_empty_budget_suggest_nothing() -> None:
    field, one = Plain(lattice, 2, box=LATTICE), np.array([[0.0, 0.0]])
    assert repeated(view_of(field), one, 96) is one
    budget = Budget()
    budget.spend(GROUND)
    two = np.array([[0.0, 0.0], [1.0, 1.0]])
    assert repeated(view_of(field, budget), two, 96) is two


def test_no_more_repeats_are_told_than_are_counted() -> None:
    field = Plain(lambda p: -np.cos(2 * np.pi * p).sum(axis=-1), 2, box=Box.of((0, 40), (0, 40)))
    start = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert len(repeated(view_of(field), start, 96)) == COUNTLESS


def test_coordinates_cross_in_all_ways_where_they_are_few() -> None:
    points = np.array([[1.0, 5.0], [2.0, 6.0], [1.0 + 1e-9, 7.0]])
    crossed = list(itertools.product((1.0, 2.0), (5.0, 6.0, 7.0)))
    assert [tuple(row) for row in _crossed(points, 6)] == crossed


def test_of_many_coordinates_one_at_a_time_is_taken_from_another_place() -> None:
    points = np.array([[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]])
    assert [tuple(row) for row in _crossed(points, 8)] == [
        *((x, 5.0) for x in (1.0, 2.0, 3.0)),
        *((1.0, y) for y in (5.0, 6.0, 7.0)),
    ]
    assert len(_crossed(points, 9)) == 9
    assert len(_crossed(points, 1)) == 6


def test_places_are_shifted_by_what_lies_between_them_the_nearest_first() -> None:
    points = np.array([[0.0], [1.0], [3.0]])
    shifted = _shifted(points, 100).reshape(-1, 3)
    assert sorted({round(row[0]) for row in shifted}) == [-3, -2, -1, 1, 2, 3]
    assert [abs(row[0]) for row in shifted] == [1, 1, 2, 2, 3, 3]
    for row in shifted:
        np.testing.assert_allclose(row, points[:, 0] + row[0])
    assert len(_shifted(points, 7)) == 2 * 3
    assert len(_shifted(points, 1)) == 3


def test_coordinates_that_differ_by_rounding_are_one_the_first() -> None:
    line = np.array([2.0, 1.0, 2.0 + 1e-7, 1.0 - 1e-7, 1.5, 3.0])
    np.testing.assert_array_equal(_different(line), [2.0, 1.0, 1.5, 3.0])
    np.testing.assert_array_equal(_different(np.array([4.0, 4.0])), [4.0])


def test_only_new_places_inside_the_box_are_kept_each_once() -> None:
    field = Plain(lattice, 2, box=Box.of((0, 1), (0, 100)))
    known = np.array([[0.5, 50.0]])
    more = np.array(
        [
            [0.5, 50.0],
            [0.5 + 9e-7, 50.0 - 9e-5],  # no further off than a millionth of the sides
            [0.5 + 3e-6, 50.0],
            [0.2, 10.0],
            [0.2 + 1e-8, 10.0],
            [1.0 + 5e-7, 20.0],  # put back onto the edge
            [1.0 + 5e-6, 30.0],
            [0.3, -1.0],
            [0.3, 100.0 + 5e-5],
        ]
    )
    kept = _new(view_of(field), known, more)
    np.testing.assert_array_equal(
        kept, [[0.5 + 3e-6, 50.0], [0.2, 10.0], [1.0, 20.0], [0.3, 100.0]]
    )
    assert _new(view_of(field), known, known).shape == (0, 2)


@pytest.mark.parametrize(("axes", "most"), [(2, 16_384), (80, 5_000)])
def test_no_more_suggestions_are_looked_at_in_a_round_than_their_coordinates_allow(
    axes: int, most: int
) -> None:
    field = Plain(
        lambda p: -np.cos(2 * np.pi * p).sum(axis=-1), axes, box=Box.of(*[(0, 200)] * axes)
    )
    rng = np.random.default_rng(4)
    start = rng.integers(0, 21, (300, axes)).astype(float)
    repeated(view_of(field), start, 0)
    sizes = [len(asked) for asked in field.asked[1:]]
    assert 0 < max(sizes) <= 2 * most


def test_a_round_is_as_large_as_can_be_paid_for() -> None:
    cost = GROUND // 32 // 100  # each of sixteen rounds looks at what it suggests, twice
    field = Plain(
        lambda p: -np.cos(2 * np.pi * p).sum(axis=-1), 2, box=Box.of((0, 200), (0, 200)), cost=cost
    )
    start = np.random.default_rng(4).integers(0, 21, (40, 2)).astype(float)
    repeated(view_of(field), start, 0)
    assert max(len(asked) for asked in field.asked[1:]) <= 2 * 100
