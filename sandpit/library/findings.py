"""What is found of a level file when it is checked."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    NONE = "none"
    """The file is good."""
    WARNING = "warning"
    """It can be used, and its designer should know this of it."""
    ERROR = "error"
    """It cannot be used."""


@dataclass(frozen=True)
class Finding:
    """What is wrong with a file, or doubtful: where, and its cure; no words if it is good."""

    file: str
    pointer: str = ""
    message: str = ""
    cure: str = ""
    severity: Severity = Severity.NONE

    @property
    def good(self) -> bool:
        """Whether it keeps nobody from using the file."""
        return self.severity is not Severity.ERROR


def warning(message: str, *, pointer: str = "", cure: str = "") -> Finding:
    """Return a warning of a level; `check` adds the file."""
    return Finding("", pointer, message, cure, Severity.WARNING)
