"""The game in a window: the only room that draws, sounds and listens."""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from sandpit.errors import DisplayError

# pygame greets on stdout, where only what was asked for belongs.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

if TYPE_CHECKING:
    from sandpit.desktop.drawing import Picture, draw_picture, picture
    from sandpit.desktop.window import play

__all__ = ["Picture", "draw_picture", "picture", "play"]

_HOMES = {
    "Picture": "drawing",
    "draw_picture": "drawing",
    "picture": "drawing",
    "play": "window",
}


def __getattr__(name: str) -> object:
    """Load what is asked for when it is first asked for: a window opens without the rest.

    Raises DisplayError where another pygame lies over the one that is needed.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    _require_community_edition()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def _require_community_edition() -> None:
    """Raise DisplayError unless `import pygame` gives pygame-ce.

    Both distributions write into one folder: whichever is installed last wins, and removing one
    takes files of the other away.
    """
    import pygame

    if not getattr(pygame, "IS_CE", False):
        pip = f"{sys.executable} -m pip"
        raise DisplayError(
            "pygame is installed over pygame-ce, and Sandpit needs pygame-ce alone",
            cure=f"run `{pip} uninstall -y pygame pygame-ce`, then `{pip} install pygame-ce`",
        )
