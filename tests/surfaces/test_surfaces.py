"""What every kind of surface promises, checked over the table."""

import dataclasses
import re
from typing import Any

import numpy as np
import pytest

from sandpit.surfaces import SURFACES, Goal
from tests.surfaces.samples import SAMPLES, SQUARE, Sample, build, read
from tests.surfaces.symbolic import exactly

KNOWN = [sample for sample in SAMPLES if sample.written["kind"] in SURFACES]
each_sample = pytest.mark.parametrize("sample", KNOWN, ids=lambda sample: sample.name)
each_goal = pytest.mark.parametrize("goal", Goal)


def scattered(sample: Sample, *shape: int, seed: int = 1) -> np.ndarray:
    box = sample.surface.box
    rng = np.random.default_rng(seed)
    return rng.uniform(box.lower, box.upper, (*shape, box.dimension))


def test_every_kind_has_a_sample() -> None:
    assert set(SURFACES) <= {sample.written["kind"] for sample in SAMPLES}


@pytest.mark.parametrize("kind", SURFACES)
def test_a_kind_is_named_in_the_table_as_in_its_spec(kind: str) -> None:
    (field,) = (f for f in dataclasses.fields(SURFACES[kind]) if f.name == "kind")
    assert field.default == kind


@pytest.mark.parametrize("label", ["Domain", "Optima", "Teaches"])
@pytest.mark.parametrize("kind", SURFACES)
def test_a_kind_is_described_by_its_domain_its_optima_and_what_it_teaches(
    kind: str, label: str
) -> None:
    text = vars(SURFACES[kind])["__doc__"]
    said = re.search(rf"^ *{label}: (.+)", text, re.MULTILINE)
    assert said is not None
    assert len(said[1]) > 15


@each_sample
def test_agrees_with_an_independent_derivation(sample: Sample) -> None:
    points = scattered(sample, 6)
    surface = sample.surface
    heights, gradients, hessians = exactly(sample.formula, points)
    np.testing.assert_allclose(surface.heights(points), heights, rtol=1e-10, atol=1e-11)
    np.testing.assert_allclose(surface.gradient(points), gradients, rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(surface.hessian(points), hessians, rtol=1e-8, atol=1e-9)


@each_sample
def test_derivatives_agree_with_differences(sample: Sample) -> None:
    points, surface = scattered(sample, 20), sample.surface
    n = surface.dimension
    steps = 1e-5 * np.eye(n)
    ahead, behind = points[:, None, :] + steps, points[:, None, :] - steps
    slopes = (surface.heights(ahead) - surface.heights(behind)) / 2e-5
    np.testing.assert_allclose(surface.gradient(points), slopes, rtol=1e-5, atol=1e-6)
    curves = (surface.gradient(ahead) - surface.gradient(behind)) / 2e-5
    np.testing.assert_allclose(surface.hessian(points), curves, rtol=1e-5, atol=1e-6)


@each_sample
def test_mesh_gives_the_heights_of_its_points(sample: Sample) -> None:
    surface = sample.surface
    axes = [
        np.linspace(low, high, 5 + i)
        for i, (low, high) in enumerate(zip(surface.box.lower, surface.box.upper, strict=True))
    ]
    mesh = surface.mesh(*axes)
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    assert mesh.shape == tuple(len(axis) for axis in axes)
    np.testing.assert_allclose(mesh, surface.heights(points), rtol=1e-12, atol=1e-12)


@each_sample
@pytest.mark.parametrize("shape", [(), (0,), (1,), (4,), (2, 3)])
def test_any_leading_shape_is_kept(sample: Sample, shape: tuple[Any, ...]) -> None:
    surface, n = sample.surface, sample.surface.dimension
    points = scattered(sample, *shape)
    assert np.shape(surface.heights(points)) == shape
    assert surface.gradient(points).shape == (*shape, n)
    assert surface.hessian(points).shape == (*shape, n, n)


@each_sample
@pytest.mark.parametrize("order", [0, 1, 2])
def test_a_jet_is_made_of_the_parts_up_to_its_order(sample: Sample, order: int) -> None:
    surface, point = sample.surface, scattered(sample)
    jet = surface.jet(point, order)
    assert isinstance(jet.height, float)
    parts = [surface.heights(point), surface.gradient(point), surface.hessian(point)]
    for i, (given, part) in enumerate(zip(jet, parts, strict=True)):
        if i <= order:
            np.testing.assert_allclose(np.array(given), part, rtol=1e-12, atol=1e-12)
        else:
            assert given is None


@each_sample
def test_points_may_be_read_only(sample: Sample) -> None:
    points = scattered(sample, 2)
    points.flags.writeable = False
    surface, copied = sample.surface, points.copy()
    np.testing.assert_array_equal(surface.heights(points), surface.heights(copied))
    np.testing.assert_array_equal(surface.gradient(points), surface.gradient(copied))
    np.testing.assert_array_equal(surface.hessian(points), surface.hessian(copied))
    np.testing.assert_array_equal(surface.jet(points[0], 2)[1], surface.jet(copied[0], 2)[1])


@each_sample
@each_goal
def test_no_point_beats_the_global_optima(sample: Sample, goal: Goal) -> None:
    surface = sample.surface
    optima = surface.optima(goal)
    best = (goal.sign * surface.heights(scattered(sample, 20_000))).max()
    assert goal.sign * optima.height >= best - 1e-12 * abs(best)
    np.testing.assert_allclose(surface.heights(optima.points), optima.heights, rtol=1e-12)
    assert (np.diff(goal.sign * optima.heights) <= 1e-12).all()


@each_sample
@each_goal
def test_every_optimum_is_feasible_and_stationary(sample: Sample, goal: Goal) -> None:
    surface = sample.surface
    box = surface.box
    points = surface.optima(goal).points
    assert box.contains(points).all()
    uphill = goal.sign * surface.gradient(points) * box.extent
    held = (points == box.lower) & (uphill < 0) | (points == box.upper) & (uphill > 0)
    spread = np.ptp(surface.heights(scattered(sample, 1000)))
    assert np.abs(np.where(held, 0.0, uphill)).max() < 1e-8 * spread


@each_sample
@each_goal
def test_a_written_surface_is_the_same_each_time(sample: Sample, goal: Goal) -> None:
    first, second = sample.surface.optima(goal), sample.surface.optima(goal)
    np.testing.assert_array_equal(first.points, second.points)


DRAWN = [
    ({"kind": "hill"}, True),
    ({"kind": "hill", "seed": 4}, False),
    ({"kind": "hill", "center": [1, 2]}, False),
    ({"kind": "bowl"}, True),
    ({"kind": "bowl", "center": [1, 2], "curvatures": 2}, False),
    ({"kind": "waves"}, True),
    ({"kind": "waves", "seed": 4}, False),
    ({"kind": "waves", "terms": [{"index": [1, 1]}]}, False),
    ({"kind": "lattice"}, True),
    ({"kind": "lattice", "seed": 4}, False),
    ({"kind": "lattice", "angle": 1, "shift": [0, 0], "pit": 2}, False),
    ({"kind": "lattice", "angle": 1, "shift": [0, 0]}, True),
    ({"kind": "benchmark", "name": "booth"}, False),
    ({"kind": "sum", "terms": [{"kind": "waves"}, {"kind": "benchmark", "name": "booth"}]}, True),
    ({"kind": "sum", "terms": [{"kind": "benchmark", "name": "booth"}]}, False),
    (
        {
            "kind": "fit",
            "model": "x0 + x1*random",
            "data": {"columns": ["random", "y"], "rows": [[0, 1], [1, 3], [2, 4]]},
            "x": "random",
            "y": "y",
        },
        False,
    ),
    ({"kind": "formula", "formula": "x0*x1"}, False),
    ({"kind": "moved", "surface": {"kind": "waves"}}, True),
    ({"kind": "moved", "surface": {"kind": "waves", "seed": 4}}, False),
]


@pytest.mark.parametrize(("written", "draws"), DRAWN)
def test_a_spec_tells_whether_each_session_draws_its_own(
    written: dict[str, Any], draws: bool
) -> None:
    assert read(written).draws is draws


@pytest.mark.parametrize(("written", "draws"), DRAWN)
def test_sessions_see_the_same_surface_exactly_if_nothing_is_drawn(
    written: dict[str, Any], draws: bool
) -> None:
    point = np.array([1.25, 2.5])
    first, again, other = (build(written, *SQUARE, seed=seed).heights(point) for seed in (1, 1, 2))
    assert first == again
    assert bool(first != other) is draws


def test_equal_terms_of_a_sum_draw_independently() -> None:
    waves = {"kind": "waves"}
    point = np.array([1.25, 2.5])
    both = build({"kind": "sum", "terms": [waves, waves], "weights": [1, -1]}, *SQUARE, seed=3)
    assert abs(both.heights(point)) > 1e-6
