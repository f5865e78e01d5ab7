"""What a surface that models something can show of its model at a point: public, never hidden.

A level that fits a curve, or trains a network, shows its data and the model's present answer
beside the map. An exhibit tells of the point that was dipped, not of the ground around it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array


@dataclass(frozen=True, eq=False)
class CurveExhibit:
    """Data points and the model's curve: `x`, `y` (m,), `errors` (m,) or None, curve (k,)."""

    x: Array
    y: Array
    errors: Array | None
    curve_x: Array
    curve_y: Array
    x_label: str
    y_label: str


@dataclass(frozen=True, eq=False)
class DecisionExhibit:
    """Points of the plane with their classes, and the answer on a grid.

    `points` (m, 2), `classes` (m,) whole numbers from 0; `answers[i, j]` is the class that the
    model gives at (xs[i], ys[j]) and `certainty[i, j]` its probability.
    """

    points: Array
    classes: npt.NDArray[np.int64]
    xs: Array
    ys: Array
    answers: npt.NDArray[np.int64]
    certainty: Array
    x_label: str
    y_label: str
    names: tuple[str, ...]
    right: float
    """The share of the points that the model gets right, 0 to 1."""


@dataclass(frozen=True, eq=False)
class SheetExhibit:
    """Small grey pictures with the right answers and the model's.

    `images` (m, h, w) from 0 to 1, `truths` and `answers` (m,); `right` is the share of all
    examples, shown or not, that the model gets right.
    """

    images: Array
    truths: npt.NDArray[np.int64]
    answers: npt.NDArray[np.int64]
    names: tuple[str, ...]
    right: float


@dataclass(frozen=True)
class Link:
    """One link of a chain: its name, formula and value, and its derivative with its own name."""

    name: str
    formula: str
    value: float
    derivative_name: str
    derivative: float


@dataclass(frozen=True)
class ChainExhibit:
    """The numbers along a chain of functions, from the input to the loss.

    They are those of one example out of `count`; `whole` is the derivative of the loss over all of
    them, its penalty included: what the dip-stick reads.
    """

    links: tuple[Link, ...]
    count: int
    whole: float


Exhibit = CurveExhibit | DecisionExhibit | SheetExhibit | ChainExhibit
