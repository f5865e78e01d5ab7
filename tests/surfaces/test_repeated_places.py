"""Places that are known already: told apart as by comparing each with each."""

import numpy as np
import pytest

from sandpit.surfaces.repeats import APART, _beside


@pytest.mark.parametrize("axes", [1, 2, 7])
def test_a_place_beside_a_known_one_is_found_as_by_comparing_all(axes: int) -> None:
    rng = np.random.default_rng(axes)
    points = rng.uniform(0.0, 1.0, (60, axes))
    nudges = rng.uniform(-1.0, 1.0, (60, axes)) * rng.choice([0.5, 4.0], (60, 1)) * APART
    places = np.concatenate([points + nudges, rng.uniform(0.0, 1.0, (60, axes))])
    gaps = np.abs(places[:, None] - points).max(axis=-1).min(axis=-1)
    found = _beside(places, points)
    np.testing.assert_array_equal(found, gaps <= APART)
    assert 0 < found.sum() < len(places)
