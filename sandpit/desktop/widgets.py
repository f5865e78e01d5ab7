"""Parts that can be used: buttons, sliders and choices, by mouse, keys or gamepad alike."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar

import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.card import draw_card, draw_ring
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part

LEAST_HIT = 32
"""The least width and height, in design pixels, of what can be pressed."""


class Weight(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"


def outline(target: Surface, rect: Rect, kit: Kit) -> None:
    """Draw the ring that shows the focus, just outside `rect`."""
    draw_ring(target, ring_of(rect, kit), kit.theme.ink, kit.px(14), max(2, kit.px(2.5)))


def ring_of(rect: Rect, kit: Kit) -> Rect:
    """Return what the focus ring around `rect` covers."""
    return rect.inflate(2 * kit.px(4.5), 2 * kit.px(4.5))


class Switched(Part):
    """A part that can be used, unless it is switched off."""

    focusable: ClassVar[bool] = True

    _enabled = True

    @property
    def enabled(self) -> bool:
        return self._enabled

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        if enabled != self._enabled:
            self._enabled = enabled
            self.touch()


class Button(Switched):
    """A button with a label; `on_press` is called when it is clicked or confirmed."""

    def __init__(  # noqa: PLR0913 (name, place and looks, and what it does)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        label: str,
        on_press: Callable[[], None],
        *,
        weight: Weight = Weight.PLAIN,
        hint: str = "",
    ) -> None:
        super().__init__(name, rect, kit)
        self._label = label
        self._on_press = on_press
        self._weight = weight
        self._hint = hint
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
    def hint(self) -> str:
        return self._hint

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
        target.blit(image, place)

    def _colors(self) -> tuple[Color, Color, Color | None]:
        """Return the colours of the face, of the label, and of the outline if it has one."""
        theme = self.kit.theme
        if not self.enabled:
            return theme.panel, theme.muted, theme.faint
        if self._weight is Weight.PRIMARY:
            lift = 0.18 if self._held else 0.09 if self._hovered else 0.0
            return theme.accent.lerp(theme.ink, lift), theme.on_accent, None
        lift = 0.14 if self._held else 0.06 if self._hovered else 0.0
        plain = self._weight is Weight.PLAIN
        face = theme.raised if plain else theme.panel
        return face.lerp(theme.ink, lift), theme.ink, theme.edge if plain else theme.faint

    def _hover(self, *, inside: bool) -> None:
        if inside != self._hovered:
            self._hovered = inside
            self.touch()

    def _hold(self, *, held: bool) -> None:
        if held != self._held:
            self._held = held
            self.touch()


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
        if event.type == pygame.MOUSEMOTION and self._held:
            self._change(self._at(event.pos[0]))
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._held:
            self._held = False
            return True
        if event.type == pygame.MOUSEWHEEL:
            self._change(self._value + event.y * self._notch)
            return True
        return False

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
        draw_card(target, track, theme.faint, kit.px(3))
        draw_card(target, done, color, kit.px(3))
        knob = (done.right, track.centery)
        pygame.draw.aacircle(target, theme.raised, knob, kit.px(11))
        pygame.draw.aacircle(target, color, knob, kit.px(11), width=max(2, kit.px(3)))

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

    def pointer(self, event: pygame.event.Event) -> bool:
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
        self._choose(min(len(self._labels) - 1, max(0, self._chosen + ways[press.command])))
        return True

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        draw_card(target, self.rect, theme.raised, kit.px(10), (theme.edge, kit.px(1.25)))
        for index, (label, cell) in enumerate(zip(self._labels, self._cells(), strict=True)):
            here = index == self._chosen
            if here:
                inner = cell.inflate(-kit.px(6), -kit.px(6))
                draw_card(target, inner, theme.accent, kit.px(8))
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

    def _choose(self, index: int) -> None:
        if index != self._chosen:
            self._chosen = index
            self.touch()
            self._on_change(index)
