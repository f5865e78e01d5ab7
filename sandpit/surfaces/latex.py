"""Formulas written as LaTeX, to be set as mathematics."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sandpit.surfaces.expression import NEGATE, Expression, Name, Number, write_number

_SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4, 5
_NAMED: Final = {
    **{name: rf"\{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp")},
    **{f"a{name}": rf"\arc{name}" for name in ("sin", "cos", "tan")},
    **{"log": r"\ln", "sinc": r"\mathrm{sinc}"},
}
_GREEK: Final = re.compile(
    "alpha|beta|[Gg]amma|[Dd]elta|epsilon|zeta|eta|[Tt]heta|iota|kappa|[Ll]ambda|mu|nu|[Xx]i|[Pp]i"
    "|rho|[Ss]igma|tau|[Uu]psilon|[Pp]hi|chi|[Pp]si|[Oo]mega"
)
_NAME: Final = re.compile(r"(.*?)_*([0-9]+|(?<=_)[^_]+)?_*")
_STARTS_WITH_NUMBER: Final = re.compile(r"[0-9]|\\frac\{[0-9]")
_TALL: Final = re.compile(r"\\frac|\\left\([^()]* [-+] ")
"""What is too small to be read above the line: fractions and sums."""
_STARTS_WITH_WORD: Final = re.compile(r"\\mathrm")
_ENDS_WITH_WORD: Final = re.compile(r"\\mathrm\{[^{}]*\}(_\{[^{}]*\})?$")


@dataclass(frozen=True)
class _Set:
    """A part's LaTeX, how tightly it binds, and, of a function's value, its head and argument."""

    text: str
    tightness: int = _ATOM
    head: str = ""
    argument: str = ""

    def at_least(self, tightness: int) -> str:
        return self.text if self.tightness >= tightness else _bracketed(self.text)


def latex(expression: Expression) -> str:
    r"""Return a formula for LaTeX's mathematical mode.

    Quotients become fractions, `abs` bars, `exp(u)` a power of e unless u is a sum or has a
    fraction, which would be too small to be read; a multiplication is a \cdot where its right
    side starts with a number, a thin space beside a name of many letters, and nothing elsewhere.
    """
    return expression.fold(_leaf, _apply)[-1].text


def _leaf(node: Number | Name) -> _Set:
    if isinstance(node, Name):
        return _Set(name_latex(node.name))
    mantissa, _, exponent = write_number(node.value).partition("e")
    if not exponent:
        return _Set(mantissa)
    return _Set(rf"{mantissa} \cdot 10^{{{int(exponent)}}}", _PRODUCT)


def name_latex(name: str) -> str:
    """Return a name with its trailing number, or what follows its underscore, as an index."""
    match = _NAME.fullmatch(name)
    stem, index = match.groups() if match else (name, None)
    if not stem:
        stem, index = name.replace("_", r"\_"), None
    if _GREEK.fullmatch(stem):
        stem = rf"\{stem}"
    elif len(stem) > 1:
        stem = rf"\mathrm{{{_plain(stem)}}}"
    return f"{stem}_{{{_plain(index)}}}" if index else stem


def _plain(text: str) -> str:
    return text.replace(r"\_", "_").replace("_", r"\_")


def _bracketed(text: str) -> str:
    return rf"\left({text}\right)"


def _apply(operation: str, operands: tuple[_Set, ...]) -> _Set:
    if operation in _OPERATORS:
        return _OPERATORS[operation](*operands)
    inner = operands[0].text
    if operation == "exp" and operands[0].tightness != _SUM and not _TALL.search(inner):
        return _Set(f"e^{{{inner}}}", _POWER)
    if operation in _AROUND:
        before, after = _AROUND[operation]
        return _Set(before + inner + after)
    head = _NAMED[operation]
    if operation == "exp":  # its power is never written above its name
        return _Set(head + _bracketed(inner))
    return _Set(head + _bracketed(inner), head=head, argument=inner)


def _product(left: _Set, right: _Set) -> _Set:
    factors = left.at_least(_SIGNED), right.at_least(_POWER)
    between = " "
    if _STARTS_WITH_NUMBER.match(factors[1]):
        between = r" \cdot "
    elif _ENDS_WITH_WORD.search(factors[0]) or _STARTS_WITH_WORD.match(factors[1]):
        between = r" \, "
    return _Set(between.join(factors), _SIGNED if left.tightness == _SIGNED else _PRODUCT)


def _quotient(above: _Set, below: _Set) -> _Set:
    if above.tightness == _SIGNED:
        return _Set(rf"-\frac{{{above.text[1:]}}}{{{below.text}}}", _SIGNED)
    return _Set(rf"\frac{{{above.text}}}{{{below.text}}}", _POWER)


def _power(base: _Set, exponent: _Set) -> _Set:
    if base.head and exponent.text.isdigit():
        return _Set(f"{base.head}^{{{exponent.text}}}{_bracketed(base.argument)}", _POWER)
    return _Set(f"{base.at_least(_ATOM)}^{{{exponent.text}}}", _POWER)


_OPERATORS: Final[Mapping[str, Callable[..., _Set]]] = {
    "+": lambda a, b: _Set(f"{a.text} + {b.at_least(_PRODUCT)}", _SUM),
    "-": lambda a, b: _Set(f"{a.text} - {b.at_least(_PRODUCT)}", _SUM),
    "*": _product,
    "/": _quotient,
    "^": _power,
    NEGATE: lambda a: _Set("-" + a.at_least(_PRODUCT), _SIGNED),
}
_AROUND: Final = {
    "sqrt": (r"\sqrt{", "}"),
    "abs": (r"\left|", r"\right|"),
}
