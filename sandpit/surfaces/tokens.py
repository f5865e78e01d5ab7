"""The words that a formula is made of."""

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from sandpit.errors import FormulaError


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    NAME = auto()
    SIGN = auto()
    END = auto()


class Token(NamedTuple):
    """A word of a formula; `column` counts characters from 1."""

    kind: Kind
    text: str
    column: int


_TOKEN: Final = re.compile(
    r"(?P<NUMBER>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<NAME>(?![\d⁰-₟²³¹])\w(?:(?![⁰-₟²³¹])\w)*)"
    r"|(?P<SIGN>\*\*|[-+*/^(),])"
)
_KINDS: Final = Kind.__members__
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_WHAT_IS_KNOWN: Final = "a formula is made of numbers, names, brackets and + - * / ^"
_MEANT: Final = {
    **dict.fromkeys("−–—‒", "write - from the keyboard"),
    **dict.fromkeys("×·⋅∙", "write *"),
    **{"÷": "write /", "²": "write ^2", "³": "write ^3", "√": "write sqrt(...)"},
    **{"|": "write abs(...)", "=": "write only what is to the right of ="},
    **dict.fromkeys("[{", "write ("),
    **dict.fromkeys("]}", "write )"),
}


def is_name(text: str) -> bool:
    """Tell whether a text can be written as a name in a formula."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match.lastgroup == "NAME"


def tokens(text: str) -> list[Token]:
    """Cut a formula into its words, closed by an END; raises FormulaError at a stray sign."""
    found: list[Token] = []
    at = _end_of_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            sign = text[at]
            said = sign if sign.isprintable() else f"U+{ord(sign):04X}"
            cure = _MEANT.get(sign, _WHAT_IS_KNOWN)
            raise FormulaError(f"{said} has no meaning here", column=at + 1, cure=cure)
        found.append(Token(_KINDS[str(match.lastgroup)], match.group(), at + 1))
        at = _end_of_space(text, match.end())
    return [*found, Token(Kind.END, "", len(text) + 1)]


def _end_of_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start
