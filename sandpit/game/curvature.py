"""How the ground bends: the principal curvatures of a Hessian, and the shape they tell of."""

from enum import StrEnum

import numpy as np

from sandpit.surfaces import Array

LEVEL = 1e-6
"""A curvature counts as none below this share of the largest, axes measured in shares of the
domain: the shape does not depend on their units."""


class Shape(StrEnum):
    """What a quadratic looks like around its middle."""

    DOME = "dome"
    BOWL = "bowl"
    SADDLE = "saddle"
    RIDGE = "ridge"
    TROUGH = "trough"
    FLAT = "flat"


def curvatures(hessian: Array) -> tuple[Array, Array]:
    """Return the principal curvatures, strongest first, shape (n,), and their axes as columns."""
    values, vectors = np.linalg.eigh(hessian)
    order = np.argsort(-np.abs(values), kind="stable")
    return values[order], vectors[:, order]


def verdict(hessian: Array, extent: Array) -> Shape:
    """Return the shape that a Hessian (n, n) tells of, in a domain with sides `extent` (n,).

    >>> verdict(np.diag([2.0, -1.0]), np.array([6.0, 6.0])).value
    'saddle'
    """
    sides = extent / extent.max()
    values = np.linalg.eigvalsh(hessian * np.outer(sides, sides))
    least = LEVEL * float(np.abs(values).max(initial=0.0))
    up, down = int((values > least).sum()), int((values < -least).sum())
    if up and down:
        return Shape.SADDLE
    whole = up + down == len(values)
    if up:
        return Shape.BOWL if whole else Shape.TROUGH
    if down:
        return Shape.DOME if whole else Shape.RIDGE
    return Shape.FLAT
