"""Where the pictures of a gradient board stand: the plane, the bars, the heights."""

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


class Areas(NamedTuple):
    """Where the three pictures lie; bars and heights are None where there is no room for them."""

    plane: Rect
    bars: Rect | None
    heights: Rect | None


def areas(size: tuple[int, int], look: Look) -> Areas:
    """Cut a board: bars and heights beside the plane, or bars below it, or neither."""
    px, (width, height) = look.type.px, size
    if width >= px(BESIDE) and width >= 0.8 * height:
        return _beside(size, look)
    if height >= px(SLENDER):
        deep = min(px(DEEP), height * 38 // 100)
        bars = Rect(px(10), height - deep, width - px(20), deep - px(8))
        return Areas(Rect(0, 0, width, height - deep), bars, None)
    return Areas(Rect(0, 0, width, height), None, None)


def _beside(size: tuple[int, int], look: Look) -> Areas:
    px, (width, height) = look.type.px, size
    gap, wide = px(14), min(px(WIDE), width * 36 // 100)
    side = Rect(width - wide, px(10), wide - px(10), height - px(20))
    plane = Rect(0, 0, width - wide - gap, height)
    if height < px(LOW):
        return Areas(plane, side, None)
    bars = Rect(side.topleft, (side.width, side.height * 60 // 100))
    heights = Rect(side.left, bars.bottom + gap, side.width, side.bottom - bars.bottom - gap)
    return Areas(plane, bars, heights)
