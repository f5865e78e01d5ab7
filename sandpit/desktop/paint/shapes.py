"""Smooth shapes drawn straight onto a picture: filled outlines, lines, dashes, rings."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.view import Pixel
from sandpit.surfaces import Array

Grey = npt.NDArray[np.float32]


STEP = 0.7
"""A thick line is a bundle of fine smooth ones, this many pixels apart."""
EDGE = 0.6
"""How wide the rim of a dash is, in widths of the dash."""
LEVEL = 0.3
"""A line that leans by less than this many pixels is upright or level."""


def bundle(target: Surface, color: Color, points: Array, width: float) -> None:
    """Draw a smooth line of any width through pixels of shape (k, 2)."""
    if len(points) < 2:
        return
    if width <= 1.5:
        _fine(target, color, points)
        return
    # pygame's own thick lines have no joints, and a width that changes with the direction.
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=-1)
    half = (width - 1.0) / 2
    for shift in np.linspace(-half, half, 1 + math.ceil(2 * half / STEP)):
        _fine(target, color, points + shift * across)


def _fine(target: Surface, color: Color, points: Array) -> None:
    corners = points.tolist()
    if len(corners) == 2:
        # aalines looks at a third point even where there is none: its pixels are left to chance.
        pygame.draw.aaline(target, color, corners[0], corners[1])
    else:
        pygame.draw.aalines(target, color, closed=False, points=corners)


def bar(target: Surface, color: Color, start: Pixel, end: Pixel, width: float) -> None:
    """Draw a thick line with square ends; upright and level ones are crisp."""
    dx, dy = abs(end[0] - start[0]), abs(end[1] - start[1])
    if min(dx, dy) < LEVEL:
        thick = max(1, round(width))
        size = (round(dx), thick) if dx > dy else (thick, round(dy))
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        corner = round(middle[0] - size[0] / 2), round(middle[1] - size[1] / 2)
        target.fill(color, Rect(corner, size))
        return
    bundle(target, color, np.array([start, end], dtype=np.float64), width)


def shape(
    parts: Sequence[Sequence[Pixel]], color: Color, edge: Color, rim: float
) -> tuple[Surface, Pixel]:
    """Return a sprite of convex polygons with an edge around them, and where its middle lies.

    The corners of each part run clockwise on the screen. Each pixel's cover follows from its
    distance to the shape, so that the edge is as smooth as it can be; blit it with `stamp`.
    """
    corners = np.array([corner for part in parts for corner in part])
    low, high = corners.min(axis=0) - rim * 3 - 1, corners.max(axis=0) + rim * 3 + 1
    low, size = np.floor(low), np.ceil(high) - np.floor(low)
    x = low[0] + np.arange(int(size[0]), dtype=np.float32)[:, None] + 0.5
    y = low[1] + np.arange(int(size[1]), dtype=np.float32)[None, :] + 0.5
    away = np.minimum.reduce([_outside(part, x, y) for part in parts])
    cover = np.clip(0.5 + rim - away, 0.0, 1.0)
    core = np.clip(0.5 - away, 0.0, 1.0)[..., None]
    inks = np.array([edge[:3], color[:3]], dtype=np.float32)
    sprite = Surface(cover.shape, pygame.SRCALPHA, 32)
    tone = (inks[0] + core * (inks[1] - inks[0])) * cover[..., None]
    pygame.surfarray.pixels3d(sprite)[:] = np.rint(tone).astype(np.uint8)
    pygame.surfarray.pixels_alpha(sprite)[:] = np.rint(cover * 255).astype(np.uint8)
    return sprite, (float(low[0] + size[0] / 2), float(low[1] + size[1] / 2))


def _outside(corners: Sequence[Pixel], x: Grey, y: Grey) -> Grey:
    """Return how far pixels lie outside a convex polygon, negative inside."""
    away: Grey | None = None
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = math.hypot(x1 - x0, y1 - y0)
        nx, ny = np.float32((y1 - y0) / length), np.float32((x0 - x1) / length)
        side = (x - np.float32(x0)) * nx + (y - np.float32(y0)) * ny
        away = side if away is None else np.maximum(away, side, out=away)
    assert away is not None
    return away


def disc(target: Surface, color: Color, centre: Pixel, radius: float) -> None:
    """Fill a circle."""
    pygame.draw.aacircle(target, color, centre, radius)


def ring(target: Surface, color: Color, centre: Pixel, radius: float, width: float) -> None:
    """Draw a circle's line; `radius` reaches its outer edge."""
    pygame.draw.aacircle(target, color, centre, radius, max(1, round(width)))


def dashes(
    target: Surface, color: Color, points: Sequence[Pixel], width: float, rim: Color | None = None
) -> None:
    """Draw a line through points in dashes, each three widths long and two apart.

    With a `rim` each dash has an edge around it.
    """
    edge = EDGE * width
    pieces = list(_dashed(np.asarray(points, dtype=np.float64), width))
    for start, end in pieces if rim is not None else ():
        away = max(math.dist(start, end), 1e-9)
        dx, dy = (edge * (b - a) / away for a, b in zip(start, end, strict=True))
        ends = (start[0] - dx, start[1] - dy), (end[0] + dx, end[1] + dy)
        bar(target, rim or color, *ends, width + 2.0 * edge)
    for start, end in pieces:
        bar(target, color, start, end, width)


def _dashed(line: Array, width: float) -> Iterator[tuple[Pixel, Pixel]]:
    """Yield the ends of the dashes along a line of shape (k, 2)."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    dash, gap = 3.0 * width + 2.0, 2.0 * width + 2.0
    for start in np.arange(0.0, along[-1], dash + gap):
        ends = np.clip([start, start + dash], 0.0, along[-1])
        (x0, x1), (y0, y1) = (np.interp(ends, along, line[:, axis]).tolist() for axis in (0, 1))
        yield (x0, y0), (x1, y1)


def circle(centre: Pixel, radius: float, count: int = 48) -> list[Pixel]:
    """Return the corners of a closed polygon that looks like a circle; the first is repeated."""
    turns = (2 * math.pi * i / count for i in range(count + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in turns]


def star(radius: float) -> list[list[Pixel]]:
    """Return a star that stands upright around (0, 0) as five convex parts, each with its core."""
    rim = [
        (reach * math.sin(i * math.pi / 5), -reach * math.cos(i * math.pi / 5))
        for i in range(10)
        for reach in (radius if i % 2 == 0 else 0.45 * radius,)
    ]
    core = (1, 3, 5, 7, 9)
    return [[rim[i], *(rim[(i + k) % 10] for k in core)] for i in range(0, 10, 2)]
