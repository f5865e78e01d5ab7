"""Looking along whole lines: where they turn, what is kept of them, and how it is hopped."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.surfaces import Array, Box, Goal, explore
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from tests.surfaces.plain import Plain

numbers = st.lists(st.integers(-4, 4).map(float), min_size=3, max_size=30)


def view_of(field: Plain, budget: Budget | None = None) -> Downhill:
    return Downhill(field, Goal.PIT, 0.25, 4.0, budget or Budget())


def waves(points: Array) -> Array:
    return np.asarray((np.sin(11 * points + 1) + points**2).sum(axis=-1))


def test_each_point_moves_to_the_lowest_place_of_its_line() -> None:
    box = Box.of((-1, 1), (0, 10), (-3, 3))
    field = Plain(lambda p: np.sin(11 * p[..., 1] + p[..., 0]) + p[..., 1] * p[..., 2], 3, box=box)
    rng = np.random.default_rng(4)
    points = rng.uniform(box.lower, box.upper, (30, 3))
    before, losses = points.copy(), field.heights(points)
    moved, after = explore._along(view_of(field), points.copy(), losses, 1, rng)
    np.testing.assert_array_equal(moved[:, [0, 2]], before[:, [0, 2]])
    np.testing.assert_array_equal(after, field.heights(moved))
    dense = np.repeat(before[:, None, :], 20_001, axis=1)
    dense[:, :, 1] = np.linspace(0, 10, 20_001)
    lowest = field.heights(dense).min(axis=1)
    assert (after <= losses).all()
    # Points of a line are 10/256 apart or less, and the second derivative is 121 at most.
    assert (after - lowest <= 0.5 * 121 * (10 / 257) ** 2).all()
    looked_at = field.asked[1].reshape(30, 257, 3)[:, :, 1]
    assert (looked_at[:, 0] == 0).all()
    assert (looked_at[:, -1] == 10).all()
    gaps = np.diff(looked_at[0])
    np.testing.assert_allclose(gaps[1:-1], 10 / 257)
    assert (gaps > 0).all()


def test_a_point_that_is_lowest_already_stays() -> None:
    field = Plain(lambda p: (p**2).sum(axis=-1), 2)
    points, losses = np.zeros((1, 2)), np.zeros(1)
    moved, after = explore._along(view_of(field), points, losses, 0, np.random.default_rng(0))
    assert not moved.any()
    assert after[0] == 0.0


@pytest.mark.parametrize("block", [1, 60, 100_000])
def test_lines_are_worked_out_in_blocks_with_the_same_answers(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explore, "BLOCK", block)
    field, line = Plain(waves, 3), np.linspace(-1, 1, 10)
    points = np.random.default_rng(5).uniform(-1, 1, (7, 3))
    losses = explore._lines(view_of(field), points, 2, line)
    at_once = max(1, block // 30)
    assert [len(asked) for asked in field.asked] == [
        10 * min(at_once, 7 - start) for start in range(0, 7, at_once)
    ]
    for row, along in zip(points, losses, strict=True):
        places = np.tile(row, (10, 1))
        places[:, 2] = line
        np.testing.assert_array_equal(along, waves(places))


@given(numbers)
def test_the_turns_of_a_line_are_its_lowest_hollows_and_lowest_humps(heights: list[float]) -> None:
    losses = np.array(heights)
    line = np.linspace(0.0, 1.0, losses.size)
    padded = [heights[0], *heights, heights[-1]]
    near = list(zip(padded, heights, padded[2:], strict=False))
    hollows = [i for i, (a, b, c) in enumerate(near) if a >= b <= c]
    humps = [i for i, (a, b, c) in enumerate(near) if a <= b >= c]
    expected = []
    for turns in (hollows, humps):
        for i in sorted(turns, key=lambda i: heights[i])[:3]:
            a, b, c = near[i]
            bend = a - 2 * b + c
            inside = 0 < i < losses.size - 1
            off = max(-1.0, min(1.0, 0.5 * (a - c) / bend)) if bend and inside else 0.0
            expected.append(line[i] + off * line[1])
    np.testing.assert_allclose(explore._turns(line, losses), expected, atol=1e-12)


def test_a_turn_is_placed_between_the_points_of_its_line() -> None:
    """Three points of a parabola tell where it turns."""
    line = np.linspace(0.0, 1.0, 11)
    np.testing.assert_allclose(explore._turns(line, (line - 0.437) ** 2)[0], 0.437)
    heights = np.where(line > 0.85, np.inf, -((line - 0.437) ** 2))
    turns = explore._turns(line, heights)
    assert np.isfinite(turns).all()
    assert turns.max() <= 0.9


def test_hops_change_one_coordinate_or_two_to_where_lines_turn() -> None:
    box = Box.of((-1, 1), (0, 2), (5, 6))
    field = Plain(waves, 3, box=box)
    point = np.array([0.3, 1.1, 5.5])
    hops = explore._hops(view_of(field), point)
    turns = []
    for axis, line in enumerate(box.linspaces(1025)):
        places = np.tile(point, (1025, 1))
        places[:, axis] = line
        turns.append(explore._turns(line, waves(places)))
    expected = [
        [t if i == axis else c for i, c in enumerate(point)]
        for axis in range(3)
        for t in turns[axis]
    ]
    for i, j in itertools.combinations(range(3), 2):
        for first, second in itertools.product(turns[i], turns[j]):
            place = point.copy()
            place[[i, j]] = first, second
            expected.append(place.tolist())
    np.testing.assert_array_equal(hops, expected)


@given(
    points=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=12),
    most=st.integers(1, 6),
)
def test_of_some_places_the_lowest_are_kept_each_once(
    points: list[tuple[int, int]], most: int
) -> None:
    array = np.array(points, dtype=float)
    losses = array @ [1.0, 0.0]  # places of one height: the first comes first
    seen: list[tuple[int, int]] = []
    for point in sorted(points, key=lambda p: p[0]):
        if point not in seen:
            seen.append(point)
    np.testing.assert_array_equal(explore._lowest(array, losses, most), seen[:most])


def test_many_ripples_along_all_axes_are_seen_through() -> None:
    """The lowest of 21^5 hollows."""
    field = Plain(lambda p: (1 - np.cos(20 * np.pi * (p - 0.13)) + (p - 0.13) ** 2).sum(axis=-1), 5)
    points, losses = explore.explore(view_of(field), np.full((3, 5), 0.9))
    best = points[losses.argmin()]
    np.testing.assert_allclose(best, 0.13, atol=1e-4)
    assert len(points) == len(losses)


@pytest.mark.parametrize(("spent", "looks"), [(0.0, 24), (0.5, 24), (0.98, 9), (1.0, 2)])
def test_as_many_places_are_looked_from_as_a_quarter_of_what_is_left_pays_for(
    spent: float, looks: int
) -> None:
    cost = GROUND // (2 * 257 * 4) // 1_800
    field, budget = Plain(waves, 4, cost=cost), Budget()
    budget.spend(spent * GROUND)
    explore.explore(view_of(field, budget), np.random.default_rng(1).uniform(-1, 1, (50, 4)))
    assert len(field.asked[0]) == looks
    starts = np.random.default_rng(1).uniform(-1, 1, (50, 4))
    np.testing.assert_array_equal(field.asked[0][: looks - 1], starts[: looks - 1])


def test_few_starts_are_joined_by_random_places() -> None:
    field = Plain(waves, 4, box=Box.of(*[(2.0, 3.0)] * 4))
    explore.explore(view_of(field), np.full((2, 4), 2.5))
    first = field.asked[0]
    assert first.shape == (24, 4)
    assert field.box.contains(first).all()
    assert len(np.unique(first[2:], axis=0)) == 22


def test_hopping_ends_where_nothing_is_lower_and_where_it_cannot_be_paid_for() -> None:
    for spent, rounds in ((0.0, 1), (1.0, 0)):
        field, budget = Plain(lambda p: (p**2).sum(axis=-1), 3), Budget()
        budget.spend(spent * GROUND)
        points, losses = explore._hop(view_of(field, budget), np.zeros((1, 3)), np.zeros(1))
        lines = [asked for asked in field.asked if len(asked) == 1025]
        assert len(lines) == 3 * rounds
        assert losses.min() == 0.0
        assert (len(points) > 1) == bool(rounds)


@pytest.mark.parametrize(("left", "hops"), [(12_900, False), (13_000, True)])
def test_a_hop_is_begun_if_all_its_lines_and_crossings_can_be_paid_for(
    left: int, hops: bool
) -> None:
    """Four places, of each three lines of 1025 points, and 81 pairs of turns twice."""
    field, budget = Plain(waves, 3, cost=1_000), Budget()
    budget.spend(GROUND - 1_000 * left)
    explore._hop(view_of(field, budget), np.zeros((1, 3)), waves(np.zeros((1, 3))))
    assert bool(field.asked) == hops
