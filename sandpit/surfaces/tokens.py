"""The words that a formula is made of."""

import re
from enum import Enum, auto
from typing import Final, NamedTuple


class Kind(Enum):
    """What a token is; STRAY is a character that has no meaning in formulas."""

    NUMBER = auto()
    NAME = auto()
    SIGN = auto()
    STRAY = auto()
    END = auto()


class Token(NamedTuple):
    """A word of a formula; `column` counts characters from 1."""

    kind: Kind
    text: str
    column: int

    @property
    def start(self) -> int:
        """Its place in the text, counted from 0."""
        return self.column - 1

    @property
    def end(self) -> int:
        """The place after it, counted from 0."""
        return self.start + len(self.text)


_NAME: Final = r"(?![\d⁰-₟²³¹ˣʸ¼-¾⅐-↉])\w(?:(?![⁰-₟²³¹ˣʸ¼-¾⅐-↉])\w)*"
"""Letters, digits and _, a digit not first; what is raised and fractions belong to no name."""
_TOKEN: Final = re.compile(
    r"(?P<NUMBER>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<NAME>{_NAME}(?:\.{_NAME})*)"
    r"|(?P<SIGN>\*\*|[-+*/^(),])"
    r"|(?P<STRAY>.)",
    re.DOTALL,
)
"""A dot joins names, as in np.sin: no such name is known, but what is meant can be told."""
_KINDS: Final = Kind.__members__


def is_name(text: str) -> bool:
    """Tell whether a text can be written as a name in a formula."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match.lastgroup == "NAME" and "." not in text


def tokens(text: str) -> list[Token]:
    """Cut a formula into its words, closed by an END; blanks of any width stand between them."""
    found: list[Token] = []
    at = _end_of_space(text, 0)
    while match := _TOKEN.match(text, at):
        found.append(Token(_KINDS[str(match.lastgroup)], match.group(), at + 1))
        at = _end_of_space(text, match.end())
    return [*found, Token(Kind.END, "", len(text) + 1)]


def _end_of_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
