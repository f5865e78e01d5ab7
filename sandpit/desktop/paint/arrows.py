"""Arrows of dark ink with a light rim: how long they are, and how they are drawn."""

import math
from collections.abc import Iterable

import numpy as np
from pygame import Surface

from sandpit.desktop.paint.layers import ease
from sandpit.desktop.paint.shapes import fill
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Brief, Reading
from sandpit.surfaces import Array

REACH = 1.0 / 6.0
"""The longest arrow, as a share of the map's extent."""
SHARE = 0.2
"""How long an arrow is, for a slope of 1, on a map that is 6 units wide."""
READABLE = (0.03, 3.0)
"""Between these shares of the longest arrow the common scale is kept."""
LEAST = 15.0
"""No arrow is shorter than this, in design pixels: its direction has to be seen."""


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


def draw_arrow(target: Surface, look: Look, centre: Pixel, vector: Pixel, t: float = 1.0) -> None:
    """Draw an arrow with its middle at `centre`, `vector` pixels long; t grows it from its tail."""
    size = math.hypot(*vector)
    if size < 1e-9 or t <= 0.0:
        return
    least = LEAST * look.type.scale
    full = max(size, least)
    along = (vector[0] / size, vector[1] / size)
    tail = (centre[0] - along[0] * full / 2, centre[1] - along[1] * full / 2)
    length = max(full * ease(t), 2.0)
    scale = look.type.scale
    head = min(13.0 * scale, 0.62 * length)
    rim = 2.0 * scale
    fill(target, look.theme.rim, _outline(tail, along, length, head, 1.6 * scale, rim))
    fill(target, look.theme.stroke, _outline(tail, along, length, head, 1.6 * scale, 0.0))


def _outline(
    tail: Pixel, along: Pixel, length: float, head: float, half: float, rim: float
) -> list[Pixel]:
    """Return the seven corners of an arrow, all its sides moved outwards by `rim`."""
    slope = 0.46  # half the head's width over its length
    wide = head * slope
    slant = rim * math.hypot(1.0, slope)
    tip = length + slant / slope
    back = length - head - rim
    flank = (tip - back) * slope
    neck = min(half, wide * 0.6) + rim
    sides = [(-rim, neck), (back, neck), (back, flank), (tip, 0.0)]
    sides += [(x, -y) for x, y in reversed(sides[:3])]
    return [
        (tail[0] + along[0] * x - along[1] * y, tail[1] + along[1] * x + along[0] * y)
        for x, y in sides
    ]
