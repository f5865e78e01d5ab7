"""Curvature: the two principal axes of a dip, the shapes' emblems, and Newton's own ghost."""

import math
from functools import lru_cache

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.layers import smooth, stamp
from sandpit.desktop.paint.marks import haloed
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.shapes import bar, bundle, dashes
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game.curvature import Shape, curvatures
from sandpit.surfaces import Array

DIAMOND = 14.0
"""How far the corners of Newton's diamond lie from its middle, in design pixels."""
HALF = (16.0, 64.0)
"""The shortest and the longest half of an axis, in design pixels."""


def draw_axes(
    target: Surface, look: Look, place: tuple[Pixel, Rect], bend: tuple[Array, Array]
) -> None:
    """Draw the principal axes of a Hessian (2, 2) around a place, numbers inside its room.

    Where the ground curves up along an axis the line is solid, where it curves down dashed; the
    stronger, the longer, and the number stands at its end. `bend` is the Hessian, and the pixels
    (2,) of one unit along each axis.
    """
    (at, room), (hessian, unit) = place, bend
    values, axes = curvatures(hessian)
    strongest = float(np.abs(values).max())
    if strongest <= 0.0:
        return
    scale, theme = look.type.scale, look.theme
    for value, axis in zip(values.tolist(), axes.T, strict=True):
        way = axis * unit
        way = way / max(1e-12, float(np.hypot(*way)))
        if way[1] < 0:  # the number stands below, clear of the flag
            way = -way
        half = max(HALF[0], HALF[1] * abs(value) / strongest) * scale
        start, end = (
            (at[0] - half * way[0], at[1] - half * way[1]),
            (
                at[0] + half * way[0],
                at[1] + half * way[1],
            ),
        )
        for color, width in ((theme.rim, 5.0), (theme.stroke, 2.0)):
            if value < 0:
                dashes(target, color, [start, end], width * scale)
            else:
                bar(target, color, start, end, width * scale)
        for tip in (start, end):
            _draw_tip(target, look, (tip, (float(way[1]), float(-way[0]))))
        label = haloed(look, figure(value))
        reach = label.get_width() / 2 * abs(way[0]) + label.get_height() / 2 * abs(way[1])
        reach += 6 * scale
        centre = (round(end[0] + reach * way[0]), round(end[1] + reach * way[1]))
        target.blit(label, label.get_rect(center=centre).clamp(room))


def _draw_tip(target: Surface, look: Look, tip: tuple[Pixel, Pixel]) -> None:
    """Draw the short bar that ends an axis, so that it is no arrow."""
    (x, y), (dx, dy) = tip
    half = 5.0 * look.type.scale
    for color, width, grow in ((look.theme.rim, 5.0, 1.5), (look.theme.stroke, 2.0, 0.0)):
        ends = half + grow * look.type.scale
        start, end = (x - ends * dx, y - ends * dy), (x + ends * dx, y + ends * dy)
        bar(target, color, start, end, width * look.type.scale)


def draw_thread(target: Surface, look: Look, start: Pixel, end: Pixel) -> None:
    """Draw the fine line that leads to where Newton's step would land, up to its diamond."""
    far, scale = math.dist(start, end), look.type.scale
    share = 1.0 - 0.75 * DIAMOND * scale / max(far, 1e-9)
    if share <= 0.0:
        return
    near = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
    for color, width in ((look.theme.rim, 3.6), (look.theme.stroke, 1.2)):
        bar(target, color, start, near, width * scale)


def draw_newton(target: Surface, look: Look, end: Pixel) -> None:
    """Draw where Newton's step would land: the outline of a diamond."""
    stamp(target, _diamond(look), end)


@lru_cache(maxsize=8)
def _diamond(look: Look) -> Surface:
    side = 2 * look.type.px(DIAMOND + 3) + 1

    def paint(big: Surface, n: int) -> None:
        middle = side * n / 2
        clear = Color(0, 0, 0, 0)
        sizes = ((2.4, look.theme.rim), (0.0, look.theme.flag), (-4.4, look.theme.rim))
        for more, color in (*sizes, (-6.4, clear)):
            reach = (DIAMOND + more) * look.type.scale * n
            ways = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
            pygame.draw.polygon(big, color, [(middle + x, middle + y) for x, y in ways])

    return smooth((side, side), paint)


def draw_velocity(target: Surface, look: Look, start: Pixel, end: Pixel) -> None:
    """Draw the last displacement as it would go on: a double line with an open head."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 2.0:
        return
    scale, theme = look.type.scale, look.theme
    ux, uy = dx / length, dy / length
    head = min(13.0 * scale, length)
    for color, grow in ((theme.rim, 3.0), (theme.stroke, 0.0)):
        width = (2.0 + grow) * scale
        for side in (-1, 1):
            off = 2.6 * scale * side
            tail = (start[0] - uy * off, start[1] + ux * off)
            near = (end[0] - ux * head * 0.4 - uy * off, end[1] - uy * head * 0.4 + ux * off)
            bar(target, color, tail, near, width)
            wing = (
                end[0] - ux * head - uy * side * head * 0.7,
                end[1] - uy * head + ux * side * head * 0.7,
            )
            bar(target, color, wing, end, width)


_CUTS: dict[Shape, tuple[int, int]] = {
    Shape.DOME: (-1, -1),
    Shape.BOWL: (1, 1),
    Shape.SADDLE: (1, -1),
    Shape.RIDGE: (-1, 0),
    Shape.TROUGH: (1, 0),
    Shape.FLAT: (0, 0),
}
"""How the ground bends along a shape's two principal axes."""


def draw_emblem(target: Surface, look: Look, room: Rect, kind: Shape) -> None:
    """Draw a shape as two crossing cuts seen from the side, the front one bold."""
    scale = look.type.scale
    one, other = _CUTS[kind]
    t = np.linspace(-1.0, 1.0, 25)
    front = np.stack([t, -one * (t**2 - 0.5)], axis=-1)
    back = np.stack([0.48 * t, one * 0.5 - other * t**2 - 0.45 * t], axis=-1)
    low, high = np.min([front.min(0), back.min(0)], 0), np.max([front.max(0), back.max(0)], 0)
    size = np.array(room.inflate(-round(8 * scale), -round(8 * scale)).size)
    unit = size / (high - low) * (1.0, min(1.0, (high - low)[1] / 1.4))
    for line, color, width in ((back, look.theme.muted, 2.0), (front, look.theme.accent, 3.2)):
        bundle(target, color, room.center + (line - (low + high) / 2) * unit, width * scale)
