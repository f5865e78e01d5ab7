"""The parts that a scene is made of: each has a place, draws itself, and may be used."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Press
from sandpit.desktop.card import draw_card
from sandpit.desktop.cursor import Cursor
from sandpit.desktop.paint.theme import Theme
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.paint.view import Look


@dataclass(frozen=True)
class Kit:
    """What parts are drawn with: the colours and the type at the window's scale."""

    theme: Theme
    type: Type

    @property
    def look(self) -> Look:
        """The same for the painters of pictures."""
        return Look(self.theme, self.type)

    def fits(self, theme: Theme, scale: float, text: float) -> bool:
        """Return whether it has these colours and these sizes."""
        return (self.theme, self.type.scale, self.type.text) == (theme, scale, text)

    def high(self, role: Role, lines: int = 1) -> int:
        """Return the height that so many lines of text take, in pixels of the screen."""
        text = "\n".join(["Ag"] * lines)
        return self.type.wrap(text, role, self.theme.ink, self.px(1000)).get_height()

    def tall(self, length: float) -> int:
        """Return the height of what holds a label: the given one, or more for larger letters."""
        return max(self.px(length), self.high(Role.LABEL))

    def px(self, length: float) -> int:
        """Return a length given in design pixels in those of the screen."""
        return self.type.px(length)

    def em(self, length: float) -> int:
        """Return the same of a length that grows with the letters, as that of what holds words."""
        return self.type.em(length)


class Part(ABC):
    """A rectangle of a scene that draws itself; `stale` says that it must be drawn anew.

    `ground` parts lie under others (a panel, a card); `floating` ones may lie over others for a
    moment. All the rest keep clear of one another.
    """

    ground: ClassVar[bool] = False
    floating: ClassVar[bool] = False
    focusable: ClassVar[bool] = False

    def __init__(self, name: str, rect: Rect, kit: Kit) -> None:
        self.name = name
        self.rect = Rect(rect)
        self.kit = kit
        self.stale = True

    @abstractmethod
    def draw(self, target: Surface) -> None:
        """Draw the part at its place on `target`."""

    @property
    def enabled(self) -> bool:
        """Whether it can be used now."""
        return True

    @property
    def overflow(self) -> tuple[int, int]:
        """How far its text is wider and higher than its room; (0, 0) where nothing is cut."""
        return (0, 0)

    @property
    def ring(self) -> Rect:
        """What the focus ring is drawn around."""
        return self.rect

    def soiled(self) -> list[Rect]:
        """Return what of the screen must be drawn anew because the part has changed."""
        return [self.rect]

    def touch(self) -> None:
        """Have it drawn anew in the next frame."""
        self.stale = True

    def wait(self, dt: float) -> None:  # noqa: B027 (few parts wait for anything)
        """Let `dt` seconds pass in which something is worked out beside the loop."""

    def pointer(self, event: pygame.event.Event) -> bool:  # noqa: ARG002 (a part that is only seen)
        """Take a mouse event; True if it was for this part alone."""
        return False

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:  # noqa: ARG002 (as above)
        """Return the shape that the mouse's cursor has at a pixel of the part."""
        return Cursor.ARROW

    def let_go(self) -> None:  # noqa: B027 (most parts are never held)
        """Forget a press or a drag of the mouse that has begun: its end will not be seen."""

    def press(self, press: Press) -> bool:  # noqa: ARG002 (a part that is only seen)
        """Take a command while in focus; True if it was used."""
        return False


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

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:  # noqa: ARG002 (the same all over it)
        return Cursor.HAND if self.enabled else Cursor.ARROW


class Panel(Part):
    """A ground with rounded corners."""

    ground = True

    def draw(self, target: Surface) -> None:
        theme = self.kit.theme
        edge = (theme.faint, self.kit.px(1))
        draw_card(target, self.rect, theme.panel, self.kit.px(14), edge)
