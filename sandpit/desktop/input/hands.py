"""The player's hands: events of keyboard, mouse and gamepads, as a scene takes them."""

from typing import Protocol

import pygame
from pygame.event import Event

from sandpit.desktop.bindings import REPEATING, Bindings, Command, Press
from sandpit.desktop.gamepad import Gamepads
from sandpit.desktop.input.door import Door
from sandpit.desktop.input.keyboard import Keyboard, is_repeat
from sandpit.desktop.input.mouse import Mouse
from sandpit.desktop.input.stroke import Stroke

_MOUSE = (
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)
_KEYS = (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING)


class Taker(Protocol):
    """What hands act on: whoever shows the scenes."""

    def typed(self, event: Event) -> bool:
        """Take an event of the keyboard as a text; True if it was one."""

    def press(self, press: Press) -> None:
        """Take a command."""

    def point(self, event: Event) -> None:
        """Take an event of the mouse."""

    def tilt(self, way: tuple[float, float], dt: float) -> bool:
        """Take a lean of a stick; False if it is of no use: it then moves the focus."""


class Hands:
    """Tells presses from repeats, and what is meant for a scene from what was meant before it."""

    def __init__(self, taker: Taker) -> None:
        self.door = Door()
        self._taker = taker
        self._bindings = Bindings()
        self._keyboard = Keyboard()
        self._mouse = Mouse()
        self._gamepads = Gamepads()

    @property
    def busy(self) -> bool:
        """Whether something is held that goes on, so that frames must go on too."""
        return self._gamepads.busy or self._keyboard.busy

    def open(self) -> None:
        """Begin to listen."""
        pygame.key.set_repeat()  # what repeats, and how often, is the game's own business
        self._gamepads.open()

    def wait(self, dt: float, late: float) -> None:
        """Let `dt` seconds pass, and those by which the frame before was `late`."""
        self._keyboard.wait(dt, late)
        self._mouse.wait(dt)
        self.door.wait(dt)

    def take(self, event: Event) -> None:
        """Take any event; those that are no hand's change at most what is held."""
        event = self._keyboard.heard(event)
        pad = self._gamepads.heard(event)
        if event.type in _MOUSE:
            event = self._mouse.heard(event)
            if self.door.lets_in(event):
                self._taker.point(event)
        elif event.type in _KEYS:
            self._key(event)
        elif pad is not None and self.door.open:
            self._press(self._bindings.of_pad(pad))

    def repeat(self, dt: float) -> None:
        """Give what is held down once more, where its time has come within `dt` seconds."""
        for event in self._keyboard.repeats(dt):
            self._key(event)
        nudges = self._gamepads.repeats(dt)
        tilt = self._gamepads.tilt
        if tilt == (0.0, 0.0) or not self._taker.tilt(tilt, dt):
            nudges += self._gamepads.flicks(dt)
        for nudge in nudges:
            press = self._bindings.of_pad(nudge.pad)
            self._press(press and press._replace(again=nudge.again))

    def let_go(self) -> None:
        """Another scene comes: what is held, or was pressed before it is seen, is not for it."""
        self.door.shut()
        self._keyboard.let_go()
        self._gamepads.let_go()

    def _key(self, event: Event) -> None:
        """Take an event of the keyboard; what goes on while a key is held goes on from now."""
        press = self._bindings.of_key(Stroke.of(event)) if event.type == pygame.KEYDOWN else None
        if not self.door.lets_in(event):
            if press is not None and press.command is Command.QUIT:
                self._press(press)
            return
        again = is_repeat(event)
        typed = self._taker.typed(event)
        if not typed:
            self._press(press and press._replace(again=again))
        goes_on = typed or (press is not None and press.command in REPEATING)
        if event.type == pygame.KEYDOWN and goes_on and not again and self.door.open:
            self._keyboard.hold(event)

    def _press(self, press: Press | None) -> None:
        if press is not None and (not press.again or press.command in REPEATING):
            self._taker.press(press)
