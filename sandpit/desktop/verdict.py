"""The verdict on the curvature at the last dip, by emblem, word and numbers."""

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.layout import columns, rows
from sandpit.desktop.paint.curvature import draw_emblem
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.game import State
from sandpit.game.curvature import curvatures, verdict
from sandpit.surfaces import Array

EMPTY = "No dip yet: the stick will tell how the ground bends."


class Verdict(Part):
    """How the ground bends at the last dip, by emblem and by word, with its curvatures."""

    def __init__(self, rect: Rect, kit: Kit, state: State) -> None:
        super().__init__("verdict", rect, kit)
        self._state = state

    def show(self, state: State) -> None:
        """Show another state."""
        self._state = state
        self.touch()

    @property
    def text(self) -> str:
        """What it says: the shape's word and the curvatures, strongest first."""
        hessian = self._hessian
        if hessian is None:
            return EMPTY
        return f"{verdict(hessian).value}: {self._numbers(hessian)}"

    @property
    def _hessian(self) -> Array | None:
        last = self._state.last
        return None if last is None else last.hessian

    def draw(self, target: Surface) -> None:
        kit, theme, hessian = self.kit, self.kit.theme, self._hessian
        if hessian is None:
            image = kit.type.wrap(EMPTY, Role.SMALL, theme.muted, self.rect.width)
            target.blit(image, self.rect, Rect(0, 0, *self.rect.size))
            return
        emblem, words = columns(self.rect, kit.px(58), None, gap=kit.px(12))
        kind = verdict(hessian)
        draw_emblem(target, kit.look, emblem, kind)
        upper, lower = rows(words, None, None)
        label = kit.type.render(kind.value, Role.LABEL, theme.ink)
        target.blit(label, label.get_rect(midleft=upper.midleft))
        numbers = kit.type.render(self._numbers(hessian), Role.SMALL, theme.muted)
        target.blit(numbers, numbers.get_rect(midleft=lower.midleft))

    def _numbers(self, hessian: Array) -> str:
        """Return as many curvatures as have room, and how many more there are."""
        values = curvatures(hessian)[0]
        name = "curvature " if values.size == 1 else "λ "
        room = self.rect.width - self.kit.px(70)
        for count in range(values.size, 0, -1):
            rest = values.size - count
            more = f" and {rest} more" if rest else ""
            text = name + ",  ".join(figure(float(value)) for value in values[:count]) + more
            if self.kit.type.size(text, Role.SMALL)[0] <= room:
                return text
        up = int(np.count_nonzero(values > 0))
        return f"{up} up, {values.size - up} down"
