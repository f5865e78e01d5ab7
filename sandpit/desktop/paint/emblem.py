"""The title picture and the icon: a hill half uncovered, and a flag on its top."""

import math
from functools import lru_cache

import numpy as np
import pygame
from pygame import Color, Surface

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.arrows import draw_arrow
from sandpit.desktop.paint.flags import Flag, Rank, draw_flag
from sandpit.desktop.paint.layers import noise, smooth, straight
from sandpit.desktop.paint.relief import relief, seen_spread
from sandpit.desktop.paint.sand import Blanket, enlarge, sand
from sandpit.desktop.paint.shapes import circle
from sandpit.desktop.paint.theme import LIGHT
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.surfaces import Array

HILLS = np.array(
    [
        # x, y (shares of the picture, y upwards), width, height
        (0.72, 0.60, 0.20, 9.0),
        (0.40, 0.30, 0.22, 4.6),
        (0.96, 0.12, 0.20, 3.4),
        (0.20, 0.86, 0.22, 3.6),
        (0.56, 0.98, 0.18, -2.4),
        (0.78, 0.22, 0.10, -1.8),
    ]
)
"""The fictional hills of the title picture."""
START = (0.17, 0.34)
DIPS = 7
BLOWN = 0.50
"""How much of the title picture's sand has blown away."""
RINGS = ("3F6F97", "4F9FA3", "86D0A3", "E6F3BE")
"""The icon's ground from low to high: the tints of the light map."""


@lru_cache(maxsize=2)
def emblem(size: tuple[int, int], look: Look) -> Surface:
    """Return the title picture with soft, ragged edges on a transparent ground.

    The surface is shared with later calls.
    """
    grid = [np.linspace(0.0, 1.0, max(32, side // 2)) for side in size]
    heights = _heights(grid[0][:, None], grid[1][None, :])
    spread = seen_spread(heights)
    assert spread is not None
    picture = relief(heights, size, spread, look)
    sheet = Surface(size, pygame.SRCALPHA, 32)
    Blanket(sand(size, look.theme, look.type.scale), None).draw(sheet, (0, 0), BLOWN)
    picture.blit(pygame.transform.flip(sheet, flip_x=True, flip_y=False), (0, 0))
    _draw_climb(picture, size, look)
    return _torn(picture)


def _heights(x: Array, y: Array) -> Array:
    total: Array = np.zeros(np.broadcast_shapes(x.shape, y.shape))
    for at_x, at_y, width, height in HILLS:
        total = total + height * np.exp(-((x - at_x) ** 2 + (y - at_y) ** 2) / (2 * width**2))
    return total


def _climb(count: int) -> list[Array]:
    """Return the places of a few steps of gradient ascent from START."""
    places = [np.array(START)]
    for _ in range(count - 1):
        slope = _slope(places[-1])
        steep = float(np.linalg.norm(slope))
        places.append(places[-1] + slope / steep * min(0.135, 0.0085 * steep))
    return places


def _slope(at: Array) -> Array:
    step = 1e-4
    ahead = [_heights(at[:1] + dx, at[1:] + dy)[0] for dx, dy in ((step, 0.0), (0.0, step))]
    slope: Array = (np.array(ahead) - _heights(at[:1], at[1:])[0]) / step
    return slope


def _draw_climb(picture: Surface, size: tuple[int, int], look: Look) -> None:
    places = _climb(DIPS)
    spots: list[Pixel] = [(x * size[0], (1.0 - y) * size[1]) for x, y in places]
    for at, spot in zip(places, spots, strict=True):
        slope = _slope(at)
        length = min(0.12, 0.0045 * float(np.linalg.norm(slope))) * min(size)
        way = slope / np.linalg.norm(slope) * length
        draw_arrow(picture, look, (spot, (float(way[0]), -float(way[1]))))
        marks.draw_dip(picture, look, spot)
    for number, spot in enumerate(spots, 1):
        rank = Rank.of(latest=number == len(spots), best=False)
        draw_flag(picture, look, spot, Flag(number, rank))


def _torn(picture: Surface) -> Surface:
    """Return the picture with edges that fade raggedly, like sand spilt on a table."""
    size = picture.get_size()
    coarse = (max(64, size[0] // 6), max(64, size[1] // 6))
    x = np.abs(np.linspace(-1.0, 1.0, coarse[0], dtype=np.float32))[:, None]
    y = np.abs(np.linspace(-1.0, 1.0, coarse[1], dtype=np.float32))[None, :]
    away = (x**5 + y**5) ** 0.2
    rng = np.random.default_rng(3)
    away = away + 0.035 * noise(coarse, (7, 7), rng) + 0.012 * noise(coarse, (22, 22), rng)
    inside = np.clip((1.0 - np.maximum(x, y)) / 0.04 - 1.0, 0.0, 1.0)
    fade = np.clip((0.92 - away) / 0.05, 0.0, 1.0) * inside
    torn = Surface(size, pygame.SRCALPHA, 32)
    torn.blit(picture, (0, 0))
    pygame.surfarray.pixels_alpha(torn)[:] = enlarge((fade * 255).astype(np.uint8), size)
    return torn


def icon(side: int) -> Surface:
    """Return the program's icon, `side` pixels square (16 to 512)."""
    colours = [Color("#" + code) for code in RINGS]

    def paint(big: Surface, n: int) -> None:
        unit = side * n / 32
        frame = big.get_rect()
        pygame.draw.rect(big, LIGHT.sand, frame, border_radius=round(7 * unit))
        for color, radius in zip(colours, (12.6, 9.6, 6.6, 3.8), strict=True):
            pygame.draw.polygon(big, color, _blob((16 * unit, 18.5 * unit), radius * unit))
        _draw_icon_flag(big, unit)

    return straight(smooth((side, side), paint))


def _blob(centre: Pixel, radius: float) -> list[Pixel]:
    """Return a closed line like a contour: a circle, a little out of round."""
    return [
        (
            centre[0] + (x - centre[0]) * (1.06 + 0.07 * math.sin(i * math.pi / 18)),
            centre[1] + (y - centre[1]) * 0.86,
        )
        for i, (x, y) in enumerate(circle(centre, radius, 72))
    ]


def _draw_icon_flag(big: Surface, unit: float) -> None:
    pole = pygame.Rect(0, 0, round(2.0 * unit), round(16.5 * unit))
    pole.midbottom = (round(15 * unit), round(19.5 * unit))
    cloth = [(15.5, 3.0), (26.5, 3.0), (23.6, 7.0), (26.5, 11.0), (15.5, 11.0)]
    corners = [(x * unit, y * unit) for x, y in cloth]
    pygame.draw.polygon(big, LIGHT.flag, corners)
    pygame.draw.rect(big, LIGHT.stroke, pole, border_radius=round(unit))
    pygame.draw.circle(big, LIGHT.stroke, (round(15 * unit), round(19.4 * unit)), round(2.0 * unit))
