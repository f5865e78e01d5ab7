"""The table of scenes: one file and one line add a scene."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from sandpit.desktop.scene import Scene, Stage, Ticket

SCENES: Mapping[str, str] = {
    "title": "Title",
    "chapters": "Chapters",
    "play": "Play",
    "result": "Result",
    "settings": "SettingsScene",
    "help": "Help",
    "menu": "Menu",
}
"""Every scene's name, which is its module's too, with its class.

A scene's module is loaded when it is first opened: the title does not wait for the others.
"""


class Maker(Protocol):
    """A class of scenes that the table names."""

    def __call__(self, stage: Stage, ticket: Ticket, /) -> Scene:
        """Make the scene from its stage and what it is opened for."""

    def preparation(self, stage: Stage, ticket: Ticket, /) -> Callable[[], Ticket] | None:
        """Return work after which it can be made at once; None where there is none."""


def scene_maker(name: str) -> Maker:
    """Return what makes a scene of the table."""
    found: Maker = getattr(import_module(f"{__name__}.{name}"), SCENES[name])
    return found
