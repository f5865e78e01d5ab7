"""The shapes of the mouse's cursor: what can be done where it is."""

from enum import Enum

import pygame


class Cursor(Enum):
    """A shape of the cursor, by the constant that the desktop knows it by."""

    ARROW = pygame.SYSTEM_CURSOR_ARROW
    """Here is only something to look at."""
    HAND = pygame.SYSTEM_CURSOR_HAND
    """Here something can be pressed or pulled."""
    CROSS = pygame.SYSTEM_CURSOR_CROSSHAIR
    """Here a place can be chosen."""
    TEXT = pygame.SYSTEM_CURSOR_IBEAM
    """Here one can type."""
