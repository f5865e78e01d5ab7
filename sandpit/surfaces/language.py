"""The formula language: from text to an Expression, never by way of Python's own evaluation.

::

    sum     = product { ("+" | "-") product }
    product = signed { ("*" | "/") signed }
    signed  = ("+" | "-") signed | power
    power   = atom [ ("^" | "**") signed ]
    atom    = number | name | function "(" sum ")" | "(" sum ")"

So powers bind tighter than a sign before them and group to the right: -x^2 is -(x^2), and
x^y^z is x^(y^z). `sinc(u)` is sin(u)/u, and 1 at 0. Nothing is multiplied without a `*`.
"""

import math
from collections.abc import Collection

from sandpit.errors import FormulaError
from sandpit.surfaces.expression import (
    CONSTANTS,
    FUNCTIONS,
    NEGATE,
    Builder,
    Expression,
    Name,
    Number,
)
from sandpit.surfaces.limits import LIMITS
from sandpit.surfaces.tokens import Kind, Token, tokens
from sandpit.surfaces.unread import PARAMETER, Slip, Unread


def parse(text: str, names: Collection[str], newcomer: str = PARAMETER) -> Expression:
    """Read a formula in which `names` (axes and parameters), pi and e may occur.

    `newcomer` is the cure for a name that is not known and like no other. Raises FormulaError
    with the column of what cannot be read and a cure.
    """
    if len(text) > LIMITS.length:
        raise FormulaError(
            f"the formula has {len(text)} characters; at most {LIMITS.length} are read",
            cure="shorten it, or use a sum of several surfaces",
        )
    if not text.strip():
        example = f"{min(names, key=len)}^2" if names else "1"
        raise FormulaError("the formula is empty", cure=f"begin with one such as {example}")
    words = tokens(text)
    known = frozenset(names) | frozenset(CONSTANTS)
    try:
        return _Parser(words, known).whole()
    except Unread as unread:
        from sandpit.surfaces.slips import explained  # only a mistake needs it
        from sandpit.surfaces.written import Written

        written = Written(text, words, known, newcomer, lambda part: _reads(part, known))
        raise explained(written, unread) from None


def _reads(text: str, names: frozenset[str]) -> bool:
    """Tell whether a formula can be read; why not is not worked out."""
    try:
        _Parser(tokens(text), names).whole()
    except Unread:
        return False
    return True


class _Parser:
    """Reads tokens from left to right, collecting nodes; each method returns a node's position."""

    def __init__(self, words: list[Token], names: frozenset[str]) -> None:
        self._tokens = words
        self._names = names
        self._at = 0
        self._depth = 0
        self._builder = Builder()

    def whole(self) -> Expression:
        self._sum()
        if self._next.kind is not Kind.END:
            raise Unread(Slip.UNEXPECTED, self._at)
        return self._builder.build()

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *signs: str) -> str:
        """Step over the next token if it is one of `signs`; return it, or nothing."""
        token = self._next
        if token.kind is not Kind.SIGN or token.text not in signs:
            return ""
        self._at += 1
        return token.text

    def _sum(self) -> int:
        left = self._product()
        while sign := self._take("+", "-"):
            left = self._apply(sign, left, self._product())
        return left

    def _product(self) -> int:
        left = self._signed()
        while sign := self._take("*", "/"):
            left = self._apply(sign, left, self._signed())
        return left

    def _signed(self) -> int:
        self._depth += 1
        if self._depth > LIMITS.depth:
            raise Unread(Slip.TOO_DEEP, self._at)
        if sign := self._take("+", "-"):
            inner = self._signed()
            node = self._apply(NEGATE, inner) if sign == "-" else inner
        else:
            node = self._power()
        self._depth -= 1
        return node

    def _power(self) -> int:
        base = self._atom()
        if self._take("^", "**"):
            return self._apply("^", base, self._signed())
        return base

    def _atom(self) -> int:
        at, token = self._at, self._next
        if self._take("("):
            inner = self._sum()
            self._close(at)
            return inner
        if token.kind is Kind.NUMBER:
            return self._number(token)
        if token.kind is not Kind.NAME:
            raise Unread(Slip.MISSING, at)
        self._at += 1
        if token.text in FUNCTIONS:
            return self._call(token.text)
        if token.text not in self._names:
            raise Unread(Slip.UNKNOWN, at)
        return self._builder.add(Name(token.text))

    def _number(self, token: Token) -> int:
        value = float(token.text)
        if not math.isfinite(value):
            raise Unread(Slip.TOO_LARGE, self._at)
        self._at += 1
        return self._builder.add(Number(value))

    def _call(self, function: str) -> int:
        at = self._at
        if not self._take("("):
            raise Unread(Slip.BARE, at - 1)
        if self._take(")"):
            raise Unread(Slip.HOLLOW, at - 1)
        argument = self._sum()
        if self._next.text == ",":
            raise Unread(Slip.SEVERAL, self._at)
        self._close(at)
        return self._apply(function, argument)

    def _apply(self, operation: str, *operands: int) -> int:
        if len(self._builder.nodes) >= LIMITS.nodes:
            raise Unread(Slip.TOO_MANY, self._at)
        return self._builder.apply(operation, *operands)

    def _close(self, bracket: int) -> None:
        if self._take(")"):
            return
        ended = self._next.kind is Kind.END
        raise Unread(Slip.UNCLOSED if ended else Slip.UNEXPECTED, bracket if ended else self._at)
