"""The numeric search: interiors, edges, corners, kinks, flat bottoms and crowds."""

from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Rational, cos, exp, pi, sin, sqrt

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal
from sandpit.surfaces.search import find_optima
from tests.surfaces.symbolic import SymbolicSurface, coordinates

SQUARE = Box.of((0, 6), (0, 6))
LINE = Box.of((0, 6))


def phone(x: Sequence[sympy.Expr]) -> sympy.Expr:
    a, b = x
    hollow = 30 * exp(-((a - Rational(3, 2)) ** 2 + (b - Rational(37, 10)) ** 2) / Rational(28, 10))
    return -((a - Rational(41, 10)) ** 2 + (b - Rational(9, 10)) ** 2) - hollow


def himmelblau(x: Sequence[sympy.Expr]) -> sympy.Expr:
    return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2


def root(formula: Callable[..., Any], *start: float) -> Array:
    """Return where the gradient vanishes near `start`, to 30 digits."""
    x = coordinates(len(start))
    slopes = [sympy.lambdify(x, sympy.diff(formula(x), c), modules="mpmath") for c in x]
    with mpmath.workdps(30):
        if len(start) == 1:
            return np.array([float(mpmath.findroot(slopes[0], start[0]))])
        found = mpmath.findroot(lambda *p: [slope(*p) for slope in slopes], start)
    return np.array([float(c) for c in found])


INTERIOR = [
    (phone, SQUARE, Goal.PIT, (1.2, 4.0)),
    (phone, SQUARE, Goal.PEAK, (4.2, 0.8)),
    *(
        (himmelblau, Box.of((-5, 5), (-5, 5)), Goal.PIT, start)
        for start in [(3.0, 2.0), (-2.8, 3.1), (-3.8, -3.3), (3.6, -1.8)]
    ),
    (lambda x: sin(3 * x[0]) + x[0] / 7, LINE, Goal.PIT, (1.55,)),
    (lambda x: exp(-50 * (x[0] - Rational(1, 3)) ** 2), Box.of((-4, 9)), Goal.PEAK, (0.3334,)),
    (lambda x: cos(40 * x[0]) * exp(-x[0]), Box.of((0.01, 6)), Goal.PIT, (0.0779,)),
]


@pytest.mark.parametrize(("formula", "box", "goal", "start"), INTERIOR)
def test_interior_optima_are_found_to_a_billionth(
    formula: Callable[..., Any], box: Box, goal: Goal, start: tuple[float, ...]
) -> None:
    optima = find_optima(SymbolicSurface(formula, box), goal)
    nearest = np.abs(optima.global_points - root(formula, *start)).max(axis=1).min()
    assert nearest < 1e-9


@pytest.mark.parametrize("power", [4, 6])
def test_flat_bottoms_are_found(power: int) -> None:
    def formula(x: Sequence[sympy.Expr]) -> sympy.Expr:
        return 7 + sum((c - Rational(13, 10) * (i + 1)) ** power for i, c in enumerate(x))

    optima = find_optima(SymbolicSurface(formula, SQUARE), Goal.PIT)
    assert optima.height == pytest.approx(7.0, abs=1e-12)
    assert len(optima.points) == 1
    np.testing.assert_allclose(optima.points[0], [1.3, 2.6], atol=1e-4)


KINKS = [
    (lambda x: Abs(x[0] - Rational(13, 10)), LINE, (1.3,)),
    (lambda x: Abs(x[0] - 2) + (x[0] - 1) ** 2 / 10, LINE, (2.0,)),
    (lambda x: sqrt((x[0] - pi) ** 2 + (x[1] - 2) ** 2), SQUARE, (np.pi, 2.0)),
    (lambda x: Abs(x[0] - Rational(13, 10)) + 10 * Abs(x[1] - 2), SQUARE, (1.3, 2.0)),
    (lambda x: 3 * Abs(x[0] + x[1] - 4) + Abs(x[0] - 2 * x[1] - 1), SQUARE, (3.0, 1.0)),
    (lambda x: Abs(x[0] - x[1]) + (x[0] - Rational(22, 10)) ** 2, SQUARE, (2.2, 2.2)),
    (lambda x: sqrt(Abs(x[0] - 1)) + Abs(x[1] - 5), SQUARE, (1.0, 5.0)),
]


@pytest.mark.parametrize(("formula", "box", "place"), KINKS)
def test_kinks_are_found(formula: Callable[..., Any], box: Box, place: tuple[float, ...]) -> None:
    optima = find_optima(SymbolicSurface(formula, box), Goal.PIT)
    assert optima.best == 1
    np.testing.assert_allclose(optima.points[0], place, atol=2e-8)


BOUNDARY = [
    (lambda x: x[0] + x[1], Goal.PEAK, [(6, 6)]),
    (lambda x: (x[0] - 8) ** 2 + (x[1] - 3) ** 2, Goal.PIT, [(6, 3)]),
    (lambda x: -((x[0] - 3) ** 2) + x[1], Goal.PIT, [(0, 0), (6, 0)]),
    (lambda x: (x[0] - 3) * (x[1] - 3), Goal.PEAK, [(0, 0), (6, 6)]),
    (lambda x: (x[0] + x[1] - 14) ** 2 + 3 * (x[0] - x[1] - 1) ** 2, Goal.PIT, [(6, 5.75)]),
]


@pytest.mark.parametrize(("formula", "goal", "places"), BOUNDARY)
def test_edges_and_corners_count(
    formula: Callable[..., Any], goal: Goal, places: list[Any]
) -> None:
    optima = find_optima(SymbolicSurface(formula, SQUARE), goal)
    found = np.array(sorted(optima.global_points.tolist()))
    np.testing.assert_allclose(found, np.array(sorted(places), dtype=float), atol=1e-9)


def test_saddles_are_left_out() -> None:
    surface = SymbolicSurface(lambda x: x[0] ** 2 - x[1] ** 2, Box.of((-1, 1), (-1, 1)))
    np.testing.assert_allclose(
        np.abs(find_optima(surface, Goal.PIT).points), [[0, 1], [0, 1]], atol=1e-9
    )


def test_a_hidden_spot_is_found_by_its_landmark(monkeypatch: pytest.MonkeyPatch) -> None:
    def formula(x: Sequence[sympy.Expr]) -> sympy.Expr:
        spot = exp(-((x[0] - 2) ** 2 + (x[1] - 3) ** 2) * 1_000_000)
        return x[0] / 100 + 5 * spot

    surface = SymbolicSurface(formula, SQUARE)
    monkeypatch.setattr(surface, "landmarks", lambda: np.array([[2.0, 3.0001]]))
    np.testing.assert_allclose(find_optima(surface, Goal.PEAK).points[0], [2, 3], atol=1e-6)


@pytest.mark.parametrize("value", [0, 5, -1e9])
def test_a_flat_surface_is_refused(value: float) -> None:
    with pytest.raises(SurfaceError, match="flat"):
        find_optima(SymbolicSurface(lambda x: sympy.Float(value), SQUARE), Goal.PIT)


@pytest.mark.parametrize("formula", [lambda x: 1 / (x[0] - 6), lambda x: exp(200 * x[0])])
def test_a_surface_without_finite_heights_is_refused(
    formula: Callable[..., Any],
) -> None:
    with pytest.raises(SurfaceError, match="no finite height at"):
        find_optima(SymbolicSurface(formula, SQUARE), Goal.PIT)


@pytest.mark.parametrize(
    "formula", [lambda x: (x[0] - 3) ** 2, lambda x: (x[0] ** 2 + x[1] ** 2 - 9) ** 2]
)
def test_the_floor_of_a_valley_is_countless(formula: Callable[..., Any]) -> None:
    optima = find_optima(SymbolicSurface(formula, SQUARE), Goal.PIT)
    assert optima.countless
    assert not optima.complete
    assert optima.height == pytest.approx(0.0, abs=1e-12)


def test_closely_standing_optima_are_all_found() -> None:
    box = Box.of((0, 1), (0, 1))
    surface = SymbolicSurface(lambda x: cos(36 * pi * x[0]) * cos(36 * pi * x[1]) + x[0], box)
    places = find_optima(surface, Goal.PIT).points * 36
    inner = ((places > 0.5) & (places < 35.5)).all(axis=1)
    assert inner.sum() == 35 * 35 // 2


def test_crowded_optima_make_the_mesh_finer() -> None:
    surface = SymbolicSurface(lambda x: x[0] - cos(900 * pi * x[0]), Box.of((0, 1)))
    optima = find_optima(surface, Goal.PIT)
    assert len(optima.points) == 451
    assert optima.complete


def test_more_axes_are_searched_too() -> None:
    def formula(x: Sequence[sympy.Expr]) -> sympy.Expr:
        return sum((c - Rational(i + 1, 10)) ** 2 for i, c in enumerate(x)) + x[0] * x[1] / 3

    for n in (3, 4, 6, 8):
        surface = SymbolicSurface(formula, Box.of(*[(-1.0, 1.0)] * n))
        optima = find_optima(surface, Goal.PIT)
        assert np.abs(surface.gradient(optima.points[0])).max() < 1e-9


def test_too_many_axes_are_refused_with_a_cure() -> None:
    surface = SymbolicSurface(sum, Box.of(*[(0.0, 1.0)] * 33))
    with pytest.raises(SurfaceError, match=r"33 axes.*win by a height"):
        find_optima(surface, Goal.PIT)


number = st.floats(-2, 8).map(lambda c: round(c, 3))
bend = st.floats(0.1, 5).map(lambda c: round(c, 3))


@settings(max_examples=25, deadline=None)
@given(number, number, bend, bend, st.floats(-0.9, 0.9))
def test_a_convex_bowl_has_one_pit_wherever_it_lies(
    a: float, b: float, p: float, q: float, tilt: float
) -> None:
    twist = tilt * np.sqrt(p * q)
    surface = SymbolicSurface(
        lambda x: p * (x[0] - a) ** 2 + q * (x[1] - b) ** 2 + 2 * twist * (x[0] - a) * (x[1] - b),
        SQUARE,
    )
    optima = find_optima(surface, Goal.PIT)
    assert len(optima.points) == 1
    at, slope = optima.points[0], surface.gradient(optima.points[0])
    held = (at == 0) & (slope > 0) | (at == 6) & (slope < 0)
    np.testing.assert_allclose(np.where(held, 0, slope), 0, atol=1e-8)
