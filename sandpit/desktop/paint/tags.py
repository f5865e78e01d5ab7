"""Where small cards stand: a move's promise, the cursor's coordinates."""

import math
from collections.abc import Sequence

import numpy as np
from pygame import Rect

from sandpit.desktop.paint.marks import tag_size
from sandpit.desktop.paint.view import Look, Pixel

STROKE = 5.0
"""How far to either side of a stroke cards keep clear of it, in design pixels."""

TURNS = (0, 45, -45, 90, -90, 135, -135, 180)
"""The sides that are tried, in degrees from straight on."""


def promise_tag(look: Look, text: str) -> Rect:
    """Return a card for a promise, at no place yet."""
    return Rect((0, 0), tag_size(look, text))


def beyond(
    card: Rect, way: tuple[Pixel, Pixel, float], room: Rect, taken: Sequence[Rect] = ()
) -> Rect:
    """Return a card beyond the end of a way (start, end, distance to keep from the end).

    It stands on the side away from the start where that lies in the room and covers nothing that
    is `taken`, else on the side that is best; always inside the room.
    """
    start, end, keep = way
    straight = math.atan2(end[1] - start[1], end[0] - start[0])
    if math.dist(start, end) < 1.0:
        straight = math.pi / 4
    tried = []
    for i, turn in enumerate(TURNS):
        place = _aside(card, end, straight + math.radians(turn), keep)
        moved = place.clamp(room)
        ring = Rect(0, 0, round(2 * keep) - 4, round(2 * keep) - 4)
        ring.center = (round(end[0]), round(end[1]))
        hidden = len(moved.collidelistall([ring, *taken]))
        tried.append(((hidden, moved != place, i), moved))
    return min(tried, key=lambda item: item[0])[1]


def cursor_tag(look: Look, at: Pixel, text: str, room: Rect, taken: Sequence[Rect] = ()) -> Rect:
    """Return where a cross-hair's coordinates stand in a room: below right of it if they can.

    Otherwise they stand in the corner of the cross where they cover the least of what is `taken`.
    """
    size, away = tag_size(look, text), look.type.px(12)
    x, y = round(at[0]), round(at[1])
    tried = []
    for i, (right, below) in enumerate(((1, 1), (0, 1), (1, 0), (0, 0))):
        place = Rect((0, 0), size)
        place.left = x + away if right else x - away - size[0]
        place.top = y + away if below else y - away - size[1]
        outside = not room.contains(place)
        tried.append(((outside, len(place.collidelistall(taken)), i), place.clamp(room)))
    return min(tried, key=lambda item: item[0])[1]


def along(look: Look, ends: tuple[Pixel, Pixel]) -> list[Rect]:
    """Return small squares that cover a stroke, such as an arrow, from end to end."""
    side = 2 * look.type.px(STROKE)
    count = 2 + int(math.dist(*ends) / side)
    squares = []
    for x, y in np.linspace(*ends, count).tolist():
        square = Rect(0, 0, side, side)
        square.center = (round(x), round(y))
        squares.append(square)
    return squares


def _aside(card: Rect, end: Pixel, angle: float, keep: float) -> Rect:
    """Return the card on one side of a pixel, clear of a square of `keep` around it."""
    ux, uy = math.cos(angle), math.sin(angle)
    far = min(
        (card.width / 2 + keep) / max(abs(ux), 1e-9), (card.height / 2 + keep) / max(abs(uy), 1e-9)
    )
    place = card.copy()
    place.center = (round(end[0] + far * ux), round(end[1] + far * uy))
    return place
