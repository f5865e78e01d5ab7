"""Surfaces that go axis by axis know all their equally good places, or that they are countless."""

import itertools

import numpy as np
import pytest

from sandpit.surfaces import Goal
from tests.surfaces.samples import build


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("name", ["rastrigin", "sphere"])
def test_all_mirrored_peaks_are_known(name: str, n: int) -> None:
    surface = build({"kind": "benchmark", "name": name}, *[(-5.0, 5.0)] * n)
    optima = surface.optima(Goal.PEAK)
    assert optima.best == 2**n
    away = np.abs(optima.global_points[0])
    signs = np.array(list(itertools.product((-1.0, 1.0), repeat=n)))
    found = optima.global_points[np.lexsort(optima.global_points.T[::-1])]
    assert found == pytest.approx(signs * away, abs=1e-7)
    assert surface.heights(found) == pytest.approx(optima.height)


@pytest.mark.parametrize("n", [11, 13, 100, 10_000])
def test_more_than_can_be_listed_are_countless(n: int) -> None:
    surface = build({"kind": "bowl", "center": [0.0] * n}, *[(-5.0, 5.0)] * n)
    optima = surface.optima(Goal.PEAK)
    assert optima.countless
    assert not optima.unbroken


@pytest.mark.parametrize("n", [13, 100, 2_000])
def test_one_best_corner_of_many_is_known_alone(n: int) -> None:
    surface = build({"kind": "bowl", "center": [1.0] * n}, *[(-5.0, 5.0)] * n)
    optima = surface.optima(Goal.PEAK)
    assert optima.best == 1
    assert optima.global_points.tolist() == [[-5.0] * n]


def test_ties_on_few_axes_of_many_are_all_known() -> None:
    center = [1.0] * 20
    center[3] = center[11] = 0.0
    surface = build({"kind": "bowl", "center": center}, *[(-5.0, 5.0)] * 20)
    points = surface.optima(Goal.PEAK).global_points
    assert {(point[3], point[11]) for point in points} == set(itertools.product((-5, 5), (-5, 5)))
