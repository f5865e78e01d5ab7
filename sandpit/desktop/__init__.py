"""The game in a window: the only room that draws, sounds and listens."""

import os

# pygame greets on stdout, where only what was asked for belongs.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from sandpit.desktop.picture import Picture, draw_picture, picture
from sandpit.desktop.window import play

__all__ = ["Picture", "draw_picture", "picture", "play"]
