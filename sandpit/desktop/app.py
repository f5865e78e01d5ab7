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

from sandpit.desktop.bindings import REPEATING, Bindings, Command, Press
from sandpit.desktop.gamepad import Gamepads
from sandpit.desktop.input.door import Door
from sandpit.desktop.input.keyboard import Keyboard, is_repeat
from sandpit.desktop.input.mouse import Mouse
from sandpit.desktop.input.stroke import Stroke
from sandpit.desktop.jobs import AtOnce, Jobs
from sandpit.desktop.layout import scale_for
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

_MOUSE = (
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)
_KEYS = (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING)


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
        self.gamepads = Gamepads()
        self._keyboard = Keyboard()
        self._mouse = Mouse()
        self._door = Door()
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
                self._let_go()
                if self._scenes:
                    self.layout()
            try:
                scene = make()
            except SandpitError as error:
                self._refuse(error, ticket)
            else:
                show(scene)

        open_scene(self, scene_maker(name), ticket, arrive)

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
        self._let_go()
        self.layout()

    def pop(self) -> None:
        """Close the topmost scene and go on with the one below."""
        shows_focus = self.scene.shows_focus
        self._scenes.pop().close()
        if not self._scenes:
            self.quit()
            return
        self.scene.shows_focus = shows_focus
        self._let_go()
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
        pygame.key.set_repeat()  # what repeats, and how often, is the app's own business
        self.gamepads.open()
        clock = pygame.time.Clock()
        while self.running:
            busy = self.gamepads.busy or self._keyboard.busy or self.scene.workshop.busy
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
        self._keyboard.wait(dt, late)
        self._mouse.wait(dt)
        self._door.wait(dt)
        for event in (*events, *pygame.event.get()):
            self.dispatch(event)
        if not self.running:
            return
        self._save_what_waits()
        # What is held may have been pressed in this very frame, however long that was.
        self._repeat(min(dt, _LONGEST_FRAME))
        self.scene.wait(dt)
        self.scene.update(dt)
        self.draw()
        self._come_in_sight()

    def dispatch(self, event: pygame.event.Event) -> None:
        """Take one event."""
        if not self.running:
            return
        event = self._keyboard.heard(event)
        pad = self.gamepads.heard(event)
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
            self._point(self._mouse.heard(event))
        elif event.type in _KEYS:
            self._key(event)
        elif pad is not None and self._door.open:
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

    def _save_what_waits(self) -> None:
        try:
            self.saves.retry()
        except SaveError as error:
            self.notice = error.message

    def _point(self, event: pygame.event.Event) -> None:
        """Take an event of the mouse."""
        if not self._door.lets_in(event):
            return
        if event.type == pygame.MOUSEBUTTONDOWN:
            self.scene.shows_focus = False
        self.scene.pointer(event)
        if event.type == pygame.MOUSEMOTION and self._scenes:
            self.screen.point(self.scene.cursor_at(event.pos))

    def _key(self, event: pygame.event.Event) -> None:
        """Take an event of the keyboard; what goes on while a key is held goes on from now."""
        press = self._bindings.of_key(Stroke.of(event)) if event.type == pygame.KEYDOWN else None
        if not self._door.lets_in(event):
            if press is not None and press.command is Command.QUIT:
                self.quit()
            return
        scene, again = self.scene, is_repeat(event)
        typed = scene.typed(event)
        if not typed and press is not None:
            self._press(press._replace(again=again))
        goes_on = typed or (press is not None and press.command in REPEATING)
        if event.type == pygame.KEYDOWN and not again and goes_on and scene is self.scene:
            self._keyboard.hold(event)

    def _repeat(self, dt: float) -> None:
        """Give what is held down once more, where its time has come."""
        for event in self._keyboard.repeats(dt):
            self._key(event)
        nudges = self.gamepads.repeats(dt)
        tilt = self.gamepads.tilt
        if tilt == (0.0, 0.0) or not self.scene.tilt(tilt, dt):
            nudges += self.gamepads.flicks(dt)
        for nudge in nudges:
            press = self._bindings.of_pad(nudge.pad)
            if press is not None:
                self._press(press._replace(again=nudge.again))

    def _let_go(self) -> None:
        """Another scene comes: what is held, or was pressed before it is seen, is not for it."""
        self._door.shut()
        self._keyboard.let_go()
        self.gamepads.let_go()

    def _come_in_sight(self) -> None:
        """After a scene's first frame: what was pressed while it was made does nothing in it."""
        if self._door.open:
            return
        for event in pygame.event.get():
            self.dispatch(event)
        self._door.unlock()

    def _press(self, press: Press | None) -> None:
        if press is None or (press.again and press.command not in REPEATING):
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
