"""A formula that cannot be read, as what is wrong with it is looked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sandpit.errors import FormulaError
from sandpit.surfaces.characters import plain
from sandpit.surfaces.foreign import Argument, is_whole
from sandpit.surfaces.tokens import Kind, Token

LONGEST: Final = 90
"""What is to be written instead is not longer than a person reads at a glance."""
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_LOOSE: Final = frozenset(("(", ",", "+", ")", "[", "]", ""))
"""Between these, and at the formula's ends, a sum needs no brackets."""


@dataclass(frozen=True)
class Written:
    """A formula that cannot be read: its text, its words, and the names that it may use."""

    text: str
    words: list[Token]
    names: frozenset[str]
    newcomer: str
    reads: Callable[[str], bool]

    def word(self, at: int) -> Token:
        """Return a word by its index; beyond the first and the last there is nothing."""
        return self.words[at] if 0 <= at < len(self.words) else Token(Kind.END, "", 0)

    def touches(self, at: int) -> bool:
        """Tell whether nothing stands between a word and the one before it."""
        return at > 0 and self.words[at - 1].end == self.words[at].start

    def exactly(self, first: int, last: int) -> str:
        """Return what is written from one word to another, as it stands."""
        return self.text[self.words[first].start : self.words[last].end]

    def between(self, first: int, last: int) -> str:
        """Return what is written from one word to another, in plain characters."""
        return plain(self.exactly(first, last)).strip()

    def is_operand(self, at: int) -> bool:
        """Tell whether a word begins something with a value."""
        return self.word(at).kind in (Kind.NUMBER, Kind.NAME) or self.word(at).text in _OPENING

    def closing(self, opening: int) -> int | None:
        """Return the index of the bracket that closes the one at `opening`."""
        depth = 0
        for at in range(opening, len(self.words)):
            depth += (self.words[at].text in _OPENING) - (self.words[at].text in _CLOSING)
            if depth == 0:
                return at
        return None

    def last_of(self, at: int) -> int | None:
        """Return the last word of the operand that begins with a word: a call has several."""
        opening = at + 1 if self.word(at).kind is Kind.NAME and self._opens(at + 1) else at
        return self.closing(opening) if self._opens(opening) else opening

    def first_of(self, at: int) -> int | None:
        """Return the first word of the operand that ends with a word."""
        if self.word(at).text not in _CLOSING:
            return at if self.word(at).kind in (Kind.NUMBER, Kind.NAME) else None
        depth = 0
        for first in range(at, -1, -1):
            depth += (self.words[first].text in _CLOSING) - (self.words[first].text in _OPENING)
            if depth == 0:
                called = self.word(first - 1)
                return first - 1 if first and called.kind is Kind.NAME else first
        return None

    def _opens(self, at: int) -> bool:
        return self.word(at).text in _OPENING

    def arguments(self, opening: int) -> list[Argument]:
        """Return what stands in the brackets opened by a word, at commas or semicolons apart."""
        last = self.closing(opening) if self._opens(opening) else None
        if last is None or last == opening + 1:
            return []
        parts, start, depth = [], opening + 1, 0
        for at in range(opening, last + 1):
            text = self.words[at].text
            depth += (text in _OPENING) - (text in _CLOSING)
            if at == last or (depth == 1 and text in (",", ";")):
                parts.append(Argument(self.between(start, at - 1) if at > start else ""))
                start = at + 1
        return parts

    def offer(self, fragment: str, first: int, last: int) -> str:
        """Return the cure to write `fragment` in the place of some words, or "" if it is none."""
        if not fragment or len(fragment) > LONGEST or not self.reads(fragment):
            return ""
        around = {self.word(first - 1).text, self.word(last + 1).text}
        loose = around <= _LOOSE or is_whole(fragment)
        fragment = str(fragment)
        return f"write {fragment}" if loose else f"write ({fragment})"

    def error(self, at: int, message: str, cure: str) -> FormulaError:
        """Return the error at a word."""
        return FormulaError(message, column=self.words[at].column, cure=cure)
