"""A stroke of a key: what it can be read as, whatever the layout of the keyboard."""

import platform
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pygame
from pygame.event import Event

_MODIFIERS = (
    *(pygame.KMOD_CTRL, pygame.KMOD_SHIFT, pygame.KMOD_ALT),
    *(pygame.KMOD_GUI, pygame.KMOD_MODE),
)
_ALT_GR = pygame.KMOD_RALT | pygame.KMOD_MODE
_TYPING = pygame.KMOD_SHIFT | pygame.KMOD_ALT | pygame.KMOD_MODE


def is_mac() -> bool:
    """Tell whether this is macOS, where the Command key does what Ctrl does elsewhere."""
    return platform.system() == "Darwin"


def held_modifiers(mods: int) -> int:
    """Reduce left and right modifier keys to one flag each, in the form of `Key.mods`.

    Those that lock, as Caps Lock does, do not count.
    """
    held = sum(flag for flag in _MODIFIERS if mods & flag)
    if held & pygame.KMOD_GUI and is_mac():
        return held & ~pygame.KMOD_GUI | pygame.KMOD_CTRL
    return held


_PLACES: Mapping[int, int] = {
    **{
        getattr(pygame, f"KSCAN_{letter.upper()}"): ord(letter) for letter in string.ascii_lowercase
    },
    pygame.KSCAN_COMMA: pygame.K_COMMA,
    pygame.KSCAN_PERIOD: pygame.K_PERIOD,
    pygame.KSCAN_LEFTBRACKET: pygame.K_LEFTBRACKET,
    pygame.KSCAN_RIGHTBRACKET: pygame.K_RIGHTBRACKET,
}
"""The code of the key at a place of an English keyboard, for layouts with other letters."""

_NAMED = 1 << 30
"""Codes from here on are those of keys that type nothing, as the arrows."""


def _types_plain(code: int) -> bool:
    """Tell whether a code is that of a letter, digit or sign that English keyboards have."""
    return 0x20 < code < 0x7F


@dataclass(frozen=True)
class Stroke:
    """A key that goes down: its code on the present layout, the modifiers, its place, its text.

    `mods` are pygame's flags; `place` and `typed` are 0 and empty where nobody knows them.
    """

    code: int
    mods: int = 0
    place: int = 0
    typed: str = ""

    @classmethod
    def of(cls, event: Event) -> "Stroke":
        """Return the stroke of a key's event."""
        place, typed = getattr(event, "scancode", 0), getattr(event, "unicode", "")
        return cls(event.key, event.mod, place, typed)

    @property
    def key(self) -> int:
        """The code of the key itself; with letters other than Latin ones that of its place."""
        foreign = self.code == pygame.K_UNKNOWN or 0x7F < self.code < _NAMED
        return _PLACES.get(self.place, self.code) if foreign else self.code

    @property
    def held(self) -> int:
        """The modifiers that are held, left and right alike."""
        return held_modifiers(self.mods)

    def readings(self) -> Iterator[tuple[int, int]]:
        """Yield what it can be taken for, best first: a code, and the modifiers besides."""
        typed = self.typed.lower()
        if len(typed) == 1 and _types_plain(ord(typed)) and ord(typed) != self.code:
            yield ord(typed), self.held & ~self._spent()
        yield self.key, self.held

    def _spent(self) -> int:
        """Return the modifiers that it takes to type what is not printed on a key as it is.

        They are Shift and AltGr, of which Windows tells as of Ctrl and Alt, and on macOS Option.
        """
        if self.mods & _ALT_GR:
            return _TYPING | pygame.KMOD_CTRL
        return _TYPING if is_mac() else pygame.KMOD_SHIFT
