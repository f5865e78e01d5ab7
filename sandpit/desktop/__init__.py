"""The game in a window: the only room that draws, sounds and listens."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

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
    """Load what is asked for when it is first asked for: a window opens without the rest."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
