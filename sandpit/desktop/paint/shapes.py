"""Smooth shapes drawn straight onto a picture: filled outlines, lines, dashes, rings."""

import math
from collections.abc import Sequence

import numpy as np
import pygame
from pygame import Color, Surface

from sandpit.desktop.paint.view import Pixel


def fill(target: Surface, color: Color, corners: Sequence[Pixel]) -> None:
    """Fill a polygon and smooth its outline."""
    pygame.draw.polygon(target, color, corners)
    pygame.draw.aalines(target, color, closed=True, points=corners)


def bar(target: Surface, color: Color, start: Pixel, end: Pixel, width: float) -> None:
    """Draw a thick line with square ends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 1e-6:
        return
    across = (-dy / length * width / 2, dx / length * width / 2)
    fill(
        target,
        color,
        [
            (start[0] + across[0], start[1] + across[1]),
            (end[0] + across[0], end[1] + across[1]),
            (end[0] - across[0], end[1] - across[1]),
            (start[0] - across[0], start[1] - across[1]),
        ],
    )


def disc(target: Surface, color: Color, centre: Pixel, radius: float) -> None:
    """Fill a circle."""
    pygame.draw.aacircle(target, color, centre, radius)


def ring(target: Surface, color: Color, centre: Pixel, radius: float, width: float) -> None:
    """Draw a circle's line; `radius` reaches its outer edge."""
    pygame.draw.aacircle(target, color, centre, radius, max(1, round(width)))


def dashes(target: Surface, color: Color, points: Sequence[Pixel], width: float) -> None:
    """Draw a line through points in dashes, each three widths long and two apart."""
    line = np.asarray(points, dtype=np.float64)
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    dash, gap = 3.0 * width + 2.0, 2.0 * width + 2.0
    for start in np.arange(0.0, along[-1], dash + gap):
        ends = np.clip([start, start + dash], 0.0, along[-1])
        (x0, x1), (y0, y1) = (np.interp(ends, along, line[:, axis]).tolist() for axis in (0, 1))
        bar(target, color, (x0, y0), (x1, y1), width)


def circle(centre: Pixel, radius: float, count: int = 48) -> list[Pixel]:
    """Return the corners of a closed polygon that looks like a circle; the first is repeated."""
    turns = (2 * math.pi * i / count for i in range(count + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in turns]


def star(centre: Pixel, radius: float) -> list[Pixel]:
    """Return the ten corners of a five-pointed star that stands upright."""
    corners = []
    for i in range(10):
        angle, reach = i * math.pi / 5, radius * (1.0 if i % 2 == 0 else 0.45)
        corners.append((centre[0] + reach * math.sin(angle), centre[1] - reach * math.cos(angle)))
    return corners
