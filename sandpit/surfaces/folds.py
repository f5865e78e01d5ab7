"""Where the graph of a formula is folded: |u| has two slopes where its argument u changes sign."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import symengine as se

from sandpit.surfaces.box import Array
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import Apply
from sandpit.surfaces.symbolic import Symbolic, symbolic_nodes

ROUNDING: Final = 2.0**-48
"""A fold so near counts as here, of the domain's sides: 3*x - 0.9 is not quite 0 at 0.3."""
ASIDE: Final = 2.0**-20
"""How far aside it is looked on which side of a fold a direction leads, of the domain's sides."""

Flags = npt.NDArray[np.bool_]


class Signs(NamedTuple):
    """The signs of k arguments at points, shape (..., k), and which of them are at their folds."""

    values: Array
    folded: Flags


class Folds:
    """The k places of a formula's tree where the absolute value of what varies is taken.

    Points have one coordinate for each of the formula's m axes; `extent` are the lengths of the
    domain along these. What is derived from a formula is derived with `symbols` for the signs of
    the arguments, so that it can be told what it is on either side of a fold.
    """

    def __init__(self, formula: Formula, extent: Array) -> None:
        self._formula = formula
        self._extent = extent
        operands = {
            index: node.operands[0]
            for index, node in enumerate(formula.expression.nodes)
            if isinstance(node, Apply)
            and node.operation == "abs"
            and formula.constants[index] is None
        }
        self.symbols: dict[int, Symbolic] = {
            index: se.Symbol(f"sign {index}") for index in operands
        }
        self._operands = list(operands.values())
        self._watch = Watch(formula, self._operands, extent)

    def signs(self, points: Array) -> Signs:
        """Return the sign of each argument at points (..., m), and which are at their folds."""
        here, ahead, behind = self._arguments(close_by(points, self._extent))
        with np.errstate(all="ignore"):
            folded = (here == 0.0) | (np.sign(ahead) * np.sign(behind) < 0.0)
        return Signs(np.copysign(1.0, here), folded)

    def signs_beside(self, point: Array) -> list[float] | None:
        """Return the sign of each argument at one point (m,), or None where any is at its fold."""
        signs = []
        for here, ahead, behind in self._watch.values(point):
            if here == 0.0 or (ahead < 0.0) != (behind < 0.0) or ahead == 0.0 or behind == 0.0:
                return None
            signs.append(-1.0 if here < 0.0 else 1.0)
        return signs

    def sides(self, points: Array) -> Array:
        """Return the sign of each argument at points (..., m), 1 or -1 at a fold too: (..., k)."""
        return np.copysign(1.0, self._arguments(points))

    def aside(self, points: Array, signs: Signs, way: Array) -> Array:
        """Return the arguments' signs (..., k) at points on the side that `way` (m,) leads to."""
        with np.errstate(invalid="ignore"):
            there = np.sign(self._arguments(points + ASIDE * self._extent * way))
        return np.where(signs.folded, np.nan_to_num(there), signs.values)

    def _arguments(self, points: Array) -> Array:
        values = self._formula.values([*np.moveaxis(points, -1, 0)], max(self._operands) + 1)
        shape = points.shape[:-1]
        return np.stack([np.broadcast_to(values[i], shape) for i in self._operands], axis=-1)


class Watch:
    """Some nodes of a formula at one point and close by, compiled when first asked for."""

    def __init__(self, formula: Formula, nodes: Sequence[int], extent: Array) -> None:
        self._formula = formula
        self._nodes = nodes
        self._extent = extent
        self._function: Callable[[Array], Array] | None = None

    def values(self, point: Array) -> Iterator[tuple[float, float, float]]:
        """Return for each node its values at a point (m,) and at the two others of `close_by`."""
        if self._function is None:
            made = symbolic_nodes(self._formula)
            self._function = se.Lambdify(
                [se.Symbol(name) for name in self._formula.axes],
                [made[node] for node in self._nodes],
                cse=True,
                backend="lambda",
            )
        rows = self._function(close_by(point, self._extent).ravel()).reshape(3, -1).tolist()
        return zip(*rows, strict=True)


def close_by(points: Array, extent: Array) -> Array:
    """Return points (..., m), and two more for each that rounding may take for it: (3, ..., m)."""
    scale = np.maximum(np.abs(points), extent)
    nudge = ROUNDING * scale * _unlike(points.shape[-1])
    return np.stack([points, points + nudge, points - nudge])


@lru_cache(maxsize=32)
def _unlike(count: int) -> Array:
    """Return numbers from 0.5 to 1, no two alike: no fold that a designer writes lies along them.

    They are multiples of the golden ratio, less their whole parts.
    """
    return np.asarray(1.0 - 0.5 * np.modf(np.arange(count) * (0.5 + 0.5 * math.sqrt(5.0)))[0])


def ways_around(axes: int) -> Array:
    """Return directions all around in opposite pairs, shape (2 k, axes).

    Over all of them the product of two coordinates' signs is as often 1 as -1: their signs are
    the rows of a Hadamard matrix, built as Sylvester did.
    """
    signs = np.ones((1, 1))
    while len(signs) < axes:
        signs = np.block([[signs, signs], [signs, -signs]])
    lengths = _unlike(axes)
    ways = signs[:, :axes] * np.stack([np.roll(lengths, shift) for shift in range(len(signs))])
    return np.concatenate([ways, -ways])
