"""The game's sounds; silent where there is no audio device."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pygame


class Cue(StrEnum):
    """What can be heard; each is the stem of a file in `assets/sounds`."""

    DIP = "dip"
    STEP = "step"
    WALL = "wall"
    LOCAL = "local"
    FOUND = "found"
    LOST = "lost"
    CLICK = "click"
    NO = "no"


class Sounds:
    """Plays cues at a volume of 0..1; loads each the first time it is wanted.

    `locate` turns a file's name into its path. Without a device, or without a file, nothing is
    heard and nothing fails: a sound only ever repeats what the screen says.
    """

    def __init__(self, locate: Callable[[str], Path]) -> None:
        self._locate = locate
        self._loaded: dict[Cue, pygame.mixer.Sound | None] = {}
        self._open = False
        self._tried = False
        self.volume = 1.0
        self.muted = False

    def play(self, cue: Cue) -> None:
        """Play a cue, unless it is muted."""
        if self.muted or self.volume <= 0 or not self._device():
            return
        if cue not in self._loaded:
            self._loaded[cue] = self._load(cue)
        sound = self._loaded[cue]
        if sound is not None:
            sound.set_volume(self.volume)
            sound.play()

    def close(self) -> None:
        """Let the audio device go."""
        if self._open:
            pygame.mixer.quit()
            self._loaded.clear()
            self._open = self._tried = False

    def _device(self) -> bool:
        if not self._tried:
            self._tried = True
            try:
                pygame.mixer.init(22_050, -16, 1, 512)
            except pygame.error:
                return False
            self._open = True
        return self._open

    def _load(self, cue: Cue) -> pygame.mixer.Sound | None:
        try:
            return pygame.mixer.Sound(self._locate(f"{cue}.wav"))
        except (OSError, pygame.error):
            return None
