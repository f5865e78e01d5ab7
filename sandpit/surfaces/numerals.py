"""Numbers as they are written elsewhere, and how they are written here."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from sandpit.errors import FormulaError
from sandpit.surfaces.tokens import Kind
from sandpit.surfaces.written import Written

_SHAPE: Final = "a number looks like 2, 0.5 or 1e-3"
_ALWAYS: Final[Mapping[re.Pattern[str], Callable[[re.Match[str]], str]]] = {
    re.compile(r"(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)(?![\w.])"): (
        lambda m: f"write {int(m[0], 0)}"
    ),
    re.compile(r"0[xXbBoO][0-9][\w.]*"): lambda m: f"{_SHAPE}, in base ten",  # noqa: ARG005
    re.compile(r"[0-9]+(?:_+[0-9]+)+(?:\.[0-9]+)?"): lambda m: f"write {m[0].replace('_', '')}",
}
"""What is a number in other languages, whatever names there are, and its cure."""
_UNLESS_NAMED: Final[Mapping[re.Pattern[str], Callable[[re.Match[str]], str]]] = {
    re.compile(r"([0-9]*\.?[0-9]+\.?)[eE](?!\w)"): lambda m: (
        f"write {m[1]}e3 or {m[1]}*e, whichever is meant"
    ),
    re.compile(r"([0-9]*\.?[0-9]+)[dDqQ]([+-]?[0-9]{1,3})"): lambda m: f"write {m[1]}e{m[2]}",
    re.compile(r"([0-9]*\.?[0-9]+\.?)[fFlLdD](?!\w)"): lambda m: f"write {m[1]}",
}
"""The same where the letters are not a name of the formula's: half a power, Fortran's, C's."""


def misspelt(written: Written, at: int) -> FormulaError | None:
    """Return what is wrong with a number, if that is why a word cannot follow the one before it."""
    if written.word(at - 1).kind is not Kind.NUMBER:
        return None
    first = at - 1
    if not written.touches(at):
        return _in_groups(written, at) if written.word(at).kind is Kind.NUMBER else None
    while first and written.word(first - 1).kind is Kind.NUMBER and written.touches(first):
        first -= 1
    return _run_together(written, first, at)


def _in_groups(written: Written, at: int) -> FormulaError:
    """Say that two numbers stand side by side: 1 000 is meant for one."""
    first = last = at - 1
    while written.word(last + 1).kind is Kind.NUMBER:
        last += 1
    groups = [word.text for word in written.words[first : last + 1]]
    said = f"there is no operator between {groups[0][:20]} and {groups[1][:20]}"
    if re.fullmatch(r"[1-9][0-9]{0,2}", groups[0]) and all(
        re.fullmatch(r"[0-9]{3}(?:\.[0-9]*)?", g) for g in groups[1:]
    ):
        cure = f"write {''.join(groups)}: a number has no spaces in it"
    else:
        cure = "put one between them, or remove the space"
    return written.error(at, said, cure)


def _run_together(written: Written, first: int, at: int) -> FormulaError | None:
    start, word = written.words[first].start, written.word(at)
    if found := _found(_ALWAYS, written.text, start):
        return _no_number(written, first, *found)
    if word.kind is Kind.NUMBER:
        run = written.text[start : word.end]
        return _no_number(written, first, run, f"{_SHAPE}: one point, and a whole exponent")
    if word.text in written.names and word.text != "e":
        return None
    found = _found(_UNLESS_NAMED, written.text, start)
    return _no_number(written, first, *found) if found else None


def _found(
    patterns: Mapping[re.Pattern[str], Callable[[re.Match[str]], str]], text: str, start: int
) -> tuple[str, str] | None:
    """Return what the first pattern matches, and its cure."""
    matches = ((pattern.match(text, start), cure) for pattern, cure in patterns.items())
    return next(((match[0], cure(match)) for match, cure in matches if match), None)


def _no_number(written: Written, first: int, run: str, cure: str) -> FormulaError:
    return written.error(first, f"{run[:40]} is not a number", cure)


def decimal_comma(written: Written, at: int) -> str:
    """Return the cure for a comma between two numbers that touch it, or nothing."""
    before, after = written.word(at - 1), written.word(at + 1)
    together = written.touches(at) and written.touches(at + 1)
    if before.kind is not Kind.NUMBER or after.kind is not Kind.NUMBER or not together:
        return ""
    if re.fullmatch(r"[0-9]{3}", after.text) and re.fullmatch(r"[1-9][0-9]{0,2}", before.text):
        decimal, thousands = f"{before.text}.{after.text}", f"{before.text}{after.text}"
        return f"write {decimal} for a decimal, {thousands} for thousands"
    if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", before.text) and after.text.isdigit():
        return f"write {before.text.replace('.', '')}.{after.text}"
    if re.fullmatch(r"[0-9]{3}\.[0-9]*", after.text) and before.text.isdigit():
        return f"write {before.text}{after.text}"
    if not (before.text.isdigit() and after.text[0].isdigit() and "." not in after.text):
        return "a number has no comma in it: use a point for decimals, as in 1.5"
    return f"write {before.text}.{after.text}"
