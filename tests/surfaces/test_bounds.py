"""Grounds of numbers beyond all measure are refused before anything is drawn or searched."""

from typing import Any

import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces.bounds import check_bounds
from tests.surfaces.samples import SAMPLES, Sample, build

BEYOND = [
    ({"kind": "formula", "formula": "(x0 - 1)^2 + (x1 - 2)^2"}, ((0.0, 5e-324), (0.0, 6.0))),
    ({"kind": "formula", "formula": "sin(x0)"}, ((1e9, 1e9 + 1e-6),)),
    ({"kind": "bowl", "center": [1e30, 1e30], "curvatures": 1e30}, ((0.0, 6.0), (0.0, 6.0))),
    ({"kind": "benchmark", "name": "goldstein-price"}, ((-1e99, 1e99), (-1e99, 1e99))),
    ({"kind": "benchmark", "name": "goldstein-price"}, ((-1e50, 1e50), (-1e50, 1e50))),
]


@pytest.mark.parametrize(("written", "ranges"), BEYOND)
def test_grounds_beyond_all_measure_are_refused_with_a_cure(
    written: dict[str, Any], ranges: tuple[tuple[float, float], ...]
) -> None:
    with pytest.raises(SurfaceError, match=r"the axis from|the height at") as caught:
        check_bounds(build(written, *ranges))
    assert caught.value.cure


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_is_within_bounds(sample: Sample) -> None:
    check_bounds(sample.surface)
