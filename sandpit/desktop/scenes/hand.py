"""Who plays: what the controls of the play screen ask for."""

from typing import Protocol

from sandpit.desktop.jobs import Workshop
from sandpit.desktop.plot import Player
from sandpit.desktop.scenes.tools import Worker


class Hand(Player, Worker, Protocol):
    """Who plays: what the board's controls ask for."""

    def ask_restart(self) -> None:
        """Start again."""

    def ask_give_up(self) -> None:
        """Give up."""

    def menu(self) -> None:
        """Open the menu."""

    def point(self, number: int | None) -> None:
        """Point at a reading."""

    @property
    def still(self) -> bool:
        """Whether nothing is to move but what must."""

    @property
    def workshop(self) -> Workshop:
        """Who works out what takes long."""

    @property
    def pending(self) -> bool:
        """Whether the end of the game is being worked out."""

    @property
    def page(self) -> int:
        """Which of PAGES the side column shows."""

    def turn(self, page: int) -> None:
        """Show another of PAGES."""
