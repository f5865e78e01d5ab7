"""Opening the game in a window."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from sandpit.desktop.app import App
from sandpit.desktop.jobs import Beside
from sandpit.desktop.scene import Ticket
from sandpit.desktop.screen import Window
from sandpit.errors import SaveError
from sandpit.library.places import save_file
from sandpit.library.saves import Saves

if TYPE_CHECKING:
    from sandpit.library import Library


def open_saves() -> Saves:
    """Return the player's saves; where none can be written, ones that tell so and are forgotten."""
    try:
        return Saves(save_file())
    except SaveError as error:
        saves = Saves.in_memory()
        told = str(error)
        saves.notice = f"{told[:1].upper()}{told[1:]}. This game will not be kept."
        return saves


def play(level: str | None = None, levels: Path | None = None) -> None:
    """Open the window and play until it is closed.

    `level` is an id or a path to begin with; `levels` a folder of further levels. Raises
    LibraryError or LevelError, before the window opens, where they cannot be used.
    """

    def find_levels() -> "Library":
        from sandpit.library import Library

        return Library.default(*([levels] if levels is not None else []))

    first = find_levels().load(level) if level is not None else None
    saves = open_saves()
    try:
        window = Window.of(saves.settings())
        app = App(window, saves, find_levels, Beside())
        if first is None:
            app.go("title")
        else:
            app.go("play", Ticket(level=first))
        app.run()
        with suppress(SaveError):  # whoever has left is told nothing
            saves.store_settings(window.remembered(app.settings))
    finally:
        pygame.quit()
        saves.close()
