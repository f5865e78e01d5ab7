"""What each step of the search promises by itself: hops, strides along kinks, error bounds."""

import numpy as np
import pytest

from sandpit.surfaces import Array, Goal, poll
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.explore import explore
from sandpit.surfaces.precision import height_errors
from tests.surfaces.plain import Plain


def locks(points: Array) -> Array:
    """A ground that is flat along each axis until the axes before it are where they should be."""
    fits = np.exp(-(((points - 0.6) / 0.0012) ** 2))
    return np.asarray(-np.cumprod(fits, axis=-1).sum(axis=-1))


@pytest.mark.parametrize("dimension", [4, 12])
def test_it_is_hopped_on_as_long_as_one_axis_after_another_opens_a_way_down(
    dimension: int,
) -> None:
    field = Plain(lambda points: np.round(locks(points), 9), dimension)
    view = Downhill(field, Goal.PIT, 0.25, float(dimension))
    _, losses = explore(view, np.full((1, dimension), -0.9))
    assert losses.min() == pytest.approx(-dimension, abs=1e-3)


def valley(points: Array) -> Array:
    """A sharp valley straight along x, and down to the right."""
    return 20 * np.abs(points[..., 1]) - points[..., 0]


RADIUS = 1 / 64


def test_a_round_goes_four_radii_along_a_straight_kink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "POLLING_ROUNDS", 1)
    start, view = np.array([[-0.5, 0.0]]), Downhill(Plain(valley, 2), Goal.PIT, RADIUS, 1.0)
    points, losses = poll.poll(view, start, view.losses(start))
    np.testing.assert_allclose(points, [[-0.5 + 4 * 2 * RADIUS, 0.0]], atol=1e-3)
    assert losses == pytest.approx(valley(points))


def test_a_kink_is_tried_near_by_too_down_to_a_sixteenth_of_the_radius(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(poll, "POLLING_ROUNDS", 1)
    start, field = np.array([[-0.5, 0.0]]), Plain(valley, 2)
    view = Downhill(field, Goal.PIT, RADIUS, 1.0)
    poll.poll(view, start, view.losses(start))
    ahead = (field.asked[-1] - start)[-4:] / (2 * RADIUS)
    np.testing.assert_allclose(ahead[:, 0], [1 / 16, 1 / 4, 1, 4], rtol=0.01)
    np.testing.assert_allclose(ahead[:, 1], 0.0, atol=0.05)


@pytest.mark.parametrize("power", [2, 4, 6, 10, 20])
def test_the_error_of_a_height_is_never_told_too_small_nor_ten_times_too_large(power: int) -> None:
    """However flat the bottom is, t^p: what is left to go down is known."""
    field, at = Plain(lambda points: points[..., 0] ** power, 1), np.array([[0.3]])
    (told,) = height_errors(field, at, Goal.PIT)
    assert 0.3**power <= told <= 10 * 0.3**power
