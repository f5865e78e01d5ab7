"""What the dip-stick showed at one place."""

from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from sandpit.surfaces import Array


class Remark(StrEnum):
    """Something that a reading lets one say."""

    LOCAL_OPTIMUM = "local-optimum"
    HIT_THE_WALL = "hit-the-wall"
    OVERSHOOT = "overshoot"
    FLAT = "flat"


class Reading(NamedTuple):
    """One dip: `number` counts from 1; 0 is a start that costs nothing.

    `at` and `gradient` have shape (n,), `hessian` (n, n); the last two are None where the stick
    does not measure them. `velocity` (n,) is the displacement that led here, where the level has
    momentum and the move was no probe. `series` has the Taylor coefficients f^(k)/k! from order 0
    up, where the level shows them. The arrays are read-only.
    """

    number: int
    at: Array
    height: float
    gradient: Array | None
    hessian: Array | None
    remarks: tuple[Remark, ...] = ()
    velocity: Array | None = None
    series: Array | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> "Reading":
        return self  # it is never changed

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, tuple(self)


def _unpickled(*parts: Any) -> Reading:
    """Return a reading with arrays that are read-only again."""
    for part in parts:
        if isinstance(part, np.ndarray):
            part.setflags(write=False)
    return Reading(*parts)
