"""Text that fits: in the first role that has room, or else made smaller."""

from collections.abc import Sequence

import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look


def fitted(text: str, roles: Sequence[Role], color: Color, width: int, look: Look) -> Surface:
    """Return one line of text that is at most `width` pixels wide."""
    for role in roles:
        if look.type.size(text, role)[0] <= width:
            return look.type.render(text, role, color)
    line = look.type.render(text, roles[-1], color)
    share = max(1, width) / line.get_width()
    return pygame.transform.smoothscale_by(line, (share, max(share, 0.75)))


def share_right(right: float) -> str:
    """Return how many of all examples are right, in whole per cent.

    Only all of them are 100 %, and only none of them 0 %.

    >>> share_right(0.9996)
    '99 % right'
    """
    per_cent = round(100.0 * right)
    if 0.0 < right < 1.0:
        per_cent = min(99, max(1, per_cent))
    return f"{per_cent} % right"


def headline(target: Surface, rect: Rect, text: str, look: Look) -> Rect:
    """Write a line at the top of `rect`; return what is left below it."""
    line = fitted(text, (Role.NUMBER, Role.LABEL), look.theme.ink, rect.width, look)
    target.blit(line, rect.topleft)
    high = look.type.line(Role.NUMBER) + look.type.px(2)
    return Rect(rect.left, rect.top + high, rect.width, max(1, rect.height - high))
