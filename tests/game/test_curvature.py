"""How the ground bends, held to Hessians whose eigenvalues are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.game.curvature import Shape, curvatures, verdict


@given(seed=st.integers(0, 2**16), units=st.lists(st.integers(-12, 12), min_size=3, max_size=3))
def test_the_verdict_does_not_depend_on_the_units_of_the_axes(seed: int, units: list[int]) -> None:
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    hessian = turn @ np.diag(rng.choice([-2.0, 0.0, 0.3, 1.0], 3)) @ turn.T
    extent = rng.uniform(1.0, 2.0, 3)
    scale = 10.0 ** np.array(units)
    assert verdict(hessian / np.outer(scale, scale), extent * scale) is verdict(hessian, extent)


@pytest.mark.parametrize(
    ("eigenvalues", "shape"),
    [
        ((2.0, 0.3), Shape.BOWL),
        ((-2.0, -0.3), Shape.DOME),
        ((-2.0, 0.3), Shape.SADDLE),
        ((2.0, 0.0), Shape.TROUGH),
        ((0.0, -2.0), Shape.RIDGE),
        ((0.0, 0.0), Shape.FLAT),
        ((1.0, 1.4e-6), Shape.BOWL),
        ((1.0, 0.7e-6), Shape.TROUGH),
        ((4.0,), Shape.BOWL),
        ((-4.0,), Shape.DOME),
        ((1.0, 2.0, -1e-3), Shape.SADDLE),
        ((1.0, 2.0, 1e-12, 3.0), Shape.TROUGH),
    ],
)
@given(seed=st.integers(0, 2**16))
def test_the_verdict_is_that_of_the_eigenvalues_however_the_ground_is_turned(
    eigenvalues: tuple[float, ...], shape: Shape, seed: int
) -> None:
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(eigenvalues),) * 2))[0]
    hessian = turn @ np.diag(eigenvalues) @ turn.T
    assert verdict(hessian, np.ones(len(eigenvalues))) is shape
    values, axes = curvatures(hessian)
    assert np.abs(values).tolist() == sorted(np.abs(values), reverse=True)
    assert axes @ np.diag(values) @ axes.T == pytest.approx(hessian, abs=1e-9)
