"""The small charts as parts of a scene: height against dip, or the model's errors."""

from pygame import Rect, Surface

from sandpit.desktop.paint.chart import draw_chart
from sandpit.desktop.paint.errors_chart import draw_errors
from sandpit.desktop.part import Kit, Part
from sandpit.game import State


class Graph(Part):
    """The chart of all readings so far; of a model's errors while the model is shown."""

    def __init__(self, rect: Rect, kit: Kit, state: State) -> None:
        super().__init__("graph", rect, kit)
        self._state = state
        self._order: int | None = None

    def show(self, state: State, order: int | None = None) -> None:
        """Show another state, and the model of this order, or none."""
        self._state, self._order = state, order
        self.touch()

    def draw(self, target: Surface) -> None:
        if self._order is None:
            draw_chart(target, self.rect, self._state, self.kit.look)
        else:
            draw_errors(target, self.rect, self._state.readings, self._order, self.kit.look)


class ErrorGraph(Graph):
    """The chart of a model's errors alone, where the heights are charted elsewhere."""

    def draw(self, target: Surface) -> None:
        if self._order is not None:
            super().draw(target)
