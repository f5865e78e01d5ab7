"""What heights a formula cannot have: proven by intervals, branch and bound.

An operation on intervals gives one that holds all values that it can have on them (Moore,
"Interval Analysis", 1966). Boxes whose interval does not reach a height are done with, the others
are halved. Every interval is widened by more than rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import NEGATE, Apply, Name

MOST_NUMBERS: Final = 20_000_000
"""The most ends of intervals that are worked out: some half a second."""
MOST_BOXES: Final = 4_096
"""The most boxes at a time."""
WIDER: Final = 8.0 * np.finfo(np.float64).eps
SMALLEST: Final = 1e-300
LOWEST_SINC: Final = -0.2172336282112217
"""Of sin(u)/u, at u = 4.4934094579."""


class Span(NamedTuple):
    """The ends of intervals, one for each box."""

    low: Array
    high: Array


def never_reaches(formula: Formula, box: Box, height: float, sign: int) -> bool:
    """Tell whether it is proven that sign * the formula stays below sign * height in the box.

    `box` has the formula's own axes. False where there is no telling with a bounded amount of
    work, or where the height is reached.
    """
    target = sign * height
    lows, highs = box.lower[None], box.upper[None]
    left = MOST_NUMBERS // (2 * len(formula.expression.nodes))
    while len(lows):
        if len(lows) > min(left, MOST_BOXES):
            return False
        left -= len(lows)
        middle = formula(*(0.5 * (lows + highs)).T)
        if np.any(sign * np.asarray(middle) >= target):
            return False
        span = enclosed(formula, lows, highs)
        most = span.high if sign > 0 else -span.low
        open_ones = ~(most < target)
        lows, highs = _halved(lows[open_ones], highs[open_ones], box.extent)
    return True


def _halved(lows: Array, highs: Array, extent: Array) -> tuple[Array, Array]:
    """Return both halves of each box, cut where it is longest."""
    rows = np.arange(len(lows))
    axis = ((highs - lows) / extent).argmax(axis=1)
    middle = 0.5 * (lows[rows, axis] + highs[rows, axis])
    left, right = highs.copy(), lows.copy()
    left[rows, axis] = right[rows, axis] = middle
    return np.concatenate([lows, right]), np.concatenate([left, highs])


def enclosed(formula: Formula, lows: Array, highs: Array) -> Span:
    """Return intervals that hold all values of a formula in boxes of shape (k, n)."""
    spans: list[Span] = []
    steps = zip(formula.expression.nodes, formula.constants, strict=True)
    with np.errstate(all="ignore"):
        for node, constant in steps:
            if constant is not None:
                spans.append(Span(np.full(len(lows), constant), np.full(len(lows), constant)))
            elif isinstance(node, Name):
                axis = formula.axes.index(node.name)
                spans.append(Span(lows[:, axis], highs[:, axis]))
            else:
                assert isinstance(node, Apply)
                spans.append(_widened(_applied(formula, node, spans)))
    return spans[-1]


def _widened(span: Span) -> Span:
    """Return slightly wider intervals; what is no number may be any."""
    low = span.low - WIDER * np.abs(span.low) - SMALLEST
    high = span.high + WIDER * np.abs(span.high) + SMALLEST
    return Span(np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high))


def _applied(formula: Formula, node: Apply, spans: list[Span]) -> Span:
    operands = [spans[index] for index in node.operands]
    if node.operation == "^":
        exponent = formula.constants[node.operands[1]]
        if exponent is None:
            logarithm = _widened(_log(operands[0]))
            return _increasing(np.exp)(_widened(_times(operands[1], logarithm)))
        return _power(operands[0], exponent)
    if node.operation == "*" and node.operands[0] == node.operands[1]:
        return _power(operands[0], 2.0)
    return SPANS[node.operation](*operands)


def _increasing(call: Callable[[Array], Array]) -> Callable[[Span], Span]:
    return lambda u: Span(call(u.low), call(u.high))


def _times(u: Span, v: Span) -> Span:
    products = np.stack([u.low * v.low, u.low * v.high, u.high * v.low, u.high * v.high])
    products = np.where(np.isnan(products), 0.0, products)  # 0 times what has no bound
    return Span(products.min(axis=0), products.max(axis=0))


def _inverse(u: Span) -> Span:
    """Return 1/u; all numbers where u may be 0."""
    across = (u.low <= 0.0) & (u.high >= 0.0)
    return Span(np.where(across, -np.inf, 1.0 / u.high), np.where(across, np.inf, 1.0 / u.low))


def _size(u: Span) -> Span:
    """Return |u|."""
    across = (u.low <= 0.0) & (u.high >= 0.0)
    ends = np.abs(u.low), np.abs(u.high)
    return Span(np.where(across, 0.0, np.minimum(*ends)), np.maximum(*ends))


def _power(u: Span, exponent: float) -> Span:
    if exponent < 0.0:
        return _inverse(_power(u, -exponent))
    if not exponent.is_integer():
        return Span(np.maximum(u.low, 0.0) ** exponent, np.maximum(u.high, 0.0) ** exponent)
    base = _size(u) if exponent % 2.0 == 0.0 else u
    return Span(base.low**exponent, base.high**exponent)


def _log(u: Span) -> Span:
    return Span(np.log(np.maximum(u.low, 0.0)), np.log(np.maximum(u.high, 0.0)))


def _cos(u: Span) -> Span:
    """Return cos(u): 1 or -1 where a multiple of pi lies between the ends."""
    ends = np.cos(u.low), np.cos(u.high)
    slack = WIDER * (1.0 + np.abs(u.low) + np.abs(u.high))
    return Span(
        np.where(_meets(u, np.pi, slack), -1.0, np.minimum(*ends) - slack),
        np.where(_meets(u, 0.0, slack), 1.0, np.maximum(*ends) + slack),
    )


def _meets(u: Span, start: float, slack: Array) -> npt.NDArray[np.bool_]:
    """Tell where start + 2 pi k lies within, for any whole number k."""
    turn = 2.0 * np.pi
    after = start + turn * np.ceil((u.low - slack - start) / turn)
    return np.asarray(~(after > u.high + slack))


def _sin(u: Span) -> Span:
    return _cos(Span(u.low - 0.5 * np.pi, u.high - 0.5 * np.pi))


def _tan(u: Span) -> Span:
    slack = WIDER * (1.0 + np.abs(u.low) + np.abs(u.high))
    pole = _meets(u, 0.5 * np.pi, slack) | _meets(u, -0.5 * np.pi, slack)
    return Span(
        np.where(pole, -np.inf, np.tan(u.low) - slack),
        np.where(pole, np.inf, np.tan(u.high) + slack),
    )


def _acos(u: Span) -> Span:
    return Span(np.arccos(np.clip(u.high, -1.0, 1.0)), np.arccos(np.clip(u.low, -1.0, 1.0)))


def _sinc(u: Span) -> Span:
    """Return sin(u)/u, which falls from 1 to the first turn and then stays within 1/u."""
    size = _size(u)
    far = 1.0 / size.low
    falling = size.high <= np.pi
    low = np.where(falling, np.sinc(size.high / np.pi), np.maximum(LOWEST_SINC, -far))
    high = np.where(size.low <= np.pi, np.sinc(size.low / np.pi), far)
    return Span(low, np.maximum(high, np.where(falling, high, 0.1285)))


SPANS: Final[Mapping[str, Callable[..., Span]]] = {
    "+": lambda u, v: Span(u.low + v.low, u.high + v.high),
    "-": lambda u, v: Span(u.low - v.high, u.high - v.low),
    "*": _times,
    "/": lambda u, v: _times(u, _inverse(v)),
    NEGATE: lambda u: Span(-u.high, -u.low),
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "asin": _increasing(lambda x: np.arcsin(np.clip(x, -1.0, 1.0))),
    "acos": _acos,
    "atan": _increasing(np.arctan),
    "sinh": _increasing(np.sinh),
    "cosh": lambda u: _increasing(np.cosh)(_size(u)),
    "tanh": _increasing(np.tanh),
    "exp": _increasing(np.exp),
    "log": _log,
    "sqrt": _increasing(lambda x: np.sqrt(np.maximum(x, 0.0))),
    "abs": _size,
    "sinc": _sinc,
}
