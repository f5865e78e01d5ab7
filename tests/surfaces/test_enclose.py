"""Intervals hold every value of a formula, and prove what heights it cannot have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from sandpit.surfaces import Box
from sandpit.surfaces.enclose import enclosed, never_reaches
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.language import parse

NAMES = ("x", "y")
PARTS = [
    *(
        f"{name}(x)"
        for name in ("sin", "cos", "atan", "sinh", "cosh", "tanh", "exp", "abs", "sinc")
    ),
    "tan(x/4)",
    "asin(x/9)",
    "acos(x/9)",
    "log(x + 9)",
    "sqrt(x + 9)",
    "1/(x + 9)",
    "x/(y - 9)",
    "x^2",
    "x^3",
    "(x + 9)^-2",
    "(x + 9)^0.3",
    "(x + 9)^(y/4)",
    "x*y - x",
    "-x*x*y",
    "sin(x)^2*cos(3*y) - abs(x*y)",
    "sinc(3*x - y)",
]
end = st.floats(-8.0, 8.0)


def formula(text: str) -> Formula:
    return Formula(parse(text, NAMES), NAMES, {})


@pytest.mark.parametrize("text", PARTS)
@settings(max_examples=30, deadline=None)
@given(x=st.tuples(end, end).map(sorted), y=st.tuples(end, end).map(sorted))
def test_no_value_in_a_box_is_outside_its_interval(
    text: str, x: list[float], y: list[float]
) -> None:
    made = formula(text)
    sides = [{"x": x, "y": y}[name] for name in made.axes]
    lows, highs = (np.array([[side[i] for side in sides]]) for i in (0, 1))
    span = enclosed(made, lows, highs)
    shares = np.random.default_rng(0).random((200, len(sides)))
    values = made(*(lows + shares * (highs - lows)).T)
    assert (values >= span.low[0]).all()
    assert (values <= span.high[0]).all()


@given(base=st.floats(1e-3, 1e3), exponent=st.floats(-90.0, 90.0))
def test_an_exponent_that_varies_enlarges_rounding_and_the_interval(
    base: float, exponent: float
) -> None:
    place = np.array([[base, exponent]])
    span = enclosed(formula("x^y"), place, place)
    with mp.workdps(40):
        exact = mp.power(mp.mpf(base), mp.mpf(exponent))
        assert mp.mpf(float(span.low[0])) <= exact <= mp.mpf(float(span.high[0]))


LIMITS = [
    ("x^2 + y^2", -1, 0.0),
    ("sin(x)*cos(y)", 1, 1.0),
    ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", -1, 0.0),
    ("exp(-x^2 - y^2) + exp(-(x - 3)^2)/2", 1, 1.0000617049),
    ("1 - cos(7*sqrt(x^2 + y^2)) + sqrt(x^2 + y^2)/10", -1, 0.0),
]


@pytest.mark.parametrize(("text", "sign", "best"), LIMITS)
def test_heights_beyond_the_best_are_excluded_and_others_are_not(
    text: str, sign: int, best: float
) -> None:
    made, box = formula(text), Box.of((-5, 5), (-5, 5))
    assert never_reaches(made, box, best + sign * 1e-3, sign)
    assert not never_reaches(made, box, best - sign * 1e-9, sign)
