"""Places that a surface's symmetries bring another to, and those that they leave as they are."""

import itertools

import numpy as np
import pytest

from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.optima import COUNTLESS
from sandpit.surfaces.symmetry import symmetric_places, twins
from tests.surfaces.plain import Plain


def view_of(field: Plain) -> Downhill:
    return Downhill(field, Goal.PIT, 0.1, 1.0)


def told(places: Array) -> list[tuple[float, ...]]:
    return sorted(tuple(round(c, 9) + 0.0 for c in place) for place in places)


def test_a_mirror_along_each_axis_is_about_the_middle_of_the_box() -> None:
    box = Box.of((0, 4), (10, 20))
    field = Plain(lambda p: (p[..., 0] - 2) ** 4 + (p[..., 1] - 15) ** 2, 2, box=box)
    assert told(twins(view_of(field), np.array([0.5, 12.0]))) == [
        (0.5, 18.0),
        (3.5, 12.0),
        (3.5, 18.0),
    ]


def test_a_field_that_is_no_mirror_image_of_itself_has_no_twins() -> None:
    field = Plain(lambda p: p[..., 0] ** 2 + p[..., 0] + (p[..., 1] + 0.1) ** 2, 2)
    assert twins(view_of(field), np.array([0.5, 0.25])).shape == (0, 2)


def test_one_mirror_is_known_without_the_others() -> None:
    field = Plain(lambda p: p[..., 0] ** 2 + np.exp(p[..., 1]), 2)
    assert told(twins(view_of(field), np.array([0.5, 0.25]))) == [(-0.5, 0.25)]


def test_axes_of_one_range_may_change_places() -> None:
    field = Plain(lambda p: np.exp(p).sum(axis=-1), 3)
    orders = itertools.permutations((0.1, 0.2, 0.3))
    found = told(twins(view_of(field), np.array([0.1, 0.2, 0.3])))
    assert found == sorted(set(orders) - {(0.1, 0.2, 0.3)})


@pytest.mark.parametrize("other", [(-1, 1.5), (-1.5, 1)])
def test_axes_of_other_ranges_stay(other: tuple[float, float]) -> None:
    field = Plain(lambda p: np.exp(p).sum(axis=-1), 2, box=Box.of((-1, 1), other))
    assert twins(view_of(field), np.array([0.1, 0.2])).shape == (0, 2)


def test_neighbours_of_one_range_change_places_though_others_cannot() -> None:
    box = Box.of((-1, 2), (-1, 1), (-1, 1))
    field = Plain(lambda p: np.exp(p).sum(axis=-1), 3, box=box)
    assert told(twins(view_of(field), np.array([0.1, 0.2, 0.3]))) == [(0.1, 0.3, 0.2)]


@pytest.mark.parametrize(("off", "count"), [(0.5e-12, 1), (1e-10, 0)])
def test_what_differs_by_more_than_rounding_is_no_symmetry(off: float, count: int) -> None:
    field = Plain(lambda p: p[..., 0] ** 2 + off * np.sign(p[..., 0]) / 2, 1)
    assert len(twins(view_of(field), np.array([0.5]))) == count


def test_a_place_that_is_its_own_image_has_no_twin() -> None:
    field = Plain(lambda p: (p**2).sum(axis=-1), 2)
    assert twins(view_of(field), np.array([0.0, 1e-9])).shape == (0, 2)


def test_no_more_twins_are_told_than_are_counted() -> None:
    field = Plain(lambda p: (p**2).sum(axis=-1), 11)
    found = twins(view_of(field), np.linspace(0.1, 0.9, 11))
    assert len(found) == COUNTLESS


def test_the_middle_and_the_origin_are_symmetric_places() -> None:
    def places(*ranges: tuple[float, float]) -> list[tuple[float, ...]]:
        field = Plain(lambda p: p.sum(axis=-1), len(ranges), box=Box.of(*ranges))
        return told(symmetric_places(view_of(field)))

    assert places((-1, 3)) == [(0.0,), (1.0,)]
    assert places((1, 3), (-1, 1)) == [(2.0, 0.0)]
    assert places((-1, 3), (0, 6)) == [(0.0, 0.0), (1.0, 3.0)]


def test_over_more_axes_corners_and_the_lowest_of_the_diagonal_are_too() -> None:
    box = Box.of((-1, 3), (2, 4), (0, 1))
    field = Plain(lambda p: (p[..., 0] - 1.8) ** 2, 3, box=box)
    found = told(symmetric_places(view_of(field)))
    corners = list(itertools.product((-1.0, 3.0), (2.0, 4.0), (0.0, 1.0)))
    shares = sorted(np.linspace(0, 1, 257), key=lambda share: abs(-1 + 4 * share - 1.8))[:4]
    diagonal = [(-1 + 4 * s, 2 + 2 * s, s) for s in shares]
    assert found == sorted(
        {tuple(round(c, 9) + 0.0 for c in p) for p in [(1.0, 3.0, 0.5), *corners, *diagonal]}
    )


@pytest.mark.parametrize(("axes", "corners"), [(6, 64), (7, 2)])
def test_of_more_than_six_axes_two_corners_are_enough(axes: int, corners: int) -> None:
    field = Plain(lambda p: np.abs(p - 0.3).sum(axis=-1), axes)
    found = symmetric_places(view_of(field))
    assert (np.abs(found) == 1).all(axis=1).sum() == corners


@pytest.mark.parametrize(("spread", "count"), [(1.0, 0), (100.0, 1)])
def test_rounding_is_counted_in_the_range_of_heights(spread: float, count: int) -> None:
    field = Plain(lambda p: p[..., 0] ** 2 + 2e-11 * np.sign(p[..., 0]), 1)
    view = Downhill(field, Goal.PIT, 0.1, spread)
    assert len(twins(view, np.array([0.5]))) == count


def test_each_axis_may_change_places_with_the_next_alone() -> None:
    box = Box.of((-1, 1), (-1, 2), (-1, 2))
    field = Plain(lambda p: np.exp(p).sum(axis=-1), 3, box=box)
    assert told(twins(view_of(field), np.array([0.1, 0.2, 0.3]))) == [(0.1, 0.3, 0.2)]
