"""The title: the first thing that is seen."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Text
from sandpit.desktop.widgets import Button, Weight

TAGLINE = "A hill lies under the sand. Find its top, dip by dip."


class Title(Scene):
    """The game's name, and the ways in."""

    start: ClassVar[str] = "play"

    def __init__(self, stage: Stage, ticket: Ticket) -> None:  # noqa: ARG002 (as the table asks)
        super().__init__(stage)

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        words, picture = columns(rect.inflate(-px(120), -px(80)), px(420), None, gap=px(40))
        block = middle(words, words.width, px(470))
        name, tagline, _, buttons, notice = rows(block, px(72), px(60), px(20), px(250), None)
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("play", "Play", lambda: self.stage.go("chapters")),
            ("settings", "Settings", lambda: self.stage.push("settings")),
            ("help", "How to play", lambda: self.stage.push("help")),
            ("quit", "Quit", self.stage.quit),
        )
        cells = rows(buttons, *[px(52)] * len(ways), gap=px(14))
        parts: list[Part] = [
            Button(
                way,
                Rect(cell.left, cell.top, px(240), cell.height),
                kit,
                label,
                self._clicked(act),
                weight=Weight.PRIMARY if way == "play" else Weight.PLAIN,
            )
            for (way, label, act), cell in zip(ways, cells, strict=True)
        ]
        parts.append(Text("name", name, kit, "Sandpit", role=Role.DISPLAY))
        parts.append(Text("tagline", tagline, kit, TAGLINE, role=Role.STORY, top=True))
        parts.append(
            Text("notice", notice, kit, self.stage.notice, role=Role.SMALL, color=kit.theme.warn)
        )
        return [*parts, *self._picture(picture)]

    def back(self) -> None:
        self.stage.quit()

    def _picture(self, rect: Rect) -> list[Part]:
        return []

    def _clicked(self, act: Callable[[], None]) -> Callable[[], None]:
        def press() -> None:
            self.stage.sounds.play(Cue.CLICK)
            act()

        return press
