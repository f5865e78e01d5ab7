"""The table of plots by the number of axes."""

from collections.abc import Callable, Mapping

from pygame import Rect

from sandpit.desktop.paint.map import MapView
from sandpit.desktop.paint.profile import ProfileView
from sandpit.desktop.paint.view import Look, View
from sandpit.game import Brief

VIEWS: Mapping[int, Callable[[Rect, Brief, Look], View]] = {1: ProfileView, 2: MapView}
"""The plot of a level, by its number of axes."""
