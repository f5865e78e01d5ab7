"""The small chart of height against dip, as a part of a scene."""

from pygame import Rect, Surface

from sandpit.desktop.paint.chart import draw_chart
from sandpit.desktop.part import Kit, Part
from sandpit.game import State


class Graph(Part):
    """The chart of all readings so far."""

    def __init__(self, rect: Rect, kit: Kit, state: State) -> None:
        super().__init__("graph", rect, kit)
        self._state = state

    def show(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.touch()

    def draw(self, target: Surface) -> None:
        draw_chart(target, self.rect, self._state, self.kit.look)
