"""One of a few, all in sight."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.card import draw_card
from sandpit.desktop.cursor import Cursor
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part


class Choice(Part):
    """One of a few, all in sight, by a click or by left and right.

    `choice` is the labels, and which of them is chosen at first, from 0.
    """

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        choice: tuple[Sequence[str], int],
        on_change: Callable[[int], None],
    ) -> None:
        super().__init__(name, rect, kit)
        self._labels, self._chosen = tuple(choice[0]), choice[1]
        self._on_change = on_change
        self._hovered: int | None = None

    @property
    def chosen(self) -> int:
        """Which of the labels is chosen, from 0."""
        return self._chosen

    @chosen.setter
    def chosen(self, index: int) -> None:
        if index != self._chosen:
            self._chosen = index
            self.touch()

    @property
    def overflow(self) -> tuple[int, int]:
        sizes = [self.kit.type.size(label, Role.LABEL) for label in self._labels]
        room = min(cell.width for cell in self._cells()) - self.kit.px(8)
        widest, highest = max(w for w, _ in sizes), max(h for _, h in sizes)
        return (max(0, widest - room), max(0, highest - self.rect.height))

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:  # noqa: ARG002 (the same all over it)
        return Cursor.HAND

    def pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEMOTION:
            self._hover(event.pos)
            return False
        if event.type != pygame.MOUSEBUTTONDOWN or event.button != pygame.BUTTON_LEFT:
            return False
        for index, cell in enumerate(self._cells()):
            if cell.collidepoint(event.pos):
                self._choose(index)
                return True
        return False

    def press(self, press: Press) -> bool:
        if press.command is Command.CONFIRM:
            self._choose((self._chosen + 1) % len(self._labels))
            return True
        ways = {Command.LEFT: -1, Command.RIGHT: 1}
        if press.command not in ways:
            return False
        if press.again:
            return True  # a choice is made once a press: some of them change the window
        self._choose(min(len(self._labels) - 1, max(0, self._chosen + ways[press.command])))
        return True

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        draw_card(target, self.rect, theme.raised, kit.px(10), (theme.edge, kit.px(1.25)))
        for index, (label, cell) in enumerate(zip(self._labels, self._cells(), strict=True)):
            here = index == self._chosen
            if here or index == self._hovered:
                inner = cell.inflate(-kit.px(6), -kit.px(6))
                face = theme.accent if here else theme.raised.lerp(theme.accent, 0.14)
                draw_card(target, inner, face, kit.px(8))
            color = theme.on_accent if here else theme.ink
            image = kit.type.render(label, Role.LABEL, color)
            target.blit(image, image.get_rect(center=cell.center))

    def _cells(self) -> list[Rect]:
        count = len(self._labels)
        edges = [self.rect.left + self.rect.width * i // count for i in range(count + 1)]
        return [
            Rect(left, self.rect.top, right - left, self.rect.height)
            for left, right in pairwise(edges)
        ]

    def _hover(self, at: tuple[int, int]) -> None:
        under = next((i for i, cell in enumerate(self._cells()) if cell.collidepoint(at)), None)
        if under != self._hovered:
            self._hovered = under
            self.touch()

    def _choose(self, index: int) -> None:
        if index != self._chosen:
            self._chosen = index
            self.touch()
            self._on_change(index)
