"""Derivatives of formulas at tips and folds, where the rules of differentiation divide by 0."""

import numpy as np
import pytest

from sandpit.surfaces import Goal
from tests.known import known
from tests.surfaces.samples import build

SQUARE = ((-3.0, 3.0), (-3.0, 3.0))
TIPS = [
    ("sqrt(x0^2 + x1^2)", (0.0, 0.0), (0.0, 0.0), [[0, 0], [0, 0]]),
    ("sqrt((x0 - 1)^2 + 4*(x1 + 0.7)^2) + x0", (1.0, -0.7), (1.0, 0.0), [[0, 0], [0, 0]]),
    ("(x0^4)^0.5 + x1", (0.0, 1.0), (0.0, 1.0), [[2, 0], [0, 0]]),
    ("sqrt(x0^2) + x1^2", (0.0, 1.0), (0.0, 2.0), None),
    ("exp(-sqrt(x0^2 + x1^2))", (0.0, 0.0), (0.0, 0.0), [[0, 0], [0, 0]]),
]


@pytest.mark.parametrize(("formula", "place", "gradient", "hessian"), TIPS)
def test_a_tip_has_the_mean_of_the_slopes_around_it(
    formula: str,
    place: tuple[float, float],
    gradient: tuple[float, float],
    hessian: list[list[int]] | None,
) -> None:
    surface = build({"kind": "formula", "formula": formula}, *SQUARE)
    point = np.array(place)
    jet = surface.jet(point, 2)
    np.testing.assert_allclose(known(jet.gradient), gradient, atol=1e-6)
    np.testing.assert_allclose(surface.gradient(np.stack([point, point]))[1], known(jet.gradient))
    np.testing.assert_array_equal(surface.jet(point, 1).gradient, jet.gradient)
    assert np.isfinite(known(jet.hessian)).all()
    if hessian is not None:
        np.testing.assert_allclose(known(jet.hessian), hessian, atol=1e-6)


def test_the_tip_of_a_cone_is_exactly_level() -> None:
    surface = build({"kind": "formula", "formula": "sqrt(x0^2 + x1^2)"}, *SQUARE)
    np.testing.assert_array_equal(surface.jet(np.zeros(2), 1).gradient, 0.0)
    np.testing.assert_allclose(surface.optima(Goal.PIT).points, [[0.0, 0.0]], atol=1e-12)


@pytest.mark.parametrize(
    ("formula", "low"), [("sqrt(x0)", 0.0), ("x0^0.3", 0.0), ("sqrt(abs(x0))", -1.0)]
)
def test_a_slope_without_bound_is_not_told(formula: str, low: float) -> None:
    surface = build({"kind": "formula", "formula": formula}, (low, 2.0))
    assert not np.isfinite(known(surface.jet(np.zeros(1), 1).gradient)).all()


def test_tips_have_slopes_as_parts_of_other_surfaces_too() -> None:
    cone = {"kind": "formula", "formula": "sqrt(x0^2 + x1^2)"}
    for written in (
        {"kind": "sum", "terms": [cone, cone]},
        {"kind": "moved", "surface": cone, "rotate": 30.0, "about": [0.0, 0.0]},
    ):
        jet = build(written, *SQUARE).jet(np.zeros(2), 2)
        np.testing.assert_array_equal(jet.gradient, 0.0)
        np.testing.assert_array_equal(jet.hessian, 0.0)
