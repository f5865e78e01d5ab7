"""Optima along each axis are combined, and parabolas have theirs at their tops or at the ends."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.surfaces import Box, Goal, Surface, separable
from sandpit.surfaces.optima import COUNTLESS
from sandpit.surfaces.separable import combined, parabola_optima
from tests.surfaces.samples import build

numbers = st.integers(-3, 3).map(float)


@given(
    st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=4), st.sampled_from(Goal)
)
def test_a_parabola_is_best_at_its_top_or_at_the_ends_the_further_one_first(
    parts: list[tuple[float, float, float]], goal: Goal
) -> None:
    """Each as the best of its height over its two ends and its top would have it."""
    box = Box.of(*[(low, low + 2) for low, _, _ in parts])
    center = np.array([top for _, top, _ in parts])
    bends = np.array([bend for _, _, bend in parts])
    found = parabola_optima(box, center, bends, goal)
    for (low, top, bend), places in zip(parts, found, strict=True):
        high = low + 2

        def gain(x: float, top: float = top, bend: float = bend) -> float:
            return goal.sign * bend * (x - top) ** 2

        if bend == 0:
            assert places.tolist() == [low + 1]
        elif goal.sign * bend < 0:
            assert places.tolist() == [min(high, max(low, top))]
        else:
            # The end at the top itself is none: from there it goes on to the other end.
            expected = [end for end in (low, high) if (end < top) == (end == low) and end != top]
            assert sorted(places) == expected
            assert [gain(x) for x in places] == sorted(map(gain, places), reverse=True)


def rastrigin(n: int) -> Surface:
    return build({"kind": "benchmark", "name": "rastrigin"}, *[(-5.12, 5.12)] * n)


LINE = np.array([0.0, 0.9949586, -0.9949586, 1.9899122, -1.9899122])


def test_all_crossings_are_told_best_first() -> None:
    surface = rastrigin(2)
    found = combined(surface, Goal.PIT, [LINE, LINE])
    assert sorted(map(tuple, found.points)) == sorted(itertools.product(LINE, LINE))
    np.testing.assert_array_equal(found.heights, surface.heights(found.points))
    assert (np.diff(found.heights) >= 0).all()
    assert (found.best, found.complete) == (1, True)
    np.testing.assert_array_equal(found.points[0], [0.0, 0.0])


def test_crossings_as_good_as_the_best_are_counted() -> None:
    found = combined(rastrigin(3), Goal.PIT, [LINE[1:3], LINE[1:3], LINE[:1]])
    assert (found.best, len(found.points), found.complete) == (4, 4, True)


@pytest.mark.parametrize(("axes", "listed"), [(12, 4096), (13, 1)])
def test_of_more_crossings_than_are_listed_only_the_best_are(axes: int, listed: int) -> None:
    found = combined(rastrigin(axes), Goal.PIT, [LINE[:2]] * axes)
    assert len(found.points) == listed
    assert found.complete == (listed > 1)
    assert found.best == 1
    np.testing.assert_array_equal(found.points[0], np.zeros(axes))


def test_of_countless_equal_ones_as_many_as_are_counted_are_listed() -> None:
    found = combined(rastrigin(13), Goal.PIT, [LINE[1:3]] * 13)
    assert (found.best, len(found.points), found.complete) == (COUNTLESS, COUNTLESS, False)
    assert found.countless


def along(axes: int, goal: Goal = Goal.PIT) -> list[list[float]]:
    kept = separable._best_along(rastrigin(axes), goal, [LINE[[1, 2, 0]]] * axes)
    return [places.tolist() for places in kept]


def test_of_each_axis_the_best_coordinates_are_kept_and_their_ties() -> None:
    assert along(4) == [[0.0]] * 4
    ties = separable._best_along(rastrigin(3), Goal.PIT, [LINE[1:3], LINE[:1], LINE[[3, 4, 1]]])
    assert [sorted(places.tolist()) for places in ties] == [
        [-0.9949586, 0.9949586],
        [0.0],
        [0.9949586],
    ]
    assert all(isinstance(places, np.ndarray) for places in ties)


def test_ties_are_looked_for_until_there_are_countless() -> None:
    kept = separable._best_along(rastrigin(14), Goal.PIT, [LINE[1:3]] * 14)
    assert [places.size for places in kept] == [2] * 11 + [1] * 3
    assert {places[0] for places in kept} == {LINE[1]}


def test_ties_are_looked_for_as_long_as_it_is_not_too_much_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(separable, "MOST_WORK", 3 * 5 * 2)
    assert [len(places) for places in along(5)] == [1] * 5
    kept = separable._best_along(rastrigin(5), Goal.PIT, [LINE[[1, 2, 0]]] * 5)
    assert [places[0] for places in kept] == [0.0, 0.0, LINE[1], LINE[1], LINE[1]]


def test_a_single_crossing_is_the_best() -> None:
    found = combined(rastrigin(2), Goal.PIT, [LINE[:1], LINE[1:2]])
    assert (found.best, len(found.points), found.complete) == (1, 1, True)


def test_of_countless_equal_ones_the_first_crossings_are_listed() -> None:
    found = combined(rastrigin(13), Goal.PIT, [LINE[1:3]] * 13)
    first = itertools.islice(itertools.product(*[LINE[1:3]] * 11, *[LINE[1:2]] * 2), COUNTLESS)
    np.testing.assert_array_equal(found.points, list(first))
