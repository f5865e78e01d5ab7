"""What the derivatives of a formula are said to be at the tip of a cone, or along a fold.

There sqrt(x^2 + y^2) has a height but no gradient, and the rules of differentiation divide by 0.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import Apply
from sandpit.surfaces.folds import Flags, Watch, close_by

NEAR: Final = 2.0**-20
"""How far aside it is looked, of the domain's sides."""
NEARER: Final = 2.0**-25
STEEPER: Final = 2.0
"""Derivatives that grow so much from near to nearer have no bound."""
ROUNDING: Final = 1e-7
VANISHING: Final = 0.5
"""What changes by so much of its size within rounding is 0 as far as anyone can know."""
PAIRS: Final = 4
"""So many pairs of opposite directions are looked at, for each axis."""

Derivative = Callable[[Array], Array]
"""Gives gradients or Hessians at points (..., n), with one or two axes more."""


class Tips:
    """The roots of what varies in a formula: nothing else has a height but no slope.

    Points have one coordinate for each of the formula's m axes; `extent` are the lengths of the
    domain along these. Without a root it is false.
    """

    def __init__(self, formula: Formula, extent: Array) -> None:
        self._formula = formula
        self._extent = extent
        self._radicands = [
            node.operands[0]
            for index, node in enumerate(formula.expression.nodes)
            if isinstance(node, Apply)
            and formula.constants[index] is None
            and (node.operation == "sqrt" or (node.operation == "^" and _rooted(formula, node)))
        ]
        self._watch = Watch(formula, self._radicands, extent)

    def __bool__(self) -> bool:
        return bool(self._radicands)

    def reached(self, points: Array) -> Flags:
        """Tell at which points (..., m) what is under a root is 0, as far as rounding lets know."""
        close = close_by(points, self._extent)
        values = self._formula.values([*np.moveaxis(close, -1, 0)], max(self._radicands) + 1)
        with np.errstate(all="ignore"):
            vanishing = [
                np.ptp(part, axis=0) >= VANISHING * np.abs(part).max(axis=0)
                for part in (np.broadcast_to(values[i], close.shape[:-1]) for i in self._radicands)
            ]
        return np.asarray(np.any(vanishing, axis=0))

    def reached_at(self, point: Array) -> bool:
        """Tell the same of one point (m,)."""
        return any(
            max(close) - min(close) >= VANISHING * max(map(abs, close))
            for close in self._watch.values(point)
        )


def _rooted(formula: Formula, power: Apply) -> bool:
    exponent = formula.constants[power.operands[1]]
    return exponent is None or not exponent.is_integer()


def mean_around(derivative: Derivative, point: Array, extent: Array) -> Array | None:
    """Return the mean of a derivative over opposite places close around a point (n,).

    It is 0 for the gradient of a cone at its tip. Returns None where the derivative has no value
    there, or grows without bound towards the point, as that of sqrt(x) does at 0.
    """
    near, nearer = (_around(derivative, point, reach * extent) for reach in (NEAR, NEARER))
    sizes = np.abs(near).max(), np.abs(nearer).max()
    if not np.isfinite(sizes).all() or sizes[1] > STEEPER * sizes[0]:
        return None
    mean = nearer.mean(axis=0)
    return np.where(np.abs(mean) <= ROUNDING * sizes[1], 0.0, mean)


def _around(derivative: Derivative, point: Array, reach: Array) -> Array:
    rng = np.random.default_rng(6)
    ways = rng.uniform(-1.0, 1.0, (PAIRS * point.size, point.size)) * reach
    with np.errstate(all="ignore"):
        return derivative(point + np.concatenate([ways, -ways]))
