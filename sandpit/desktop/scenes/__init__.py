"""The table of scenes: one file and one line add a scene."""

from collections.abc import Callable, Mapping
from importlib import import_module

from sandpit.desktop.scene import Scene, Stage, Ticket

SCENES: Mapping[str, str] = {
    "title": "Title",
    "chapters": "Chapters",
    "play": "Play",
    "result": "Result",
    "settings": "SettingsScene",
    "help": "Help",
}
"""Every scene's name, which is its module's too, with its class.

A scene's module is loaded when it is first opened: the title does not wait for the others.
"""


def make_scene(name: str, stage: Stage, ticket: Ticket) -> Scene:
    """Return a scene of the table, made from its stage and what it is opened for."""
    module = import_module(f"{__name__}.{name}")
    maker: Callable[[Stage, Ticket], Scene] = getattr(module, SCENES[name])
    return maker(stage, ticket)
