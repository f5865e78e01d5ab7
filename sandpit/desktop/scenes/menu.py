"""The menu: what can be done in any scene that has none of its own."""

from sandpit.desktop.button import Weight
from sandpit.desktop.scene import Stage, Ticket
from sandpit.desktop.scenes.dialog import Answer, Dialog


class Menu(Dialog):
    """A few ways out of wherever one is."""

    def __init__(self, stage: Stage, ticket: Ticket) -> None:  # noqa: ARG002 (as the table asks)
        answers = (
            Answer("resume", "Go on", lambda: None, Weight.PRIMARY),
            Answer("help", "Help", lambda: stage.push("help")),
            Answer("settings", "Settings", lambda: stage.push("settings")),
            Answer("title", "Title", lambda: stage.go("title")),
            Answer("quit", "Quit", stage.quit),
        )
        super().__init__(stage, "Menu", "", answers, tall=True)
