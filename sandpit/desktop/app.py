"""The app: the loop, the scenes on their stack, and what they share."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.input.hands import Hands
from sandpit.desktop.jobs import AtOnce, Jobs
from sandpit.desktop.layout import scale_for, text_for
from sandpit.desktop.paint.theme import THEMES, Theme
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scene import Scene, Ticket
from sandpit.desktop.scenes import scene_maker
from sandpit.desktop.scenes.opening import Opening, open_scene
from sandpit.desktop.screen import Screen
from sandpit.desktop.sound import Cue, Sounds
from sandpit.errors import SandpitError, SaveError
from sandpit.library.places import asset

if TYPE_CHECKING:
    from sandpit.library import Catalogue, Library, Saves, Settings

FRAMES = 60
"""The most frames a second."""

_LONGEST_REST = 5.0
_RETRY = 0.25
"""Seconds between tries to save what another program's lock keeps from the disk."""

_LONGEST_FRAME = 0.1


def theme_for(settings: Settings) -> Theme:
    """Return the chosen theme; "auto" is light by day and dark at night."""
    if settings.theme in THEMES:
        return THEMES[settings.theme]
    return THEMES["light" if 7 <= datetime.now().astimezone().hour < 19 else "dark"]


class App:
    """Runs scenes on a screen; `tick` does exactly one frame, `run` all until the end.

    It draws only what changed: a frame in which nothing did touches no pixel. `find_levels` is
    called when levels are first wanted; without it, they are those of `Library.default`. Without
    `jobs` that work beside the loop, long work is done at once: the same in each run.
    """

    def __init__(
        self,
        screen: Screen,
        saves: Saves,
        find_levels: Callable[[], Library] | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        self.screen = screen
        self.saves = saves
        self.jobs: Jobs = jobs or AtOnce()
        self.settings = saves.settings()
        self.notice = saves.notice
        self.refused: set[str] = set()
        self.sounds = Sounds(lambda name: asset("sounds", name))
        self.hands = Hands(self)
        self.running = True
        self._find_levels = find_levels
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

    @cached_property
    def catalogue(self) -> Catalogue:
        """What these levels say, as far as anybody has looked."""
        from sandpit.library import Catalogue

        return Catalogue()

    def go(self, name: str, ticket: Ticket | None = None) -> None:
        """Leave all open scenes and open one of the table.

        What it needs is prepared first, beside the loop. Where it cannot be opened, because its
        level cannot be used, the `notice` says why, and the present scenes stay; with none open,
        the error is raised.
        """
        self._open(name, ticket or Ticket(), self._replace)

    def push(self, name: str) -> None:
        """Open a scene of the table on top of the present one."""
        self._open(name, Ticket(), self.lay)

    def _open(self, name: str, ticket: Ticket, show: Callable[[Scene], None]) -> None:
        """Show a scene of the table once it is prepared."""

        def arrive(make: Callable[[], Scene]) -> None:
            if self._scenes and isinstance(self.scene, Opening):
                self._scenes.pop()
                self.hands.let_go()
                if self._scenes:
                    self.layout()
            try:
                scene = make()
            except SandpitError as error:
                self._refuse(error, ticket)
            else:
                show(scene)

        open_scene(self, scene_maker(name), ticket, arrive, first=not self._scenes)

    def _refuse(self, error: SandpitError, ticket: Ticket) -> None:
        """Say why a scene cannot be opened; raise it where nobody could be told."""
        if not self._scenes:
            raise error
        if ticket.entry is not None:
            self.refused.add(ticket.entry.id)
        self.notice = str(error)
        self.sounds.play(Cue.NO)
        self.scene.notify()

    def _replace(self, scene: Scene) -> None:
        """Show a scene in place of all that are open."""
        if self._scenes:
            scene.shows_focus = self.scene.shows_focus
        for former in self._scenes:
            former.close()
        self._scenes.clear()
        self.lay(scene)

    def lay(self, scene: Scene) -> None:
        """Lay a scene on top of the present one."""
        if self._scenes:
            scene.shows_focus = self.scene.shows_focus
            self.scene.let_go()
        self._scenes.append(scene)
        self.hands.let_go()
        self.layout()

    def pop(self) -> None:
        """Close the topmost scene and go on with the one below."""
        shows_focus = self.scene.shows_focus
        self._scenes.pop().close()
        if not self._scenes:
            self.quit()
            return
        self.scene.shows_focus = shows_focus
        self.hands.let_go()
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
        self.hands.open()
        clock = pygame.time.Clock()
        while self.running:
            busy = self.hands.busy or self.scene.workshop.busy
            rest = 0.0 if busy else self.scene.rest
            # What a frame takes beyond `_LONGEST_FRAME` passes for nothing that moves.
            worked = clock.tick(FRAMES if rest == 0.0 else 0) / 1000
            dt = min(worked, _LONGEST_FRAME)
            if rest == 0.0:
                self.tick(dt, late=worked - dt)
                continue
            # A wait of 0 would be one without end.
            rest = min(rest or _LONGEST_REST, _RETRY if self.saves.waiting else _LONGEST_REST)
            event = pygame.event.wait(max(1, math.ceil(1000 * rest)))
            self.tick(dt + clock.tick() / 1000, [event], late=worked - dt)
        for scene in self._scenes:
            scene.close()
        self.jobs.close()
        self.sounds.close()

    def tick(
        self, dt: float, events: Sequence[pygame.event.Event] = (), *, late: float = 0.0
    ) -> None:
        """Do one frame: let `dt` seconds pass, take the events, draw what changed.

        `events` are those that have already been taken from the queue; `late` are the seconds by
        which the frame before took longer than a frame may.
        """
        self.hands.wait(dt, late)
        for event in (*events, *pygame.event.get()):
            self.dispatch(event)
        if not self.running:
            return
        self._save_what_waits()
        # What is held may have been pressed in this very frame, however long that was.
        self.hands.repeat(min(dt, _LONGEST_FRAME))
        self.scene.wait(dt)
        self.scene.update(dt)
        self.draw()
        if not self.hands.door.open:
            # What was pressed while a new scene was made and drawn does nothing in it.
            for event in pygame.event.get():
                self.dispatch(event)
            self.hands.door.unlock()

    def dispatch(self, event: pygame.event.Event) -> None:
        """Take one event."""
        if not self.running:
            return
        self.hands.take(event)
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

    def _save_what_waits(self) -> None:
        try:
            self.saves.retry()
        except SaveError as error:
            self.notice = error.message

    def press(self, press: Press) -> None:
        """Take a command: what is no scene's business itself, all else the scene."""
        self.scene.shows_focus = True
        if press.command is Command.QUIT:
            self.quit()
        elif press.command is Command.MUTE:
            self.change(replace(self.settings, muted=not self.settings.muted))
        elif press.command is Command.FULLSCREEN:
            self.change(replace(self.settings, fullscreen=not self.settings.fullscreen))
        else:
            self.scene.press(press)

    def typed(self, event: pygame.event.Event) -> bool:
        """Take an event of the keyboard as a text; True if the scene could use it."""
        return self.scene.typed(event)

    def tilt(self, way: tuple[float, float], dt: float) -> bool:
        """Take a lean of a gamepad's stick; False if the scene cannot use it."""
        return self.scene.tilt(way, dt)

    def point(self, event: pygame.event.Event) -> None:
        """Take an event of the mouse."""
        if event.type == pygame.MOUSEBUTTONDOWN:
            self.scene.shows_focus = False
        self.scene.pointer(event)
        if event.type == pygame.MOUSEMOTION and self._scenes:
            self.screen.point(self.scene.cursor_at(event.pos))

    def _kit_now(self) -> Kit:
        """Return the kit for the window's size and the settings: the present one if it fits."""
        scale, text = scale_for(self.size), text_for(self.settings.text_scale)
        theme = theme_for(self.settings)
        present: Kit | None = getattr(self, "kit", None)
        if present is not None and present.fits(theme, scale, text):
            return present
        return Kit(theme, Type(scale, text))

    def _obey(self) -> None:
        self.sounds.volume = self.settings.volume
        self.sounds.muted = self.settings.muted

    def _shaded(self) -> Surface:
        """Return a dimmed picture of what is seen of the scenes below the topmost one."""
        picture = Surface(self.size)
        picture.fill(self.kit.theme.background)
        below = self._scenes[:-1]
        whole = [number for number, scene in enumerate(below) if not scene.over]
        for scene in below[whole[-1] if whole else 0 :]:
            scene.layout(self.size)
            scene.dirty()
            scene.draw(picture, picture.get_rect())
        veil = Surface(self.size)
        veil.fill(self.kit.theme.background.lerp(pygame.Color("black"), 0.6))
        veil.set_alpha(150)
        if self.scene.veiled:
            picture.blit(veil, (0, 0))
        return picture
