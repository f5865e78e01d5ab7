"""Stretching a surface between given heights."""

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces import Goal, Surface
from sandpit.surfaces.rescaled import rescaled as stretch
from tests.surfaces.samples import SQUARE, build
from tests.surfaces.symbolic import SymbolicSurface
from tests.surfaces.test_search import phone

WAVES = {"kind": "waves", "seed": 11}


FORMULA = {"kind": "formula", "formula": "sin(x0) + cos(1.3*x1)*x0/5"}


@pytest.fixture(scope="module", params=[WAVES, FORMULA], ids=["wrapped", "compiled in"])
def plain(request: pytest.FixtureRequest) -> Surface:
    return build(request.param, *SQUARE)


@pytest.fixture(scope="module")
def rescaled(plain: Surface) -> Surface:
    return stretch(plain, heights=(-9.0, -1.0))


def test_the_extremes_get_the_heights(rescaled: Surface) -> None:
    points = np.random.default_rng(5).uniform(0, 6, (50_000, 2))
    heights = rescaled.heights(points)
    assert rescaled.optima(Goal.PIT).height == pytest.approx(-9, abs=1e-12)
    assert rescaled.optima(Goal.PEAK).height == pytest.approx(-1, abs=1e-12)
    assert heights.min() >= -9 - 1e-12
    assert heights.max() <= -1 + 1e-12


def test_everything_is_scaled_alike(plain: Surface, rescaled: Surface) -> None:
    points = np.random.default_rng(6).uniform(0, 6, (10, 2))
    lowest, highest = (plain.optima(goal).height for goal in (Goal.PIT, Goal.PEAK))
    scale = 8 / (highest - lowest)
    wanted = -9 + scale * (plain.heights(points) - lowest)
    np.testing.assert_allclose(rescaled.heights(points), wanted, atol=1e-12)
    np.testing.assert_allclose(rescaled.gradient(points), scale * plain.gradient(points))
    np.testing.assert_allclose(rescaled.hessian(points), scale * plain.hessian(points))
    axes = (np.linspace(0, 6, 5), np.linspace(0, 6, 7))
    np.testing.assert_allclose(
        rescaled.mesh(*axes), -9 + scale * (plain.mesh(*axes) - lowest), atol=1e-12
    )


@pytest.mark.parametrize("order", [0, 1, 2])
def test_a_jet_is_made_of_the_parts(rescaled: Surface, order: int) -> None:
    point = np.array([1.5, 4.0])
    jet = rescaled.jet(point, order)
    parts = [rescaled.heights(point), rescaled.gradient(point), rescaled.hessian(point)]
    for given, part in list(zip(jet, parts, strict=True))[: order + 1]:
        np.testing.assert_allclose(np.array(given), part, atol=1e-12)
    assert all(given is None for given in jet[order + 1 :])


@pytest.mark.parametrize("goal", Goal)
def test_the_optima_stay_where_they_are(plain: Surface, rescaled: Surface, goal: Goal) -> None:
    np.testing.assert_array_equal(rescaled.optima(goal).points, plain.optima(goal).points)
    assert rescaled.optima(goal).best == plain.optima(goal).best


def test_the_lost_phone_lies_nine_metres_deep() -> None:
    surface = stretch(SymbolicSurface(phone, build(WAVES, *SQUARE).box), heights=(-9, -1))
    pit = surface.optima(Goal.PIT)
    np.testing.assert_allclose(pit.points[0], [1.21283377, 4.00925594], atol=1e-8)
    assert surface.heights(pit.points[0]) == pytest.approx(-9, abs=1e-12)


@pytest.mark.parametrize("heights", [(1.0, 1.0), (2.0, -2.0)])
def test_heights_the_wrong_way_round_are_refused(
    plain: Surface, heights: tuple[float, float]
) -> None:
    with pytest.raises(SurfaceError, match="lower number first"):
        stretch(plain, heights=heights)
