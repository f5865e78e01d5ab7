"""The table of painters by the type of exhibit."""

from collections.abc import Callable, Mapping
from typing import Any

from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.chain import draw_chain
from sandpit.desktop.paint.exhibits.curve import draw_curve
from sandpit.desktop.paint.exhibits.decision import draw_decision
from sandpit.desktop.paint.exhibits.sheet import draw_sheet
from sandpit.desktop.paint.view import Look
from sandpit.surfaces.exhibit import (
    ChainExhibit,
    CurveExhibit,
    DecisionExhibit,
    Exhibit,
    SheetExhibit,
)

Painter = Callable[[Surface, Rect, Any, Look], None]

EXHIBITS: Mapping[type[Exhibit], Painter] = {
    CurveExhibit: draw_curve,
    DecisionExhibit: draw_decision,
    SheetExhibit: draw_sheet,
    ChainExhibit: draw_chain,
}
"""Every type of exhibit has its painter."""


def draw_exhibit(target: Surface, rect: Rect, exhibit: Exhibit, look: Look) -> None:
    """Draw an exhibit inside `rect`, on the ground that is there."""
    old = target.get_clip()
    target.set_clip(old.clip(rect))
    EXHIBITS[type(exhibit)](target, rect, exhibit, look)
    target.set_clip(old)
