"""The named test functions against their textbook formulas, written anew in SymPy."""

import inspect
import itertools
import re
from collections.abc import Sequence

import numpy as np
import pytest
import sympy
from sympy import E, Rational, cos, exp, pi, sin, sqrt

from sandpit.errors import SurfaceError
from sandpit.surfaces import Box, Goal
from sandpit.surfaces.benchmark import BenchmarkSurface
from sandpit.surfaces.benchmarks import BENCHMARKS
from tests.surfaces.samples import build
from tests.surfaces.symbolic import exactly


def levy(x: Sequence[sympy.Expr]) -> sympy.Expr:
    w = [1 + (c - 1) / 4 for c in x]
    middle = sum((c - 1) ** 2 * (1 + 10 * sin(pi * c + 1) ** 2) for c in w[:-1])
    return sin(pi * w[0]) ** 2 + middle + (w[-1] - 1) ** 2 * (1 + sin(2 * pi * w[-1]) ** 2)


def goldstein_price(p: list[sympy.Expr]) -> sympy.Expr:
    x, y = p
    a = 1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2)
    b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
    return a * (30 + (2 * x - 3 * y) ** 2 * b)


def pairs(x: Sequence[sympy.Expr]) -> list[tuple[sympy.Expr, sympy.Expr]]:
    return list(itertools.pairwise(x))


FORMULAS = {
    "ackley": lambda x: (
        20
        + E
        - 20 * exp(-sqrt(sum(c**2 for c in x) / len(x)) / 5)
        - exp(sum(cos(2 * pi * c) for c in x) / len(x))
    ),
    "beale": lambda x: (
        (Rational(3, 2) - x[0] + x[0] * x[1]) ** 2
        + (Rational(9, 4) - x[0] + x[0] * x[1] ** 2) ** 2
        + (Rational(21, 8) - x[0] + x[0] * x[1] ** 3) ** 2
    ),
    "booth": lambda x: (x[0] + 2 * x[1] - 7) ** 2 + (2 * x[0] + x[1] - 5) ** 2,
    "branin": lambda x: (
        (x[1] - Rational(51, 10) / (4 * pi**2) * x[0] ** 2 + 5 / pi * x[0] - 6) ** 2
        + 10 * (1 - 1 / (8 * pi)) * cos(x[0])
        + 10
    ),
    "dixon-price": lambda x: (
        (x[0] - 1) ** 2 + sum((i + 2) * (2 * b**2 - a) ** 2 for i, (a, b) in enumerate(pairs(x)))
    ),
    "easom": lambda x: -cos(x[0]) * cos(x[1]) * exp(-((x[0] - pi) ** 2) - (x[1] - pi) ** 2),
    "goldstein-price": goldstein_price,
    "griewank": lambda x: (
        1 + sum(c**2 for c in x) / 4000 - sympy.prod(cos(c / sqrt(i + 1)) for i, c in enumerate(x))
    ),
    "himmelblau": lambda x: (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2,
    "levy": levy,
    "matyas": lambda x: (
        Rational(26, 100) * (x[0] ** 2 + x[1] ** 2) - Rational(48, 100) * x[0] * x[1]
    ),
    "mccormick": lambda x: (
        sin(x[0] + x[1]) + (x[0] - x[1]) ** 2 - Rational(3, 2) * x[0] + Rational(5, 2) * x[1] + 1
    ),
    "monkey-saddle": lambda x: x[0] ** 3 - 3 * x[0] * x[1] ** 2,
    "rastrigin": lambda x: sum(10 + c**2 - 10 * cos(2 * pi * c) for c in x),
    "rosenbrock": lambda x: sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in pairs(x)),
    "six-hump-camel": lambda x: (
        (4 - Rational(21, 10) * x[0] ** 2 + x[0] ** 4 / 3) * x[0] ** 2
        + x[0] * x[1]
        + (-4 + 4 * x[1] ** 2) * x[1] ** 2
    ),
    "sphere": lambda x: sum(c**2 for c in x),
    "styblinski-tang": lambda x: sum(c**4 - 16 * c**2 + 5 * c for c in x) / 2,
    "three-hump-camel": lambda x: (
        2 * x[0] ** 2 - Rational(105, 100) * x[0] ** 4 + x[0] ** 6 / 6 + x[0] * x[1] + x[1] ** 2
    ),
    "zakharov": lambda x: (
        sum(c**2 for c in x)
        + sum((i + 1) * c for i, c in enumerate(x)) ** 2 / 4
        + sum((i + 1) * c for i, c in enumerate(x)) ** 4 / 16
    ),
}

LOWEST = {
    "branin": 0.39788735772973816,
    "easom": -1.0,
    "goldstein-price": 3.0,
    "mccormick": -1.9132229549810362,
    "monkey-saddle": -16.0,
    "six-hump-camel": -1.0316284534898774,
}
"""Heights of the pits in the usual domain over two axes, where not 0."""

CASES = [
    (name, n)
    for name, benchmark in BENCHMARKS.items()
    for n in (1, 2, 3)
    if benchmark.fewest_axes <= n <= (benchmark.most_axes or n)
]
each_case = pytest.mark.parametrize(("name", "n"), CASES)
each_name = pytest.mark.parametrize("name", BENCHMARKS)


def usual(name: str, n: int) -> BenchmarkSurface:
    return BenchmarkSurface(BENCHMARKS[name].usual_box(n), BENCHMARKS[name])


def test_every_benchmark_has_a_formula() -> None:
    assert set(FORMULAS) == set(BENCHMARKS)


@each_case
def test_agrees_with_its_formula(name: str, n: int) -> None:
    surface = usual(name, n)
    rng = np.random.default_rng(2)
    points = rng.uniform(surface.box.lower, surface.box.upper, (5, n))
    heights, gradients, hessians = exactly(FORMULAS[name], points)
    for given, wanted in (
        (surface.heights(points), heights),
        (surface.gradient(points), gradients),
        (surface.hessian(points), hessians),
    ):
        np.testing.assert_allclose(given, wanted, rtol=1e-10, atol=1e-12 * np.abs(wanted).max())


@each_case
def test_mesh_gives_the_heights_of_its_points(name: str, n: int) -> None:
    surface = usual(name, n)
    axes = surface.box.linspaces(4)
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    np.testing.assert_allclose(surface.mesh(*axes), surface.heights(points), rtol=1e-12, atol=1e-9)


@each_case
def test_its_known_pits_are_the_lowest_points_of_the_usual_domain(name: str, n: int) -> None:
    surface = usual(name, n)
    optima = surface.optima(Goal.PIT)
    for pit in BENCHMARKS[name].pits(n):
        assert np.abs(optima.global_points - pit).max(axis=1).min() < 1e-9
    rng = np.random.default_rng(3)
    some = rng.uniform(surface.box.lower, surface.box.upper, (20_000, n))
    assert optima.height <= surface.heights(some).min() + 1e-12


@each_name
def test_the_lowest_height_is_the_published_one(name: str) -> None:
    lowest = LOWEST.get(name, -78.33233140754282 if name == "styblinski-tang" else 0.0)
    assert usual(name, 2).optima(Goal.PIT).height == pytest.approx(lowest, abs=1e-9)


@each_name
def test_a_box_without_the_known_pits_is_searched(name: str) -> None:
    benchmark = BENCHMARKS[name]
    box = benchmark.usual_box(2)
    corner = Box(box.centre + 0.3 * box.extent, box.upper)
    surface = BenchmarkSurface(corner, benchmark)
    some = np.random.default_rng(4).uniform(corner.lower, corner.upper, (20_000, 2))
    for goal in Goal:
        best = (goal.sign * surface.heights(some)).max()
        optima = surface.optima(goal)
        assert corner.contains(optima.points).all()
        assert goal.sign * optima.height >= best


@pytest.mark.parametrize(
    "name", [name for name, benchmark in BENCHMARKS.items() if benchmark.most_axes is None]
)
def test_thousands_of_axes_are_no_trouble(name: str) -> None:
    surface = usual(name, 2000)
    optima = surface.optima(Goal.PIT)
    assert optima.points.shape[1] == 2000
    gradient = surface.gradient(optima.points[0])
    assert np.abs(gradient).max() < 1e-6


def described(name: str) -> dict[str, str]:
    """Return the labelled lines of a benchmark's docstring, each with those indented below it."""
    text = inspect.getdoc(type(BENCHMARKS[name])) or ""
    labelled = re.findall(r"^([A-Z][a-z]+): (.*(?:\n +.*)*)", text, re.MULTILINE)
    return {label: " ".join(said.split()) for label, said in labelled}


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


@each_name
def test_its_description_gives_its_usual_domain(name: str) -> None:
    sides = re.findall(r"\[(.*?)\]", described(name)["Domain"])
    assert tuple(tuple(numbers(side)) for side in sides) == BENCHMARKS[name].usual


@each_name
def test_its_description_gives_its_lowest_points_and_their_height(name: str) -> None:
    said, benchmark = described(name)["Optima"], BENCHMARKS[name]
    n = benchmark.most_axes or 3
    pits = benchmark.pits(n)
    if not len(pits):
        assert said.startswith("none")
        return
    height, _, where = said.partition(" at ")
    if where.startswith("x_i = "):
        formula = sympy.sympify(where.removeprefix("x_i = ").partition(",")[0].replace("^", "**"))
        places = [[float(formula.subs("i", i)) for i in range(1, n + 1)]]
        assert len(pits) == 1 or "sign of x_n turned" in where
    else:
        places = [numbers(place) for place in re.findall(r"\((.*?)\)", where)]
        assert len(places) == len(pits)
    np.testing.assert_allclose(places, pits[: len(places)], atol=1e-6)
    factor = n if height.endswith(" n") else 1
    assert numbers(height)[0] * factor == pytest.approx(benchmark.heights(pits)[0], abs=3e-6)


@each_name
def test_its_description_says_what_it_teaches_and_where_it_is_from(name: str) -> None:
    assert len(described(name)["Teaches"]) > 20
    assert re.search(r"\w\. \w", BENCHMARKS[name].source)


def test_the_tip_of_ackleys_cone_has_finite_derivatives() -> None:
    surface = usual("ackley", 2)
    assert (surface.gradient(np.zeros(2)) == 0).all()
    assert np.isfinite(surface.hessian(np.zeros(2))).all()


def test_ackleys_tip_is_found_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kink hides from derivatives: shifted off the mesh, the search must close in on it."""
    moved = {"kind": "moved", "surface": {"kind": "benchmark", "name": "ackley"}}
    surface = build({**moved, "shift": [0.123, -0.217]}, (-5.0, 5.0), (-5.0, 5.0))
    monkeypatch.setattr(surface, "landmarks", lambda: np.empty((0, 2)))
    best = surface.optima(Goal.PIT).global_points
    np.testing.assert_allclose(best, [[0.123, -0.217]], atol=1e-9)


@pytest.mark.parametrize(
    ("written", "cure"),
    [("rosenbrok", "rosenbrock"), ("Ackley", "ackley"), ("zzz", "choose one of ")],
)
def test_a_wrong_name_is_answered_with_the_nearest(written: str, cure: str) -> None:
    with pytest.raises(SurfaceError, match=cure) as caught:
        build({"kind": "benchmark", "name": written}, (0.0, 1.0), (0.0, 1.0))
    assert caught.value.path == ("name",)


@pytest.mark.parametrize(("name", "n"), [("himmelblau", 3), ("rosenbrock", 1), ("beale", 1)])
def test_a_wrong_number_of_axes_is_refused(name: str, n: int) -> None:
    with pytest.raises(SurfaceError, match=f"not {n}"):
        build({"kind": "benchmark", "name": name}, *[(0.0, 1.0)] * n)
