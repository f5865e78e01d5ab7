"""What a scene is, and what the app gives to scenes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.cursor import Cursor
from sandpit.desktop.focus import FocusRing
from sandpit.desktop.focus_ring import outline, ring_of
from sandpit.desktop.jobs import Jobs, Workshop
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.sound import Sounds

if TYPE_CHECKING:
    from sandpit.desktop.paint.view import View
    from sandpit.game import Level, Session
    from sandpit.library import Catalogue, Entry, Library, Progression, Saves, Settings


@dataclass(frozen=True)
class Ticket:
    """What a scene is opened for: a level to play, or a game to look back on.

    A level of the library may be given by its `entry` alone: it is read when the scene opens.
    Played `anew`, it begins with a new game also where another one is unfinished. `states` are
    those in which the game that goes on has been stored; `view` is what its plot was painted with.
    """

    level: Level | None = None
    entry: Entry | None = None
    session: Session | None = None
    anew: bool = False
    states: tuple[str, ...] = ()
    view: View | None = None


class Stage(Protocol):
    """What scenes can use and ask for; the app is one."""

    kit: Kit
    size: tuple[int, int]
    settings: Settings
    sounds: Sounds
    saves: Saves
    jobs: Jobs
    notice: str
    refused: set[str]
    """The ids of the levels that could not be opened when they were to be."""

    @property
    def library(self) -> Library:
        """The levels that can be played."""

    @property
    def catalogue(self) -> Catalogue:
        """What these levels say."""

    @property
    def scene(self) -> Scene:
        """The scene that is on top."""

    def go(self, name: str, ticket: Ticket | None = None) -> None:
        """Leave all open scenes and open one of the table `SCENES`; if it cannot be, say why."""

    def push(self, name: str) -> None:
        """Open a scene of the table on top of the present one."""

    def lay(self, scene: Scene) -> None:
        """Lay a scene that is already made on top of the present one."""

    def pop(self) -> None:
        """Close the topmost scene and go on with the one below."""

    def change(self, settings: Settings) -> None:
        """Store new settings, then act on them."""

    def apply(self, settings: Settings) -> None:
        """Act on new settings without storing them yet."""

    def take_notice(self) -> str:
        """Return what the player has still to be told, or nothing; it is told once."""

    def quit(self) -> None:
        """End the program."""


class Scene(ABC):
    """One screen of the game: parts in a layout, the focus among them, and what commands do.

    A scene `over` another lets it shine through. `handlers` says what a command does here, unless
    the part in focus takes it first.
    """

    over: ClassVar[bool] = False
    veiled: ClassVar[bool] = True
    """Whether what shines through is dimmed."""
    start: ClassVar[str] = ""
    """The part that has the focus first."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.workshop = Workshop(stage.jobs)
        self.parts: Sequence[Part] = ()
        self.focus = FocusRing()
        self.shows_focus = False
        self._ring: Rect | None = None
        self._all_stale = True
        self._laid: tuple[tuple[int, int], Kit] | None = None

    @abstractmethod
    def build(self, rect: Rect) -> Sequence[Part]:
        """Make the scene's parts, laid out in a window of this rectangle, in Tab order."""

    @classmethod
    def preparation(cls, stage: Stage, ticket: Ticket) -> Callable[[], Ticket] | None:  # noqa: ARG003
        """Return work after which the scene can be made at once; None where there is none.

        It is done beside the loop, and returns what the scene is then opened for.
        """
        return None

    @property
    def handlers(self) -> Mapping[Command, Callable[[], None]]:
        """What commands do in this scene."""
        return {Command.BACK: self.back, Command.HELP: self.help, Command.MENU: self.menu}

    def back(self) -> None:
        """Leave the scene for the one before."""
        self.stage.pop()

    def help(self) -> None:
        """Open the help."""
        self.stage.push("help")

    def menu(self) -> None:
        """Offer what can be done anywhere."""
        self.stage.push("menu")

    def notify(self) -> None:  # noqa: B027 (it is told elsewhere, or by the next scene)
        """Tell what the stage has to say: a scene that was asked for could not be opened."""

    def layout(self, size: tuple[int, int]) -> None:
        """Lay the scene out for a window's size, and draw all of it in the next frame."""
        self._all_stale = True
        if self._laid == (size, self.stage.kit):
            return
        self._laid = (size, self.stage.kit)
        self.parts = tuple(self.build(Rect((0, 0), size)))
        self.focus.fill([part for part in self.parts if part.focusable], self.start)

    def rebuild(self) -> None:
        """Make the parts anew, because what they show is no longer so."""
        self._laid = None
        self.layout(self.stage.size)

    def update(self, dt: float) -> None:  # noqa: B027 (most scenes have nothing that moves)
        """Let `dt` seconds pass."""

    def wait(self, dt: float) -> None:
        """Take what has been worked out beside the loop, and let time pass for what has not."""
        if self.workshop.busy:
            for part in self.parts:
                part.wait(dt)
            self.workshop.poll()
            if not self.workshop.busy:
                for part in self.parts:
                    part.wait(0.0)

    def close(self) -> None:
        """Let go of all that is under way: the scene is left for good."""
        self.workshop.close()

    @property
    def rest(self) -> float | None:
        """How many seconds nothing will move of itself: 0 while something does, None for ever."""
        return None

    def tilt(self, way: tuple[float, float], dt: float) -> bool:  # noqa: ARG002 (few scenes use it)
        """Take a lean of the gamepad's stick, -1..1 right and down, held for `dt` seconds.

        False if it is of no use here: it then moves the focus.
        """
        return False

    def press(self, press: Press) -> bool:
        """Take a command: the part in focus first, then the scene, then the focus itself."""
        part = self.focused
        if part is not None and part.enabled and part.press(press):
            return True
        handler = self.handlers.get(press.command)
        if handler is not None:
            handler()
            return True
        return self._steer(press)

    def pointer(self, event: pygame.event.Event) -> None:
        """Take a mouse event: the topmost part under it first; a click moves the focus."""
        if event.type == pygame.MOUSEWHEEL:
            self._wheel(event)
            return
        for part in reversed(self.parts):
            if part.pointer(event):
                if part.focusable and event.type == pygame.MOUSEBUTTONDOWN:
                    self.focus.set(part.name)
                return

    def let_go(self) -> None:
        """Forget presses and drags that have begun: another scene comes between."""
        for part in self.parts:
            part.let_go()

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:
        """Return the shape of the mouse's cursor at a pixel: that of the topmost part there."""
        for part in reversed(self.parts):
            if not part.ground and part.rect.collidepoint(pixel):
                return part.cursor_at(pixel)
        return Cursor.ARROW

    def typed(self, event: pygame.event.Event) -> bool:  # noqa: ARG002 (few scenes are typed in)
        """Take a keyboard event before it becomes a command; True if it was used."""
        return False

    def part(self, name: str) -> Part:
        """Return the part called `name`; KeyError if there is none."""
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)

    @property
    def focused(self) -> Part | None:
        """The part in focus."""
        current = self.focus.current
        return current if isinstance(current, Part) else None

    def dirty(self) -> list[Rect]:
        """Return what must be drawn anew, and take it as drawn."""
        ring = self._ring_now()
        if self._all_stale:
            self._all_stale = False
            rects = [Rect((0, 0), self.stage.size)]
        else:
            rects = [rect for part in self.parts if part.stale for rect in part.soiled()]
            if ring != self._ring:
                rects += [rect for rect in (ring, self._ring) if rect is not None]
        for part in self.parts:
            part.stale = False
        self._ring = ring
        return rects

    def draw(self, target: Surface, area: Rect) -> None:
        """Draw what lies in `area`, which is also the target's clip."""
        for layer in (True, False):
            for part in self.parts:
                if part.ground is layer and part.rect.colliderect(area):
                    part.draw(target)
        part_in_focus = self.focused
        if self._ring is not None and part_in_focus is not None:
            outline(target, part_in_focus.ring, self.stage.kit)

    def _ring_now(self) -> Rect | None:
        part = self.focused
        if part is None or not self.shows_focus:
            return None
        return ring_of(part.ring, self.stage.kit)

    def _steer(self, press: Press) -> bool:
        if press.command is Command.NEXT:
            self.focus.turn(1)
        elif press.command is Command.PREVIOUS:
            self.focus.turn(-1)
        else:
            return self.focus.move(press.command)
        return True

    def _wheel(self, event: pygame.event.Event) -> None:
        at = pygame.mouse.get_pos()
        for part in reversed(self.parts):
            if part.rect.collidepoint(at) and part.pointer(event):
                return


def progression(stage: Stage) -> Progression:
    """Return how far the player has come through the levels, and so which of them are open."""
    from sandpit.library import Progression

    saves, chapters = stage.saves, stage.library.chapters
    all_open = stage.settings.all_open

    def readable(entry: Entry) -> bool:
        return entry.id not in stage.refused and stage.catalogue.is_readable(entry)

    return Progression(chapters, saves.all_best(), saves.begun(), all_open, readable)
