"""The program's icon: a hill half uncovered, and a flag on its top."""

import math

import pygame
from pygame import Color, Surface

from sandpit.desktop.paint.layers import smooth, straight
from sandpit.desktop.paint.shapes import circle
from sandpit.desktop.paint.theme import LIGHT
from sandpit.desktop.paint.view import Pixel

RINGS = ("3F6F97", "4F9FA3", "86D0A3", "E6F3BE")
"""The icon's ground from low to high: the tints of the light map."""


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
