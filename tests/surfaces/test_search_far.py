"""The search over many axes and over great heights, against an independent search by SciPy."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from sandpit.surfaces import Array, Goal, Surface
from tests.surfaces.samples import build

Range = tuple[float, float]


def formula(text: str) -> dict[str, Any]:
    return {"kind": "formula", "formula": text}


def benchmark(name: str) -> dict[str, Any]:
    return {"kind": "benchmark", "name": name}


THREE_PAIRS = formula(
    "sin(2*x0)*cos(2*x1) + sin(3*x2)*cos(2*x3) + sin(2*x4)*sin(3*x5)"
    " + 0.1*(x0 + x1 + x2 + x3 - x4 - x5)"
)
TURNED = {
    "kind": "moved",
    "surface": benchmark("rastrigin"),
    "rotate": 30.0,
    "shift": [0.3, 0.2, 0.1, 0.0, 0.0],
}
FAR: list[tuple[dict[str, Any], Range, int]] = [
    (benchmark("ackley"), (-5.0, 5.0), 5),
    (benchmark("ackley"), (-32.0, 32.0), 3),
    (benchmark("ackley"), (0.3, 5.0), 8),
    (benchmark("griewank"), (1.0, 60.0), 4),
    (benchmark("griewank"), (1.0, 60.0), 5),
    (benchmark("griewank"), (-600.0, 600.0), 3),
    (benchmark("griewank"), (1.0, 20.0), 8),
    (benchmark("levy"), (-10.0, 10.0), 5),
    (benchmark("levy"), (-10.0, 10.0), 8),
    (TURNED, (-5.0, 5.0), 5),
    (THREE_PAIRS, (0.0, 6.0), 6),
    ({"kind": "waves", "count": 3, "seed": 1}, (0.0, 6.0), 5),
]
NAMES = [
    f"{written.get('name', written['kind'])}-{n}-axes-to-{ends[1]:g}" for written, ends, n in FAR
]


@cache
def brute(index: int, goal: Goal) -> float:
    """Return the best height of many descents by SciPy, and of coordinate lines through it."""
    surface = ground(index)
    low, high = surface.box.lower, surface.box.upper
    points = np.random.default_rng(index).uniform(low, high, (20_000, low.size))
    points = points[np.argsort(-goal.sign * surface.heights(points))[:16]]
    best = max((descended(surface, goal, point) for point in points), key=lambda found: found[0])
    for _ in range(3):
        for axis in range(low.size):
            line = np.repeat(best[1][None], 4001, axis=0)
            line[:, axis] = np.linspace(low[axis], high[axis], 4001)
            start = line[np.argmax(goal.sign * surface.heights(line))]
            best = max(best, descended(surface, goal, start), key=lambda found: found[0])
    return goal.sign * best[0]


def descended(surface: Surface, goal: Goal, start: Array) -> tuple[float, Array]:
    found = minimize(
        lambda x: -goal.sign * float(surface.heights(x)),
        start,
        jac=lambda x: -goal.sign * surface.gradient(x),
        method="L-BFGS-B",
        bounds=list(zip(surface.box.lower, surface.box.upper, strict=True)),
    )
    return -float(found.fun), found.x


def ground(index: int) -> Surface:
    written, ends, n = FAR[index]
    return build(written, *[ends] * n)


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("index", range(len(FAR)), ids=NAMES)
def test_no_independent_search_over_many_axes_comes_further(index: int, goal: Goal) -> None:
    optima = ground(index).optima(goal)
    best = brute(index, goal)
    assert goal.sign * (best - optima.height) <= 1e-7 * max(1.0, abs(best))


def test_the_highest_points_of_ackley_are_all_its_mirrored_twins() -> None:
    optima = build(benchmark("ackley"), *[(-5.0, 5.0)] * 5).optima(Goal.PEAK)
    assert optima.best == 32
    np.testing.assert_allclose(np.abs(optima.global_points), 4.597534535270338, atol=1e-9)


def test_the_highest_points_of_griewank_lie_where_an_odd_number_of_cosines_is_below_0() -> None:
    """The parity of half-waves couples all axes: each parity is searched on its own here."""
    n, low, high = 4, 1.0, 60.0
    lines = [np.linspace(low, high, 200_001)] * n
    along = [np.cos(line / np.sqrt(i + 1)) for i, line in enumerate(lines)]
    near = [
        [line[np.argmax(np.where(s * c > 0.5, line**2 / 4000 + s * c, -np.inf))] for s in (1, -1)]
        for line, c in zip(lines, along, strict=True)
    ]
    surface = build(benchmark("griewank"), *[(low, high)] * n)
    starts = [[near[i][k >> i & 1] for i in range(n)] for k in range(2**n)]
    best = max(descended(surface, Goal.PEAK, np.array(start))[0] for start in starts)
    assert surface.optima(Goal.PEAK).height == pytest.approx(best, rel=1e-9)


TILTED = "(x0^2 + x1 - 11)^2 + (x0 + x1^2 - 7)^2 + x0"


@pytest.mark.parametrize("reach", [1.5, 15.0, 150.0, 1500.0])
def test_of_two_wells_under_high_walls_one_is_the_deeper(reach: float) -> None:
    surface = build(formula("(x0^2 - 1)^2 + 0.1*x0"), (-reach, reach))
    optima = surface.optima(Goal.PIT)
    assert optima.best == 1
    assert len(optima.points) == 2
    assert optima.points[0, 0] == pytest.approx(-1.0122731310, abs=1e-9)


@pytest.mark.parametrize("reach", [6.0, 30.0, 300.0])
def test_a_tilt_leaves_one_of_four_pits_whatever_the_walls(reach: float) -> None:
    optima = build(formula(TILTED), *[(-reach, reach)] * 2).optima(Goal.PIT)
    assert optima.best == 1
    assert optima.height == pytest.approx(-3.7839616644, abs=1e-9)


@pytest.mark.parametrize("reach", [6.0, 30.0, 300.0])
def test_four_pits_of_one_depth_tie_whatever_the_walls(reach: float) -> None:
    optima = build(benchmark("himmelblau"), *[(-reach, reach)] * 2).optima(Goal.PIT)
    assert optima.best == 4


def test_the_price_of_a_shifted_domain_has_one_lowest_point() -> None:
    optima = build(benchmark("goldstein-price"), (0.3, 7.0), (-2.0, 11.0)).optima(Goal.PIT)
    assert optima.best == 1
    assert optima.height == pytest.approx(22.60294422, rel=1e-8)


@pytest.mark.parametrize("degrees", [0.0, 20.0, 33.3, 71.0])
def test_turned_twins_tie_in_spite_of_rounding(degrees: float) -> None:
    waves = formula("cos(2*x0)*cos(2*x1)")
    turned = {"kind": "moved", "surface": waves, "rotate": degrees}
    optima = build(turned, *[(-3.0, 3.0)] * 2).optima(Goal.PIT)
    inner = optima.global_points[(np.abs(optima.global_points) < 3.0 - 1e-9).all(axis=1)]
    assert len(inner) >= 4
    assert (np.linalg.norm(inner[:, None] + inner, axis=-1).min(axis=1) < 1e-8).all()


def test_a_bottom_flat_along_one_axis_alone_is_placed_to_a_billionth() -> None:
    surface = build(formula("(x0 - 1.2345678901)^4 + (x1 - 2.3456789012)^2"), *[(0.0, 6.0)] * 2)
    found = surface.optima(Goal.PIT).global_points
    np.testing.assert_allclose(found, [[1.2345678901, 2.3456789012]], atol=1e-9)
