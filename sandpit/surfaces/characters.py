"""Characters that formulas are pasted with from the web and from word processors."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

SIGNS: Final[Mapping[str, str]] = {
    **dict.fromkeys("−–—‒―‐‑﹣－⁻˗", "-"),
    **dict.fromkeys("×·⋅∙•∗＊✕✖⨯⨉∘・﹡", "*"),
    **dict.fromkeys("÷∕⁄／➗", "/"),
    **dict.fromkeys("ˆ＾↑", "^"),
    **dict.fromkeys("＋﹢➕⁺", "+"),
    **dict.fromkeys("（⟨❨[{［｛", "("),
    **dict.fromkeys("）⟩❩]}］｝", ")"),
    **dict.fromkeys("，﹐、", ","),
    **dict.fromkeys("．﹒。", "."),
}
"""What stands for a sign of the language, and that sign."""

INVISIBLE: Final = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u2061\u2062\u2063"
)
"""Characters that nobody sees."""

SUPERSCRIPTS: Final[Mapping[str, str]] = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸ", "0123456789+-()nxy", strict=True)
)
RAISED: Final = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")

_LOOK_ALIKES: Final = dict(
    zip(
        "асеорхуіјѕԁһԛԝкмнтвгпАВЕЅІЈКМНОРСТХУοχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aceopxyijsdhqwkmhtbrnABESIJKMHOPCTXYoxABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters, and the Latin ones that look like them."""


def named(character: str) -> str:
    """Return what a character is to be called in a message: itself, and its name if it is rare."""
    if character.isascii() and character.isprintable():
        return character
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X} {name}".rstrip()
    blank = character in INVISIBLE or not character.isprintable() or character.isspace()
    return code if blank else f"{character} ({code})"


def plain_letters(word: str) -> str:
    """Return a word in plain letters and digits, for look-alikes and for special forms of them."""
    return "".join(
        _LOOK_ALIKES.get(letter, letter) for letter in unicodedata.normalize("NFKC", word)
    )


def plain_number(character: str) -> str:
    """Return a digit of another script, or a fraction in one character, as a plain number."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    value = unicodedata.numeric(character, None)
    if value is None:
        return ""
    if len(f"{value!r}") <= 6:
        return f"{value!r}".removesuffix(".0")
    above, _, below = unicodedata.normalize("NFKC", character).partition("⁄")
    return f"({above}/{below})" if below else ""  # not everything numeric is a number


def plain(text: str) -> str:
    """Return a text with its signs, superscripts, digits and spaces in their plain spellings."""
    text = RAISED.sub(lambda raised: f"^({lowered(raised[0])})", text)
    signs = (SIGNS.get(sign) or _plain(sign) for sign in text if sign not in INVISIBLE)
    return "".join(signs)


def lowered(raised: str) -> str:
    """Return what a run of superscripts says, on the line."""
    return "".join(SUPERSCRIPTS[sign] for sign in raised)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign.isspace():
        return " "
    return plain_number(sign) or sign
