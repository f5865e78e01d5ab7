"""Parts that are text: a piece that fits its place, and prose that can be scrolled."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pygame import Color, Rect, Surface

from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.scroll import Scroll


class Align(StrEnum):
    """Where text stands across its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


LADDER = (Role.DISPLAY, Role.TITLE, Role.HEADING, Role.BODY, Role.SMALL)
"""The roles from large to small: text that has no room is set in the next one."""


def fitting(text: str, role: Role, rect: Rect, kit: Kit) -> Role:
    """Return `role`, or the largest smaller one in which the text fits `rect`."""
    if role not in LADDER:
        smaller: Sequence[Role] = (role, Role.SMALL)
    else:
        smaller = LADDER[LADDER.index(role) :]
    for candidate in smaller:
        size = kit.type.wrap(text, candidate, kit.theme.ink, rect.width).get_size()
        if size[0] <= rect.width and size[1] <= rect.height:
            return candidate
    return smaller[-1]


class Text(Part):
    """A piece of text in its place, wrapped, set smaller where it would not fit, then shortened."""

    def __init__(  # noqa: PLR0913 (each says a different thing of how it is set)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        text: str,
        *,
        role: Role = Role.BODY,
        color: Color | None = None,
        align: Align = Align.LEFT,
        top: bool = False,
    ) -> None:
        super().__init__(name, rect, kit)
        self._role = role
        self._color = color or kit.theme.ink
        self._align = align
        self._top = top
        self.shortened = False
        """Whether it had to be shortened, because even the smallest type had no room."""
        self._text = ""
        self._image = self._set("")
        self.text = text

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._image = self._set(text)
            self.touch()

    @property
    def height(self) -> int:
        """How high it is as it is set, in pixels."""
        return self._image.get_height()

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self._image.get_size()
        if not self._text:
            return (0, 0)
        return (max(0, width - self.rect.width), max(0, height - self.rect.height))

    def fits(self, text: str) -> bool:
        """Return whether a text would have room here, in the smallest type if need be."""
        role = fitting(text, self._role, self.rect, self.kit)
        size = self.kit.type.wrap(text, role, self._color, self.rect.width).get_size()
        return size[0] <= self.rect.width and size[1] <= self.rect.height

    def draw(self, target: Surface) -> None:
        if not self._text:
            return
        place = self._image.get_rect(topleft=self.rect.topleft)
        if not self._top:
            place.centery = self.rect.centery
        if self._align is Align.CENTRE:
            place.centerx = self.rect.centerx
        elif self._align is Align.RIGHT:
            place.right = self.rect.right
        target.blit(self._image, place)

    def _set(self, text: str) -> Surface:
        role = fitting(text, self._role, self.rect, self.kit)
        image = self.kit.type.wrap(text, role, self._color, self.rect.width)
        self.shortened = image.get_height() > self.rect.height
        while len(text) > 1 and image.get_height() > self.rect.height:
            text = text.removesuffix("…")[:-1].rstrip() + "…"
            image = self.kit.type.wrap(text, role, self._color, self.rect.width)
        return image


@dataclass(frozen=True)
class Line:
    """One text of a stack: its name, what it says, how it is set."""

    name: str
    text: str
    role: Role = Role.BODY
    color: Color | None = None


def stack(rect: Rect, kit: Kit, lines: Sequence[Line], gap: int) -> list[Text]:
    """Set texts below one another, each as high as it needs, from the top of `rect`."""
    parts, top = [], rect.top
    for line in lines:
        image = kit.type.wrap(line.text, line.role, kit.theme.ink, rect.width)
        place = Rect(rect.left, top, rect.width, min(image.get_height(), rect.bottom - top))
        parts.append(Text(line.name, place, kit, line.text, role=line.role, color=line.color))
        top = place.bottom + gap
    return parts


class Prose(Scroll):
    """Text of any length: where it is longer than its place it scrolls."""

    def __init__(
        self, name: str, rect: Rect, kit: Kit, text: str, *, role: Role = Role.BODY
    ) -> None:
        line = kit.type.line(role)
        # Only whole lines are shown.
        whole = Rect(rect.topleft, (rect.width, max(line, rect.height // line * line)))
        super().__init__(name, whole, kit, line)
        self._role = role
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text, from its beginning."""
        kit, width = self.kit, self.rect.width
        sheet = kit.type.wrap(text, self._role, kit.theme.ink, width)
        if sheet.get_height() > self.rect.height:
            sheet = kit.type.wrap(text, self._role, kit.theme.ink, width - kit.px(14))
        self.lay(sheet)
