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

import difflib
import math
from collections.abc import Collection
from typing import Final

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

_OTHER_NAMES: Final = {"ln": "log", "π": "pi", "Π": "pi", "arcsin": "asin", "fabs": "abs"} | {
    "arccos": "acos",
    "arctan": "atan",
    "power": "^",
    "pow": "^",
}


def parse(text: str, names: Collection[str]) -> Expression:
    """Read a formula in which `names` (axes and parameters), pi and e may occur.

    Raises FormulaError with the column of what cannot be read and a cure.
    """
    if len(text) > LIMITS.length:
        raise FormulaError(
            f"the formula has {len(text)} characters; at most {LIMITS.length} are read",
            cure="shorten it, or use a sum of several surfaces",
        )
    if not text.strip():
        example = f"{min(names, key=len)}^2" if names else "1"
        raise FormulaError("the formula is empty", cure=f"write one, such as {example}")
    return _Parser(tokens(text), names).whole()


class _Parser:
    """Reads tokens from left to right, collecting nodes; each method returns a node's position."""

    def __init__(self, words: list[Token], names: Collection[str]) -> None:
        self._tokens = words
        self._names = frozenset(names) | frozenset(CONSTANTS)
        self._at = 0
        self._depth = 0
        self._builder = Builder()

    def whole(self) -> Expression:
        self._sum()
        if self._next.kind is not Kind.END:
            raise self._unexpected()
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
            raise FormulaError(
                f"the formula is nested more than {LIMITS.depth} deep",
                column=self._next.column,
                cure="write it with fewer brackets inside each other",
            )
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
        token = self._next
        if self._take("("):
            inner = self._sum()
            self._close(token)
            return inner
        if token.kind is Kind.NUMBER:
            return self._number(token)
        if token.kind is Kind.NAME:
            self._at += 1
            if token.text in FUNCTIONS:
                return self._call(token)
            return self._builder.add(Name(self._known(token)))
        raise self._missing_operand()

    def _number(self, token: Token) -> int:
        self._at += 1
        value = float(token.text)
        if not math.isfinite(value):
            raise FormulaError(
                f"{token.text[:20]} is too large a number",
                column=token.column,
                cure="write a number below 1e308",
            )
        return self._builder.add(Number(value))

    def _call(self, function: Token) -> int:
        bracket = self._next
        example = f"write {function.text}(...)"
        if not self._take("("):
            said = f"{function.text} is a function and needs brackets after it"
            raise FormulaError(said, column=function.column, cure=example)
        if self._take(")"):
            said = f"{function.text} has nothing in its brackets"
            raise FormulaError(said, column=function.column, cure=example)
        argument = self._sum()
        if self._next.text == ",":
            said = f"{function.text} takes one number, not several"
            cure = "write a decimal point as . and give one number"
            raise FormulaError(said, column=self._next.column, cure=cure)
        self._close(bracket)
        return self._apply(function.text, argument)

    def _apply(self, operation: str, *operands: int) -> int:
        if len(self._builder.nodes) >= LIMITS.nodes:
            raise FormulaError(
                f"the formula has more than {LIMITS.nodes} parts",
                column=self._next.column,
                cure="shorten it, or use a sum of several surfaces",
            )
        return self._builder.apply(operation, *operands)

    def _close(self, bracket: Token) -> None:
        if self._take(")"):
            return
        if self._next.kind is not Kind.END:
            raise self._unexpected()
        said = "this bracket is never closed"
        raise FormulaError(said, column=bracket.column, cure="write the missing )")

    def _known(self, token: Token) -> str:
        """Return a name's text; raises FormulaError with the nearest known one."""
        if token.text in self._names:
            return token.text
        called = self._next.text == "("
        known = sorted({*self._names, *FUNCTIONS})
        nearest = _nearest(token.text, FUNCTIONS if called else known)
        said = f"{token.text[:40]} is not a known {'function' if called else 'name'}"
        listed = ", ".join(FUNCTIONS if called else sorted(self._names)[:12])
        cure = f"did you mean {nearest}?" if nearest else f"known are {listed}"
        raise FormulaError(said, column=token.column, cure=cure)

    def _missing_operand(self) -> FormulaError:
        """Say that a number, a name or a bracket had to come next."""
        token = self._next
        if token.kind is Kind.END:
            return FormulaError(
                "the formula stops in the middle",
                column=token.column,
                cure="write a number, a name or a bracket at its end",
            )
        before = f" after {self._tokens[self._at - 1].text}" if self._at else ""
        return FormulaError(
            f"{token.text} cannot stand here{before}",
            column=token.column,
            cure="write a number, a name or a bracket before it",
        )

    def _unexpected(self) -> FormulaError:
        """Say that an operator, or a closing bracket, had to come next."""
        token, before = self._next, self._tokens[self._at - 1].text
        if token.text == ")":
            return FormulaError(
                "this bracket was never opened", column=token.column, cure="leave it out"
            )
        if token.text == ",":
            cure = "write decimals with a point, as in 1.5"
            return FormulaError(", has no meaning here", column=token.column, cure=cure)
        return FormulaError(
            f"there is no operator between {before[:20]} and {token.text[:20]}",
            column=token.column,
            cure=f"write {before[:20]}*{token.text[:20]}",
        )


def _nearest(name: str, known: Collection[str]) -> str:
    """Return the known name that was probably meant, or nothing."""
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    by_lower = {other.lower(): other for other in known}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    close = difflib.get_close_matches(name[:40], known, n=1, cutoff=0.5)
    return close[0] if close else ""
