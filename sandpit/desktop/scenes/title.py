"""The title: the first thing that is seen."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.button import Button, Weight
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Text

TAGLINE = "A hill lies under the sand. Find its top, dip by dip."

CALM = 0.1
"""How many seconds a window keeps its size before the picture is painted for it."""


class Title(Scene):
    """The game's name, and the ways in; its picture comes a moment after the words."""

    start: ClassVar[str] = "play"

    def __init__(self, stage: Stage, ticket: Ticket) -> None:  # noqa: ARG002 (as the table asks)
        super().__init__(stage)
        self._notice = stage.take_notice()
        self._size = (0, 0)
        self._calm = 0.0
        self._pictured = False

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        if rect.size != self._size:
            self._size, self._calm, self._pictured = rect.size, 0.0, False
        wide = min(kit.em(380), rect.width * 44 // 100)
        place, words, _ = columns(rect, None, wide, kit.px(56), gap=kit.px(16))
        parts = self._words(words)
        if self._pictured:
            from sandpit.desktop.scenes.vista import Vista, vista

            size = place.size
            image = self.workshop.ask(
                ("vista", size, kit), lambda _: vista(size, kit), lambda _: self.rebuild()
            )
            if image is not None:
                parts.insert(0, Vista(place, kit, image))
        return parts

    def back(self) -> None:
        self.stage.quit()

    @property
    def rest(self) -> float | None:
        return None if self._pictured else 0.0

    def update(self, dt: float) -> None:
        """Paint the picture once the words have been seen, and the window keeps its size."""
        if self._calm >= CALM and not self._pictured:
            self._pictured = True
            self.rebuild()
        self._calm += dt

    def _words(self, rect: Rect) -> list[Part]:
        kit = self.stage.kit
        px = kit.px
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("play", "Play", lambda: self.stage.go("chapters")),
            ("settings", "Settings", lambda: self.stage.push("settings")),
            ("help", "How to play", lambda: self.stage.push("help")),
            ("quit", "Quit", self.stage.quit),
        )
        name, line, buttons = kit.high(Role.DISPLAY), kit.high(Role.STORY, 2), px(50)
        gap = px(14)
        below = len(ways) * (buttons + gap) - gap
        block = middle(rect, rect.width, name + line + px(28) + below + 2 * gap)
        head, tagline, _, places = rows(block, name, line, px(28), below, gap=0)
        notice = Rect(rect.left, block.bottom, rect.width, rect.bottom - block.bottom)
        parts: list[Part] = [
            Button(
                way,
                Rect(place.topleft, (min(kit.em(250), place.width), place.height)),
                kit,
                label,
                self._clicked(act),
                weight=Weight.PRIMARY if way == "play" else Weight.PLAIN,
            )
            for (way, label, act), place in zip(
                ways, rows(places, *[buttons] * len(ways), gap=gap), strict=True
            )
        ]
        warn = kit.theme.warn
        return [
            *parts,
            Text("name", head, kit, "Sandpit", role=Role.DISPLAY),
            Text("tagline", tagline, kit, TAGLINE, role=Role.STORY, top=True),
            Text("notice", notice, kit, self._notice, role=Role.SMALL, color=warn),
        ]

    def _clicked(self, act: Callable[[], None]) -> Callable[[], None]:
        def press() -> None:
            self.stage.sounds.play(Cue.CLICK)
            act()

        return press
