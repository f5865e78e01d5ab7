"""Round numbers: the ticks of axes and the levels of contours."""

import math
from typing import NamedTuple

import numpy as np

from sandpit.surfaces import Array

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MANTISSAS = (1.0, 2.0, 5.0, 10.0)


class Spread(NamedTuple):
    """A range of heights that a picture shows, low < high."""

    low: float
    high: float

    @property
    def size(self) -> float:
        """The distance from low to high."""
        return self.high - self.low


def round_step(span: float, most: int) -> float:
    """Return the least step of 1, 2 or 5 times a power of ten that cuts `span` into <= `most`."""
    rough = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    fits = (m * power for m in _MANTISSAS if m * power >= rough * (1.0 - 1e-9))
    return next(fits, 10.0 * power)


def multiples(low: float, high: float, step: float) -> Array:
    """Return the multiples of `step` from `low` to `high`, both included but for rounding."""
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return np.arange(first, last + 1, dtype=np.float64) * step


def ticks(low: float, high: float, most: int) -> tuple[Array, float]:
    """Return at most `most` + 1 round values within [low, high], and their step."""
    step = round_step(high - low, most)
    return multiples(low, high, step), step


def written(value: float, step: float) -> str:
    """Return a tick's text, with as many figures as `step` needs and a true minus sign.

    It has a power of ten where that is shorter and the number very large or very small.

    >>> written(-0.30000000000000004, 0.1), written(1000002.0, 2.0), written(3e-7, 1e-7)
    ('−0.3', '1000002', '3·10⁻⁷')
    """
    if abs(value) < step * 1e-6:
        value = 0.0
    finest = math.floor(math.log10(step) + 1e-9)
    plain = f"{value:.{max(0, -finest)}f}".replace("-", "−")
    if value == 0.0:
        return plain if finest >= -4 else "0"
    exponent = math.floor(math.log10(abs(value)) + 1e-9)
    if -4 <= exponent < 6:
        return plain
    return min(plain, _powered(value, max(1, exponent - finest + 1)), key=len)


def place_step(extent: float) -> float:
    """Return the step in which places along an axis of this length are written."""
    return 10.0 ** math.floor(math.log10(extent / 2.0)) / 100


def figure(value: float, digits: int = 4) -> str:
    """Return a measured number to so many figures with a true minus sign; no zeros at its end.

    What is very large or very small has a power of ten.

    >>> figure(-3.14159), figure(81460.0), figure(0.0000733)
    ('−3.142', '81460', '7.33·10⁻⁵')
    """
    size = abs(value)
    if size >= 1e5 or 0.0 < size < 1e-3:
        return _powered(value, min(3, digits))
    text = f"{value:.{digits}g}"
    text = str(round(value)) if "e" in text else text
    return ("0" if size == 0.0 else text).replace("-", "−")


def raised(exponent: int) -> str:
    """Return an exponent in raised digits.

    >>> raised(-12)
    '⁻¹²'
    """
    return str(exponent).translate(_RAISED)


def _powered(value: float, digits: int) -> str:
    """Return a number to so many figures as a multiple of a power of ten."""
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa.replace('-', '−')}·10{raised(int(power))}"


def aligned(value: float) -> str:
    """Return a measured number to four figures, zeros at its end kept: it stands in a column.

    >>> aligned(-2.53), aligned(81460.0), aligned(0.0), aligned(9.99996)
    ('−2.530', '81460', '0', '10.00')
    """
    text = figure(value)
    if value == 0.0 or "·" in text:
        return text
    exponent = int(f"{value:.3e}".partition("e")[2])
    decimals = max(0, 3 - exponent)
    return f"{value:.{decimals}f}".replace("-", "−")


def padded(low: float, high: float, share: float = 0.12) -> Spread:
    """Return a spread a little wider than [low, high], ending on round numbers."""
    span = high - low
    if span <= 1e-12 * max(abs(low), abs(high)):
        span = max(1.0, 0.5 * abs(low))
    low, high = low - share * span, high + share * span
    step = round_step(high - low, 8)
    return Spread(math.floor(low / step) * step, math.ceil(high / step) * step)
