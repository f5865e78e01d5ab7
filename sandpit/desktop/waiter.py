"""A small card that comes while a scene waits for what is worked out beside the loop."""

from collections.abc import Callable
from typing import ClassVar

from pygame import Rect, Surface

from sandpit.desktop.card import draw_card
from sandpit.desktop.glass import Glass
from sandpit.desktop.part import Kit, Part

WORDS = "Digging…"


class Waiter(Part):
    """An hourglass on a card that lies over the scene; nothing while nothing is waited for."""

    floating: ClassVar[bool] = True

    def __init__(self, rect: Rect, kit: Kit, busy: Callable[[], bool], *, still: bool) -> None:
        super().__init__("waiter", rect, kit)
        self._busy = busy
        self._still = still
        self._glass: Glass | None = None

    def wait(self, dt: float) -> None:
        if not self._busy():
            if self._glass is not None:
                self._glass = None
                self.touch()
            return
        if self._glass is None:
            self._glass = Glass(self.kit, WORDS, still=self._still)
        if self._glass.wait(dt):
            self.touch()

    def draw(self, target: Surface) -> None:
        if self._glass is not None and self._glass.seen:
            theme, px = self.kit.theme, self.kit.px
            draw_card(target, self.rect, theme.panel, px(14), (theme.faint, px(1)))
            self._glass.draw(target, self.rect)
