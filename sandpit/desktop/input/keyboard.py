"""The keyboard: which keys are down, and so which events are presses and which only repeats."""

from collections.abc import Iterator

import pygame
from pygame.event import Event

from sandpit.desktop.input.hold import Hold, Pace

PACE = Pace(0.35, 0.04)
"""A key that is held repeats after so many seconds, and then so often: as desktops do it."""

FIRST_REPEAT = 0.75
"""Seconds after a press in which a desktop repeats the key for the first time: X waits 0.66 s."""

RETURNS = 0.25
"""Seconds after the window has got the focus again in which a key that is held all the while comes
down once more: desktops repeat one every 0.04 s, and a busy machine tells of it later."""

_MODIFIERS = frozenset(
    {
        *(pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT),
        *(pygame.K_RALT, pygame.K_LGUI, pygame.K_RGUI, pygame.K_MODE, pygame.K_CAPSLOCK),
    }
)


def with_members(event: Event, **members: object) -> Event:
    """Return the same event with some of its members otherwise."""
    return Event(event.type, {**event.dict, **members})


def is_repeat(event: Event) -> bool:
    """Tell whether a key's event is no press of its own: the key has been down all the while."""
    return bool(getattr(event, "repeat", False))


class Keyboard:
    """Knows which keys are down; hears every event, for a window that loses the focus tells so.

    A window that is made anew, as some are to fill the screen, sees all keys go up, and those
    still held come down once more: that is no second press.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._pressed: dict[int, float] = {}
        self._down: set[int] = set()
        self._just_up: set[int] = set()
        self._torn: set[int] = set()
        self._returned: float | None = None
        self._hold: Hold[Event] | None = None

    @property
    def busy(self) -> bool:
        """Whether a key is held that repeats, so that frames must go on."""
        return self._hold is not None

    def heard(self, event: Event) -> Event:
        """Take any event; a key that is down already comes back as a repeat."""
        match event.type:
            case pygame.KEYDOWN:
                return self._goes_down(event)
            case pygame.KEYUP:
                self._goes_up(event)
                return event
            case pygame.WINDOWFOCUSLOST:
                self._torn |= self._just_up | self._down
                self._down.clear()
                self._returned = None
                self.let_go()
            case pygame.WINDOWFOCUSGAINED:
                self._returned = 0.0
        return event

    def wait(self, dt: float, late: float = 0.0) -> None:
        """Let `dt` seconds pass, and those by which a frame was late, before its events."""
        self._now += dt + late
        self._just_up.clear()
        if self._returned is not None:
            self._returned += dt
            if self._returned > RETURNS:
                self._torn = {key for key in self._torn if self._repeats_soon(key)}

    def hold(self, event: Event) -> None:
        """Let the key of an event repeat from now on, until it goes up or another goes down."""
        self._hold = Hold(event, PACE)

    def let_go(self) -> None:
        """Let nothing repeat any more until it is pressed again."""
        self._hold = None

    def repeats(self, dt: float) -> Iterator[Event]:
        """Yield the event that a held key gives in a frame of `dt` seconds, if it gives one."""
        if self._hold is not None and self._hold.repeats(dt):
            yield with_members(self._hold.what, repeat=True)

    def _goes_down(self, event: Event) -> Event:
        key = _place(event)
        again = key in self._down or key in self._torn
        self._down.add(key)
        if not again:
            self._pressed[key] = self._now
        self._torn.discard(key)
        self._just_up.discard(key)
        if event.key in _MODIFIERS:
            self._modify(event)
        elif not again:
            self.let_go()
        return with_members(event, repeat=True) if again else event

    def _goes_up(self, event: Event) -> None:
        key = _place(event)
        self._down.discard(key)
        self._just_up.add(key)
        if event.key in _MODIFIERS:
            self._modify(event)
        elif self._hold is not None and _place(self._hold.what) == key:
            self.let_go()

    def _repeats_soon(self, key: int) -> bool:
        """Tell whether a key that is held may not have been repeated for the first time yet."""
        return self._now - self._pressed.get(key, -FIRST_REPEAT) < FIRST_REPEAT

    def _modify(self, event: Event) -> None:
        """Let what is held go on with the modifiers that are held now."""
        if self._hold is not None:
            self._hold.what = with_members(self._hold.what, mod=event.mod)


def _place(event: Event) -> int:
    """Return which key it is: its place, since its code changes with the layout.

    A key without a place has its code, which is never the same number as a place's.
    """
    place = int(getattr(event, "scancode", 0))
    return -place if place else int(event.key)
