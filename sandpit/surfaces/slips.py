"""What is wrong in a formula that cannot be read, and how it is mended.

A cure that begins with "write" names what can be read and means what was meant; where that cannot
be known, the cure says what a formula may have there instead.
"""

from collections.abc import Callable, Mapping
from typing import Final

from sandpit.errors import FormulaError
from sandpit.surfaces import strays, unknown
from sandpit.surfaces.characters import INVISIBLE
from sandpit.surfaces.expression import CONSTANTS, FUNCTIONS
from sandpit.surfaces.limits import LIMITS
from sandpit.surfaces.numerals import decimal_comma, misspelt
from sandpit.surfaces.tokens import Kind
from sandpit.surfaces.unread import Slip, Unread
from sandpit.surfaces.written import Written


def explained(written: Written, unread: Unread) -> FormulaError:
    """Return what is wrong with a formula, as a person is told it."""
    return _EXPLAIN[unread.slip](written, unread.at)


def _unknown(written: Written, at: int) -> FormulaError:
    """Say what a name that is not known is, unless it stands to the left of = or is cut in two."""
    after = written.word(at + 1)
    if after.kind is Kind.STRAY and after.text in INVISIBLE and written.touches(at + 1):
        return strays.explained(written, at + 1)
    equals = next((i for i, word in enumerate(written.words) if word.text == "="), -1)
    return strays.explained(written, equals) if equals > at else unknown.explained(written, at)


def _hollow(written: Written, at: int) -> FormulaError:
    said = f"{written.words[at].text} has nothing in its brackets"
    return written.error(at, said, "put its argument between them")


def _unclosed(written: Written, at: int) -> FormulaError:
    return written.error(at, "this bracket is never closed", "add the missing bracket")


def _missing(written: Written, at: int) -> FormulaError:
    """Say that a number, a name or a bracket had to come next."""
    token = written.words[at]
    if token.kind is Kind.STRAY:
        return strays.explained(written, at)
    if token.kind is Kind.END:
        cure = "add a number, a name or a bracket at its end"
        return written.error(at, "the formula stops in the middle", cure)
    before = f" after {written.words[at - 1].text}" if at else ""
    cure = "put a number, a name or a bracket before it"
    if at and token.text in ("/", "^", "*") and token.text == written.words[at - 1].text[-1]:
        rounding = ": nothing is rounded" if token.text == "/" else ""
        cure = f"keep one {token.text} alone{rounding}"
    return written.error(at, f"{token.text} cannot stand here{before}", cure)


def _unexpected(written: Written, at: int) -> FormulaError:
    """Say that an operator, or a closing bracket, had to come next."""
    token = written.words[at]
    if token.kind is Kind.STRAY:
        return strays.explained(written, at)
    if token.text == ")":
        return written.error(at, "this bracket was never opened", "leave it out")
    if token.text == ",":
        return _comma(written, at)
    return misspelt(written, at) or _no_operator(written, at)


def _comma(written: Written, at: int) -> FormulaError:
    cure = "a formula gives one height; a decimal point is written as in 1.5"
    return written.error(at, ", has no meaning here", decimal_comma(written, at) or cure)


def _no_operator(written: Written, at: int) -> FormulaError:
    before, token = written.words[at - 1], written.words[at]
    if token.kind is Kind.NAME and token.text not in {*written.names, *FUNCTIONS}:
        return unknown.explained(written, at)
    said = f"there is no operator between {before.text[:20]} and {token.text[:20]}"
    first, last = written.first_of(at - 1), written.last_of(at)
    cure = ""
    if before.text in CONSTANTS and token.text == "(" and written.word(at + 1).text == ")":
        return written.error(at, f"{before.text} is not a function", "leave out the brackets")
    if first is not None and last is not None:
        left, right = written.between(first, at - 1), written.between(at, last)
        product = f"{left}*{right}"
        if written.word(first - 1).text in ("/", "^", "**"):
            shared = f"{written.between(first - 2, first - 1)}({product})" if first > 1 else ""
            apart = f"{written.between(first - 2, first - 1)}{product}" if first > 1 else ""
            if written.reads(shared) and written.reads(apart):
                cure = f"write {shared} or {apart}, whichever is meant"
        else:
            cure = written.offer(product, first, last)
    return written.error(at, said, cure or "put a * between them")


def _too_large(written: Written, at: int) -> FormulaError:
    said = f"{written.words[at].text[:20]} is too large a number"
    return written.error(at, said, "use a number below 1e308")


def _too_deep(written: Written, at: int) -> FormulaError:
    said = f"the formula is nested more than {LIMITS.depth} deep"
    return written.error(at, said, "use fewer brackets inside each other")


def _too_many(written: Written, at: int) -> FormulaError:
    said = f"the formula has more than {LIMITS.nodes} parts"
    return written.error(at, said, "shorten it, or use a sum of several surfaces")


_EXPLAIN: Final[Mapping[Slip, Callable[[Written, int], FormulaError]]] = {
    Slip.UNKNOWN: _unknown,
    Slip.BARE: unknown.without_brackets,
    Slip.HOLLOW: _hollow,
    Slip.SEVERAL: unknown.several,
    Slip.UNCLOSED: _unclosed,
    Slip.MISSING: _missing,
    Slip.UNEXPECTED: _unexpected,
    Slip.TOO_LARGE: _too_large,
    Slip.TOO_DEEP: _too_deep,
    Slip.TOO_MANY: _too_many,
}
