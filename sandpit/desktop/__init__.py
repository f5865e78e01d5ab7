"""The game in a window: the only room that draws, sounds and listens."""
