"""Small signs of a game: the stars of a score, and the dips that are left."""

from dataclasses import dataclass
from functools import lru_cache

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.layers import smooth, stamp, straight
from sandpit.desktop.paint.shapes import shape, star
from sandpit.desktop.paint.view import Look

GROUP = 5
"""Dips are shown in groups of so many, to be counted at a glance."""
MANY = 100
"""A larger budget is a bar, not a row of pips."""
LOW = 3
"""From so many dips left on, they are shown in the accent's colour, and larger."""


MITRE = 2.6
"""A star's edge reaches so many of its widths beyond each tip: 1 / sin of half its angle."""


@lru_cache(maxsize=32)
def stars(look: Look, count: int, of: int = 3, side: float = 26.0) -> Surface:
    """Return a row of `of` stars, `count` of them full, each `side` design pixels wide."""
    size, gap = look.type.px(side), look.type.px(side / 5)
    row = Surface((of * size + (of - 1) * gap, size), pygame.SRCALPHA, 32)
    theme = look.theme
    for i in range(of):
        centre = (i * (size + gap) + size / 2, size * 0.54)
        full = i < count
        line = max(1.0, size / 16)
        sprite, middle = shape(
            star(size / 2 - MITRE * line - 1),
            theme.accent if full else theme.panel,
            theme.accent if full else theme.edge,
            line,
        )
        stamp(row, sprite, (centre[0] + middle[0], centre[1] + middle[1]))
    return row


@dataclass(frozen=True)
class _Rack:
    """Where the pips stand: their radius, their distance, groups in a row."""

    radius: float
    pitch: float
    groups: int

    def place(self, index: int) -> tuple[float, float]:
        """Return the middle of a pip."""
        group, seat = divmod(index, GROUP)
        row, column = divmod(group, self.groups)
        across = column * (GROUP * self.pitch + self.pitch * 0.7) + seat * self.pitch
        return across + self.pitch / 2, (row + 0.5) * self.pitch * 1.25

    def size(self, budget: int) -> tuple[int, int]:
        """Return the width and height that `budget` pips take."""
        groups = -(-budget // GROUP)
        rows = -(-groups // self.groups)
        last = min(budget, self.groups * GROUP) - 1
        return (
            round(self.place(last)[0] + self.pitch / 2) + 1,
            round(rows * self.pitch * 1.25) + 1,
        )


@lru_cache(maxsize=128)
def pips(look: Look, left: int, budget: int, width: int) -> Surface:
    """Return the dips of a budget in groups of five: those left are full, those spent are rings.

    It is at most `width` pixels wide. A budget above MANY is a bar.
    """
    if budget > MANY:
        return fuel(look, left / budget, width)
    rack = _rack(look, width)
    theme = look.theme
    low = left <= LOW

    def paint(big: Surface, n: int) -> None:
        for i in range(budget):
            x, y = rack.place(i)
            spot, radius = (round(x * n), round(y * n)), rack.radius * n
            if i < left:
                color = theme.accent if low else theme.ink
                pygame.draw.circle(big, color, spot, round(radius * (1.15 if low else 1.0)))
            else:
                line = max(n, round(radius * 0.28))
                pygame.draw.circle(big, theme.edge, spot, round(radius * 0.8), line)

    return straight(smooth(rack.size(budget), paint))


def _rack(look: Look, width: int) -> _Rack:
    pitch = min(look.type.px(15), max(4.0, width / (GROUP + 0.2)))
    groups = max(1, int((width + 0.7 * pitch - 1) / (pitch * (GROUP + 0.7))))
    return _Rack(pitch * 0.38, pitch, groups)


def fuel(look: Look, share: float, width: int) -> Surface:
    """Return a bar that is full to a share of its `width` in pixels, with ten marks."""
    height, theme = look.type.px(14), look.theme
    picture = Surface((max(2, width), height), pygame.SRCALPHA, 32)
    frame = picture.get_rect()
    pygame.draw.rect(picture, theme.faint, frame, border_radius=height // 2)
    full = Rect(0, 0, round(frame.width * share), height)
    pygame.draw.rect(picture, theme.ink, full, border_radius=height // 2)
    for tenth in range(1, 10):
        x = frame.width * tenth // 10
        picture.fill(theme.panel, Rect(x, 0, look.type.hair, height))
    pygame.draw.rect(picture, theme.edge, frame, look.type.hair, border_radius=height // 2)
    return picture
