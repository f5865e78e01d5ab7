"""Settings: each acts the moment it is changed, and is stored then or soon after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Literal

import pygame
from pygame import Color, Rect

from sandpit.desktop.button import Button, Weight
from sandpit.desktop.choice import Choice
from sandpit.desktop.entry import Entry
from sandpit.desktop.layout import columns, middle, rows
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Panel, Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.dialog import confirm
from sandpit.desktop.slider import Slider
from sandpit.desktop.sound import Cue
from sandpit.desktop.text import Align, Text
from sandpit.errors import SaveError
from sandpit.library import Settings

THEME_NAMES: tuple[Literal["auto", "light", "dark"], ...] = ("auto", "light", "dark")
TEXT_SIZES = {"Normal": 1.0, "Large": 1.15, "Larger": 1.3, "Largest": 1.6}
"""How much larger than usual the letters are, by what the choice says."""


@dataclass(frozen=True)
class Switch:
    """A setting that is either so or so: what False and True are called, and what sets it."""

    name: str
    label: str
    names: tuple[str, str]
    set: Callable[[Settings, bool], Settings]


SWITCHES = (
    Switch("muted", "Sound", ("On", "Off"), lambda s, on: replace(s, muted=on)),
    Switch(
        "fullscreen", "Window", ("Window", "Full screen"), lambda s, on: replace(s, fullscreen=on)
    ),
    Switch(
        "reduced_motion", "Motion", ("Full", "Reduced"), lambda s, on: replace(s, reduced_motion=on)
    ),
    Switch("all_open", "Levels", ("In order", "All open"), lambda s, on: replace(s, all_open=on)),
)

_BLINK = 0.1
"""Seconds between looks at whether the text cursor blinks."""

SETTLED = 0.5
"""A volume is stored so many seconds after its last change: a drag makes many."""

Maker = Callable[[Rect], Part]


def per_cent(share: float) -> str:
    """Return a share of one in per cent."""
    return f"{round(100 * share)} %"


class Risky(Button):
    """A button in the colour of a warning: what it does cannot be undone."""

    def _colors(self) -> tuple[Color, Color, Color | None]:
        face, _, _ = super()._colors()
        warn = self.kit.theme.warn
        return (face, warn, warn)


class SettingsScene(Scene):
    """Everything a player may choose."""

    def __init__(self, stage: Stage, ticket: Ticket) -> None:  # noqa: ARG002 (as the table asks)
        super().__init__(stage)
        self._notice = stage.take_notice()
        self._unstored: float | None = None

    @classmethod
    def preparation(cls, stage: Stage, ticket: Ticket) -> Callable[[], Ticket] | None:  # noqa: ARG003
        """Return what loads the line to type in, which takes a while the first time."""

        def prepare() -> Ticket:
            import_module("pygame_gui")
            return ticket

        return prepare

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        px = kit.px
        wide = min(kit.em(720), rect.width - px(32))
        page = middle(rect, wide, rect.height).inflate(0, -px(48))
        head, body, foot = rows(page, kit.em(48), None, kit.tall(46), gap=px(12))
        makers = self._makers()
        lines = rows(body, *[None] * len(makers), gap=px(6))
        parts: list[Part] = [Text("heading", head, kit, "Settings", role=Role.TITLE)]
        for line, (label, make) in zip(lines, makers, strict=True):
            parts += self._line(line, label, make)
        parts.append(self._percent)
        reset, said, back = columns(foot, kit.em(200), None, kit.em(140), gap=px(12))
        parts.append(Risky("reset", reset, kit, "Reset progress…", self._reset))
        warn = kit.theme.warn
        parts.append(Text("notice", said, kit, self._notice, role=Role.SMALL, color=warn))
        parts.append(Button("back", back, kit, "Done", self.back, weight=Weight.PRIMARY))
        return parts

    @property
    def rest(self) -> float | None:
        return _BLINK if isinstance(self.focused, Entry) else self._unstored

    def update(self, dt: float) -> None:
        if self._unstored is not None:
            self._unstored -= dt
            if self._unstored <= 0.0:
                self._store()
        self._take_notice()
        for part in self.parts:
            if isinstance(part, Entry):
                part.focus(here=part is self.focused)
                part.blink(dt)

    def menu(self) -> None:
        self.back()

    def back(self) -> None:
        self._store()
        super().back()

    def typed(self, event: pygame.event.Event) -> bool:
        part = self.focused
        return isinstance(part, Entry) and part.typed(event)

    def _line(self, line: Rect, label: str, make: Maker) -> list[Part]:
        kit = self.stage.kit
        card = middle(line, line.width, kit.px(54))
        words, place = columns(card.inflate(-kit.px(32), 0), kit.em(120), None, gap=kit.px(16))
        control = make(middle(place, place.width, kit.tall(38)))
        return [
            Panel(f"{control.name}-card", card, kit),
            Text(f"{control.name}-label", words, kit, label, role=Role.LABEL),
            control,
        ]

    def _makers(self) -> list[tuple[str, Maker]]:
        """Return each setting's label, and what makes its control in a place."""
        switches = [(switch.label, partial(self._switch, switch)) for switch in SWITCHES]
        return [
            ("Colours", self._theme),
            ("Text size", self._text_scale),
            ("Volume", self._volume),
            *switches,
            ("Your name", self._player),
        ]

    def _theme(self, rect: Rect) -> Part:
        def choose(index: int) -> None:
            self.stage.change(replace(self.stage.settings, theme=THEME_NAMES[index]))

        chosen = THEME_NAMES.index(self.stage.settings.theme)
        return Choice(
            "theme", rect, self.stage.kit, (("By daylight", "Light", "Dark"), chosen), choose
        )

    def _text_scale(self, rect: Rect) -> Part:
        def choose(index: int) -> None:
            self.stage.change(replace(self.stage.settings, text_scale=scales[index]))

        scales, now = tuple(TEXT_SIZES.values()), self.stage.settings.text_scale
        nearest = min(range(len(scales)), key=lambda i: abs(scales[i] - now))
        return Choice("text_scale", rect, self.stage.kit, (tuple(TEXT_SIZES), nearest), choose)

    def _volume(self, rect: Rect) -> Part:
        volume, kit = self.stage.settings.volume, self.stage.kit
        slider, told = columns(rect, None, kit.em(60), gap=kit.px(8))
        words = per_cent(volume)
        self._percent = Text("volume-told", told, kit, words, role=Role.LABEL, align=Align.RIGHT)
        return Slider("volume", slider, kit, volume, self._set_volume, notch=0.1)

    def _player(self, rect: Rect) -> Part:
        name = self.stage.settings.player
        return Entry("player", rect, self.stage.kit, name, self._set_player)

    def _switch(self, switch: Switch, rect: Rect) -> Part:
        def choose(index: int) -> None:
            self.stage.change(switch.set(self.stage.settings, bool(index)))
            self.stage.sounds.play(Cue.CLICK)

        chosen = int(getattr(self.stage.settings, switch.name))
        return Choice(switch.name, rect, self.stage.kit, (switch.names, chosen), choose)

    def _set_volume(self, volume: float) -> None:
        self.stage.apply(replace(self.stage.settings, volume=round(volume, 2)))
        self._unstored = SETTLED
        self._percent.text = per_cent(volume)
        self.stage.sounds.play(Cue.DIP)

    def _store(self) -> None:
        """Store what has been applied and not yet been stored."""
        if self._unstored is not None:
            self._unstored = None
            self.stage.change(self.stage.settings)

    def _take_notice(self) -> None:
        """Show what has just gone wrong, if anything has."""
        notice = self.stage.take_notice()
        if notice:
            self._notice = notice
            said = self.part("notice")
            if isinstance(said, Text):
                said.text = notice

    def _set_player(self, name: str) -> None:
        self.stage.change(replace(self.stage.settings, player=name.strip()))

    def _reset(self) -> None:
        question = "All stars, scores and unfinished games will be gone. Your settings stay."
        self.stage.lay(
            confirm(self.stage, "Reset progress?", question, "Reset", self._really_reset)
        )

    def _really_reset(self) -> None:
        try:
            self.stage.saves.reset_progress()
        except SaveError as error:
            self.stage.notice = error.message
            self._take_notice()
