"""What single kinds promise beyond the rest, and the mistakes that they name."""

import json
from typing import Any

import mpmath
import numpy as np
import pytest
from pydantic import ValidationError

from sandpit.errors import SurfaceError
from sandpit.surfaces import SURFACES, Goal
from sandpit.surfaces.lattice import sinc
from tests.surfaces.samples import READER, SQUARE, build


def test_a_hill_has_its_pits_in_the_corners() -> None:
    hill = build({"kind": "hill", "center": [2.0, 3.0], "width": 5.0}, *SQUARE)
    pits = hill.optima(Goal.PIT)
    assert pits.global_points.tolist() == [[6.0, 0.0], [6.0, 6.0]]
    assert len(pits.points) == 4


def test_a_hill_beyond_the_edge_is_highest_at_the_edge() -> None:
    hill = build({"kind": "hill", "center": [-2.0, 3.0], "width": 5.0}, *SQUARE)
    assert hill.optima(Goal.PEAK).points.tolist() == [[0.0, 3.0]]
    assert hill.optima(Goal.PIT).points.tolist() == [[6.0, 0.0], [6.0, 6.0]]


@pytest.mark.parametrize("curvature", [2.0, -2.0])
@pytest.mark.parametrize("goal", Goal)
def test_a_bowl_of_thousands_of_axes_knows_its_optimum(curvature: float, goal: Goal) -> None:
    n = 5000
    written = {"kind": "bowl", "center": [0.25] * n, "curvatures": curvature}
    bowl = build(written, *[(-1.0, 2.0)] * n)
    inside = (curvature > 0) == (goal is Goal.PIT)
    np.testing.assert_allclose(bowl.optima(goal).points, np.full((1, n), 0.25 if inside else 2.0))
    assert bowl.gradient(np.zeros(n)).shape == (n,)


def test_a_trough_is_countless() -> None:
    trough = build({"kind": "bowl", "center": [1.0, 1.0], "curvatures": [2.0, 0.0]}, *SQUARE)
    optima = trough.optima(Goal.PIT)
    assert optima.unbroken
    assert optima.countless


def test_a_turned_saddle_is_highest_and_lowest_in_corners() -> None:
    saddle = {"kind": "bowl", "center": [3.0, 3.0], "matrix": [[0.0, 1.0], [1.0, 0.0]]}
    surface = build(saddle, *SQUARE)
    assert sorted(surface.optima(Goal.PEAK).global_points.tolist()) == [[0, 0], [6, 6]]
    assert sorted(surface.optima(Goal.PIT).global_points.tolist()) == [[0, 6], [6, 0]]


def test_drawn_waves_are_the_reference_series() -> None:
    waves = build({"kind": "waves", "seed": 7}, *SQUARE)
    rng = np.random.default_rng(7)
    k = np.arange(4)
    amplitude = rng.uniform(size=(4, 4)) / ((k[:, None] + 1) * (k[None, :] + 1)) ** 2
    phase = rng.uniform(0, 2 * np.pi, (4, 4, 2))
    x, y = 1.3, 4.7
    wanted = sum(
        amplitude[n, m]
        * np.cos(np.pi * n * x / 6 + phase[n, m, 0])
        * np.cos(np.pi * m * y / 6 + phase[n, m, 1])
        for n in range(4)
        for m in range(4)
    )
    assert waves.heights(np.array([x, y])) == pytest.approx(wanted, abs=1e-13)


def test_a_lattice_is_the_sum_of_its_bumps() -> None:
    written = {"kind": "lattice", "spacing": 1.0, "angle": 0.0, "shift": [0.0, 0.0], "pit": 2}
    lattice = build(written, *SQUARE)
    sites = np.arange(-20_000, 20_001)
    signs = 1.0 - 2.0 * (sites % 2)
    for x, y in [(3.0, 3.0), (2.3, 4.1), (0.1, 5.7)]:
        u, v = x - 3.0, y - 3.0
        rows = [(signs * np.sinc(t - sites)).sum() for t in (u, v)]
        wanted = rows[0] * rows[1] - np.sinc(u + 1) * np.sinc(v)
        assert lattice.heights(np.array([x, y])) == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("seed", range(12))
def test_a_lattice_has_one_deep_pit_well_inside_and_several_others(seed: int) -> None:
    lattice = build({"kind": "lattice"}, *SQUARE, seed=seed)
    pits = lattice.optima(Goal.PIT)
    assert pits.best == 1
    assert ((pits.points[0] > 0.3) & (pits.points[0] < 5.7)).all()
    assert pits.heights[0] < -1.9
    assert pits.heights[1] > -1.5
    inner = ((pits.points > 0.05) & (pits.points < 5.95)).all(axis=1)
    assert inner.sum() >= 5


@pytest.mark.parametrize("x", [0.0, 1e-200, -1e-9, 1e-4, 0.5, 0.999999, 1.0, -3.0, 40.0])
def test_sinc_and_its_derivatives_are_right_also_at_zero(x: float) -> None:
    with mpmath.workdps(40):
        wanted = [float(mpmath.diff(mpmath.sinc, mpmath.mpf(x), k)) for k in range(3)]
    np.testing.assert_allclose([float(d) for d in sinc(np.array(x), 2)], wanted, atol=1e-14)


MISTAKES = [
    ({"kind": "hill", "center": [1.0]}, ("center",), "one number for each axis"),
    ({"kind": "hill", "width": 0.0}, ("width",), "above 0"),
    ({"kind": "hill", "width": [1.0, -1.0]}, ("width",), "above 0"),
    ({"kind": "hill", "seed": -3}, ("seed",), "0 or more"),
    ({"kind": "hill", "height": 0.0}, ("height",), "flat"),
    ({"kind": "hill", "height": 1e300}, ("height",), "beyond"),
    ({"kind": "hill", "center": [1e300, 0.0]}, ("center",), "beyond"),
    ({"kind": "bowl", "curvatures": -1e300}, ("curvatures",), "beyond"),
    ({"kind": "sum", "terms": [{"kind": "waves"}], "weights": [1e300]}, ("weights",), "beyond"),
    ({"kind": "bowl", "curvatures": 0.0}, ("curvatures",), "flat"),
    ({"kind": "bowl", "curvatures": [1.0, 2.0, 3.0]}, ("curvatures",), "for 2 axes"),
    ({"kind": "bowl", "matrix": [[1, 2], [3, 4]]}, ("matrix", 0, 1), "not symmetric"),
    ({"kind": "bowl", "matrix": [[1, 2]]}, ("matrix",), "1 row for 2 axes"),
    ({"kind": "bowl", "matrix": [[1, 2], [2]]}, ("matrix", 1), "1 number for 2 axes"),
    ({"kind": "bowl", "matrix": [[0, 0], [0, 0]]}, ("matrix",), "flat"),
    ({"kind": "bowl", "matrix": [[1, 0], [0, 1]], "curvatures": 1}, ("curvatures",), "either"),
    ({"kind": "waves", "count": 0}, ("count",), "1 or more"),
    ({"kind": "waves", "count": 100}, ("count",), "too many"),
    ({"kind": "waves", "amplitude": 0.0}, ("amplitude",), "flat"),
    ({"kind": "waves", "frequency": -1.0}, ("frequency",), "above 0"),
    ({"kind": "waves", "frequency": 1000.0}, ("frequency",), "too fine"),
    ({"kind": "waves", "terms": []}, ("terms",), "1 to"),
    ({"kind": "waves", "terms": [{"index": [1]}]}, ("terms", 0, "index"), "for 2 axes"),
    ({"kind": "waves", "terms": [{"index": [1, -1]}]}, ("terms", 0, "index"), "0 or more"),
    ({"kind": "lattice", "spacing": 0.001}, ("spacing",), "does not fit"),
    ({"kind": "lattice", "spacing": -1.0}, ("spacing",), "does not fit"),
    ({"kind": "sum", "terms": []}, ("terms",), "1 to 64"),
    (
        {"kind": "sum", "terms": [{"kind": "waves"}], "weights": [1.0, 2.0]},
        ("weights",),
        "2 weights",
    ),
    (
        {"kind": "sum", "terms": [{"kind": "waves"}, {"kind": "hill", "width": 0.0}]},
        ("terms", 1, "width"),
        "above 0",
    ),
]


@pytest.mark.parametrize(("written", "path", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_place(
    written: dict[str, Any], path: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(SurfaceError, match=words) as caught:
        build(written, *SQUARE)
    assert caught.value.path == path


@pytest.mark.parametrize("n", [1, 3])
def test_a_lattice_lies_over_two_axes(n: int) -> None:
    with pytest.raises(SurfaceError, match="two axes"):
        build({"kind": "lattice"}, *[(0.0, 6.0)] * n)


@pytest.mark.parametrize("kind", SURFACES)
@pytest.mark.parametrize("member", [{"colour": "red"}, {"seed": 1.5}])
def test_unknown_members_and_wrong_types_are_refused(kind: str, member: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        READER.validate_json(json.dumps({"kind": kind, **member}))


def test_surfaces_nested_too_deeply_are_refused() -> None:
    written: dict[str, Any] = {"kind": "waves"}
    for _ in range(20):
        written = {"kind": "sum", "terms": [written]}
    with pytest.raises(SurfaceError, match="nested"):
        build(written, *SQUARE)


def test_every_member_is_described_in_the_schema() -> None:
    schemas = READER.json_schema()["$defs"]
    assert {f"{spec.__name__}" for spec in SURFACES.values()} <= set(schemas)
    for schema in schemas.values():
        for name, member in schema.get("properties", {}).items():
            assert name == "kind" or member.get("description"), (schema["title"], name)


def test_a_needle_in_a_sum_is_not_overlooked() -> None:
    """Far narrower than the search's mesh, it is found because hills tell where they stand."""
    needle = {"kind": "hill", "center": [1.2345, 4.321], "width": 1e-4, "height": 9.0}
    surface = build({"kind": "sum", "terms": [{"kind": "waves", "seed": 1}, needle]}, *SQUARE)
    np.testing.assert_allclose(surface.optima(Goal.PEAK).points[0], [1.2345, 4.321], atol=1e-6)


def test_equal_terms_of_a_sum_are_evaluated_once_and_weigh_together() -> None:
    hill = {"kind": "hill", "center": [2.0, 3.0], "width": 1.5}
    bowl = {"kind": "bowl", "center": [1.0, 1.0], "curvatures": [1.0, 2.0]}
    terms = [hill, bowl, hill, hill]
    total = build({"kind": "sum", "terms": terms, "weights": [2.0, 0.5, -3.0, 4.0]}, *SQUARE)
    once = build({"kind": "sum", "terms": [hill, bowl], "weights": [3.0, 0.5]}, *SQUARE)
    points = np.random.default_rng(0).uniform(0, 6, (50, 2))
    np.testing.assert_array_equal(total.heights(points), once.heights(points))
    np.testing.assert_array_equal(total.hessian(points), once.hessian(points))
    assert total.effort == once.effort


def test_equal_terms_that_draw_are_drawn_each_for_itself() -> None:
    drawn = {"kind": "hill", "center": "random", "width": 0.5}
    one, two = (build({"kind": "sum", "terms": [drawn] * n}, *SQUARE, seed=3) for n in (1, 2))
    assert two.effort == 2 * one.effort
    points = np.random.default_rng(0).uniform(0, 6, (50, 2))
    assert not np.allclose(two.heights(points), 2 * one.heights(points))
