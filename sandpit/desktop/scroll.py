"""A part that shows a sheet of any height: where it is higher than its place it scrolls."""

from typing import ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.reel import BAR, draw_side_bar

WHEEL = 2
"""A notch of the wheel moves a sheet by so many lines."""
GRIP = 8
"""So many design pixels beside the bar count as the bar."""
_WAYS = {Command.DOWN: 1, Command.UP: -1}


class Scroll(Part):
    """A sheet behind a window: it is moved by the wheel, by keys, by the pad, and at its bar."""

    focusable: ClassVar[bool] = True

    def __init__(self, name: str, rect: Rect, kit: Kit, line: int) -> None:
        super().__init__(name, rect, kit)
        self._line = line
        self._at = 0
        self._sheet = Surface((0, 0))

    def lay(self, sheet: Surface) -> None:
        """Show another sheet, from its top."""
        self._sheet = sheet
        self._at = 0
        self.touch()

    @property
    def enabled(self) -> bool:
        return self._most > 0

    @property
    def overflow(self) -> tuple[int, int]:
        return (max(0, self._sheet.get_width() - self.rect.width), 0)

    def scroll(self, lines: float) -> bool:
        """Move the sheet up by so many lines; False where it could not move."""
        return self._move(round(self._at + lines * self._line))

    def pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEWHEEL:
            return self.scroll(-WHEEL * event.y)
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT
        pulled = event.type == pygame.MOUSEMOTION and event.buttons[0]
        if not (self.enabled and (pressed or pulled) and self._bar.collidepoint(event.pos)):
            return False
        share = (event.pos[1] - self.rect.top) / self.rect.height
        self._move(round(share * self._sheet.get_height() - self.rect.height / 2))
        return True

    def press(self, press: Press) -> bool:
        """Scroll; a key that is held stops at the end, where another press moves the focus on."""
        if press.command not in _WAYS:
            return False
        return self.scroll(_WAYS[press.command]) or press.again

    def draw(self, target: Surface) -> None:
        target.blit(self._sheet, self.rect, Rect(0, self._at, *self.rect.size))
        if self.enabled:
            draw_side_bar(target, self.rect, self.kit, (self._at, self._sheet.get_height()))

    @property
    def _most(self) -> int:
        return max(0, self._sheet.get_height() - self.rect.height)

    @property
    def _bar(self) -> Rect:
        wide = self.kit.px(BAR + GRIP)
        return Rect(self.rect.right - wide, self.rect.top, wide, self.rect.height)

    def _move(self, to: int) -> bool:
        before, self._at = self._at, min(self._most, max(0, to))
        if self._at != before:
            self.touch()
        return self._at != before
