"""Short words that appear over the plot and go away by themselves."""

from typing import ClassVar

from pygame import Rect, Surface

from sandpit.desktop.card import draw_card
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part

SECONDS = 3.5
"""How long one stays."""


class Toast(Part):
    """A few words on a small card at the top of `rect`, or below; empty most of the time."""

    floating: ClassVar[bool] = True

    def __init__(self, rect: Rect, kit: Kit) -> None:
        super().__init__("toast", rect, kit)
        self._room = Rect(rect)
        self._image: Surface | None = None
        self._before = Rect(0, 0, 0, 0)
        self.rect = Rect(rect.topleft, (0, 0))
        self.left = 0.0
        self.text = ""
        self._low = False

    def say(self, text: str, beside: int | None = None) -> None:
        """Show some words, in place of any before; clear of what is at the height `beside`."""
        self._low = beside is not None and beside < self._room.centery
        self._show(text, SECONDS)

    def follow(self, former: "Toast") -> None:
        """Go on saying what another toast, of an earlier layout, was saying."""
        if former.left > 0:
            self._low = former._low
            self._show(former.text, former.left)

    def _show(self, text: str, seconds: float) -> None:
        kit = self.kit
        self.text, self.left = text, seconds
        width = self._room.width - kit.px(40)
        self._image = kit.type.wrap(text, Role.LABEL, kit.theme.background, width)
        self._place(self._image.get_width() + kit.px(36), self._image.get_height() + kit.px(20))

    def hush(self) -> None:
        """Take the words away."""
        if self.left > 0:
            self.left, self.text, self._image = 0.0, "", None
            self._place(0, 0)

    def update(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        if 0 < self.left <= dt:
            self.hush()
        elif self.left > 0:
            self.left -= dt

    @property
    def overflow(self) -> tuple[int, int]:
        return (max(0, self.rect.width - self._room.width), 0)

    def soiled(self) -> list[Rect]:
        rects = [self.rect, self._before]
        self._before = self.rect.copy()
        return rects

    def draw(self, target: Surface) -> None:
        if self._image is None:
            return
        kit = self.kit
        draw_card(target, self.rect, kit.theme.ink, kit.px(12))
        target.blit(self._image, self._image.get_rect(center=self.rect.center))

    def _place(self, width: int, height: int) -> None:
        self.rect = Rect(0, 0, width, height)
        away = self.kit.px(14)
        self.rect.midtop = (self._room.centerx, self._room.top + away)
        if self._low:
            self.rect.bottom = self._room.bottom - away
        self.touch()
