"""What is wrong in a text that is nearly JSON, and its cure.

The reader of JSON says where it could not go on; what stands there, and what is open there, tells
the slip. Each kind of slip is looked for in turn.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from sandpit.game.json_numbers import number_slip
from sandpit.game.json_spot import CLOSING, Spot, Told
from sandpit.surfaces.characters import INVISIBLE, SIGNS, named

_KEY: Final = re.compile(r"\s*[:=]")
_SIGNS: Final = frozenset(":,-+.[]{}")
_COMMENTS: Final = ("//", "/*", "#", "-- ", "<!--")
_QUOTES: Final = frozenset("“”„‟‘’‚«»‹›`´'＂「」")
_CURLED: Final = _QUOTES - {"'", "`"}
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


def slip_of(text: str, at: int, expected: str) -> Told:
    """Return what is wrong where the reader of JSON stopped with the message `expected`."""
    spot = Spot(text, at, expected)
    for look in _LOOKS:
        if told := look(spot):
            return told
    return spot.told(
        f"{_named(spot.sign)} has no meaning here",
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
    shown = spot.word[:40]
    if spot.inside == "{" and spot.last in ("{", ","):
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
        missing = " ".join(CLOSING[spot.text[at]] for at in reversed(spot.opened[-6:]))
        said = f"the file ends before the {bracket} of line {line} is closed"
        return spot.told(said, f"add {missing} where it belongs; the file may be cut short")
    if (
        spot.sign in ("}", "]", ")")
        and spot.sign != CLOSING[bracket]
        and spot.last not in (",", ":")
    ):
        said = f"{spot.sign} does not close the {bracket} of line {line}"
        return spot.told(said, f"write {CLOSING[bracket]}")
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
    if spot.sign == ":" and spot.inside == "[":
        return spot.told("a list cannot have names in it", "use { and } for names with values")
    if spot.sign == ":" and spot.expected.startswith("Expecting ','"):
        said = f'"{spot.string[:40]}" stands where the name before it has its value'
        return spot.told(said, "give that name a value, and put a comma after it", spot.before)
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


def _no_name(spot: Spot) -> Told | None:
    if not spot.expected.startswith("Expecting property name"):
        return None
    cure = 'write it in quotation marks, then : and its value, as in "par": 5'
    return spot.told("here a name belongs", cure)


def _no_value(spot: Spot) -> Told | None:
    if not spot.expected.startswith("Expecting value") or not spot.sign:
        return None
    kinds = "a number, a text in quotation marks, [ ], { }, true, false or null"
    return spot.told(f"{_named(spot.sign)} begins no value", f"a value is {kinds}")


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
    number_slip,
    _number_as_name,
    _prefix,
    _word,
    _missing_comma,
    _no_object,
    _no_name,
    _no_value,
)
