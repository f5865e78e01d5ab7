"""The verdict on the curvature at the last dip, by emblem, word and numbers."""

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.layout import columns, rows
from sandpit.desktop.paint.curvature import draw_emblem
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.game import State
from sandpit.game.curvature import Shape, curvatures, verdict
from sandpit.surfaces import Array

EMPTY = "No dip yet: the stick will tell how the ground bends."


MOST = 12
"""No more curvatures than these are ever written out."""


class Verdict(Part):
    """How the ground bends at the last dip, by emblem and by word, with its curvatures."""

    def __init__(self, rect: Rect, kit: Kit, state: State) -> None:
        super().__init__("verdict", rect, kit)
        self._shape: Shape | None = None
        self._numbers = ""
        self.show(state)

    def show(self, state: State) -> None:
        """Show another state."""
        hessian = None if state.last is None else state.last.hessian
        self._shape = None if hessian is None else verdict(hessian, state.brief.box.extent)
        self._numbers = "" if hessian is None else self._written(curvatures(hessian)[0])
        self.touch()

    @property
    def text(self) -> str:
        """What it says: the shape's word and the curvatures, strongest first."""
        return EMPTY if self._shape is None else f"{self._shape.value}: {self._numbers}"

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        if self._shape is None:
            image = kit.type.wrap(EMPTY, Role.SMALL, theme.muted, self.rect.width)
            target.blit(image, self.rect, Rect(0, 0, *self.rect.size))
            return
        emblem, words = columns(self.rect, kit.px(58), None, gap=kit.px(12))
        draw_emblem(target, kit.look, emblem, self._shape)
        upper, lower = rows(words, None, None)
        label = kit.type.render(self._shape.value, Role.LABEL, theme.ink)
        target.blit(label, label.get_rect(midleft=upper.midleft))
        numbers = kit.type.render(self._numbers, Role.SMALL, theme.muted)
        target.blit(numbers, numbers.get_rect(midleft=lower.midleft))

    def _written(self, values: Array) -> str:
        """Return as many curvatures as have room, and how many more there are."""
        name = "curvature " if values.size == 1 else "λ "
        room = self.rect.width - self.kit.px(70)
        for count in range(min(values.size, MOST), 0, -1):
            rest = values.size - count
            more = f" and {rest} more" if rest else ""
            text = name + ",  ".join(figure(float(value)) for value in values[:count]) + more
            if self.kit.type.size(text, Role.SMALL)[0] <= room:
                return text
        ways = {"up": values > 0, "down": values < 0, "level": values == 0}
        return ", ".join(f"{np.count_nonzero(of)} {way}" for way, of in ways.items() if of.any())
