"""Why a formula could not be read on, and where: what is to be told of it comes later."""

from enum import Enum, auto
from typing import Final

PARAMETER: Final = 'give it a number under "parameters"'
"""How a name becomes known where a level can have parameters."""


class Slip(Enum):
    """Why a formula could not be read on."""

    UNKNOWN = auto()
    BARE = auto()
    HOLLOW = auto()
    SEVERAL = auto()
    UNCLOSED = auto()
    MISSING = auto()
    UNEXPECTED = auto()
    TOO_LARGE = auto()
    TOO_DEEP = auto()
    TOO_MANY = auto()


class Unread(Exception):  # noqa: N818 (it never leaves the reading of formulas)
    """A formula cannot be read on at the token with the index `at`."""

    def __init__(self, slip: Slip, at: int) -> None:
        super().__init__(slip, at)
        self.slip = slip
        self.at = at
