"""The small chart of height against dip, as a part of a scene."""

from pygame import Rect, Surface

from sandpit.desktop.part import Kit, Part
from sandpit.game import State


class Graph(Part):
    """The chart; it has nothing to show before the first reading."""

    def __init__(self, rect: Rect, kit: Kit, state: State) -> None:
        super().__init__("graph", rect, kit)
        self._state = state

    def show(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.touch()

    def draw(self, target: Surface) -> None:
        pass
