"""What a reading promises of the ground around it, held to polynomials that are known whole."""

import ast
import inspect
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.game import Level, Probe, Reading, Session, curvature, taylor
from sandpit.game.taylor import LocalModel, highest_order, promises
from tests.written import make_level, written

numbers = st.floats(-3.0, 3.0).map(lambda x: round(x, 3))


def quadratic(
    matrix: list[list[float]], at: list[float]
) -> tuple[Reading, Callable[[np.ndarray], float]]:
    """Return the reading of a quadratic at a point, and the quadratic itself."""
    a, b, c = np.array(matrix), np.array([0.7, -1.1]), 2.5
    a = a + a.T

    def height(x: np.ndarray) -> float:
        return float(c + b @ x + 0.5 * x @ a @ x)

    x = np.array(at)
    return Reading(1, x, height(x), b + a @ x, a), height


@given(
    st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(numbers, min_size=2, max_size=2),
    st.lists(numbers, min_size=2, max_size=2),
)
def test_a_quadratic_model_of_a_quadratic_is_exact_everywhere(
    matrix: list[list[float]], at: list[float], there: list[float]
) -> None:
    reading, height = quadratic(matrix, at)
    model = LocalModel.at(reading, 2)
    assert model is not None
    assert model.heights(np.array(there)) == pytest.approx(height(np.array(there)), abs=1e-9)


@given(st.lists(numbers, min_size=1, max_size=7), numbers, numbers)
def test_a_series_of_order_n_is_exact_for_polynomials_of_degree_n(
    coefficients: list[float], at: float, there: float
) -> None:
    polynomial = np.polynomial.Polynomial(coefficients)
    order = len(coefficients) - 1
    series = [polynomial.deriv(k)(at) / np.prod(np.arange(1, k + 1)) for k in range(order + 1)]
    reading = Reading(1, np.array([at]), series[0], None, None, series=np.array(series))
    model = LocalModel.at(reading, order)
    assert model is not None
    assert model.heights(np.array([there])) == pytest.approx(polynomial(there), rel=1e-7, abs=1e-5)
    assert LocalModel.at(reading, order + 1) is None or order < 1


@given(st.integers(0, 2), st.lists(numbers, min_size=2, max_size=2))
def test_a_model_of_any_order_keeps_its_promise_where_it_was_made(
    order: int, at: list[float]
) -> None:
    reading, _ = quadratic([[1.0, 0.5], [0.0, -2.0]], at)
    model = LocalModel.at(reading, order)
    assert model is not None
    assert model.heights(reading.at) == reading.height
    grid = np.zeros((3, 4, 2)) + reading.at
    assert model.heights(grid).shape == (3, 4)


@given(
    st.integers(0, 2),
    st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=1, max_size=3),
)
def test_a_model_along_directions_is_the_model_at_the_points_they_lead_to(
    order: int, matrix: list[list[float]], ways: list[list[float]]
) -> None:
    reading, _ = quadratic(matrix, [0.5, -1.0])
    model = LocalModel.at(reading, order)
    assert model is not None
    directions = np.array(ways)
    shares = np.linspace(-1.0, 1.0, 5 * len(ways)).reshape(5, len(ways))
    points = reading.at + shares @ directions
    assert model.along(directions, shares) == pytest.approx(model.heights(points), abs=1e-7)


@given(st.integers(0, 2), st.floats(0.1, 9.0), st.floats(-2.0, 2.0), st.integers(1, 4))
def test_a_series_along_an_axis_counts_the_axis_once(
    order: int, way: float, share: float, known: int
) -> None:
    series = np.array([2.5, -1.0, 3.0, 0.2])
    slope, bend = np.array([-1.0]), np.array([[6.0]])
    reading = Reading(1, np.array([1.0]), 2.5, slope, bend, series=series[:known])
    model, shares = LocalModel.at(reading, order), np.array([[share]])
    assert model is not None
    ways = np.array([[way]])
    expected = model.heights(reading.at + shares @ ways)
    assert model.along(ways, shares) == pytest.approx(expected)


@pytest.mark.parametrize(("order", "slope"), [(0, 1), (1, 2), (2, 3)])
def test_errors_shrink_with_the_power_of_the_step_that_the_order_says(
    order: int, slope: int
) -> None:
    level = make_level(surface={"kind": "formula", "formula": "sin(x)*exp(y/4)"}, dips=12)
    errors = []
    for length in (0.02, 0.01):
        session = Session(level)
        session.play(Probe((2.0, 2.0)))
        session.play(Probe((2.0 + length, 2.0)))
        (promise,) = promises(session.state.readings, order)
        assert promise.number == 2
        assert promise.length == pytest.approx(length)
        errors.append(promise.error)
    assert np.log2(errors[0] / errors[1]) == pytest.approx(slope, abs=0.1)


@pytest.mark.parametrize(
    ("changes", "highest"),
    [
        ({"dipstick": "height", "moves": ["probe"]}, 0),
        ({"dipstick": "gradient", "moves": ["probe"]}, 1),
        ({}, 2),
    ],
)
def test_the_stick_limits_the_model(changes: dict[str, Any], highest: int) -> None:
    level = make_level(**changes)
    session = Session(level)
    reading = session.play(Probe((2.0, 2.0)))
    assert highest_order(level.brief) == highest
    assert LocalModel.at(reading, highest) is not None
    assert LocalModel.at(reading, highest + 1) is None


def test_levels_that_tell_a_series_allow_its_order() -> None:
    axes = [{"name": "x", "range": [0, 6]}]
    surface = {"kind": "formula", "formula": "sin(x)"}
    changed = written(axes=axes, surface=surface, dipstick="height", moves=["probe"], taylor=6)
    level = Level.parse(json.dumps(changed), id="series")
    assert highest_order(level.brief) == 6
    reading = Session(level).play(Probe((1.0,)))
    model = LocalModel.at(reading, 6)
    assert model is not None
    assert model.heights(np.array([1.3])) == pytest.approx(np.sin(1.3), abs=1e-7)


@pytest.mark.parametrize(
    ("room", "known"), [(taylor, {"Brief", "Reading", "Array"}), (curvature, {"Array"})]
)
def test_the_model_knows_of_no_ground(room: ModuleType, known: set[str]) -> None:
    tree = ast.parse(inspect.getsource(room))
    imported = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if str(node.module).startswith("sandpit")
    }
    assert imported == known
