"""Which model of the last dip is shown, and what it has promised."""

from collections.abc import Sequence

from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.sketch import Sketch
from sandpit.game import Reading
from sandpit.game.taylor import LocalModel, promises
from sandpit.surfaces import Array


class Sketcher:
    """Keeps the sketch of the last reading; `order` is that of the model, None without one."""

    def __init__(self, order: int | None) -> None:
        self.order = order
        self._sketch: Sketch | None = None

    def sketch(self, last: Reading | None) -> Sketch | None:
        """Return what is drawn of the model at a dip, the same one until either changes."""
        if last is None:
            return None
        kept = self._sketch
        order = None if kept is None or kept.model is None else kept.model.order
        if kept is None or kept.reading is not last or order != self.order:
            model = None if self.order is None else LocalModel.at(last, self.order)
            kept = self._sketch = Sketch(last, model)
        return kept if kept.shown else None

    def promise(self, sketch: Sketch | None, ghost: Array | None) -> str:
        """Return what the model promises of where a move would land; empty without a model."""
        if ghost is None or sketch is None or sketch.model is None:
            return ""
        return f"model: {figure(float(sketch.model.heights(ghost)))}"

    def kept(self, readings: Sequence[Reading]) -> list[str]:
        """Return in words what the model promised of the last dip, and what was got."""
        if self.order is None:
            return []
        promise = next(promises(readings[-2:], self.order), None)
        if promise is None:
            return []
        got, promised = figure(promise.got), figure(promise.promised)
        return [f"The model promised {promised}; the ground is at {got}."]
