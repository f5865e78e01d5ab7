"""The pits of the reference game, against derivations of their own."""

import itertools

import numpy as np
import pytest
import sympy
from scipy.optimize import minimize

from sandpit.game import Cover, Dipstick, Level
from sandpit.surfaces import Goal
from sandpit.surfaces.hill import HillSpec
from sandpit.surfaces.sum import SumSpec
from tests.known import expect
from tests.levels.shipped import ground, shipped

X, Y = sympy.symbols("x y")
R = sympy.Rational
PIT = -((X - R("4.1")) ** 2 + (Y - R("0.9")) ** 2) - 30 * sympy.exp(
    -((X - R("1.5")) ** 2 + (Y - R("3.7")) ** 2) / R("2.8")
)
REFERENCE = ("lost-phone", "depth-only", "random-pit", "many-pits", "rocky-pit", "deep-well")
DIGITS = 40


def extreme(sign: int) -> sympy.Float:
    """Return the lowest (+1) or highest (-1) value of PIT over [0, 6]^2, to `DIGITS` digits."""
    f = sympy.lambdify((X, Y), sign * PIT, "numpy")
    starts = itertools.product(np.linspace(0, 6, 13), repeat=2)
    runs = [minimize(lambda p: f(*p), p, bounds=[(0, 6), (0, 6)]) for p in starts]
    best = min(runs, key=lambda run: run.fun).x
    assert ((best > 0.01) & (best < 5.99)).all(), "an inner extreme, so the gradient vanishes"
    slopes = [sympy.diff(PIT, X), sympy.diff(PIT, Y)]
    place = sympy.nsolve(slopes, (X, Y), tuple(best), prec=DIGITS)
    return PIT.subs({X: place[0], Y: place[1]}).evalf(DIGITS)


@pytest.fixture(scope="module")
def rescaled() -> sympy.Expr:
    low, high = extreme(1), extreme(-1)
    return -9 + 8 * (PIT - low) / (high - low)


@pytest.mark.parametrize("id", ["lost-phone", "depth-only"])
def test_the_lost_phones_pit_is_the_references(id: str, rescaled: sympy.Expr) -> None:
    points = np.random.default_rng(1).uniform(0, 6, (1000, 2))
    surface = ground(id)
    exact = sympy.lambdify((X, Y), rescaled.evalf(25), "numpy")(*points.T)
    np.testing.assert_allclose(surface.heights(points), exact, rtol=0, atol=1e-9)
    slopes = [sympy.lambdify((X, Y), sympy.diff(rescaled, s).evalf(25), "numpy") for s in (X, Y)]
    exact = np.stack([slope(*points.T) for slope in slopes], axis=-1)
    error = np.linalg.norm(surface.gradient(points) - exact, axis=1)
    assert (error <= 1e-6 * np.linalg.norm(exact, axis=1)).all()


@pytest.mark.parametrize("id", REFERENCE)
def test_the_rules_are_the_references(id: str) -> None:
    level = shipped(id)
    assert [axis.range for axis in level.brief.axes] == [(0, 6), (0, 6)]
    assert [axis.unit for axis in level.brief.axes] == ["m", "m"]
    assert level.heights == (-9, -1)
    assert (level.dips, level.win.distance) == (25, 0.15)
    assert (level.goal, level.map, level.start) == (Goal.PIT, Cover.COVERED, None)
    blind = id == "depth-only"
    assert level.dipstick is (Dipstick.HEIGHT if blind else Dipstick.GRADIENT)
    assert set(level.moves) == ({"probe"} if blind else {"probe", "step"})


def inner_minima(level: Level, seed: int) -> int:
    points = level.ground(seed).surface.optima(Goal.PIT).points
    return int(((points > 0) & (points < 6)).all(axis=1).sum())


def test_random_pits_have_two_or_three_minima() -> None:
    counts = [inner_minima(shipped("random-pit"), seed) for seed in range(100)]
    assert 2.0 <= np.mean(counts) <= 2.6
    assert max(counts) <= 6


def test_rocky_pits_have_about_thirteen_minima() -> None:
    counts = [inner_minima(shipped("rocky-pit"), seed) for seed in range(20)]
    assert 10 <= np.median(counts) <= 16


def test_the_deep_well_is_mostly_the_place() -> None:
    level = shipped("deep-well")
    hill = expect(HillSpec, expect(SumSpec, level.surface).terms[2])
    narrow = 0
    for seed in range(20):
        surface = level.ground(seed).surface
        curves = np.linalg.eigvalsh(surface.hessian(surface.optima(Goal.PIT).points[0]))
        narrow += curves.min() > 20
    assert (hill.width, hill.height) == (0.2, -0.6)
    assert 12 <= narrow <= 20


def test_one_pit_of_the_lattice_is_twice_as_deep() -> None:
    optima = ground("many-pits").optima(Goal.PIT)
    assert optima.best == 1
    assert len(optima.heights) >= 8
    others = optima.heights[1:][((optima.points[1:] > 0.2) & (optima.points[1:] < 5.8)).all(axis=1)]
    peak = -1.0
    deep, usual = peak - optima.height, peak - others
    assert np.all(deep / usual > 1.2)
