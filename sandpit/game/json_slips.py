"""What is wrong in a text that is nearly JSON, and its cure.

The reader of JSON says where it could not go on; what stands there, and what is open there, tells
the slip. Each kind of slip is looked for in turn.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from sandpit.surfaces.characters import INVISIBLE, SIGNS, named

_WORD: Final = re.compile(r"[A-Za-z_$][\w$-]*")
_RUN: Final = re.compile(r"[\w.+%-]*")
_KEY: Final = re.compile(r"\s*[:=]")
_PARTS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
"""The texts and the brackets of a document."""
_SIGNS: Final = frozenset(":,-+.[]{}")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_COMMENTS: Final = ("//", "/*", "#", "-- ", "<!--")
_QUOTES: Final = frozenset("“”„‟‘’‚«»‹›`´'＂「」")
_CURLED: Final = _QUOTES - {"'", "`"}
_CLOSING: Final = {"{": "}", "[": "]"}
_OTHERS: Final = {
    "```": ("the fence of a code block is no part of the file", "delete the line"),
    **dict.fromkeys(
        ("<<<<<<<", "=======", ">>>>>>>"),
        (
            "two versions of the file stand here, one below the other",
            "keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>",
        ),
    ),
    **dict.fromkeys(("...", "…"), ("something is left out here", "write it in full")),
}
"""What other programs and people write into a file that is not JSON yet."""
_CONSTANTS: Final = {
    **dict.fromkeys(
        ("none", "null", "nil", "undefined", "na", "n"), "write null, or leave the key out"
    ),
    **dict.fromkeys(("true", "yes", "on", "t", "y"), "write true"),
    **dict.fromkeys(("false", "no", "off", "f"), "write false"),
    **dict.fromkeys(("nan", "inf", "infinity"), "give a number: JSON has no such value"),
    **{"pi": "write 3.141592653589793", "tau": "write 6.283185307179586"},
}


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
            if part[0] in _CLOSING:
                stack.append(part.start())
            elif part[0] in "]}" and stack:
                stack.pop()
        return stack

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


def slip_of(text: str, at: int, expected: str) -> Told:
    """Return what is wrong where the reader of JSON stopped with the message `expected`."""
    spot = Spot(text, at, expected)
    for look in _LOOKS:
        if told := look(spot):
            return told
    return spot.told(
        expected[:1].lower() + expected[1:],
        "a comma, bracket or quotation mark may be missing, or the file cut short",
    )


def _empty(spot: Spot) -> Told | None:
    if spot.text.strip():
        return None
    return spot.told("the file is empty", "begin it with {, or start from `sandpit new`", 0)


def _comment(spot: Spot) -> Told | None:
    if not spot.text.startswith(_COMMENTS, spot.at):
        return None
    return spot.told("JSON has no comments", 'delete it; in a level, write a "comment" member')


def _no_part(spot: Spot) -> Told | None:
    """Look for what other programs leave in a file."""
    found = (told for mark, told in _OTHERS.items() if spot.text.startswith(mark, spot.at))
    told = next(found, None)
    return spot.told(*told) if told else None


def _inside_text(spot: Spot) -> Told | None:
    """Look for what a text may not hold."""
    if spot.expected.startswith("Invalid control character"):
        return _control_character(spot)
    if spot.expected.startswith("Invalid \\u"):
        return spot.told(
            r"\u must be followed by the code of a character", r"write four digits after it: \u00e9"
        )
    if spot.expected.startswith("Invalid \\"):
        return spot.told("a backslash has a meaning of its own in a text", r"write \\ for one")
    if spot.expected.startswith("Unterminated"):
        return spot.told("this text is never closed", "end it with a quotation mark")
    return None


def _control_character(spot: Spot) -> Told:
    """Tell what cannot stand in a text as it is: a line break, a tab, what nobody sees."""
    if spot.sign in "\r\n":
        written = spot.text[spot.text.rfind('"', 0, spot.at) + 1 : spot.at].rstrip(" ,")
        if written[-1:] in _CURLED and not _CURLED & set(written[:-1]) and written:
            return _closed_by(spot, written[-1])
        cure = r"write \n for it, or close the text with a quotation mark"
        return spot.told("a text has a line break in it", cure)
    cure = r"write \t for a tab" if spot.sign == "\t" else "delete it"
    return spot.told(f"a text has {_named(spot.sign)} in it", cure)


def _trailing_comma(spot: Spot) -> Told | None:
    after = spot.text[spot.at + 1 :].lstrip()[:1]
    # From Python 3.13 on the reader stops at the comma, before at the bracket.
    place = spot.at if spot.sign == "," and after in ("}", "]") else None
    if spot.sign in ("}", "]") and spot.last == ",":
        place = spot.before
    if place is not None:
        said = "there is a comma too many before the bracket that closes"
        return spot.told(said, "delete the comma", place)
    if spot.sign == "," and spot.last in (",", "{", "["):
        return spot.told("there is a comma too many", "delete it")
    return None


def _quotation_mark(spot: Spot) -> Told | None:
    if spot.sign in _QUOTES and spot.sign:
        said = f"{_named(spot.sign)} is not a quotation mark in JSON"
        return spot.told(said, 'use the straight ones, as in "title"')
    curled = next((sign for sign in spot.string if sign in _CURLED), "")
    if curled and spot.expected.startswith("Expecting") and not spot.sign.isspace():
        return _closed_by(spot, curled)
    if spot.sign == '"' and spot.last == '"' and spot.before == spot.at - 1 and not spot.string:
        return spot.told("there is a quotation mark too many", "begin and end a text with one")
    if spot.sign.isalnum() and spot.text[spot.at - 1 : spot.at] == '"':
        said = "there is a quotation mark inside a text"
        return spot.told(said, r"write \" for one, or “ and ”", spot.at - 1)
    return None


def _closed_by(spot: Spot, mark: str) -> Told:
    said = f"a text is closed by {_named(mark)}, which is not a quotation mark in JSON"
    return spot.told(said, 'use the straight ones, as in "title"')


def _other_sign(spot: Spot) -> Told | None:
    """Look for a sign of JSON as other keyboards and word processors write it."""
    if spot.sign == "\\":
        return spot.told("a backslash has no meaning outside a text", "delete it")
    plain = unicodedata.normalize("NFKC", spot.sign)
    plain = plain if plain in _SIGNS else SIGNS.get(spot.sign, "")
    if not spot.sign or spot.sign.isascii() or plain not in _SIGNS:
        return None
    return spot.told(f"{_named(spot.sign)} has no meaning here", f"write {plain} instead")


def _blank(spot: Spot) -> Told | None:
    """Look for blanks that JSON does not know."""
    if not spot.sign or not (spot.sign in INVISIBLE or spot.sign.isspace()):
        return None
    cure = "use an ordinary space" if spot.sign.isspace() else "delete it: it cannot be seen"
    return spot.told(f"{_named(spot.sign)} has no meaning here", cure)


def _number(spot: Spot) -> Told | None:
    """Look for a number that is written as elsewhere."""
    start = spot.at
    while start and (spot.text[start - 1].isalnum() or spot.text[start - 1] in "._+-"):
        start -= 1
    run = _RUN.match(spot.text, start)
    written = run[0] if run else ""
    if _is_decimal_comma(spot):
        whole = re.search(r"[0-9]+$", spot.text[: spot.before])
        decimals = re.match(r"[0-9]*", spot.text[spot.at :])
        assert whole is not None
        assert decimals is not None
        return spot.told(
            "there is a comma inside a number", f"write {whole[0]}.{decimals[0]}", whole.start()
        )
    if re.fullmatch(r"[0-9]{3}", written) and re.search(r"[0-9]{1,3} $", spot.text[:start]):
        return spot.told("there is a space inside a number", "take it out", start - 1)
    if re.fullmatch(r"[+-][A-Za-z]\w*", written):
        return spot.told(f"{written[:40]} is not a number in JSON", "write it in digits", start)
    if spot.sign and spot.sign in "/*^" and written:
        return spot.told("JSON holds numbers, not sums", "work it out, and write the result")
    if not re.match(r"[+-]?\.?[0-9]", written) or _NUMBER.fullmatch(written):
        return None
    return spot.told(f"{written[:40]} is not a number in JSON", _plain_number(written), start)


def _is_decimal_comma(spot: Spot) -> bool:
    between_digits = spot.text[spot.at - 2 : spot.at - 1].isdigit() and spot.sign.isdigit()
    inside = spot.opened and spot.text[spot.opened[-1]] == "{"
    return bool(inside and between_digits and spot.text[spot.at - 1 : spot.at] == ",")


def _plain_number(written: str) -> str:
    """Return the cure for a number written as in other languages."""
    sign = "-" if written.startswith("-") else ""
    digits = written.lstrip("+-").replace("_", "")
    if re.fullmatch(r"0[xXbBoO][0-9a-fA-F]+", digits):
        try:
            return f"write {sign}{int(digits, 0)}"
        except ValueError:
            pass
    if re.fullmatch(r"[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?", digits) and digits != ".":
        whole, _, rest = digits.partition(".")
        mantissa = whole.lstrip("0") if whole.strip("0") and "e" not in whole.lower() else "0"
        if "e" in whole.lower():
            return f"write {sign}{digits.lstrip('0') or '0'}"
        return (
            f"write {sign}{mantissa}.{rest or '0'}" if "." in digits else f"write {sign}{mantissa}"
        )
    return "write it in digits, or in quotation marks if it is a text"


def _prefix(spot: Spot) -> Told | None:
    """Look for a letter before a text, which means something in other languages."""
    if not spot.word or not spot.text.startswith('"', spot.at + len(spot.word)):
        return None
    said = f"{spot.word[:40]} stands before the quotation mark of a text"
    return spot.told(said, "delete it")


def _word(spot: Spot) -> Told | None:
    """Look for a word without quotation marks."""
    if not spot.word:
        return None
    inside = spot.text[spot.opened[-1]] if spot.opened else ""
    shown = spot.word[:40]
    if inside == "{" and spot.last in ("{", ","):
        if _KEY.match(spot.text, spot.at + len(spot.word)):
            said = f"the name {shown} has no quotation marks"
            return spot.told(said, f'write "{shown}"')
        return spot.told(f"{shown} is here in place of a name", f'write "{shown}": and its value')
    if spot.last not in (":", "[", ","):
        return None
    if spot.word.lower() in _CONSTANTS:
        return spot.told(f"{shown} is not a word in JSON", _CONSTANTS[spot.word.lower()])
    alone = re.match(r"\s*[,}\]]", spot.text[spot.at + len(spot.word) :])
    cure = f'write "{shown}"' if alone else "put the text in quotation marks"
    return spot.told(f"{shown} has no quotation marks", cure)


def _after_end(spot: Spot) -> Told | None:
    if not spot.expected.startswith("Extra data"):
        return None
    if spot.sign in ("}", "]"):
        return spot.told("there is a bracket too many", "delete it")
    return spot.told("something follows after the end", "delete it, or move it inside")


def _brackets(spot: Spot) -> Told | None:
    """Look for brackets that do not fit each other, or are not closed."""
    if spot.sign == "(":
        return spot.told("( is not a bracket in JSON", "write [ for a list, { for an object")
    if not spot.opened:
        return None
    opening = spot.opened[-1]
    bracket = spot.text[opening]
    line = spot.line(opening)
    if not spot.sign:
        missing = " ".join(_CLOSING[spot.text[at]] for at in reversed(spot.opened[-6:]))
        said = f"the file ends before the {bracket} of line {line} is closed"
        return spot.told(said, f"add {missing} where it belongs; the file may be cut short")
    if (
        spot.sign in ("}", "]", ")")
        and spot.sign != _CLOSING[bracket]
        and spot.last not in (",", ":")
    ):
        said = f"{spot.sign} does not close the {bracket} of line {line}"
        return spot.told(said, f"write {_CLOSING[bracket]}")
    return None


def _member(spot: Spot) -> Told | None:
    """Look for a name without a value, and for signs of other languages between the two."""
    if spot.sign in ("=", ";") and spot.expected.startswith("Expecting"):
        right = ":" if spot.sign == "=" or "':'" in spot.expected else ","
        return spot.told(f"{spot.sign} has no meaning here", f"write {right} instead")
    if spot.last == ":" and spot.sign in (",", "}", "]"):
        return spot.told("a name has no value after it", "give it one, or leave the name out")
    if spot.expected.startswith("Expecting ':'"):
        said = f'the name "{spot.string[:40]}" has no value after it'
        cure = "put : and a value after it"
        listed = spot.sign in (",", "}")
        return spot.told(said, f"{cure}, or write [ and ] for a list" if listed else cure)
    if spot.sign == ":" and spot.opened and spot.text[spot.opened[-1]] == "[":
        return spot.told("a list cannot have names in it", "use { and } for names with values")
    return None


def _number_as_name(spot: Spot) -> Told | None:
    if not (spot.expected.startswith("Expecting property name") and spot.sign.isdigit()):
        return None
    return spot.told("a name has no quotation marks", "write it in quotation marks")


def _missing_comma(spot: Spot) -> Told | None:
    if not spot.expected.startswith("Expecting ','") or not re.match(r'["\w{\[-]', spot.sign):
        return None
    line = spot.line(spot.before)
    unit = spot.last.isdigit() and spot.word not in ("", "true", "false", "null")
    if unit and line == spot.line(spot.at) and not _KEY.match(spot.text, spot.at + len(spot.word)):
        return spot.told(f"{spot.word[:40]} stands behind a number", "delete it")
    cure = f"put one at the end of line {line}" if line < spot.line(spot.at) else "put one there"
    return spot.told("a comma is missing before this", cure)


def _no_object(spot: Spot) -> Told | None:
    if spot.before >= 0 or not spot.sign:
        return None
    return spot.told("the file holds no JSON object", "begin it with {")


def _named(sign: str) -> str:
    return named(sign) if sign else "the end"


_LOOKS: Final[tuple[Callable[[Spot], Told | None], ...]] = (
    _empty,
    _inside_text,
    _comment,
    _no_part,
    _trailing_comma,
    _quotation_mark,
    _blank,
    _other_sign,
    _after_end,
    _member,
    _brackets,
    _number,
    _number_as_name,
    _prefix,
    _word,
    _missing_comma,
    _no_object,
)
