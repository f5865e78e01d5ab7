"""A small hourglass: something is being worked out."""

import math
from functools import lru_cache

import pygame
from pygame import Surface

from sandpit.desktop.paint.layers import ease, mix, part, smooth
from sandpit.desktop.paint.view import Look, Pixel

WIDE, HIGH = 22.0, 32.0
"""Its size in design pixels."""
ROUND = 2.0
"""Seconds in which the sand runs down and the glass is turned."""
TURN = 0.18
"""The share of a round in which it is turned over."""
FRAMES = 48
"""So many pictures a round."""


def frame_at(seconds: float) -> int:
    """Return which picture of a round is seen after so many seconds."""
    return int(seconds / ROUND * FRAMES) % FRAMES


@lru_cache(maxsize=4 * FRAMES)
def hourglass(look: Look, frame: int) -> Surface:
    """Return a picture of the glass, of its round of FRAMES; blit it with `stamp`."""
    t = frame / FRAMES
    run, turned = part(t, 0.0, 1.0 - TURN), ease(part(t, 1.0 - TURN, 1.0))
    side = look.type.px(math.hypot(WIDE, HIGH) + 4)
    upright = smooth((side, side), lambda big, _: _paint(big, look, run))
    if turned == 0.0:
        return upright
    whole = pygame.transform.rotozoom(upright, -180.0 * turned, 1.0)
    cut = whole.get_rect().center
    place = pygame.Rect(0, 0, side, side)
    place.center = cut
    return whole.subsurface(place.clip(whole.get_rect())).copy()


def _paint(big: Surface, look: Look, run: float) -> None:
    """Paint the glass with a share of its sand run down."""
    theme, middle = look.theme, big.get_width() / 2
    unit = big.get_width() / (math.hypot(WIDE, HIGH) + 4)
    half, tall = WIDE / 2 * unit, HIGH / 2 * unit
    neck, wall = 1.3 * unit, 1.8 * unit
    inner, deep = half - 2.4 * unit, tall - 3.0 * unit

    def at(x: float, y: float) -> Pixel:
        return middle + x, middle + y

    def width(y: float) -> float:
        """Return how far the sand reaches to each side at a height of the bulb."""
        return neck + (inner - neck) * float(min(1.0, abs(y) / deep) ** 0.8)

    # What is left above has a level top, what has run down a round heap.
    sand = mix(theme.sand, theme.sand_shade, 0.4)
    top = -deep * (1.0 - run) ** 0.55
    rows = [top * i / 8 for i in range(9)]
    if run < 1.0:
        bulb = [at(-width(y), y) for y in rows] + [at(width(y), y) for y in reversed(rows)]
        pygame.draw.polygon(big, sand, bulb)
    heap = deep * (0.15 + 0.75 * run**0.6) if run > 0.0 else 0.0
    if heap > 0.0:
        spread = inner * min(1.0, 0.35 + 0.75 * run)
        curve = [i / 8 - 1.0 for i in range(17)]
        pygame.draw.polygon(
            big,
            sand,
            [at(-spread, deep)]
            + [at(spread * x, deep - heap * (1.0 - x * x)) for x in curve]
            + [at(spread, deep)],
        )
    if 0.0 < run < 1.0:
        pygame.draw.line(big, sand, at(0, 0), at(0, deep - heap), max(1, round(1.3 * unit)))
    for sign in (-1, 1):
        y, bulb = [i / 12 * deep for i in range(-12, 13)], []
        bulb = [at(sign * (width(level) + 1.2 * unit), level) for level in y]
        pygame.draw.lines(big, theme.edge, closed=False, points=bulb, width=max(1, round(wall)))
        cap = pygame.Rect(0, 0, round(2 * half), round(2.8 * unit))
        cap.center = (round(middle), round(middle + sign * (tall - 1.4 * unit)))
        pygame.draw.rect(big, theme.edge, cap, border_radius=round(1.4 * unit))
