"""What the derivatives of a formula are said to be at the tip of a cone, or along a fold.

There sqrt(x^2 + y^2) has a height but no gradient, and the rules of differentiation divide by 0.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import Apply

NEAR: Final = 2.0**-20
"""How far aside it is looked, of the domain's sides."""
NEARER: Final = 2.0**-25
STEEPER: Final = 2.0
"""Derivatives that grow so much from near to nearer have no bound."""
ROUNDING: Final = 1e-7
PAIRS: Final = 4
"""So many pairs of opposite directions are looked at, for each axis."""

Derivative = Callable[[Array], Array]
"""Gives gradients or Hessians at points (..., n), with one or two axes more."""


def may_have_tips(formula: Formula) -> bool:
    """Tell whether a formula has a root of what varies: nothing else has a height but no slope."""
    return any(
        isinstance(node, Apply)
        and formula.constants[index] is None
        and (node.operation == "sqrt" or (node.operation == "^" and _rooted(formula, node)))
        for index, node in enumerate(formula.expression.nodes)
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
