"""The table of plots by the number of axes."""

from collections.abc import Callable, Mapping

from pygame import Rect

from sandpit.desktop.paint.atlas import AtlasView
from sandpit.desktop.paint.gradient_board import BoardView
from sandpit.desktop.paint.map import MapView
from sandpit.desktop.paint.profile import ProfileView
from sandpit.desktop.paint.view import Look, View
from sandpit.game import Brief

MakeView = Callable[[Rect, Brief, Look], View]

VIEWS: Mapping[int, MakeView] = {
    1: ProfileView,
    2: MapView,
    **dict.fromkeys(range(3, 7), AtlasView),
}
"""The plots by the number of axes; more axes than here have a board."""


def view_for(dimension: int) -> MakeView:
    """Return the plot of a level with so many axes."""
    return VIEWS.get(dimension, BoardView)
