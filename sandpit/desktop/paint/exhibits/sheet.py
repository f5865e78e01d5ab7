"""A sheet of small pictures: right answers plain, wrong ones framed with the answer written."""

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.lettering import fitted, headline, share_right
from sandpit.desktop.paint.layers import image
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.surfaces import Array
from sandpit.surfaces.exhibit import SheetExhibit

TAB = 0.34
"""A written answer is no higher than this share of its picture, unless it could not be read."""
ROLES = (Role.NUMBER, Role.LABEL, Role.FLAG)
"""What an answer is written in."""
EVEN = 0.75
"""Full rows are worth pictures that are so much smaller."""


def draw_sheet(target: Surface, rect: Rect, exhibit: SheetExhibit, look: Look) -> None:
    """Draw the pictures in a grid, always in the same order, and the share that is right."""
    body = headline(target, rect, share_right(exhibit.right), look)
    note = fitted("wrong ones say what was read", (Role.SMALL,), look.theme.muted, rect.width, look)
    taken = look.type.size(share_right(exhibit.right), Role.NUMBER)[0]
    if taken + look.type.px(14) + note.get_width() <= rect.width:
        middle = rect.top + look.type.line(Role.NUMBER) // 2
        target.blit(note, note.get_rect(midright=(rect.right, middle)))
    count = len(exhibit.images)
    columns, side = _grid(body, count)
    gap = max(1, side // 12)
    rows = -(-count // columns)
    left = body.left + (body.width - columns * side) // 2
    top = body.top + max(0, (body.height - rows * side) // 2)
    for k in range(count):
        row, column = divmod(k, columns)
        cell = Rect(left + column * side, top + row * side, side - gap, side - gap)
        target.blit(_picture(exhibit.images[k], cell.width, look), cell)
        if exhibit.answers[k] != exhibit.truths[k]:
            _mark(target, cell, exhibit.names[int(exhibit.answers[k])], look)


def _grid(rect: Rect, count: int) -> tuple[int, int]:
    """Return how many columns let `count` squares be largest, and their side.

    Columns that divide the count are taken where the squares are hardly smaller so.
    """
    sides = [
        (min(rect.width // columns, rect.height // -(-count // columns)), columns)
        for columns in range(1, count + 1)
    ]
    largest = max(side for side, _ in sides)
    even = [pair for pair in sides if count % pair[1] == 0 and pair[0] >= EVEN * largest]
    side, columns = max(even or sides, key=lambda pair: (pair[0], -pair[1]))
    return columns, max(4, side)


def _picture(grey: Array, side: int, look: Look) -> Surface:
    """Return a picture (h, w), 0 to 1, as ink on paper."""
    paper = np.array(look.theme.raised[:3], dtype=np.float64)
    ink = np.array(look.theme.ink[:3], dtype=np.float64)
    colours = paper + grey.T[..., None] * (ink - paper)
    return pygame.transform.smoothscale(image(np.rint(colours).astype(np.uint8)), (side, side))


def _mark(target: Surface, cell: Rect, answer: str, look: Look) -> None:
    """Frame a wrong answer, and write it on a tab in the corner."""
    line = max(2, cell.width // 14)
    pygame.draw.rect(target, look.theme.accent, cell, line)
    texts = [look.type.render(answer, role, look.theme.on_accent) for role in ROLES]
    inked = [text.subsurface(text.get_bounding_rect()) for text in texts]
    text = next((text for text in inked if text.get_height() <= TAB * cell.height), inked[-1])
    tab = text.get_rect().inflate(line + 3, line + 3)
    tab.bottomright = cell.bottomright
    pygame.draw.rect(target, look.theme.accent, tab)
    target.blit(text, text.get_rect(center=tab.center))
