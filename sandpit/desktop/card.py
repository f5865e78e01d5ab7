"""Rounded cards with smooth corners: four cached corners, and plain rectangles between them."""

from functools import lru_cache

import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.layers import smooth


def draw_card(
    target: Surface, rect: Rect, face: Color, radius: int, edge: tuple[Color, int] | None = None
) -> None:
    """Fill a rectangle with rounded corners; `edge` is the colour and width of its outline."""
    radius = max(1, min(radius, rect.width // 2, rect.height // 2))
    line, width = edge or (face, 0)
    target.fill(face, rect.inflate(-2 * radius, 0))
    for left in (rect.left, rect.right - radius):
        target.fill(face, Rect(left, rect.top + radius, radius, rect.height - 2 * radius))
    _draw_sides(target, rect, line, radius, width)
    _draw_corners(target, rect, _corner(radius, tuple(face), tuple(line), width))


def draw_ring(target: Surface, rect: Rect, color: Color, radius: int, width: int) -> None:
    """Draw the outline of a rounded rectangle alone."""
    radius = max(1, min(radius, rect.width // 2, rect.height // 2))
    _draw_sides(target, rect, color, radius, width)
    _draw_corners(target, rect, _corner(radius, (0, 0, 0, 0), tuple(color), width))


def _draw_sides(target: Surface, rect: Rect, color: Color, radius: int, width: int) -> None:
    across, down = rect.inflate(-2 * radius, 0), rect.inflate(0, -2 * radius)
    for top in (across.top, across.bottom - width):
        target.fill(color, Rect(across.left, top, across.width, width))
    for left in (down.left, down.right - width):
        target.fill(color, Rect(left, down.top, width, down.height))


def _draw_corners(target: Surface, rect: Rect, corner: Surface) -> None:
    radius = corner.get_width()
    for x, right in ((rect.left, False), (rect.right - radius, True)):
        for y, low in ((rect.top, False), (rect.bottom - radius, True)):
            image = pygame.transform.flip(corner, right, low)
            target.blit(image, (x, y), special_flags=pygame.BLEND_PREMULTIPLIED)


@lru_cache(maxsize=256)
def _corner(radius: int, face: tuple[int, ...], line: tuple[int, ...], width: int) -> Surface:
    """Return the top left corner, its colours weighted by alpha."""

    def paint(large: Surface, finer: int) -> None:
        full = radius * finer
        pygame.draw.circle(large, line, (full, full), full)
        if width:
            pygame.draw.circle(large, face, (full, full), full - width * finer)

    return smooth((radius, radius), paint)
