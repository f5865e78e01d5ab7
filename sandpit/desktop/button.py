"""Buttons: pressed by mouse, by keys or by gamepad."""

from collections.abc import Callable
from enum import StrEnum

import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.card import draw_card, draw_ring
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Switched


class Weight(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


class Button(Switched):
    """A button with a label; `on_press` is called when it is clicked or confirmed.

    The `key` that does the same is shown beside the label where there is room for it.
    """

    def __init__(  # noqa: PLR0913 (name, place and looks, and what it does)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        label: str,
        on_press: Callable[[], None],
        *,
        weight: Weight = Weight.PLAIN,
        key: str = "",
    ) -> None:
        super().__init__(name, rect, kit)
        self._label = label
        self._on_press = on_press
        self._weight = weight
        self._key = key
        self._hovered = False
        self._held = False

    @property
    def hovered(self) -> bool:
        """Whether the pointer is over it."""
        return self._hovered

    @property
    def label(self) -> str:
        """What is written on it."""
        return self._label

    @label.setter
    def label(self, label: str) -> None:
        if label != self._label:
            self._label = label
            self.touch()

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self.kit.type.size(self._label, Role.LABEL)
        room = self.rect.inflate(-self.kit.px(12), 0)
        return (max(0, width - room.width), max(0, height - room.height))

    def pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEMOTION:
            self._hover(inside=self.rect.collidepoint(event.pos))
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self._hold(held=self.rect.collidepoint(event.pos))
            return self._held
        if event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_LEFT and self._held:
            self._hold(held=False)
            if self.rect.collidepoint(event.pos) and self.enabled:
                self._on_press()
            return True
        return False

    def let_go(self) -> None:
        self._hold(held=False)
        self._hover(inside=False)

    def press(self, press: Press) -> bool:
        if press.command is not Command.CONFIRM:
            return False
        self._on_press()
        return True

    def draw(self, target: Surface) -> None:
        face, ink, edge = self._colors()
        line = None if edge is None else (edge, self.kit.px(1.25))
        draw_card(target, self.rect, face, self.kit.px(10), line)
        self.draw_face(target, ink)

    def draw_face(self, target: Surface, ink: Color) -> None:
        """Draw what is written on the button."""
        image = self.kit.type.render(self._label, Role.LABEL, ink)
        place = image.get_rect(center=self.rect.center)
        cap = self._cap()
        if cap is not None:
            place.left -= cap.width // 2 + self.kit.px(4)
            cap.midleft = (place.right + self.kit.px(8), place.centery)
            self._draw_cap(target, cap, ink)
        target.blit(image, place)

    def _cap(self) -> Rect | None:
        """Return a rectangle as large as the cap of the key, or None without room for one."""
        px, type_ = self.kit.px, self.kit.type
        wide = max(px(20), type_.size(self._key, Role.FLAG)[0] + px(10))
        needed = type_.size(self._label, Role.LABEL)[0] + px(8) + wide
        if not self._key or needed > self.rect.width - px(16):
            return None
        return Rect(0, 0, wide, px(20))

    def _draw_cap(self, target: Surface, cap: Rect, ink: Color) -> None:
        kit = self.kit
        face, label, _ = self._colors()
        soft = face.lerp(label, 0.55)
        draw_ring(target, cap, soft, kit.px(5), kit.type.hair)
        image = kit.type.render(self._key, Role.FLAG, face.lerp(ink, 0.8))
        target.blit(image, image.get_rect(center=cap.center))

    def _colors(self) -> tuple[Color, Color, Color | None]:
        """Return the colours of the face, of the label, and of the outline if it has one."""
        theme = self.kit.theme
        if not self.enabled:
            return theme.panel, theme.muted, theme.faint
        if self._weight is Weight.PRIMARY:
            lift = 0.26 if self._held else 0.14 if self._hovered else 0.0
            return theme.accent.lerp(theme.ink, lift), theme.on_accent, None
        lift = 0.22 if self._held else 0.1 if self._hovered else 0.0
        plain = self._weight is Weight.PLAIN
        face = theme.raised if plain else theme.panel
        edge = theme.accent if self._hovered else theme.edge
        return face.lerp(theme.accent, lift), theme.ink, edge

    def _hover(self, *, inside: bool) -> None:
        if inside != self._hovered:
            self._hovered = inside
            self.touch()

    def _hold(self, *, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.touch()
