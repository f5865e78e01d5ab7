"""The dips that are left, to be counted at a glance."""

import math

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part

HURRY = 3
"""With so many dips left there is cause to hurry."""

MOST = 60
"""More dips than this are shown as a bar, not one by one."""


class Pips(Part):
    """A number and a row of dots: full for the dips left, hollow for those spent."""

    def __init__(self, rect: Rect, kit: Kit, left: int, total: int) -> None:
        super().__init__("pips", rect, kit)
        self._total = total
        self._left = left

    @property
    def left(self) -> int:
        """How many dips are left."""
        return self._left

    @left.setter
    def left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.touch()

    @property
    def words(self) -> str:
        """The same in words, with the call to hurry."""
        count = "1 dip left" if self._left == 1 else f"{self._left} dips left"
        return f"Hurry up! {count}" if 0 < self._left <= HURRY else count

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self.kit.type.size(self.words, Role.HEADING)
        return (max(0, width - self.rect.width), max(0, height - self._dots().top + self.rect.top))

    def draw(self, target: Surface) -> None:
        theme = self.kit.theme
        ink = theme.warn if self._left <= HURRY else theme.ink
        target.blit(self.kit.type.render(self.words, Role.HEADING, ink), self.rect.topleft)
        dots = self._dots()
        if self._total > MOST:
            self._draw_bar(target, dots)
        else:
            self._draw_dots(target, dots)

    def _dots(self) -> Rect:
        head = self.kit.type.line(Role.HEADING)
        return Rect(self.rect.left, self.rect.top + head, self.rect.width, self.rect.height - head)

    def _draw_bar(self, target: Surface, room: Rect) -> None:
        theme, px = self.kit.theme, self.kit.px
        bar = Rect(room.left, room.top + px(6), room.width, px(10))
        pygame.draw.rect(target, theme.faint, bar, border_radius=px(5))
        bar.width = bar.width * self._left // self._total
        pygame.draw.rect(target, theme.accent, bar, border_radius=px(5))

    def _draw_dots(self, target: Surface, room: Rect) -> None:
        theme = self.kit.theme
        across, pitch = self._grid(room)
        radius = pitch * 0.36
        for index in range(self._total):
            centre = (
                room.left + pitch * (index % across + 0.5),
                room.top + pitch * (index // across + 0.5),
            )
            if index < self._left:
                pygame.draw.aacircle(target, theme.accent, centre, radius)
            else:
                width = max(1, round(radius * 0.3))
                pygame.draw.aacircle(target, theme.edge, centre, radius, width=width)

    def _grid(self, room: Rect) -> tuple[int, float]:
        """Return how many dots stand side by side, and their distance: as large as has room."""
        most = self.kit.px(22)
        rows = 1
        while True:
            across = math.ceil(self._total / rows)
            pitch = min(most, room.width / across)
            if rows * pitch + pitch > room.height or pitch >= most:
                return across, min(pitch, room.height / rows)
            rows += 1
