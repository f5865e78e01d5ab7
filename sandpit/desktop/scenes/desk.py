"""Where the parts of the play screen go, for every window; the result uses the same map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pygame import Rect

from sandpit.desktop.layout import columns, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.views import view_for
from sandpit.desktop.part import Kit
from sandpit.game import Brief

WIDE = (1150, 1.5)
"""From this width in design pixels, and this ratio of width to height, the story has a column."""

SHARE = 0.252
"""The ground of a plot is given this share of the window, in every size of window and letters: a
quarter, and what is lost where pixels are rounded."""

NARROW = 35
"""Beside a plot that needs all the room there is, the other column has this share in per cent."""


@dataclass(frozen=True)
class Desk:
    """The places of the play screen, in screen pixels."""

    brief: Rect
    """Title, story and goal."""
    pips: Rect
    plot: Rect
    bar: Rect
    """What stands below the plot: the tools, or the buttons of a result."""
    side: Rect
    """The log, the chart and the buttons."""
    least: int = 0
    """How many pixels of the plot its ground should take."""


Height = Callable[[int], int]
"""Tells how high the bar below the plot is at a width, both in pixels."""


def desk(rect: Rect, kit: Kit, brief: Brief, height: Height) -> Desk:
    """Lay the play screen out in a window: in the first arrangement that leaves the plot room.

    That is where its ground takes `SHARE` of the window and nothing of it is left out; else where
    its ground does; else where it takes most.
    """
    least = round(SHARE * rect.width * rect.height)
    look = replace(kit.look, ground=least)
    best, worth = None, (-1, False)
    for arrange in ARRANGEMENTS:
        places = arrange(rect, kit, height)
        if places is None:
            continue
        view = view_for(brief.dimension)(places.plot, brief, look)
        here = (min(least, view.plot.width * view.plot.height), view.complete)
        if here > worth:
            best, worth = places, here
    if best is None:
        raise RuntimeError("the last arrangement suits every window")
    return replace(best, least=least)


def _three_columns(rect: Rect, kit: Kit, height: Height) -> Desk | None:
    """Give the story a column of its own, where the window is wide."""
    px = kit.px
    if kit.em(WIDE[0]) > rect.width or rect.width / rect.height < WIDE[1]:
        return None
    left, middle, side = columns(_page(rect, kit), px(262), None, px(316), gap=px(16))
    brief, pips = rows(left, None, kit.em(128), gap=px(16))
    return _with_bar(Desk(brief, pips, middle, middle, side), kit, height)


def _under_a_header(rect: Rect, kit: Kit, height: Height) -> Desk | None:
    """Tell the story above the plot."""
    px = kit.px
    head, body = rows(_page(rect, kit), kit.em(124), None, gap=px(12))
    side_width = min(kit.em(316), body.width * 37 // 100)
    middle, side = columns(body, None, side_width, gap=px(16))
    brief, pips = columns(head, None, side_width, gap=px(16))
    return _with_bar(Desk(brief, pips, middle, middle, side), kit, height)


def _two_columns(rect: Rect, kit: Kit, height: Height) -> Desk | None:
    """Tell all beside the plot."""
    return _beside(rect, kit, height, share=40)


def _narrow_column(rect: Rect, kit: Kit, height: Height) -> Desk | None:
    """Tell all in a narrow column beside the plot."""
    return _beside(rect, kit, height, share=NARROW)


def _beside(rect: Rect, kit: Kit, height: Height, *, share: int) -> Desk:
    px, page = kit.px, _page(rect, kit)
    middle, side = columns(page, None, min(kit.em(316), page.width * share // 100), gap=px(16))
    line = kit.type.line
    head = kit.high(Role.HEADING) + 2 * line(Role.BODY) + 3 * line(Role.SMALL) + px(18)
    high = kit.high(Role.HEADING) + px(34) + kit.em(22)
    brief, pips, side = rows(side, min(head, side.height * 36 // 100), high, None, gap=px(10))
    return _with_bar(Desk(brief, pips, middle, middle, side), kit, height)


ARRANGEMENTS: Sequence[Callable[[Rect, Kit, Height], Desk | None]] = (
    _three_columns,
    _under_a_header,
    _two_columns,
    _narrow_column,
)
"""The ways to lay the screen out, the roomiest first; None where one does not suit a window."""


def _page(rect: Rect, kit: Kit) -> Rect:
    return rect.inflate(-kit.px(32), -kit.px(32))


def _with_bar(places: Desk, kit: Kit, height: Height) -> Desk:
    """Divide the plot's column: the plot above, the bar below."""
    plot, bar = rows(places.plot, None, height(places.plot.width), gap=kit.px(12))
    return replace(places, plot=plot, bar=bar)
