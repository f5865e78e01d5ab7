"""Where slopes do not tell: round numbers, floors of folds, hulls of slopes, ways around."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.surfaces import Array, Box, Goal, cusps, floors, poll
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.certainty import descents, unseen
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.kinks import at_kinks
from sandpit.surfaces.precision import _newton_steps, height_errors, rounding_errors
from sandpit.surfaces.rounder import rounded
from tests.surfaces.plain import Bowl, Plain


def view_of(field: Plain | Bowl, budget: Budget | None = None, cell: float = 0.05) -> Downhill:
    return Downhill(field, Goal.PIT, cell, 2.0, budget or Budget())


SPIKE = np.array([0.125, -0.3])


def spike(p: Array) -> Array:
    return np.asarray(np.abs(p - SPIKE).sum(axis=-1))


def test_a_place_beside_a_round_one_is_put_onto_it() -> None:
    points = SPIKE + np.array([[3e-9, -2e-9], [1e-7, 0.0]])
    before = points.copy()
    found, losses = rounded(view_of(Plain(spike, 2)), points, spike(points))
    np.testing.assert_array_equal(found, [SPIKE, SPIKE])
    np.testing.assert_array_equal(losses, [0.0, 0.0])
    np.testing.assert_array_equal(points, before)


def test_one_coordinate_may_be_round_alone() -> None:
    odd = np.array([0.123456789012345, 0.5])
    field = Plain(lambda p: np.abs(p - odd) @ np.array([100.0, 1.0]), 2)
    points = odd[None] + [[1e-15, 1e-9]]
    found, losses = rounded(view_of(field), points, field.heights(points))
    assert found[0, 1] == 0.5
    assert found[0, 0] == pytest.approx(odd[0], abs=1e-12)
    assert losses[0] == field.heights(found)[0]


def test_a_coordinate_that_the_surface_names_is_tried() -> None:
    class Named(Plain):
        def coordinates(self) -> tuple[Array, ...]:
            return np.empty(0), np.array([0.9, 1 / 3])

    field = Named(lambda p: np.abs(p[..., 0] - 0.5) + np.abs(p[..., 1] - 1 / 3) ** 0.1, 2)
    points = np.array([[0.5, 0.30], [0.5, 0.9]])
    found, losses = rounded(view_of(field), points, field.heights(points))
    np.testing.assert_array_equal(found, [[0.5, 1 / 3]] * 2)
    assert (losses == 0).all()


def test_rounding_never_leads_up_nor_out_of_the_box() -> None:
    field = Plain(lambda p: -p.sum(axis=-1), 2, box=Box.of((0, 0.77), (0, 0.33)))
    points = np.array([[0.77, 0.33], [0.1234, 0.2]])
    found, losses = rounded(view_of(field), points, field.heights(points))
    np.testing.assert_array_equal(found[0], [0.77, 0.33])
    assert (losses <= field.heights(points)).all()
    assert field.box.contains(found).all()


def test_the_sixteen_lowest_are_rounded_in_their_order() -> None:
    field = Plain(lambda p: p[..., 0], 1)
    points = np.linspace(-0.9, 0.9, 30)[::-1, None]
    found, losses = rounded(view_of(field), points, field.heights(points))
    assert len(found) == len(losses) == 16
    assert (np.diff(losses) >= 0).all()


def fold(p: Array) -> Array:
    """A fold with sides of no bounded slope, whose floor goes down along a curve."""
    return np.asarray(np.sqrt(np.abs(p[..., 1] - 0.3 * p[..., 0] ** 2)) - 0.1 * p[..., 0])


def test_a_floor_that_bends_is_followed_to_its_end() -> None:
    x = np.array([-0.8, -0.2, 0.1, 0.3, 0.5])
    points = np.stack([x, 0.3 * x**2], axis=-1)
    field = Plain(fold, 2)
    places, losses = cusps.follow(view_of(field), points, fold(points))
    assert places.shape == (4, 2)  # of the five the four lowest
    np.testing.assert_allclose(places, [[1.0, 0.3]] * 4, atol=2e-3)
    np.testing.assert_allclose(losses, fold(places))
    assert (losses < fold(points)[[4, 3, 2, 1]]).all()


def test_a_floor_is_followed_only_as_long_as_it_can_be_paid_for() -> None:
    budget, field = Budget(), Plain(fold, 2)
    budget.spend(GROUND)
    points = np.array([[0.1, 0.003]])
    places, losses = cusps.follow(view_of(field, budget), points, fold(points))
    np.testing.assert_array_equal(places, points)
    np.testing.assert_array_equal(losses, fold(points))
    assert not field.asked[:-1] or len(field.asked) == 1


def test_the_way_across_a_fold_is_where_it_is_steep_and_the_others_are_along() -> None:
    field = Plain(lambda p: 50 * np.abs(p[..., 0] + p[..., 1]) + p[..., 2], 3)
    points = np.array([[0.2, -0.2, 0.5], [-0.5, 0.5, 0.1]])
    across, along = cusps._frames(view_of(field), points, np.random.default_rng(1))
    steep = np.array([1.0, 1.0, 0.0]) / np.sqrt(2)
    np.testing.assert_allclose(np.abs(across @ steep), 1.0, atol=1e-3)
    assert along.shape == (2, 2, 3)
    np.testing.assert_allclose(along @ steep, 0.0, atol=0.05)
    np.testing.assert_allclose(np.linalg.norm(along, axis=-1), 1.0)
    np.testing.assert_allclose(np.einsum("ki,ki->k", *along), 0.0, atol=1e-12)


def test_the_floor_of_a_line_is_found_down_to_rounding() -> None:
    field = Plain(lambda p: np.abs(p[..., 0] - 0.2) + np.abs(p[..., 1] + 0.1), 2)
    points, ways = np.array([[0.5, -0.1], [0.2, 0.3]]), np.array([[1.0, 0.0], [0.0, -1.0]])
    places, losses = cusps._floors(view_of(field), points, ways, np.array([0.25, 0.3]))
    np.testing.assert_allclose(places, [[0.2, -0.1]] * 2, atol=1e-15)
    assert (losses < 1e-14).all()
    # A reach of 0.01 of the sides, which are 2 long, does not come to it.
    near, _ = cusps._floors(view_of(field), points, ways, np.array([0.01, 0.01]))
    assert near[0, 0] == pytest.approx(0.5 - 0.02 * (1 + 1 / 8 + 1 / 64 + 1 / 512), abs=1e-4)


def test_a_step_aside_is_a_reach_long_and_down_on_the_floor() -> None:
    field = Plain(lambda p: 20 * np.abs(p[..., 1]) - p[..., 0], 2)
    points = np.array([[0.1, 0.0], [-0.3, 0.0]])
    reach = np.array([0.02, 0.1])
    places, losses = cusps._aside(view_of(field), points, reach, np.random.default_rng(2))
    assert places.shape == (2, 2, 2)
    np.testing.assert_allclose(places[..., 1], 0.0, atol=1e-12)
    steps = np.sort(places[..., 0] - points[:, 0], axis=0)
    np.testing.assert_allclose(steps, [-2 * reach, 2 * reach], rtol=0.02)
    np.testing.assert_allclose(losses, -places[..., 0], atol=1e-9)


vectors = st.lists(
    st.tuples(st.integers(-5, 5), st.integers(-5, 5)).map(lambda v: [float(c) for c in v]),
    min_size=2,
    max_size=6,
)


@given(vectors)
@settings(max_examples=60, deadline=None)
def test_the_shortest_in_a_hull_is_no_longer_than_any_between_two(hull: list[list[float]]) -> None:
    gradients = np.array(hull)[:, None, :]
    shortest = poll._shortest_in_hull(gradients)[0]
    mean = np.linalg.norm(np.mean(hull, axis=0))
    assert np.linalg.norm(shortest) <= mean + 1e-12
    # It is in the hull: no way has all of the hull beyond it.
    for way in np.stack([np.cos(np.arange(0, 6.3, 0.1)), np.sin(np.arange(0, 6.3, 0.1))], axis=-1):
        assert way @ shortest <= max(way @ np.array(v) for v in hull) + 1e-9


def test_the_shortest_in_a_hull_of_two_is_square_to_their_line() -> None:
    gradients = np.array([[[3.0, 1.0], [1.0, 0.0]], [[-1.0, 1.0], [2.0, 1.0]]])
    np.testing.assert_allclose(
        poll._shortest_in_hull(gradients), [[0.0, 1.0], [1.0, 0.0]], atol=1e-12
    )


@pytest.mark.parametrize("n", [1, 2, 5])
def test_it_is_tried_along_the_axes_and_two_frames_at_random_both_ways(n: int) -> None:
    ways = poll._directions(np.random.default_rng(3), n)
    assert ways.shape == (6 * n, n)
    half = 3 * n
    np.testing.assert_array_equal(ways[half:], -ways[:half])
    np.testing.assert_array_equal(ways[2 * n : half], np.eye(n))
    for frame in (ways[:n], ways[n : 2 * n]):
        np.testing.assert_allclose(frame @ frame.T, np.eye(n), atol=1e-12)
    if n > 1:
        assert not np.allclose(ways[:n], ways[n : 2 * n])


def test_a_kink_of_many_axes_is_polled_to_its_bottom() -> None:
    at = np.array([0.31, -0.22, 0.17])
    field = Plain(lambda p: np.abs(p - at).max(axis=-1) + 0.1 * np.abs(p - at).sum(axis=-1), 3)
    points = np.array([[0.9, 0.9, 0.9], [-0.5, 0.1, 0.2]])
    before = points.copy()
    places, losses = poll.poll(view_of(field), points, field.heights(points))
    np.testing.assert_allclose(places, [at, at], atol=1e-9)
    np.testing.assert_array_equal(losses, field.heights(places))
    np.testing.assert_array_equal(points, before)


def test_polling_ends_with_its_budget() -> None:
    budget, field = Budget(), Plain(spike, 2)
    budget.spend(GROUND)
    points = np.array([[0.9, 0.9]])
    places, _ = poll.poll(view_of(field, budget), points, spike(points))
    np.testing.assert_array_equal(places, points)


def test_smooth_best_places_have_nothing_at_kinks() -> None:
    field = Bowl(np.eye(2), np.array([0.1, 0.2]))
    points = field.at[None]
    places, losses = at_kinks(view_of(field), points, field.heights(points))
    assert (places.shape, losses.shape) == ((0, 2), (0,))


@pytest.mark.parametrize("axes", [1, 2])
def test_best_places_at_kinks_are_placed_to_the_last_digit(axes: int) -> None:
    at = SPIKE[:axes]
    field = Plain(lambda p: np.abs(p - at).sum(axis=-1), axes)
    points = np.array([at + 1e-9, at + 0.5])
    places, losses = at_kinks(view_of(field), points, field.heights(points))
    np.testing.assert_array_equal(places[losses.argmin()], at)
    assert losses.min() == 0.0


def test_only_the_best_places_are_looked_at_for_kinks() -> None:
    """The sixteen best are smooth: what lies higher does not matter."""
    field = Plain(lambda p: np.maximum(p[..., 0] ** 2, 5 * np.abs(p[..., 0]) - 2), 1)
    smooth, kinked = np.full((16, 1), 0.0), np.array([[0.438447187191]])
    points = np.concatenate([smooth, kinked])
    assert len(at_kinks(view_of(field), points, field.heights(points))[0]) == 0
    points = np.concatenate([smooth[1:], kinked])
    assert len(at_kinks(view_of(field), points, field.heights(points))[0]) == 1


def test_a_height_is_known_to_its_rounding_where_nothing_is_left_to_go() -> None:
    field = Bowl(np.eye(2), np.array([0.1, 0.2]))
    assert height_errors(field, field.at[None], Goal.PIT)[0] < 1e-300 + 256 * 5e-324 + 1e-20
    high = Plain(lambda p: 1e8 + 0 * p[..., 0], 1)
    (error,) = rounding_errors(high, np.zeros((1, 1)))
    assert error == 256 * np.spacing(1e8)


def test_a_height_at_a_kink_is_known_as_its_place_is() -> None:
    steep = Plain(lambda p: 1e6 * np.abs(p[..., 0] - 0.3), 1)
    (error,) = rounding_errors(steep, np.array([[0.3]]))
    assert 1e6 * 2e-14 < error <= 1e6 * (2e-13 + 8 * np.spacing(0.3) + 1e-16)


def test_what_a_step_promises_and_does_not_keep_is_no_error() -> None:
    """At a kink Newton's step would go far, and that gains nothing."""
    field = Plain(lambda p: np.abs(p[..., 0] - 0.3) + 1e-3 * p[..., 0] ** 2, 1)
    (error,) = height_errors(field, np.array([[0.3]]), Goal.PIT)
    assert error < 1e-9


def test_ends_that_were_met_once_tell_how_much_was_not_seen() -> None:
    view = view_of(Plain(spike, 2))
    ends = np.array([[0.0, 0.0], [0.0, 1e-3], [0.5, 0.5], [0.9, 0.0], [0.9, 0.003]])
    # Sides are 2 long: 1e-3 is half of what is one place, 0.003 is more than that.
    assert unseen(view, ends) == 3 / 5
    assert unseen(view, ends[:2]) == 0.0


def test_ways_down_begin_at_random_places_as_many_as_may_be() -> None:
    field = Plain(lambda p: np.cos(9 * p).sum(axis=-1), 2, box=Box.of((0, 1), (2, 3)))
    for most, count in ((7, 7), (100, 48)):
        ends, losses = descents(view_of(field), most)
        assert ends.shape == (count, 2)
        np.testing.assert_allclose(losses, field.heights(ends))
        assert field.box.contains(ends).all()
    again, _ = descents(view_of(field), 100)
    np.testing.assert_array_equal(again, ends)


class Held(Bowl):
    """A bowl that goes down along its first axis without a bend, to the edge."""

    def gradient(self, points: Array) -> Array:
        return np.stack([np.full(points.shape[:-1], -1.0), points[..., 1]], axis=-1)


def test_a_place_that_curves_up_along_all_free_axes_stands_alone() -> None:
    def alone(matrix: Array, *place: float) -> bool:
        field = Bowl(matrix, np.zeros(2))
        return bool(floors._alone(view_of(field), np.array([place]))[0])

    assert alone(np.diag([1.0, 1e-3]), 0.0, 0.0)
    assert not alone(np.diag([1.0, 0.0]), 0.0, 0.0)
    assert not alone(np.diag([1.0, 1e-8]), 0.0, 0.0)
    assert not alone(np.diag([1.0, -1.0]), 0.0, 0.0)
    assert not alone(np.diag([1.0, 1.0]), 0.1, 0.0)  # it slopes
    tilted = Bowl(np.diag([1.0, 0.0]), np.array([2.0, 0.0]))  # the edge holds x at 1
    assert not floors._alone(view_of(tilted), np.array([[1.0, 0.3]]))[0]
    held = Held(np.diag([0.0, 1.0]), np.zeros(2))
    assert floors._alone(view_of(held), np.array([[1.0, 0.0]]))[0]


def test_it_is_walked_along_the_axes_and_where_nothing_curves() -> None:
    way = np.array([3.0, 4.0]) / 5
    level = np.eye(2) - np.outer(way, way)
    ways = floors._ways(view_of(Bowl(level, np.zeros(2))), np.zeros(2))
    np.testing.assert_allclose(np.linalg.norm(ways, axis=-1), 1.0)
    half = len(ways) // 2
    np.testing.assert_array_equal(ways[half:], -ways[:half])
    np.testing.assert_array_equal(ways[:2], np.eye(2))
    assert abs(ways[2] @ way) == pytest.approx(1.0)
    assert half == 2 + 1 + 2 * 2


@pytest.mark.parametrize(
    ("centres", "whole"), [([0.0], False), ([-0.3, 0.3], False), ([-0.01, 0.01], False)]
)
def test_single_best_places_have_a_gap_between_them(centres: list[float], whole: bool) -> None:
    def heights(p: Array) -> Array:
        away = [(p[..., 0] - c) ** 2 for c in centres]
        return np.asarray(np.prod(away, axis=0) + p[..., 1] ** 2)

    field = Plain(heights, 2)
    best = np.array([[c, 0.0] for c in centres])
    assert floors.unbroken(view_of(field), best, np.full(len(best), 1e-12)) == whole


def test_a_line_of_best_places_is_unbroken_while_the_budget_lasts() -> None:
    field = Plain(lambda p: (p[..., 0] ** 2 + p[..., 1] ** 2 - 0.25) ** 2, 2)
    best, errors = np.array([[0.5, 0.0], [0.0, 0.5]]), np.full(2, 1e-10)
    assert floors.unbroken(view_of(field), best, errors)
    spent = Budget()
    spent.spend(GROUND)
    assert not floors.unbroken(view_of(field, spent), best, errors)


def test_many_single_places_in_a_row_are_no_line() -> None:
    field = Plain(lambda p: 1 - np.cos(20 * np.pi * p[..., 0]) + p[..., 1] ** 2, 2)
    best = np.array([[k / 10, 0.0] for k in range(-10, 11)])
    assert not floors.unbroken(view_of(field), best, np.full(21, 1e-12))


def test_a_height_on_an_edge_is_known_though_it_goes_down_beyond() -> None:
    """What an edge holds back is nothing that is left to go."""
    field = Bowl(np.array([[2.0, 0.0], [0.0, 3.0]]), np.array([3.0, 0.2]))
    errors = height_errors(field, np.array([[1.0, 0.2], [1.0, 0.3]]), Goal.PIT)
    assert errors[0] < 1e-10
    assert errors[1] == pytest.approx(8 * 0.5 * 3.0 * 0.1**2, rel=1e-6)


def test_the_errors_of_heights_are_told_for_each_place_by_itself() -> None:
    """One place of great curvature says nothing of another, nor one without a height."""

    def heights(p: Array) -> Array:
        steep = np.where(p[..., 0] > 0, 1e9, 1.0) * (np.abs(p[..., 0]) - 0.5) ** 2
        return np.asarray(np.where(p[..., 0] > 0.9, np.inf, steep))

    field = Plain(heights, 1)
    places = np.array([[-0.49], [0.5], [0.95]])
    errors = height_errors(field, places, Goal.PIT)
    alone = [height_errors(field, place[None], Goal.PIT)[0] for place in places]
    np.testing.assert_allclose(errors, alone, rtol=1e-6, atol=1e-12)
    assert errors[0] == pytest.approx(8 * 0.01**2, rel=0.01)
    assert errors[2] == 0.0


def test_only_what_lies_close_around_tells_the_way_across_a_fold() -> None:
    def heights(p: Array) -> Array:
        return np.asarray(
            50 * np.abs(p[..., 0] + p[..., 1]) + 5000 * np.maximum(0, p[..., 0] - 0.21)
        )

    across, _ = cusps._frames(
        view_of(Plain(heights, 2)), np.array([[0.2, -0.2]]), np.random.default_rng(1)
    )
    assert abs(across[0] @ [1.0, 1.0]) / np.sqrt(2) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("left", "follows"), [(60_000, False), (70_000, True)])
def test_a_round_along_a_floor_is_begun_if_all_its_looks_can_be_paid_for(
    left: int, follows: bool
) -> None:
    """Two ways along, eighteen lines of seventeen looks for each, of a hundred each."""
    budget, field = Budget(), Plain(fold, 2, cost=100)
    budget.spend(GROUND - left)
    points = np.array([[0.1, 0.003]])
    _, losses = cusps.follow(view_of(field, budget), points, fold(points))
    # Nobody pays here, so that it goes on as long as the first round could be paid for.
    assert bool(losses[0] < fold(points)[0]) == follows


def test_hulls_are_gone_through_each_by_itself() -> None:
    gradients = np.random.default_rng(6).uniform(-1, 2, (5, 9, 3))
    whole = poll._shortest_in_hull(gradients)
    alone = [poll._shortest_in_hull(gradients[:, i : i + 1])[0] for i in range(9)]
    np.testing.assert_allclose(whole, alone, atol=1e-12)


def test_a_round_of_polling_is_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "POLLING_ROUNDS", 1)
    budget, points = Budget(), np.array([[0.9, 0.9], [0.1, 0.2], [0.3, 0.4]])
    poll.poll(view_of(Plain(spike, 2), budget), points, spike(points))
    assert budget.spent == 300_000 + 12 * 3 * (12 * 3 * 2)


def newton(field: Plain | Bowl, *places: list[float]) -> tuple[Array, Array]:
    return _newton_steps(field, np.array(places))


def test_newtons_step_and_what_it_promises_are_those_of_the_parabola() -> None:
    box = Box.of((-1, 3), (0, 100))
    field = Bowl(np.array([[2.0, 0.03], [0.03, 1e-3]]), np.array([0.5, 40.0]), box)
    places = [[0.0, 30.0], [2.5, 90.0]]
    steps, promised = newton(field, *places)
    np.testing.assert_allclose(np.array(places) + steps, [field.at] * 2, rtol=1e-9)
    np.testing.assert_allclose(promised, field.heights(np.array(places)), rtol=1e-9)


def test_coordinates_on_an_edge_promise_nothing() -> None:
    field = Bowl(np.diag([2.0, 3.0]), np.array([4.0, 0.2]))
    for edge in ([1.0, 0.5], [-1.0, 0.5]):
        steps, promised = newton(field, edge)
        np.testing.assert_allclose(steps, [[0.0, -0.3]], atol=1e-12)
        assert promised[0] == pytest.approx(0.5 * 3 * 0.3**2)
    steps, promised = newton(field, [1.0, -1.0])
    np.testing.assert_array_equal(steps, [[0.0, 0.0]])
    assert promised[0] == 0.0


class Rough(Bowl):
    """A bowl whose slope has no end along the first axis, nor its bend."""

    def gradient(self, points: Array) -> Array:
        slopes = super().gradient(points)
        slopes[..., 0] = np.inf
        return slopes

    def hessian(self, points: Array) -> Array:
        bends = super().hessian(points)
        bends[..., 0, :] = bends[..., :, 0] = np.nan
        return bends


def test_what_is_not_finite_promises_nothing() -> None:
    steps, promised = newton(Rough(np.diag([2.0, 3.0]), np.zeros(2)), [0.5, 0.5])
    np.testing.assert_allclose(steps, [[0.0, -0.5]], atol=1e-12)
    assert promised[0] == pytest.approx(0.5 * 3 * 0.5**2)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_it_is_walked_where_nothing_curves_however_steep_the_rest(scale: float) -> None:
    field = Bowl(scale * np.diag([1.0, 0.0, 1.0]), np.zeros(3))
    assert len(floors._ways(view_of(field), np.zeros(3))) == 2 * (3 + 1 + 2 * 3)


def test_places_stand_alone_or_not_each_by_itself() -> None:
    field = Bowl(np.eye(2), np.zeros(2))
    alone = floors._alone(view_of(field), np.array([[0.0, 0.0], [0.5, 0.5], [0.0, 0.0]]))
    assert alone.tolist() == [True, False, True]
