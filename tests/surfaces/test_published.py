"""Published test functions, written as designers would: their lowest places are found."""

import numpy as np
import pytest

from sandpit.surfaces import Goal
from tests.surfaces.published import PUBLISHED

NEAR = 0.03
"""Of the sides: what wins in levels of such functions."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_lowest_place_is_found(name: str) -> None:
    published = PUBLISHED[name]
    surface = published.surface()
    optima = surface.optima(Goal.PIT)
    slack = 1e-6 * max(1.0, abs(published.lowest))
    assert optima.height <= published.lowest + slack
    for place in published.places:
        assert optima.height <= float(surface.heights(np.array(place))) + slack
        away = np.abs(optima.global_points - place) / surface.box.extent
        assert away.max(axis=-1).min() <= NEAR
    assert not optima.unbroken
    if published.count is not None:
        assert optima.best == published.count
