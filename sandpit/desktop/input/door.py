"""The door of a scene: what was pressed before it could be seen stays outside."""

import pygame
from pygame.event import Event

CLICKS_AFTER = 0.3
"""Seconds after a scene has come in sight before a click counts: sooner, nobody has seen what he
clicks on, for the eye and the hand take a quarter of a second together."""

_PRESSES = frozenset(
    {
        *(pygame.KEYDOWN, pygame.TEXTINPUT, pygame.TEXTEDITING),
        *(pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL),
    }
)


class Door:
    """Shut from when a scene begins to open until its first frame is shown.

    What comes before that frame was meant for the scene before, however long the new one took.
    """

    def __init__(self) -> None:
        self._open = False
        self._passed = 0.0

    @property
    def open(self) -> bool:
        """Whether the scene has been seen."""
        return self._open

    def shut(self) -> None:
        """Another scene comes."""
        self._open, self._passed = False, 0.0

    def unlock(self) -> None:
        """The scene's first frame is shown."""
        self._open = True

    def wait(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        if self._open:
            self._passed += dt

    def lets_in(self, event: Event) -> bool:
        """Tell whether the scene may take an event: releases and motion always may come in."""
        if event.type == pygame.MOUSEBUTTONDOWN:
            return self._open and self._passed >= CLICKS_AFTER
        return self._open or event.type not in _PRESSES
