"""The random pits of the reference game: how many minima they have, and that all are seen."""

from typing import Any

import numpy as np
import pytest
import sympy

from sandpit.surfaces import Array, Goal, Surface
from sandpit.surfaces.sum import Sum
from tests.surfaces.samples import SQUARE, build
from tests.surfaces.symbolic import SymbolicSurface

RIM = SymbolicSurface(
    lambda x: (1 - x[0] * (x[0] - 6) * x[1] * (x[1] - 6) / sympy.Integer(81)) ** 7 / 9,
    build({"kind": "waves"}, *SQUARE).box,
)
WAVES = {"kind": "waves"}
ROCKS = {"kind": "waves", "amplitude": 1 / 25, "frequency": 10.0}


def pit(seed: int, *terms: dict[str, Any]) -> Surface:
    country = build({"kind": "sum", "terms": list(terms)}, *SQUARE, seed=seed)
    return Sum(country.box, ((1.0, country), (1.0, RIM)))


def inner(surface: Surface, margin: float = 0.0) -> Array:
    """Return the minima that do not lie on the edge: the reference counts no others."""
    found = surface.optima(Goal.PIT).points
    return found[((found > margin) & (found < 6 - margin)).all(axis=1)]


def test_random_pits_have_as_many_minima_as_the_reference() -> None:
    counts = [len(inner(pit(seed, WAVES))) for seed in range(300)]
    assert 2.0 <= np.mean(counts) <= 2.6
    assert max(counts) <= 6


def test_rocks_have_about_thirteen() -> None:
    counts = [len(inner(pit(seed, WAVES, ROCKS))) for seed in range(60)]
    assert 10 <= np.median(counts) <= 16


def brute(surface: Surface, count: int) -> Array:
    """Return the inner points of a very fine mesh that no neighbour beats."""
    axes = surface.box.linspaces(count)
    heights = surface.mesh(*axes)
    middle = heights[1:-1, 1:-1]
    lowest = np.ones_like(middle, dtype=bool)
    for i in range(3):
        for j in range(3):
            lowest &= middle <= heights[i : count - 2 + i, j : count - 2 + j]
    found = np.argwhere(lowest) + 1
    return np.stack([axes[0][found[:, 0]], axes[1][found[:, 1]]], axis=-1)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("terms", [(WAVES, ROCKS), ({"kind": "lattice"},)])
def test_no_minimum_of_a_four_times_finer_mesh_is_missed(
    seed: int, terms: tuple[dict[str, Any], ...]
) -> None:
    surface = pit(seed, *terms)
    found = inner(surface, 0.01)
    fine = brute(surface, 1025)
    assert len(found) == len(fine)
    for place in fine:
        assert np.linalg.norm(found - place, axis=1).min() < 0.02
