"""Where things go: lengths in design pixels, and rectangles cut from rectangles."""

from collections.abc import Sequence

from pygame import Rect

DESIGN = (1280, 720)
"""The window that lengths in design pixels are drawn for."""

NARROWEST = (800, 600)
"""The least room, in design pixels, that every scene can be laid out in."""

LEAST_SCALE = 0.8
"""In a window smaller than four fifths of the design all is drawn at this scale, with less room."""

TEXT = (1.0, 1.6)
"""How much larger than usual the letters can be made: every scene has room for so much."""


def text_for(wish: float) -> float:
    """Return how much larger than usual the letters are set for a wish."""
    return min(max(wish, TEXT[0]), TEXT[1])


def scale_for(size: tuple[int, int]) -> float:
    """Return the screen pixels of one design pixel: it grows with the window."""
    automatic = min(size[0] / DESIGN[0], size[1] / DESIGN[1])
    most = min(size[0] / NARROWEST[0], size[1] / NARROWEST[1])
    return max(0.5, min(max(automatic, LEAST_SCALE), most))


def split(rect: Rect, lengths: Sequence[int | None], gap: int, *, across: bool) -> list[Rect]:
    """Cut `rect` into pieces with gaps: beside one another if `across`, else one below another.

    A length of None takes an even share of what the given ones leave.
    """
    room = (rect.width if across else rect.height) - gap * (len(lengths) - 1)
    open_ = sum(length is None for length in lengths)
    left = max(0, room - sum(length for length in lengths if length is not None))
    pieces, at = [], rect.left if across else rect.top
    for length in lengths:
        if length is None:
            size = left // open_
            left, open_ = left - size, open_ - 1
        else:
            size = length
        pieces.append(
            Rect(at, rect.top, size, rect.height)
            if across
            else Rect(rect.left, at, rect.width, size)
        )
        at += size + gap
    return pieces


def rows(rect: Rect, *lengths: int | None, gap: int = 0) -> list[Rect]:
    """Cut `rect` into rows; a length of None shares what is left."""
    return split(rect, lengths, gap, across=False)


def columns(rect: Rect, *lengths: int | None, gap: int = 0) -> list[Rect]:
    """Cut `rect` into columns; a length of None shares what is left."""
    return split(rect, lengths, gap, across=True)


def grid(rect: Rect, across: int, down: int, gap: int) -> list[Rect]:
    """Cut `rect` into equal cells, row by row."""
    lines = split(rect, [None] * down, gap, across=False)
    return [cell for line in lines for cell in split(line, [None] * across, gap, across=True)]


def middle(rect: Rect, width: int, height: int) -> Rect:
    """Return a rectangle of the given size, or less where there is no room, centred in `rect`."""
    inner = Rect(0, 0, min(width, rect.width), min(height, rect.height))
    inner.center = rect.center
    return inner
