"""The app: the loop, the scenes on their stack, and what they share."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Bindings, Command, Press
from sandpit.desktop.gamepad import Gamepads
from sandpit.desktop.layout import scale_for
from sandpit.desktop.paint.theme import THEMES, Theme
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scene import Scene, Ticket
from sandpit.desktop.scenes import make_scene
from sandpit.desktop.screen import Screen
from sandpit.desktop.sound import Cue, Sounds
from sandpit.errors import SandpitError, SaveError
from sandpit.library.places import asset

if TYPE_CHECKING:
    from sandpit.library import Library, Saves, Settings

FRAMES = 60
"""The most frames a second."""

_LONGEST_REST = 5.0
_LONGEST_FRAME = 0.1

_MOUSE = (
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)


def theme_for(settings: Settings) -> Theme:
    """Return the chosen theme; "auto" is light by day and dark at night."""
    if settings.theme in THEMES:
        return THEMES[settings.theme]
    return THEMES["light" if 7 <= datetime.now().astimezone().hour < 19 else "dark"]


class App:
    """Runs scenes on a screen; `tick` does exactly one frame, `run` all until the end.

    It draws only what changed: a frame in which nothing did touches no pixel. `find_levels` is
    called when levels are first wanted; without it, they are those of `Library.default`.
    """

    def __init__(
        self, screen: Screen, saves: Saves, find_levels: Callable[[], Library] | None = None
    ) -> None:
        self.screen = screen
        self.saves = saves
        self.settings = saves.settings()
        self.notice = saves.notice
        self.sounds = Sounds(lambda name: asset("sounds", name))
        self.gamepads = Gamepads()
        self.running = True
        self._find_levels = find_levels
        self._bindings = Bindings()
        self._scenes: list[Scene] = []
        self._shade: Surface | None = None
        self.size = screen.surface.get_size()
        self.kit = self._kit_now()
        self._obey()

    @cached_property
    def library(self) -> Library:
        """The levels, looked for when they are first wanted."""
        if self._find_levels is not None:
            return self._find_levels()
        from sandpit.library import Library

        return Library.default()

    @property
    def scene(self) -> Scene:
        """The scene that is on top."""
        return self._scenes[-1]

    def go(self, name: str, ticket: Ticket | None = None) -> None:
        """Leave all open scenes and open one of the table.

        Where it cannot be opened, because its level cannot be used, the `notice` says why, and
        the present scenes stay; with none open, the error is raised.
        """
        try:
            scene = make_scene(name, self, ticket or Ticket())
        except SandpitError as error:
            if not self._scenes:
                raise
            self.notice = str(error)
            self.sounds.play(Cue.NO)
            return
        if self._scenes:
            scene.shows_focus = self.scene.shows_focus
        self._scenes.clear()
        self.lay(scene)

    def push(self, name: str) -> None:
        """Open a scene of the table on top of the present one."""
        self.lay(make_scene(name, self, Ticket()))

    def lay(self, scene: Scene) -> None:
        """Lay a scene on top of the present one."""
        if self._scenes:
            scene.shows_focus = self.scene.shows_focus
        self._scenes.append(scene)
        self.layout()

    def pop(self) -> None:
        """Close the topmost scene and go on with the one below."""
        shows_focus = self.scene.shows_focus
        self._scenes.pop()
        if not self._scenes:
            self.quit()
            return
        self.scene.shows_focus = shows_focus
        self.layout()

    def change(self, settings: Settings) -> None:
        """Store new settings, then act on them."""
        try:
            self.saves.store_settings(settings)
        except SaveError as error:
            self.notice = error.message
        self.apply(settings)

    def apply(self, settings: Settings) -> None:
        """Act on new settings without storing them yet."""
        before, self.settings = self.settings, settings
        self._obey()
        looks = ("theme", "text_scale", "fullscreen")
        if any(getattr(before, name) != getattr(settings, name) for name in looks):
            self.screen.fill(whole=settings.fullscreen)
            self.layout()

    def take_notice(self) -> str:
        """Return what the player has still to be told, or nothing; it is told once."""
        notice, self.notice = self.notice, ""
        return notice

    def quit(self) -> None:
        """End the loop after this frame."""
        self.running = False

    def layout(self) -> None:
        """Lay the open scenes out anew for the window's size and the settings."""
        self.size = self.screen.surface.get_size()
        self.kit = self._kit_now()
        if self.scene.over:
            self._shade = self._shaded()
        self.scene.layout(self.size)

    def run(self) -> None:
        """Show frames until the player quits."""
        pygame.key.set_repeat(350, 40)
        self.gamepads.open()
        clock = pygame.time.Clock()
        while self.running:
            rest = 0.0 if self.gamepads.busy else self.scene.rest
            if rest == 0.0:
                self.tick(min(clock.tick(FRAMES) / 1000, _LONGEST_FRAME))
                continue
            # A wait of 0 would be one without end.
            rest = min(rest or _LONGEST_REST, _LONGEST_REST)
            event = pygame.event.wait(max(1, math.ceil(1000 * rest)))
            passed = clock.tick() / 1000
            if event.type != pygame.NOEVENT:
                self.dispatch(event)
            self.tick(passed)
        self.sounds.close()

    def tick(self, dt: float) -> None:
        """Do one frame: take the events, let `dt` seconds pass, draw what changed."""
        for event in pygame.event.get():
            self.dispatch(event)
        if not self.running:
            return
        tilt = self.gamepads.tilt
        pads = self.gamepads.repeats(dt)
        if tilt == (0.0, 0.0) or not self.scene.tilt(tilt, dt):
            pads += self.gamepads.flicks(dt)
        for pad in pads:
            self._press(self._bindings.of_pad(pad))
        self.scene.update(dt)
        self.draw()

    def dispatch(self, event: pygame.event.Event) -> None:
        """Take one event."""
        if not self.running:
            return
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self.screen.settle()
            if self.screen.surface.get_size() != self.size:
                self.layout()
        elif event.type in (pygame.WINDOWMAXIMIZED, pygame.WINDOWRESTORED):
            self.screen.stretch(maximised=event.type == pygame.WINDOWMAXIMIZED)
        elif event.type == pygame.WINDOWEXPOSED:
            self.screen.show([Rect((0, 0), self.size)])
        elif event.type in _MOUSE:
            if event.type == pygame.MOUSEBUTTONDOWN:
                self.scene.shows_focus = False
            self.scene.pointer(event)
            if event.type == pygame.MOUSEMOTION and self._scenes:
                self.screen.point(self.scene.cursor_at(event.pos))
        elif event.type in (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING):
            self._key(event)
        else:
            pad = self.gamepads.heard(event)
            if pad is not None:
                self._press(self._bindings.of_pad(pad))

    def draw(self) -> None:
        """Draw what changed, and show it."""
        surface, scene = self.screen.surface, self.scene
        whole = surface.get_rect()
        rects = [rect.clip(whole) for rect in scene.dirty()]
        rects = [rect for rect in rects if rect.width and rect.height]
        if not rects:
            return
        for area in rects:
            surface.set_clip(area)
            if scene.over and self._shade is not None:
                surface.blit(self._shade, area, area)
            else:
                surface.fill(self.kit.theme.background, area)
            scene.draw(surface, area)
        surface.set_clip(None)
        self.screen.show(rects)

    def _key(self, event: pygame.event.Event) -> None:
        if self.scene.typed(event):
            return
        if event.type == pygame.KEYDOWN:
            self._press(self._bindings.of_key(event.key, event.mod))

    def _press(self, press: Press | None) -> None:
        if press is None:
            return
        self.scene.shows_focus = True
        if press.command is Command.QUIT:
            self.quit()
        elif press.command is Command.MUTE:
            self.change(replace(self.settings, muted=not self.settings.muted))
        elif press.command is Command.FULLSCREEN:
            self.change(replace(self.settings, fullscreen=not self.settings.fullscreen))
        else:
            self.scene.press(press)

    def _kit_now(self) -> Kit:
        """Return the kit for the window's size and the settings: the present one if it fits."""
        scale = scale_for(self.size, self.settings.text_scale)
        theme = theme_for(self.settings)
        present: Kit | None = getattr(self, "kit", None)
        if present is not None and (present.theme, present.type.scale) == (theme, scale):
            return present
        return Kit(theme, Type(scale))

    def _obey(self) -> None:
        self.sounds.volume = self.settings.volume
        self.sounds.muted = self.settings.muted

    def _shaded(self) -> Surface:
        """Return a dimmed picture of the scenes below the topmost one."""
        picture = Surface(self.size)
        picture.fill(self.kit.theme.background)
        for scene in self._scenes[:-1]:
            scene.layout(self.size)
            scene.dirty()
            scene.draw(picture, picture.get_rect())
        veil = Surface(self.size)
        veil.fill(self.kit.theme.background.lerp(pygame.Color("black"), 0.6))
        veil.set_alpha(150)
        picture.blit(veil, (0, 0))
        return picture
