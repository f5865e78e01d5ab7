"""The mouse: which clicks belong to a double click."""

import math

import pygame
from pygame.event import Event

from sandpit.desktop.input.keyboard import with_members

DOUBLE = 0.5
"""Two clicks within so many seconds are a double click: as long as desktops take it to be."""

NEAR = 10
"""So many pixels of the screen may lie between the two, for a hand shakes."""


class Mouse:
    """Counts clicks: each press of a button gets a member `clicks`, 1 for a click of its own."""

    def __init__(self) -> None:
        self._passed = math.inf
        self._last: Event | None = None
        self._clicks = 0

    def wait(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        self._passed += dt

    def heard(self, event: Event) -> Event:
        """Take a mouse event; a press comes back with its count."""
        if event.type != pygame.MOUSEBUTTONDOWN:
            return event
        self._clicks = self._clicks + 1 if self._goes_on(event) else 1
        self._passed, self._last = 0.0, event
        return with_members(event, clicks=self._clicks)

    def _goes_on(self, event: Event) -> bool:
        """Tell whether a press is the next of the last one's double click."""
        last = self._last
        if last is None or last.button != event.button or self._passed > DOUBLE:
            return False
        return math.dist(last.pos, event.pos) <= NEAR


def is_second_click(event: Event) -> bool:
    """Tell whether a press is not the first of a double click."""
    return int(getattr(event, "clicks", 1)) > 1
