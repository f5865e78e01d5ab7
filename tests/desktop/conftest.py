"""An app on a window that nobody sees, and hands to play it with."""

import os
from collections.abc import Callable, Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from sandpit.desktop.app import App
from tests.desktop.hands import make_app


@pytest.fixture
def apps() -> Iterator[Callable[..., App]]:
    """Makes apps; the display is closed afterwards."""
    yield make_app
    pygame.quit()
