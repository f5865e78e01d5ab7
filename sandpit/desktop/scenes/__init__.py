"""The table of scenes: one file and one line add a scene."""

from collections.abc import Callable, Mapping

from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.help import Help
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.scenes.settings import SettingsScene
from sandpit.desktop.scenes.title import Title

SCENES: Mapping[str, Callable[[Stage, Ticket], Scene]] = {
    "title": Title,
    "chapters": Chapters,
    "play": Play,
    "result": Result,
    "settings": SettingsScene,
    "help": Help,
}
"""Every scene by its name, made from the stage it plays on and the ticket it is opened with."""
