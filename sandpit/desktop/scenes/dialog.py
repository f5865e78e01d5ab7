"""A question, or a short menu, laid over a scene."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.button import Button, Weight
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.scene import Scene, Stage
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Align, Prose, Text


@dataclass(frozen=True)
class Answer:
    """One button of a dialog: its name, its label, and what it does once the dialog is closed."""

    name: str
    label: str
    act: Callable[[], None]
    weight: Weight = Weight.PLAIN


class Dialog(Scene):
    """A card with a title, a sentence and answers; Esc or F10 closes it, and nothing is done.

    A question has its answers side by side, a menu (`tall`) one below another.
    """

    over: ClassVar[bool] = True

    def __init__(
        self,
        stage: Stage,
        title: str,
        text: str,
        answers: Sequence[Answer],
        *,
        tall: bool = False,
    ) -> None:
        super().__init__(stage)
        self._title = title
        self._text = text
        self._answers = tuple(answers)
        self._tall = tall

    def menu(self) -> None:
        self.back()

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        row, head = kit.tall(44), kit.high(Role.HEADING) + px(7)
        count = len(self._answers)
        answers_height = count * row + (count - 1) * px(10) if self._tall else row
        width = min(kit.em(360 if self._tall else 500), rect.width - px(32))
        text_height = self._text_height(width - px(56), rect.height * 45 // 100)
        height = px(28) * 2 + head + text_height + px(20) + answers_height
        card = middle(rect, width, height)
        inner = card.inflate(-px(56), -px(56))
        heading, text, _, answers = rows(inner, head, text_height, None, answers_height)
        cells = (
            rows(answers, *[row] * count, gap=px(10))
            if self._tall
            else columns(answers, *[None] * count, gap=px(14))
        )
        align = Align.CENTRE if self._tall else Align.LEFT
        parts: list[Part] = [Panel("card", card, kit)]
        parts += [
            Button(answer.name, cell, kit, answer.label, self._answer(answer), weight=answer.weight)
            for answer, cell in zip(self._answers, cells, strict=True)
        ]
        parts.append(Text("heading", heading, kit, self._title, role=Role.HEADING, align=align))
        if self._text:
            parts.append(Prose("text", text, kit, self._text))
        return parts

    def _text_height(self, width: int, most: int) -> int:
        """Return how high the text is; a longer one is scrolled."""
        if not self._text:
            return 0
        kit = self.stage.kit
        image = kit.type.wrap(self._text, Role.BODY, kit.theme.ink, width)
        return min(most, image.get_height() + kit.px(12))

    def _answer(self, answer: Answer) -> Callable[[], None]:
        def act() -> None:
            self.stage.sounds.play(Cue.CLICK)
            self.stage.pop()
            answer.act()

        return act


def confirm(stage: Stage, title: str, text: str, label: str, act: Callable[[], None]) -> Dialog:
    """Return a question with a way out first, and the deed second."""
    answers = (
        Answer("cancel", "Not yet", lambda: None, Weight.PRIMARY),
        Answer("confirm", label, act),
    )
    return Dialog(stage, title, text, answers)
