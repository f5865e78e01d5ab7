"""How much of a ground a search has not seen."""

from __future__ import annotations

from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.downhill import Downhill
from sandpit.surfaces.polish import polish

DESCENTS: Final = 48
"""From so many random places it is gone downhill."""
SAME: Final = 1e-3
"""Of the sides: ends that are no further apart are one place."""


def descents(view: Downhill, most: int) -> tuple[Array, Array]:
    """Return where ways down from random places end, shape (k, n), and their losses."""
    box = view.surface.box
    count = min(DESCENTS, most)
    return polish(
        view, np.random.default_rng(10).uniform(box.lower, box.upper, (count, box.dimension))
    )


def unseen(view: Downhill, ends: Array) -> float:
    """Return about the share of the ground whose ways down end where none of these does.

    That is the share of ends that were met once (Good, "The population frequencies of species
    and the estimation of population parameters", 1953; the estimator is Turing's).
    """
    shares = ends / view.surface.box.extent
    apart = np.abs(shares[:, None, :] - shares).max(axis=-1)
    return float(((apart <= SAME).sum(axis=1) == 1).mean())
