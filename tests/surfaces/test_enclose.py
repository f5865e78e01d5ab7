"""Intervals hold every value of a formula, and prove what heights it cannot have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from sandpit.surfaces import Box, enclose
from sandpit.surfaces.enclose import Span, _halved, _widened, enclosed, never_reaches
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


TIGHT = [
    *(f"{name}(x)" for name in ("sin", "cos", "atan", "sinh", "cosh", "tanh", "exp", "abs")),
    "tan(x/6)",
    "asin(x/9)",
    "acos(x/9)",
    "log(x + 9)",
    "sqrt(x + 9)",
    "1/(x + 9)",
    "1/(x - 9)",
    "-x",
    "2 - x",
    "x + 3",
    "3*x",
    "-3*x",
    "x/-3",
    "x^2",
    "x^3",
    "x^4",
    "x*x",
    "(x + 9)^-2",
    "(x + 9)^0.3",
    "(x + 9)^-0.5",
    "(x + 9)^2",
    "(x + 8)^0.3",
    "2^x",
]


@pytest.mark.parametrize("text", TIGHT)
@settings(max_examples=30, deadline=None)
@given(x=st.tuples(end, end).map(sorted))
def test_the_interval_of_one_operation_is_no_wider_than_its_values(
    text: str, x: list[float]
) -> None:
    """But for rounding, and what lies between the points of a fine line."""
    made = formula(text)
    span = enclosed(made, np.array([[x[0]]]), np.array([[x[1]]]))
    low, high = x
    turns = np.append(np.arange(-6, 7) * np.pi / 2, 0.0)
    values = made(np.concatenate([np.linspace(low, high, 4001), np.clip(turns, low, high)]))
    slack = 1e-12 * (1.0 + np.abs(values).max() + np.abs(x).max())
    assert span.low[0] >= values.min() - slack
    assert span.high[0] <= values.max() + slack


WIDE = [
    ("x*y", (-2, 3), (-5, 7), (-15, 21)),
    ("x*y", (-2, -1), (-5, 7), (-14, 10)),
    ("x - y", (-2, 3), (-5, 7), (-9, 8)),
    ("x + y", (-2, 3), (-5, 7), (-7, 10)),
    ("x/y", (-2, 3), (1, 4), (-2, 3)),
    ("x/y", (-2, 3), (-1, 4), (-np.inf, np.inf)),
    ("x/y", (-2, 3), (0, 4), (-np.inf, np.inf)),
    ("x/y", (1, 3), (-4, -2), (-1.5, -0.25)),
    ("(x + 5)^y", (-3, -1), (-1, 2), (0.25, 16)),
    ("x + 0*y", (-2, 3), (0, 1), (-2, 3)),
]


@pytest.mark.parametrize(("text", "x", "y", "ends"), WIDE)
def test_the_interval_of_two_operands_is_that_of_all_their_pairs(
    text: str, x: tuple[float, float], y: tuple[float, float], ends: tuple[float, float]
) -> None:
    lows, highs = (np.array([[float(x[i]), float(y[i])]]) for i in (0, 1))
    made = formula(text)
    if made.axes == ("x",):
        lows, highs = lows[:, :1], highs[:, :1]
    span = enclosed(made, lows, highs)
    np.testing.assert_allclose([span.low[0], span.high[0]], ends, rtol=1e-12, atol=1e-12)


ONE = [
    ("1/x", (-1, 2), (-np.inf, np.inf)),
    ("x^-1", (0, 2), (-np.inf, np.inf)),
    ("x^-2", (-1, 2), (-np.inf, np.inf)),
    ("log(x)", (-1, 2), (-np.inf, np.log(2))),
    ("sqrt(x)", (-1, 4), (0, 2)),
    ("asin(x)", (-3, 3), (-np.pi / 2, np.pi / 2)),
    ("acos(x)", (-3, 0), (np.pi / 2, np.pi)),
    ("tan(x)", (1, 2), (-np.inf, np.inf)),
    ("tan(x)", (-2, -1), (-np.inf, np.inf)),
    ("tan(x)", (4, 5), (-np.inf, np.inf)),
    ("tan(x)", (2, 4), (np.tan(2), np.tan(4))),
    ("sin(x)", (1, 2), (np.sin(1), 1)),
    ("sin(x)", (4, 5), (-1, np.sin(4))),
    ("cos(x)", (-1, 0.5), (np.cos(1), 1)),
    ("cos(x)", (3, 3.5), (-1, np.cos(3.5))),
    ("cos(x)", (100, 100.2), (np.cos(100), np.cos(100.2))),
    ("sin(x)", (0, 1e9), (-1, 1)),
    ("sinc(x)", (0, 1), (np.sin(1), 1)),
    ("sinc(x)", (-2, 3), (np.sin(3) / 3, 1)),
    ("sinc(x)", (1, 2), (np.sin(2) / 2, np.sin(1))),
    ("sinc(x)", (1, 5), (-0.2172336282112217, np.sin(1))),
    ("sinc(x)", (10, 12), (-0.1, 0.1285)),
    ("sinc(x)", (4, 20), (-0.2172336282112217, 0.25)),
    ("exp(x)", (-2000, 2000), (0, np.inf)),
    ("1/(x - x)", (1, 2), (-np.inf, np.inf)),
]


@pytest.mark.parametrize(("text", "x", "ends"), ONE)
def test_the_interval_of_a_function_spans_its_turns_and_poles(
    text: str, x: tuple[float, float], ends: tuple[float, float]
) -> None:
    span = enclosed(formula(text), *(np.array([[float(end)]]) for end in x))
    np.testing.assert_allclose([span.low[0], span.high[0]], ends, rtol=1e-12, atol=1e-12)


def test_each_box_has_its_own_interval() -> None:
    lows, highs = np.array([[0.0, 1.0], [-2.0, 0.0]]), np.array([[1.0, 2.0], [-1.0, 3.0]])
    span = enclosed(formula("x*y"), lows, highs)
    np.testing.assert_allclose(span.low, [0, -6], atol=1e-12)
    np.testing.assert_allclose(span.high, [2, 0], atol=1e-12)


def test_a_box_is_halved_where_it_is_longest_for_its_domain() -> None:
    lows, highs = np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([[4.0, 2.0], [5.0, 10.0]])
    low, high = _halved(lows, highs, np.array([8.0, 20.0]))
    np.testing.assert_array_equal(low, [[0, 0], [4, 0], [2, 0], [4, 5]])
    np.testing.assert_array_equal(high, [[2, 2], [5, 5], [4, 2], [5, 10]])


def test_an_interval_is_widened_by_more_than_rounding_and_by_little() -> None:
    low, high = _widened(Span(np.array([1.0, -3.0, 0.0, np.nan]), np.array([2.0, -1.0, 0.0, 1.0])))
    eps = np.finfo(float).eps
    assert (low[:3] < [1.0, -3.0, 0.0]).all()
    assert (high[:3] > [2.0, -1.0, 0.0]).all()
    np.testing.assert_allclose(low[:3], [1.0, -3.0, 0.0], rtol=20 * eps, atol=1e-290)
    np.testing.assert_allclose(high[:3], [2.0, -1.0, 0.0], rtol=20 * eps, atol=1e-290)
    assert low[3] == -np.inf
    assert _widened(Span(np.array([1.0]), np.array([np.nan]))).high[0] == np.inf


def test_nothing_is_proven_that_would_be_too_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    made, box = formula("sin(9*x)*cos(7*y) + x*y/9"), Box.of((-5, 5), (-5, 5))
    assert never_reaches(made, box, 4.0, 1)
    asked: list[int] = []
    real = enclose.enclosed

    def counted(told: Formula, lows: np.ndarray, highs: np.ndarray) -> Span:
        asked.append(len(lows))
        return real(told, lows, highs)

    monkeypatch.setattr(enclose, "enclosed", counted)
    assert never_reaches(made, box, 3.9, 1)
    whole, nodes = list(asked), len(made.expression.nodes)
    assert max(whole) <= enclose.MOST_BOXES
    for most, proven in ((sum(whole), True), (sum(whole) - 1, False)):
        monkeypatch.setattr(enclose, "MOST_NUMBERS", most * 2 * nodes)
        assert never_reaches(made, box, 3.9, 1) == proven
    monkeypatch.undo()
    for boxes, proven in ((max(whole), True), (max(whole) - 1, False)):
        monkeypatch.setattr(enclose, "MOST_BOXES", boxes)
        assert never_reaches(made, box, 3.9, 1) == proven


def test_a_height_that_the_middle_of_a_box_has_is_reached() -> None:
    box = Box.of((-1, 1), (-1, 1))
    assert not never_reaches(formula("1 - x^2 - y^2"), box, 1.0, 1)
    assert not never_reaches(formula("x^2 + y^2"), box, 0.0, -1)
    assert never_reaches(formula("x^2 + y^2"), box, 2.001, 1)
    assert never_reaches(formula("x^2 + y^2"), box, -0.001, -1)
