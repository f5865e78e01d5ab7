"""Arrows of dark ink with a light rim: how long they are, and how they are drawn."""

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from pygame import Surface

from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.layers import ease, stamp
from sandpit.desktop.paint.shapes import shape
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Brief, Reading
from sandpit.surfaces import Array

REACH = 1.0 / 6.0
"""The longest arrow, as a share of the map's extent."""
SHARE = 0.2
"""How long an arrow is, for a slope of 1, on a map that is 6 units wide."""
READABLE = (0.03, 3.0)
"""Between these shares of the longest arrow the common scale is kept."""
LEAST = 32.0
"""No arrow is shorter than this, in design pixels: its direction has to be seen.

It is blended in as a right-angled triangle's side, so that of two arrows the steeper stays longer.
"""


def gauge(brief: Brief, readings: Iterable[Reading]) -> float:
    """Return the length in domain units of the arrow of a gradient of length 1.

    It is a fifth on a map 6 units wide, and grows with the square of the extent: a map in other
    units looks the same. Where the steepest reading so far would be far too long or too short,
    it changes by a round factor, from what has been read alone.
    """
    extent = math.exp(float(np.log(brief.box.extent).mean()))
    common = SHARE * (extent / 6.0) ** 2
    slopes = [float(np.linalg.norm(r.gradient)) for r in readings if r.gradient is not None]
    steepest = max(slopes, default=0.0) * common / (REACH * extent)
    if steepest == 0.0 or READABLE[0] <= steepest <= READABLE[1]:
        return common
    return float(common * 10.0 ** -round(math.log10(steepest)))


def displacement(brief: Brief, reading: Reading, length: float) -> Array | None:
    """Return the arrow of a reading in domain units, shape (n,), clipped; None without one.

    It points the way a step goes: uphill for a peak, downhill for a pit. `length` is the
    `gauge`. A flat reading has an arrow of zeros.
    """
    if reading.gradient is None:
        return None
    arrow = np.asarray(brief.goal.sign * length * reading.gradient)
    longest = float(np.max(np.abs(arrow) / (REACH * brief.box.extent)))
    return arrow / longest if longest > 1.0 else arrow


def draw_arrow(
    target: Surface,
    look: Look,
    arrow: tuple[Pixel, Pixel],
    t: float = 1.0,
    coat: Coat = Coat.WHOLE,
) -> None:
    """Draw an arrow, given as (its middle, its vector) in pixels; t grows it both ways."""
    centre, vector = arrow
    if math.hypot(*vector) < 1e-9 or t <= 0.0:
        return
    rounded = (round(vector[0], 1), round(vector[1], 1))
    shown = vector if rounded == (0.0, 0.0) else rounded
    sprite, middle = _sprite(look, shown, ease(t), coat)
    stamp(target, sprite, (round(centre[0]) + middle[0], round(centre[1]) + middle[1]))


def shown_length(length: float, scale: float) -> float:
    """Return how long an arrow of so many pixels is drawn: hardly longer, but never too short."""
    return math.hypot(length, LEAST * scale)


def tips(look: Look, arrow: tuple[Pixel, Pixel]) -> tuple[Pixel, Pixel]:
    """Return where an arrow, given as (its middle, its vector), begins and ends as it is drawn."""
    (x, y), vector = arrow
    size = math.hypot(*vector)
    if size < 1e-9:
        return (x, y), (x, y)
    half = shown_length(size, look.type.scale) / (2.0 * size)
    dx, dy = half * vector[0], half * vector[1]
    return (x - dx, y - dy), (x + dx, y + dy)


@lru_cache(maxsize=1024)
def _sprite(look: Look, vector: Pixel, grown: float, coat: Coat) -> tuple[Surface, Pixel]:
    """Return the picture of an arrow whose middle is at (0, 0)."""
    scale, size = look.type.scale, math.hypot(*vector)
    full = shown_length(size, scale)
    along = (vector[0] / size, vector[1] / size)
    length = max(full * grown, 3.0)
    head = min((6.0 + 9.0 * coat.weight) * scale, 0.6 * length)
    half, wide = min(1.9 * coat.weight * scale, head * 0.25), head * 0.48
    parts = [
        [(0.0, -half), (length - head + 0.5, -half), (length - head + 0.5, half), (0.0, half)],
        [(length - head, -wide), (length, 0.0), (length - head, wide)],
    ]
    turned = [
        [
            (along[0] * (x - length / 2) - along[1] * y, along[1] * (x - length / 2) + along[0] * y)
            for x, y in part
        ]
        for part in parts
    ]
    rim = (0.4 + 1.8 * coat.weight) * scale if coat.rim else 0.0
    core = look.theme.stroke if coat.ink else look.theme.rim
    return shape(turned, core, look.theme.rim if coat.rim else core, rim)
