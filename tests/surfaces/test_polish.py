"""Sliding down: to the bottom, along edges, never up, and by trying only where slopes mislead."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandpit.surfaces import Array, Box, Goal, polish
from sandpit.surfaces.budget import GROUND, Budget
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.field import Field
from tests.surfaces.plain import Bowl, Plain

seeds = st.integers(0, 10_000)


def bowl(seed: int, n: int, *, ratio: float = 1e4, centre: float = 0.5) -> Bowl:
    """Return a bowl turned at random, as steep along one way as `ratio` times another."""
    rng = np.random.default_rng(seed)
    frame = np.linalg.qr(rng.standard_normal((n, n)))[0]
    matrix = frame @ np.diag(np.geomspace(1.0, ratio, n)) @ frame.T
    return Bowl(0.5 * (matrix + matrix.T), rng.uniform(-centre, centre, n))


def view_of(field: Any, goal: Goal = Goal.PIT, budget: Budget | None = None) -> Downhill:
    return Downhill(field, goal, 0.05, 10.0, budget or Budget())


def nobody_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    def poll(_: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
        assert not len(points), "a slope was at hand, and it was tried around all the same"
        return points, losses

    monkeypatch.setattr(polish, "poll", poll)


@given(seed=seeds, n=st.integers(1, 6))
@settings(max_examples=25, deadline=None)
def test_every_start_in_a_bowl_ends_at_its_bottom(seed: int, n: int) -> None:
    field = bowl(seed, n)
    starts = np.random.default_rng(seed).uniform(-1, 1, (8, n))
    before = starts.copy()
    points, losses = polish.polish(view_of(field), starts)
    np.testing.assert_allclose(points, np.tile(field.at, (8, 1)), atol=1e-11)
    np.testing.assert_array_equal(losses, field.heights(points))
    np.testing.assert_array_equal(starts, before)


def test_a_peak_is_the_pit_of_the_field_upside_down() -> None:
    field = Bowl(-np.diag([3.0, 1.0]), np.array([0.2, -0.4]))
    points, losses = polish.polish(view_of(field, Goal.PEAK), np.array([[0.9, 0.9], [-1.0, 0.0]]))
    np.testing.assert_allclose(points, [[0.2, -0.4]] * 2, atol=1e-12)
    np.testing.assert_allclose(losses, 0.0, atol=1e-20)


def test_a_smooth_field_is_not_tried_around(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_polls(monkeypatch)
    starts = np.random.default_rng(1).uniform(-1, 1, (20, 3))
    polish.polish(view_of(bowl(3, 3)), starts)


def test_no_start_ends_higher_than_it_was() -> None:
    field = Plain(lambda p: np.sin(9 * p).sum(axis=-1) + np.abs(p[..., 0] * p[..., 1]), 3)
    starts = np.random.default_rng(2).uniform(-1, 1, (40, 3))
    _, losses = polish.polish(view_of(field), starts)
    assert (losses <= field.heights(starts)).all()


def test_an_edge_holds_back_what_would_leave_the_box() -> None:
    """Beyond the edge lies the bottom: along the edge it goes on."""
    field = Bowl(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([2.0, 0.2]))
    points, _ = polish.polish(view_of(field), np.array([[0.0, 0.9], [1.0, -1.0], [-1.0, 1.0]]))
    # At x = 1 the slope along y is (x - 2) + 3 (y - 0.2).
    np.testing.assert_allclose(points, [[1.0, 0.2 + 1 / 3]] * 3, atol=1e-11)


@given(seed=seeds)
@settings(max_examples=25, deadline=None)
def test_a_saddle_is_left_by_its_downhill_ways(seed: int) -> None:
    """Newton's step alone would lead to it."""
    field = Bowl(np.diag([1.0, -1.0]), np.zeros(2))
    start = np.random.default_rng(seed).uniform(-0.3, 0.3, (1, 2))
    start[0, 1] += np.copysign(1e-3, start[0, 1])
    points, losses = polish.polish(view_of(field), start)
    np.testing.assert_allclose(points, [[0.0, np.sign(start[0, 1])]], atol=1e-9)
    np.testing.assert_allclose(losses, -0.5, atol=1e-9)


def test_a_step_is_no_longer_than_its_radius_and_goes_downhill() -> None:
    field = bowl(5, 3)
    field.matrix = field.matrix - 300.0 * np.eye(3)
    points = np.random.default_rng(6).uniform(-0.9, 0.9, (12, 3))
    radius = np.geomspace(1e-4, 0.2, 12)
    view = view_of(field)
    newton, steepest = polish._trial_steps(view, points, radius)
    gradients = view.gradients(points)
    for steps in (newton, steepest):
        assert ((gradients * steps).sum(axis=-1) < 0).all()
    np.testing.assert_allclose(np.linalg.norm(steepest, axis=-1), radius)
    frames = np.linalg.eigh(view.hessians(points))[1]
    along = np.einsum("kij,ki->kj", frames, newton)
    assert (np.abs(along) <= radius[:, None] * (1 + 1e-12)).all()


def test_within_its_radius_a_step_is_newtons() -> None:
    field = bowl(7, 3)
    points = field.at + 0.01 * np.random.default_rng(8).uniform(-1, 1, (5, 3))
    newton, _ = polish._trial_steps(view_of(field), points, np.full(5, 1.0))
    np.testing.assert_allclose(points + 2 * newton, np.tile(field.at, (5, 1)), atol=1e-12)


def test_what_an_edge_holds_back_moves_no_step() -> None:
    field = Bowl(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([2.0, 0.2]))
    view = view_of(field)
    for steps in polish._trial_steps(view, np.array([[1.0, -0.5]]), np.array([0.1])):
        assert steps[0, 0] == 0.0
        assert steps[0, 1] > 0.0


def settled(field: Any, start: Array) -> Array:
    view = view_of(field)
    return polish._settle(view, start, view.losses(start))


def test_the_last_digits_come_from_slopes_and_never_lead_up() -> None:
    field = bowl(9, 2)
    start = field.at + 1e-7
    np.testing.assert_allclose(settled(field, start[None])[0], field.at, atol=1e-15)
    hill = Bowl(-np.eye(2), np.zeros(2))
    start = np.array([[1e-4, -2e-4]])  # Newton leads to the top, and that is no way down
    np.testing.assert_array_equal(settled(hill, start), start)


class Quartic(Field):
    """x^4, whose bottom is flat."""

    box = Box.of((-1, 1))

    def heights(self, points: Array) -> Array:
        return np.asarray(points[..., 0] ** 4)

    def gradient(self, points: Array) -> Array:
        return 4 * points**3

    def hessian(self, points: Array) -> Array:
        return 12 * points[..., None] ** 2


def test_a_flat_bottom_is_gone_down_to_as_long_as_slopes_halve() -> None:
    """Newton leaves two thirds of the way to the bottom of x^4, and 8/27 of the slope."""
    ends = settled(Quartic(), np.array([[0.01]]))
    assert abs(ends[0, 0]) == pytest.approx(0.01 * (2 / 3) ** 60, rel=1e-6)


class Polled:
    """Stands in for trying around, and keeps what it is given."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.losses: list[Array] = []

    def __call__(self, view: Downhill, points: Array, losses: Array) -> tuple[Array, Array]:
        self.sizes.append(len(points))
        self.losses.append(losses)
        return points + 0.25, losses - 100.0


def rough(n: int) -> Plain:
    return Plain(lambda p: (np.abs(p - 0.3) * (1 + p**2)).sum(axis=-1), n)


@pytest.mark.parametrize(("n", "sizes"), [(1, [64, 6]), (2, [64, 6]), (3, [16])])
def test_what_no_slope_settles_is_tried_around_the_best_first(
    n: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many axes only the sixteen best are."""
    polled = Polled()
    monkeypatch.setattr(polish, "poll", polled)
    monkeypatch.setattr(polish, "DESCENT_ROUNDS", 1)
    monkeypatch.setattr(polish, "SETTLING_ROUNDS", 0)
    starts = np.random.default_rng(3).uniform(-1, 0.2, (70, n))
    points, losses = polish.polish(view_of(rough(n)), starts)
    assert polled.sizes == sizes
    given_losses = np.concatenate(polled.losses)
    assert (np.diff(given_losses) >= 0).all()
    assert (losses < -90).sum() == sum(sizes)
    lowest = np.argsort(np.where(losses < -90, losses + 100, losses), kind="stable")
    assert (losses[lowest[: sum(sizes)]] < -90).all()
    assert points.shape == starts.shape


def test_a_place_without_a_slope_is_tried_around(monkeypatch: pytest.MonkeyPatch) -> None:
    polled = Polled()
    monkeypatch.setattr(polish, "poll", polled)
    field = bowl(11, 2)
    real = field.gradient

    def gradient(points: Array) -> Array:
        hole = np.linalg.norm(points - field.at, axis=-1, keepdims=True) < 1e-3
        return np.where(hole, np.nan, real(points))

    field.gradient = gradient  # type: ignore[method-assign]
    polish.polish(view_of(field), np.array([field.at + 0.0, [0.9, 0.9]]))
    assert sum(polled.sizes) >= 1


def test_nothing_to_slide_is_nothing() -> None:
    points, losses = polish.polish(view_of(bowl(1, 2)), np.empty((0, 2)))
    assert (points.shape, losses.shape) == ((0, 2), (0,))


def test_sliding_ends_with_its_budget() -> None:
    field, budget = bowl(13, 4), Budget()
    start = np.full((1, 4), 0.9)
    budget.spend(GROUND)
    points, losses = polish.polish(view_of(field, budget=budget), start)
    assert budget.cut_short
    assert losses[0] < field.heights(start)[0]  # one round had begun
    assert np.linalg.norm(points[0] - field.at) > 1e-6


def test_the_whole_box_is_the_unit_of_all_steps() -> None:
    """Axes of unlike units weigh the same."""
    box = Box.of((0, 1e-6), (0, 1e6))
    scale = box.extent
    matrix = np.array([[2.0, 0.9], [0.9, 1.0]]) / scale[:, None] / scale
    field = Bowl(matrix, np.array([0.3, 0.7]) * scale, box)
    points, _ = polish.polish(view_of(field), np.array([[0.9, 0.1]]) * scale)
    np.testing.assert_allclose(points[0] / scale, [0.3, 0.7], atol=1e-12)


class Half(Field):
    """A kink at 0.5 along x on the right, and a bowl at -0.5 on the left."""

    box = Box.of((-1, 1), (-1, 1))

    def heights(self, points: Array) -> Array:
        x, y = points[..., 0], points[..., 1]
        return np.where(x > 0, np.abs(x - 0.5), (x + 0.5) ** 2) + y**2

    def gradient(self, points: Array) -> Array:
        x, y = points[..., 0], points[..., 1]
        return np.stack([np.where(x > 0, np.sign(x - 0.5), 2 * x + 1), 2 * y], axis=-1)

    def hessian(self, points: Array) -> Array:
        bends = np.stack(
            [np.where(points[..., 0] > 0, 0.0, 2.0), 2.0 + 0 * points[..., 1]], axis=-1
        )
        return bends[..., None] * np.eye(2)


def test_of_smooth_and_rough_places_only_the_rough_are_tried_around(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    polled = Polled()
    monkeypatch.setattr(polish, "poll", polled)
    starts = np.array([[-0.9, 0.3], [0.77, 0.1], [-0.2, -0.8], [0.3, 0.2], [-0.4, 0.0]])
    points, losses = polish.polish(view_of(Half()), starts)
    assert polled.sizes == [2]
    np.testing.assert_allclose(points[[0, 2, 4]], [[-0.5, 0.0]] * 3, atol=1e-12)
    assert (losses[[1, 3]] < -90).all()


def test_places_are_settled_each_by_itself() -> None:
    """A place far from rest holds no other back."""
    both = settled(Half(), np.array([[-0.5 + 1e-7, 1e-7], [0.9, 0.03], [-0.5, 1e-6]]))
    np.testing.assert_allclose(both[[0, 2]], [[-0.5, 0.0]] * 2, atol=1e-14)


def test_what_an_edge_holds_is_not_tried_around(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_polls(monkeypatch)
    field = Bowl(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([2.0, 0.2]))
    polish.polish(view_of(field), np.array([[0.0, 0.9], [0.5, -1.0]]))


class Banana(Field):
    """Rosenbrock's valley, with walls ten thousand times as steep as its floor."""

    box = Box.of((-2, 2), (-1, 3))

    def heights(self, points: Array) -> Array:
        x, y = points[..., 0], points[..., 1]
        return np.asarray((1 - x) ** 2 + 1e4 * (y - x**2) ** 2)

    def gradient(self, points: Array) -> Array:
        x, y = points[..., 0], points[..., 1]
        wall = 2e4 * (y - x**2)
        return np.stack([-2 * (1 - x) - 2 * x * wall, wall], axis=-1)

    def hessian(self, points: Array) -> Array:
        x, y = points[..., 0], points[..., 1]
        cross = -4e4 * x
        first = np.stack([2 - 4e4 * (y - 3 * x**2), cross], axis=-1)
        return np.stack([first, np.stack([cross, np.full_like(x, 2e4)], axis=-1)], axis=-2)


def test_a_steep_valley_that_bends_is_followed_to_its_end() -> None:
    starts = np.array([[-1.9, 2.9], [-1.2, 1.0], [0.0, 2.0]])
    view = Downhill(Banana(), Goal.PIT, 1 / 255, 1e7)
    points, losses = polish.polish(view, starts)
    np.testing.assert_allclose(points, [[1.0, 1.0]] * 3, atol=1e-9)
    assert (losses < 1e-15).all()
