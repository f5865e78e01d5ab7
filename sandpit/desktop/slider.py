"""A slider: a number, by mouse, by keys or by gamepad."""

from collections.abc import Callable

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.card import draw_card
from sandpit.desktop.part import Kit, Switched


class Slider(Switched):
    """A number from 0 to 1, by dragging, by the wheel, or by left and right."""

    def __init__(  # noqa: PLR0913 (name, place and looks, and what it does)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        value: float,
        on_change: Callable[[float], None],
        *,
        notch: float = 0.05,
    ) -> None:
        super().__init__(name, rect, kit)
        self._value = value
        self._on_change = on_change
        self._notch = notch
        self._held = False
        self._hovered = False

    @property
    def value(self) -> float:
        """Where it stands, 0..1."""
        return self._value

    @value.setter
    def value(self, value: float) -> None:
        if value != self._value:
            self._value = min(1.0, max(0.0, value))
            self.touch()

    def pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self._held = self.rect.collidepoint(event.pos)
            if self._held:
                self._change(self._at(event.pos[0]))
            return self._held
        if event.type == pygame.MOUSEMOTION:
            self._hover(inside=self.rect.collidepoint(event.pos))
            if self._held:
                self._change(self._at(event.pos[0]))
            return self._held
        if event.type == pygame.MOUSEBUTTONUP and self._held:
            self._held = False
            return True
        if event.type == pygame.MOUSEWHEEL:
            self._change(self._value + event.y * self._notch)
            return True
        return False

    def let_go(self) -> None:
        self._held = False
        self._hover(inside=False)

    def press(self, press: Press) -> bool:
        ways = {Command.LEFT: -1, Command.RIGHT: 1}
        if press.command not in ways:
            return False
        self._change(self._value + ways[press.command] * self._notch * (0.2 if press.fine else 1))
        return True

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        track = Rect(0, 0, self._travel().width, kit.px(6))
        track.center = self.rect.center
        done = track.copy()
        done.width = round(track.width * self._value)
        color = theme.accent if self.enabled else theme.edge
        draw_card(target, track, theme.edge.lerp(theme.panel, 0.4), kit.px(3))
        draw_card(target, done, color, kit.px(3))
        knob = (done.right, track.centery)
        lit = self.enabled and (self._hovered or self._held)
        face = theme.raised.lerp(theme.accent, 0.2) if lit else theme.raised
        pygame.draw.aacircle(target, face, knob, kit.px(11))
        pygame.draw.aacircle(target, color, knob, kit.px(11), width=max(2, kit.px(3)))

    def _hover(self, *, inside: bool) -> None:
        if inside != self._hovered:
            self._hovered = inside
            self.touch()

    def _travel(self) -> Rect:
        return self.rect.inflate(-2 * self.kit.px(12), 0)

    def _at(self, x: float) -> float:
        travel = self._travel()
        return (x - travel.left) / max(1, travel.width)

    def _change(self, value: float) -> None:
        value = min(1.0, max(0.0, value))
        if self.enabled and value != self._value:
            self.value = value
            self._on_change(value)
