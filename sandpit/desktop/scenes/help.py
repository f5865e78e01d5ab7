"""Help: how to play, and every key and button, told from the table of bindings."""

from collections.abc import Sequence
from typing import ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import BINDINGS, Binding, Command
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.keycaps import Keycaps
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.sketches import HelpPicture
from sandpit.desktop.scroll import Scroll
from sandpit.desktop.text import Text

PAGES = ("How to play", "The arrow", "Keys and buttons")

HOW = (
    (
        "Dip",
        "A hill or a pit lies under the sand. Click a place, or move the cross there and press "
        "Enter: the dip-stick goes in and shows the height. Each dip costs one of your few.",
    ),
    (
        "Step",
        "Where the stick shows an arrow you can step along it: drag the arrow, or set the rate "
        "and press Step. The dashed ghost shows where you would land before you pay.",
    ),
    (
        "Find",
        "Come close enough to the highest top, or the deepest pit, before the dips run out. "
        "At par or better you earn three stars.",
    ),
)
ARROW = (
    (
        "Where it points",
        "The arrow is the gradient: the way in which the ground climbs fastest. In a pit it is "
        "turned round and points down, the way you want to go.",
    ),
    (
        "How long it is",
        "The longer the arrow, the steeper the ground. Near a top or a bottom it shrinks to "
        "nothing: there the ground is flat.",
    ),
    (
        "How far to go",
        "Your step is the rate times the gradient. Too small a rate and you creep; too large "
        "and you leap over the place you are looking for.",
    ),
)
HEADS = ("What it does", "Keyboard", "Gamepad")
TWO_COLUMNS = 760
"""From this width on, in design pixels of text, the keys stand in two columns."""
APART = "  "
"""What stands between the names of two keys."""
_ARROWS = (Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT)


def lines() -> list[tuple[str, str, str]]:
    """Return what the table of bindings says: the deed, its keys, its gamepad buttons."""
    moves = [binding for binding in BINDINGS if binding.command in _ARROWS]
    keys = APART.join(binding.keys[0].label for binding in moves)
    rest = [binding for binding in BINDINGS if binding.command not in _ARROWS]
    return [
        ("Move cross or focus", keys, "D-pad, stick"),
        ("Move the cross finely", "Shift + arrow", "Lean a little"),
        *((binding.says, _keys(binding), " ".join(binding.pads) or "–") for binding in rest),
    ]


def _keys(binding: Binding) -> str:
    return APART.join(dict.fromkeys(key.label for key in binding.keys))


class Help(Scene):
    """Three short pages."""

    start: ClassVar[str] = "pages"

    def __init__(self, stage: Stage, ticket: Ticket) -> None:  # noqa: ARG002 (as the table asks)
        super().__init__(stage)
        self._page = 0

    def help(self) -> None:
        self.back()

    def menu(self) -> None:
        self.back()

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        page = middle(rect, kit.em(920), kit.em(640)).inflate(-px(32), -px(32))
        head, tabs, body, foot = rows(
            page, kit.em(46), kit.tall(40), None, kit.tall(46), gap=px(14)
        )
        parts: list[Part] = [
            Text("heading", head, kit, "Help", role=Role.TITLE),
            Choice("pages", tabs, kit, (PAGES, self._page), self._turn),
        ]
        parts += self._keys(body) if self._page == 2 else self._cards(body)
        _, back = columns(foot, None, kit.em(160))
        parts.append(Button("back", back, kit, "Got it", self.back, weight=Weight.PRIMARY))
        return parts

    def _cards(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        texts = (HOW, ARROW)[self._page]
        parts: list[Part] = []
        places = columns(rect, *[None] * len(texts), gap=kit.px(16))
        inside = [place.inflate(-kit.px(36), -kit.px(36)) for place in places]
        role, sketch = self._fitting(inside[0], [text for _, text in texts])
        for place, inner, (heading, text) in zip(places, inside, texts, strict=True):
            picture, top, words = rows(inner, sketch, kit.high(Role.HEADING), None, gap=kit.px(10))
            parts += [
                Panel(f"{heading}-card", place, kit),
                HelpPicture(f"{heading}-sketch", picture, kit, heading),
                Text(f"{heading}-heading", top, kit, heading, role=Role.HEADING),
                Text(f"{heading}-text", words, kit, text, role=role, top=True),
            ]
        return parts

    def _fitting(self, rect: Rect, texts: Sequence[str]) -> tuple[Role, int]:
        """Return the letters in which all texts have room in such a card, and a sketch's height."""
        kit, width = self.stage.kit, rect.width - self.stage.kit.px(2)
        room = rect.height - kit.high(Role.HEADING) - 2 * kit.px(10)
        least, spare = kit.px(60), 0
        for role in (Role.BODY, Role.SMALL):
            sheets = [kit.type.wrap(text, role, kit.theme.ink, width) for text in texts]
            spare = room - max(sheet.get_height() for sheet in sheets)
            if spare >= least:
                break
        return role, min(kit.px(130), max(least, spare))

    def _keys(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        entries = lines()
        if rect.width < kit.em(TWO_COLUMNS):
            return self._one_column(rect, entries)
        half = (len(entries) + 1) // 2
        parts: list[Part] = []
        for i, place in enumerate(columns(rect, None, None, gap=kit.px(16))):
            parts.append(Panel(f"keys-{i}", place, kit))
            inner = place.inflate(-kit.px(28), -kit.px(24))
            head, *below = rows(inner, *[None] * (half + 1))
            parts += self._heads(f"heads-{i}", head)
            for j, line in enumerate(below):
                if i * half + j < len(entries):
                    parts += self._key_line(line, *entries[i * half + j])
        return parts

    def _one_column(self, rect: Rect, entries: Sequence[tuple[str, str, str]]) -> list[Part]:
        """Tell it in one column that scrolls."""
        kit = self.stage.kit
        inner = rect.inflate(-kit.px(28), -kit.px(24))
        line = Rect(0, 0, inner.width - kit.px(14), kit.tall(34))
        told = self._heads("heads", line)
        for j, entry in enumerate(entries, start=1):
            told += self._key_line(line.move(0, j * line.height), *entry)
        sheet = Surface((line.width, line.height * (len(entries) + 1)), pygame.SRCALPHA, 32)
        for part in told:
            part.draw(sheet)
        scroll = Scroll("keys", inner, kit, line.height)
        scroll.lay(sheet)
        return [Panel("keys-card", rect, kit), scroll]

    def _heads(self, name: str, line: Rect) -> list[Part]:
        """Return what stands above the columns."""
        kit = self.stage.kit
        return [
            Text(f"{name}-{said}", cell, kit, said, role=Role.FLAG, color=kit.theme.muted)
            for said, cell in zip(HEADS, self._cells(line), strict=True)
        ]

    def _key_line(self, line: Rect, says: str, keys: str, pads: str) -> list[Part]:
        kit = self.stage.kit
        says_place, keys_place, pads_place = self._cells(line)
        muted = kit.theme.muted
        return [
            Text(f"{says}-says", says_place, kit, says, role=Role.SMALL),
            Keycaps(f"{says}-keys", keys_place, kit, keys.split(APART)),
            Text(f"{says}-pads", pads_place, kit, pads, role=Role.SMALL, color=muted),
        ]

    def _cells(self, line: Rect) -> list[Rect]:
        room = line.width - self.stage.kit.px(16)
        return columns(line, room * 46 // 100, room * 32 // 100, None, gap=self.stage.kit.px(8))

    def _turn(self, page: int) -> None:
        self._page = page
        self.rebuild()
