"""The place where a text cannot be read on as JSON, and what is open there."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

CLOSING: Final = {"{": "}", "[": "]"}
"""Each bracket with the one that closes it."""
_WORD: Final = re.compile(r"(?:[^\W\d]|\$)[\w$-]*")
_PARTS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
"""The texts and the brackets of a document."""


class Told(NamedTuple):
    """A slip: where it is, as an index of the text, what it is, and its cure."""

    at: int
    message: str
    cure: str


@dataclass(frozen=True)
class Spot:
    """The place `at` of a text where JSON cannot be read on; `expected` is what the reader says."""

    text: str
    at: int
    expected: str

    @property
    def sign(self) -> str:
        """The character there, "" at the end."""
        return self.text[self.at : self.at + 1]

    @cached_property
    def before(self) -> int:
        """The place of the last character before that is no white space, or -1."""
        return len(self.text[: self.at].rstrip()) - 1

    @property
    def last(self) -> str:
        """The last character before, "" where there is none."""
        return self.text[self.before] if self.before >= 0 else ""

    @cached_property
    def word(self) -> str:
        """The word that begins there, or ""."""
        match = _WORD.match(self.text, self.at)
        return match[0] if match else ""

    @cached_property
    def opened(self) -> list[int]:
        """The places of the brackets that are open there."""
        stack: list[int] = []
        for part in _PARTS.finditer(self.text, 0, self.at):
            if part[0] in CLOSING:
                stack.append(part.start())
            elif part[0] in "]}" and stack:
                stack.pop()
        return stack

    @property
    def inside(self) -> str:
        """The innermost bracket that is open there, or ""."""
        return self.text[self.opened[-1]] if self.opened else ""

    @cached_property
    def string(self) -> str:
        """The text that ended just before, without its quotation marks, or ""."""
        if self.last != '"':
            return ""
        parts = [part[0] for part in _PARTS.finditer(self.text, 0, self.before + 1)]
        return parts[-1].strip('"') if parts else ""

    def line(self, at: int) -> int:
        """Return the line of a place, counted from 1."""
        return self.text.count("\n", 0, at) + 1

    def told(self, message: str, cure: str, at: int | None = None) -> Told:
        """Return the slip, here or at another place."""
        return Told(self.at if at is None else at, message, cure)
