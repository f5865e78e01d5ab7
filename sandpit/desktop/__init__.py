"""The game in a window: the only room that draws, sounds and listens."""

from sandpit.desktop.picture import Picture, draw_picture, picture
from sandpit.desktop.window import play

__all__ = ["Picture", "draw_picture", "picture", "play"]
