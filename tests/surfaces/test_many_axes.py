"""Over 32 axes, the most that are searched, every kind still has meshes, with any NumPy."""

from typing import Any

import numpy as np
import pytest

from sandpit.surfaces import SURFACES, Array, Surface
from sandpit.surfaces.benchmarks import BENCHMARKS
from sandpit.surfaces.box import grid
from sandpit.surfaces.groups import Slice
from sandpit.surfaces.search import MOST_AXES
from tests.surfaces.plain import Plain
from tests.surfaces.samples import build

HALVES = [0.5] * MOST_AXES
BOWL = {"kind": "bowl", "center": HALVES, "curvatures": [*range(1, MOST_AXES + 1)]}
HILL = {"kind": "hill", "center": HALVES, "width": 3.0}
USED = "+".join(f"sin({i}*x{2 * i})" for i in range(12))

WRITTEN: dict[str, dict[str, Any]] = {
    "formula": {"kind": "formula", "formula": USED},
    "bowl": BOWL,
    "hill": HILL,
    "sum": {"kind": "sum", "terms": [BOWL, HILL]},
    "waves": {"kind": "waves", "terms": [{"index": [1, 2] * (MOST_AXES // 2)}]},
    "moved": {"kind": "moved", "surface": HILL, "shift": HALVES},
    "network": {
        "kind": "network",
        "layers": [2, 6, 2],
        "loss": "cross-entropy",
        "data": {"inputs": [[-1, 0], [0.5, 1], [2, -1]], "targets": [0, 1, 0]},
    },
    **{
        f"{name} benchmark": {"kind": "benchmark", "name": name}
        for name, benchmark in BENCHMARKS.items()
        if benchmark.most_axes is None
    },
}
FEW = {"terrain", "lattice", "fit"}
"""The kinds that cannot have as many axes: two, two, and as many as a formula may use."""


@pytest.fixture(params=WRITTEN)
def surface(request: pytest.FixtureRequest) -> Surface:
    return build(WRITTEN[request.param], *[(-1.0, 2.0)] * MOST_AXES)


def test_every_kind_that_can_have_many_axes_is_tried() -> None:
    assert {written["kind"] for written in WRITTEN.values()} >= set(SURFACES) - FEW


def test_a_mesh_over_the_most_axes_is_the_heights_of_its_points(surface: Surface) -> None:
    lines = [np.array([coordinate]) for coordinate in np.linspace(-0.9, 1.9, MOST_AXES)]
    lines[3], lines[20] = np.linspace(-1, 2, 5), np.linspace(-1, 2, 4)
    mesh = surface.mesh(*lines)
    assert mesh.shape == tuple(map(len, lines))
    wanted = surface.heights(grid(*lines))
    np.testing.assert_allclose(mesh.ravel(), wanted, rtol=1e-9, atol=1e-9)


def test_so_is_that_of_a_slice(surface: Surface) -> None:
    part = Slice(surface, (3, 20), surface.box.centre)
    lines = np.linspace(-1, 2, 5), np.linspace(-1, 2, 4)
    wanted = part.heights(grid(*lines)).reshape(5, 4)
    np.testing.assert_allclose(part.mesh(*lines), wanted, rtol=1e-9, atol=1e-9)


def test_the_points_of_a_mesh_are_asked_for_as_a_list() -> None:
    """An array of as many dimensions as axes may be all that there can be."""
    shapes = []

    def first(points: Array) -> Array:
        shapes.append(points.shape)
        return points[..., 0]

    lines = [np.array([0.0])] * 9 + [np.array([0.0, 1.0])]
    mesh = Plain(first, 10).mesh(*lines)
    assert (mesh.shape, shapes) == ((1,) * 9 + (2,), [(2, 10)])


def test_a_grid_lists_its_points_the_last_axis_fastest() -> None:
    listed = grid(np.array([1.0, 2.0]), np.array([3.0]), np.array([4.0, 5.0, 6.0]))
    wanted = [[a, 3.0, b] for a in (1.0, 2.0) for b in (4.0, 5.0, 6.0)]
    np.testing.assert_array_equal(listed, wanted)
