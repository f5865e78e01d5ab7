"""What a test knows of a value and its type does not tell."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from sandpit.game import Reading, Session

T = TypeVar("T")


def known(value: T | None) -> T:
    """Return what must be there."""
    assert value is not None
    return value


def expect(kind: type[T], value: object) -> T:
    """Return what must be of this class."""
    assert isinstance(value, kind), f"{type(value).__name__} is no {kind.__name__}"
    return value


def last(session: Session) -> Reading:
    """Return the last reading of a game that has one."""
    return known(session.state.last)


def same(pair: Sequence[np.ndarray]) -> bool:
    """Tell whether two arrays are of one shape and equal throughout."""
    first, second = pair
    return np.array_equal(first, second)
