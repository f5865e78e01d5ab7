"""Rotations in planes of two axes, one after the other, over any number of axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import numpy as np
import numpy.typing as npt

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array
from sandpit.surfaces.spec import Spec

MOST_TURNED: Final = 512
"""The most axes that turns may mix: a point is then multiplied by so many numbers squared."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A rotation in the plane of two axes."""

    __pydantic_config__: ClassVar[dict[str, Any]] = Spec.__pydantic_config__

    plane: tuple[int, int]
    """The two axes, counted from 0: it turns from the first towards the second."""
    degrees: float
    """By how much."""


@dataclass(frozen=True, eq=False)
class Rotation:
    """A rotation of n axes, kept as a matrix of the k axes alone that it turns, shape (k, k).

    `axes` are those, in rising order; a slice where they are all. So a turn in one plane of
    thousands of axes costs no more than the points themselves.
    """

    axes: npt.NDArray[np.intp] | slice
    matrix: Array

    @classmethod
    def of(cls, turns: Sequence[Turn], count: int) -> Self:
        """Return `turns` in the planes of `count` axes, done in order; each plane is a sound one.

        Raises SurfaceError for more than 512 axes that turn.
        """
        axes = sorted({axis for turn in turns for axis in turn.plane})
        if len(axes) > MOST_TURNED:
            raise SurfaceError(
                f"the turns mix {len(axes):,} axes; at most {MOST_TURNED} can be",
                cure="turn in fewer planes",
            )
        at = {axis: i for i, axis in enumerate(axes)}
        matrix = np.eye(len(axes))
        for turn in turns:
            plane = [at[axis] for axis in turn.plane]
            angle = np.deg2rad(turn.degrees)
            cos, sin = np.cos(angle), np.sin(angle)
            matrix[plane] = np.array([[cos, -sin], [sin, cos]]) @ matrix[plane]
        return cls(slice(None) if len(axes) == count else np.array(axes), matrix)

    @property
    def count(self) -> int:
        """How many axes it mixes."""
        return len(self.matrix)

    def forth(self, points: Array) -> Array:
        """Return vectors of shape (..., n) turned."""
        return self._times(points, self.matrix.T)

    def back(self, points: Array) -> Array:
        """Return vectors of shape (..., n) turned the other way."""
        return self._times(points, self.matrix)

    def reach(self, half: Array) -> Array:
        """Return half the sides (n,) of the box around a box of half sides `half`, turned back."""
        return self._times(half, np.abs(self.matrix))

    def _times(self, points: Array, matrix: Array) -> Array:
        if isinstance(self.axes, slice):
            return points @ matrix
        turned = np.array(points, dtype=np.float64)
        turned[..., self.axes] = points[..., self.axes] @ matrix
        return turned
