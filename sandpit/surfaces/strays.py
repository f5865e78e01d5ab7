"""Characters that have no meaning in formulas, and what is written for them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from sandpit.errors import FormulaError
from sandpit.surfaces import unknown
from sandpit.surfaces.characters import (
    INVISIBLE,
    RAISED,
    SIGNS,
    lowered,
    named,
    plain_number,
)
from sandpit.surfaces.expression import CONSTANTS, FUNCTIONS
from sandpit.surfaces.foreign import JUMPS, SPELLED, Argument, spelling_of
from sandpit.surfaces.tokens import Kind
from sandpit.surfaces.written import Written

_WHAT_IS_KNOWN: Final = "a formula is made of numbers, names, brackets and + - * / ^"
_ROOTS: Final = {"√": "sqrt({0:in})", "∛": "{0}^(1/3)", "∜": "{0}^(1/4)"}
_LATEX: Final = {"cdot": "*", "times": "*", "div": "/", "ast": "*", "over": "/"}
_ADVICE: Final = {
    "=": "keep only what is to the right of =",
    ";": "leave it out",
    "!": "spell out the product, such as 1*2*3*4",
    "#": 'leave the note out; a level has a "comment" for it',
    "$": "leave it out",
    **dict.fromkeys("'′", "a derivative is worked out by the game: give the height alone"),
    "∞": "a formula has no infinity: give a number",
    "∑": "spell out the terms",
    "Σ": "spell out the terms",
    "∏": "spell out the factors",
    "∫": "spell out the result",
    "∂": "the slopes are worked out by the game: give the height alone",
    "∇": "the slopes are worked out by the game: give the height alone",
    **dict.fromkeys("<>≤≥≠?:&", unknown.NO_CASES),
    "±": "a formula has one value: choose + or -",
    **dict.fromkeys(
        '"“”„‘’‚`´«»', "leave it out: only the whole formula stands in quotation marks"
    ),
    **dict.fromkeys("≈≅≡→", "keep only what is to the right of it"),
    **dict.fromkeys("…", "spell out every term"),
    **dict.fromkeys("⌊⌋⌈⌉", f"{JUMPS.why}: {JUMPS.cure}"),
}


def explained(written: Written, at: int) -> FormulaError:
    """Return what is wrong with a character that has no meaning, and what is written for it."""
    sign = written.words[at].text
    message = f"{named(sign)} has no meaning here"
    return written.error(at, message, _cure(written, at, sign))


def _cure(written: Written, at: int, sign: str) -> str:
    if sign in INVISIBLE or not sign.isprintable():
        return "delete it: it cannot be seen"
    for cure in (_special, _raised, _operator, _root, _digits):
        if told := cure(written, at, sign):
            return told
    return _ADVICE.get(sign, _WHAT_IS_KNOWN)


def _special(written: Written, at: int, sign: str) -> str:
    return _SPECIAL[sign](written, at) if sign in _SPECIAL else ""


def _operator(written: Written, at: int, sign: str) -> str:
    """Return the cure for another form of an operator or a bracket."""
    if sign not in SIGNS:
        return ""
    plain = SIGNS[sign]
    if unknown.is_index(written, at):
        return unknown.PARTS
    if plain in "()":
        return _bracket(written, at)
    first = written.first_of(at - 1) if at else None
    last = written.last_of(at + 1) if written.is_operand(at + 1) else None
    if plain in "+-*/^" and last is not None and (first is not None or plain in "+-"):
        left = written.between(first, at - 1) if first is not None else ""
        around = " " if plain in "+-" and left else ""
        whole = f"{left}{around}{plain}{around}{written.between(at + 1, last)}"
        if written.reads(whole) and len(whole) < 60:
            return f"write {whole}"
    return f"use {plain} from the keyboard"


def _bracket(written: Written, at: int) -> str:
    """Return the cure for a bracket of another shape: its pair is round too."""
    last = written.closing(at)
    inner = written.between(at + 1, last - 1) if last is not None and last > at + 1 else ""
    return f"write ({inner})" if inner and written.reads(inner) else "use ( and ) alone"


def _raised(written: Written, at: int, sign: str) -> str:
    """Return the cure for a power that is raised above the line."""
    if not RAISED.match(sign):
        return ""
    last = at
    while RAISED.match(written.word(last + 1).text):
        last += 1
    power = lowered(written.exactly(at, last))
    first = written.first_of(at - 1) if at else None
    if first is None:
        return f"put ^{Argument(power)} after what it is a power of"
    base = Argument(written.between(first, at - 1))
    whole = f"{base}^{Argument(power)}"
    return f"write {whole}" if written.reads(whole) else f"use ^{Argument(power)} instead"


def _root(written: Written, at: int, sign: str) -> str:
    """Return the cure for the sign of a root."""
    template = _ROOTS.get(sign)
    if template is None:
        return ""
    last = written.last_of(at + 1) if written.is_operand(at + 1) else None
    if last is None:
        return f"spell it as in {template.format(Argument('x'))}"
    inner = written.arguments(at + 1) or [Argument(written.between(at + 1, last))]
    tight = last + 1 < len(written.words) and written.touches(last + 1)
    if tight and written.is_operand(last + 1):
        return f"put what the root is of in brackets, as in {template.format(Argument('x'))}"
    cure = written.offer(template.format(*inner), at, last)
    return cure or f"spell it as in {template.format(Argument('x'))}"


def _digits(written: Written, at: int, sign: str) -> str:
    """Return the cure for digits of another script, or for a fraction in one character."""
    last, number = at, plain_number(sign)
    if not number:
        return ""
    while number.isdigit() and written.word(last + 1).kind is Kind.STRAY:
        more = plain_number(written.word(last + 1).text)
        if not more.isdigit():
            break
        number, last = number + more, last + 1
    before = written.word(at - 1)
    if unicodedata.name(sign, "").startswith("SUBSCRIPT"):
        if before.kind is not Kind.NAME:
            return ""
        name = before.text + number
        return f"write {name}" if name in written.names else f"put it on the line, as in {name}"
    if before.kind is Kind.NUMBER and written.touches(at):
        joined = before.text + number if number.isdigit() else f"({before.text} + {number})"
        return f"write {joined}"
    return f"write {number}"


def _bars(written: Written, at: int) -> str:
    bars = re.compile(r"\|([^|]+)\|").match(written.text, written.words[at].start)
    if bars is None:
        return "use abs(x) for |x|"
    inner = bars[1].strip()
    return f"write abs({inner})" if written.reads(inner) else "use abs(x) for |x|"


def _percent(written: Written, at: int) -> str:
    number, after = written.word(at - 1), written.word(at + 1)
    share = number.kind is Kind.NUMBER and not written.is_operand(at + 1)
    if share and after.text not in ("-",):
        return f"write {float(number.text) / 100!r}"
    return "there is no remainder here: use sin or cos for what repeats"


def _degrees(written: Written, at: int) -> str:
    first = written.first_of(at - 1) if at else None
    if first is None:
        return ""
    base = Argument(written.between(first, at - 1))
    return written.offer(f"{base}*pi/180", first, at) or "angles are in radians"


def _backslash(written: Written, at: int) -> str:
    """Return the cure for a command of LaTeX."""
    command = written.word(at + 1)
    if command.kind is not Kind.NAME:
        return "leave it out"
    name = command.text
    if name in _LATEX:
        return f"use {_LATEX[name]}"
    if name in ("left", "right", "big", "Big", "displaystyle", "mathrm", "operatorname", "text"):
        return f"leave out \\{name}"
    if name.endswith("_") and (cure := unknown.subscripted(written, at + 1, at)):
        return cure
    foreign, opens = spelling_of(name), written.word(at + 2).text in ("(", "{", "[")
    last = written.closing(at + 2) if opens else None
    if foreign is not None and last is not None:
        arguments = written.arguments(at + 2)
        if written.word(last + 1).text == "{":
            arguments += written.arguments(last + 1)
            last = written.closing(last + 1) or last
        if name == "sqrt" and len(arguments) == 2:  # \sqrt[3]{x}
            foreign, arguments = SPELLED["root"], arguments[::-1]
        if all(map(written.reads, arguments)):
            cure = written.offer(foreign.spell(arguments), at, last)
            return cure or f"leave out the \\ before {name}"
    return f"write {name}" if name in CONSTANTS else f"leave out the \\ before {name}"


def _semicolon(written: Written, at: int) -> str:
    """Return the cure for a semicolon: in a call it parts arguments, as in a spreadsheet."""
    opening, depth = at, 0
    while opening > 0 and depth < 1:
        opening -= 1
        depth += {"(": 1, ")": -1}.get(written.words[opening].text, 0)
    called = depth == 1 and written.word(opening - 1).text in FUNCTIONS
    return unknown.several(written, at).cure if called else ""


def _quote(written: Written, at: int) -> str:
    """Return the cure for a quotation mark that parts thousands, or that begins the formula."""
    before, after = written.word(at - 1), written.word(at + 1)
    inside = written.touches(at) and written.touches(at + 1)
    if inside and before.text.isdigit() and re.fullmatch(r"[0-9]{3}(?:\.[0-9]*)?", after.text):
        return f"write {before.text}{after.text}"
    return "" if at else _ADVICE['"']


def _dot(written: Written, at: int) -> str:
    """Return the cure for an operator with a dot before it: those of lists of numbers."""
    follows = written.word(at + 1).text
    return f"leave out the point before {follows}" if follows in ("*", "/", "^", "**") else ""


_SPECIAL: Final[Mapping[str, Callable[[Written, int], str]]] = {
    **dict.fromkeys("'’ʼ", _quote),
    ".": _dot,
    "|": _bars,
    ";": _semicolon,
    "%": _percent,
    "°": _degrees,
    "\\": _backslash,
}
