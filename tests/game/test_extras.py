"""What few levels have: momentum, Taylor series, readings that a surface cannot give."""

from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import IllegalAction, LevelError
from sandpit.game import Momentum, Probe, Session, Step
from tests.known import known
from tests.written import bowl, make_level, written

VALLEY = bowl(2, dipstick="gradient", moves=["probe", "step", "momentum"], dips=40)


@given(rate=st.floats(0.01, 0.2), keep=st.floats(0, 0.95))
def test_momentum_is_the_heavy_ball(rate: float, keep: float) -> None:
    session = Session(make_level(**VALLEY))
    at, velocity = np.array([-2.0, 2.0]), np.zeros(2)
    session.play(Probe(at))
    for _ in range(6):
        velocity = keep * velocity - rate * np.array([1.0, 2.0]) * (at - 1.0)
        at = np.clip(at + velocity, -3, 3)
        if np.linalg.norm(at - 1.0) <= 0.2:
            return
        reading = session.play(Momentum(rate, keep))
        np.testing.assert_allclose(reading.at, at, atol=1e-9)
        assert reading.velocity is not None
        velocity = reading.velocity


def test_a_probe_stops_the_ball() -> None:
    session = Session(make_level(**VALLEY))
    session.play(Probe((-2.0, 2.0)))
    session.play(Momentum(0.05, 0.9))
    assert session.play(Probe((-2.0, -2.0))).velocity is None
    np.testing.assert_array_equal(session.landing(Momentum(0.05, 0.9)), session.landing(Step(0.05)))


@pytest.mark.parametrize("keep", [-0.1, 1.1, float("nan")])
def test_a_share_outside_0_to_1_is_illegal(keep: float) -> None:
    session = Session(make_level(**VALLEY))
    session.play(Probe((-2.0, 2.0)))
    with pytest.raises(IllegalAction, match="share from 0 to 1"):
        session.play(Momentum(0.1, keep))


@pytest.mark.parametrize("formula", ["sin(2*x)*exp(x/3)", "x^5 - 2*x^2 + 1", "sinc(x)", "7"])
def test_a_series_has_the_taylor_coefficients(formula: str) -> None:
    level = make_level(
        axes=[{"name": "x", "range": [-2, 2]}],
        surface={"kind": "formula", "formula": f"{formula} + x/10"},
        taylor=6,
        win={"distance": 0.01},
    )
    x = sympy.Symbol("x")
    exact = sympy.sympify(formula.replace("^", "**").replace("sinc(x)", "sin(x)/x")) + x / 10
    reading = Session(level).play(Probe((0.7,)))
    wanted = [exact.diff(x, k).subs(x, 0.7).evalf(30) / sympy.factorial(k) for k in range(7)]
    np.testing.assert_allclose(
        known(reading.series), np.array(wanted, dtype=float), rtol=1e-9, atol=1e-12
    )


def test_a_series_is_stretched_with_its_surface() -> None:
    level = make_level(
        axes=[{"name": "x", "range": [-2, 2]}],
        surface={"kind": "hill", "center": [0.5]},
        heights=[-3, 8],
        taylor=2,
    )
    reading = Session(level).play(Probe((-1.0,)))
    assert reading.series is not None
    assert reading.gradient is not None
    assert reading.hessian is not None
    parts = [reading.height, reading.gradient[0], reading.hessian[0, 0] / 2]
    np.testing.assert_allclose(reading.series, parts)


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"taylor": 3}, "/taylor", "level of one axis"),
        ({"taylor": 9}, "/taylor", "8"),
        (
            {
                "axes": [{"name": "x", "range": [-2, 2]}],
                "surface": {"kind": "hill", "center": [0.5]},
                "taylor": 3,
            },
            "/taylor",
            "higher orders",
        ),
        (
            {
                "axes": [{"name": "w", "count": 481, "range": [-1, 1]}],
                "surface": {
                    "kind": "network",
                    "layers": [1, 160, 1],
                    "activation": "tanh",
                    "loss": "mean-squares",
                    "data": {"inputs": [[0], [1]], "targets": [0, 1]},
                },
                "goal": "pit",
                "win": {"height": 0.01},
            },
            "/dipstick",
            "Hessian",
        ),
    ],
)
def test_what_a_surface_cannot_tell_is_refused_with_the_level(
    changes: dict[str, Any], pointer: str, words: str
) -> None:
    with pytest.raises(LevelError, match=words) as caught:
        make_level(**written(**changes))
    assert caught.value.pointer == pointer
