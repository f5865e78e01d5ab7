"""Where the parts of the play screen go, for every window; the result uses the same map."""

from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.layout import columns, rows
from sandpit.desktop.part import Kit

WIDE = (1150, 1.5)
"""From this width in design pixels, and this ratio of width to height, the story has a column."""


@dataclass(frozen=True)
class Desk:
    """The places of the play screen, in screen pixels."""

    brief: Rect
    """Title, story and goal."""
    pips: Rect
    plot: Rect
    bar: Rect
    """The tools below the plot."""
    side: Rect
    """The log, the chart and the buttons."""


def desk(rect: Rect, kit: Kit, *, two_rows: bool = False) -> Desk:
    """Lay the play screen out in a window: three columns where it is wide, else a header on top.

    `two_rows` makes room for a second row of tools.
    """
    px = kit.px
    page = rect.inflate(-px(32), -px(32))
    width = rect.width / kit.type.scale
    if width >= WIDE[0] and rect.width / rect.height >= WIDE[1]:
        left, middle, side = columns(page, px(262), None, px(316), gap=px(16))
        brief, pips = rows(left, None, px(128), gap=px(16))
    else:
        head, body = rows(page, px(124), None, gap=px(12))
        side_width = min(px(316), page.width * 37 // 100)
        middle, side = columns(body, None, side_width, gap=px(16))
        brief, pips = columns(head, None, side_width, gap=px(16))
    plot, bar = rows(middle, None, px(118 if two_rows else 64), gap=px(12))
    return Desk(brief, pips, plot, bar, side)
