"""Where the pictures of a gradient board stand: the plane, the bars, the heights."""

from collections.abc import Iterator
from typing import NamedTuple

from pygame import Rect

from sandpit.desktop.paint.view import Look

BESIDE = 400
"""From this width on, in design pixels, a board has room for bars beside the plane."""
SLENDER = 540
"""From this height on, a narrower one has room for bars below the plane."""
LOW = 430
"""From this height on there is room for the heights under the bars."""
WIDE, DEEP = 430, 260
"""The bars are at most so wide beside the plane, so high below it."""
SHARES = (36, 32, 28)
"""They take so many per cent of the width: less where the plane needs the room."""
SLIM = 170
"""No bars are slimmer than this, in design pixels of text: their numbers need so much."""


class Areas(NamedTuple):
    """Where the three pictures lie; bars and heights are None where there is no room for them."""

    plane: Rect
    bars: Rect | None
    heights: Rect | None


def areas(size: tuple[int, int], look: Look, margins: tuple[int, int]) -> Areas:
    """Cut a board: bars and heights beside the plane, or bars below it, or neither.

    It is the first of these ways that leaves the plane's ground, inside `margins` across and
    down, as many pixels as the look asks for; where none does, the plane has all of the board.
    """
    for cut in _cuts(size, look):
        wide, high = cut.plane.width - margins[0], cut.plane.height - margins[1]
        if wide > 0 and high > 0 and wide * high >= look.ground:
            return cut
    return Areas(Rect(0, 0, *size), None, None)


def _cuts(size: tuple[int, int], look: Look) -> Iterator[Areas]:
    """Yield the ways to cut a board of this size."""
    px, (width, height) = look.type.px, size
    if width >= px(BESIDE) and width >= 0.8 * height:
        for share in SHARES:
            wide = min(px(WIDE), width * share // 100)
            if wide >= look.type.em(SLIM):
                yield _beside(size, look, wide)
    elif height >= px(SLENDER):
        deep = min(px(DEEP), height * 38 // 100)
        bars = Rect(px(10), height - deep, width - px(20), deep - px(8))
        yield Areas(Rect(0, 0, width, height - deep), bars, None)


def _beside(size: tuple[int, int], look: Look, wide: int) -> Areas:
    px, (width, height) = look.type.px, size
    gap = px(14)
    side = Rect(width - wide, px(10), wide - px(10), height - px(20))
    plane = Rect(0, 0, width - wide - gap, height)
    if height < look.type.em(LOW):
        return Areas(plane, side, None)
    bars = Rect(side.topleft, (side.width, side.height * 60 // 100))
    heights = Rect(side.left, bars.bottom + gap, side.width, side.bottom - bars.bottom - gap)
    return Areas(plane, bars, heights)
