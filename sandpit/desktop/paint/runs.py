"""Text in scripts that the game's typeface lacks: set in runs, each in one font of the system."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import NamedTuple

import pygame
from pygame import Color, Surface
from pygame.font import Font

from sandpit.desktop.paint.system_fonts import SystemFonts
from sandpit.library.typeface import lacking, seen

Fonts = Callable[[str | None], Font]
"""Gives the font of a file at the size that is wanted; None stands for the game's own."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}
_WIDE = frozenset({"W", "F"})

_SCRIPTS = {
    **{"ARABIC": "Arab", "BENGALI": "Beng", "DEVANAGARI": "Deva", "GUJARATI": "Gujr"},
    **{"GURMUKHI": "Guru", "HEBREW": "Hebr", "KANNADA": "Knda", "KHMER": "Khmr", "LAO": "Laoo"},
    **{"MALAYALAM": "Mlym", "MYANMAR": "Mymr", "ORIYA": "Orya", "SINHALA": "Sinh"},
    **{"SYRIAC": "Syrc", "TAMIL": "Taml", "TELUGU": "Telu", "THAI": "Thai", "TIBETAN": "Tibt"},
}
"""The scripts whose letters change beside one another, after the first word of their names."""

TALLEST = 1.6
"""A font that is so many times higher than the game's own has pictures of one size only."""


class Run(NamedTuple):
    """A piece of text in one font and one direction; `file` is None for the game's own font."""

    text: str
    file: str | None
    leftwards: bool


def runs(text: str, system: SystemFonts) -> list[Run]:
    """Cut one line of text into runs: a word is in one font wherever one has all of it."""
    pieces: list[tuple[str, str | None]] = []
    for word in _words(text):
        pieces += _in_fonts(word, system)
    found = []
    joined = _joined(pieces, leftwards=_is_leftwards(text))
    for (file, leftwards), group in groupby(joined, lambda piece: piece[1:]):
        found.append(Run("".join(piece[0] for piece in group), file, leftwards))
    return found


def _joined(
    pieces: list[tuple[str, str | None]], *, leftwards: bool
) -> Iterator[tuple[str, str | None, bool]]:
    """Give blanks the look of what they stand between, if it is one, or else the line's own."""
    looks = [(file, _is_leftwards(text)) for text, file in pieces]
    for i, (text, file) in enumerate(pieces):
        look = looks[i]
        if text.isspace():
            beside = looks[max(0, i - 1) : i + 2 : 2]
            look = beside[0] if len(set(beside)) == 1 else (file, leftwards)
        yield (text, *look)


def _in_fonts(word: str, system: SystemFonts) -> list[tuple[str, str | None]]:
    """Return a word in the game's font or one of the system's, or cut where no font has it all."""
    if not lacking(word):
        return [(word, None)]
    drawn = "".join(filter(seen, word))
    whole = system.file_for(drawn)
    if whole is not None:
        return [(word, whole)]
    cut: list[tuple[str, str | None]] = []
    for char in word:
        if cut and (not seen(char) or unicodedata.category(char).startswith("M")):
            cut[-1] = (cut[-1][0] + char, cut[-1][1])
            continue
        file = system.file_for(char) if lacking(char) else None
        if cut and cut[-1][1] == file:
            cut[-1] = (cut[-1][0] + char, file)
        else:
            cut.append((char, file))
    return cut


def set_text(
    text: str, fonts: Fonts, color: Color | tuple[int, ...], width: int, system: SystemFonts
) -> Surface:
    """Return text on a transparent ground, broken into lines of `width` pixels; 0 for no end."""
    own = fonts(None)
    lines = [
        line for part in text.split("\n") for line in _broken(part, fonts, width or 1 << 20, system)
    ]
    blank = own.render("\n".join(["A"] * len(lines)), antialias=True, color=color)
    rendered = [_line(line, fonts, color, system) for line in lines]
    picture = Surface(
        (max(1, *(line.get_width() for line in rendered)), blank.get_height()), pygame.SRCALPHA, 32
    )
    for i, line in enumerate(rendered):
        picture.blit(line, (0, i * own.get_linesize()))
    return picture


def _line(text: str, fonts: Fonts, color: Color | tuple[int, ...], system: SystemFonts) -> Surface:
    """Return one line; where its first letter runs to the left, so do its runs."""
    own = fonts(None)
    pieces = [(_run(run, fonts, color), fonts(run.file)) for run in runs(text, system)]
    if _is_leftwards(text):
        pieces.reverse()
    width = sum(picture.get_width() for picture, _ in pieces)
    line = Surface((max(1, width), own.get_height()), pygame.SRCALPHA, 32)
    left = 0
    for picture, font in pieces:
        scaled = picture.get_height() != font.get_height()
        top = 0 if scaled else own.get_ascent() - font.get_ascent()
        line.blit(picture, (left, top))
        left += picture.get_width()
    return line


def _run(run: Run, fonts: Fonts, color: Color | tuple[int, ...]) -> Surface:
    font, height = fonts(run.file), fonts(None).get_height()
    with suppress(pygame.error):  # without HarfBuzz all is set to the right, letter by letter
        font.set_direction(pygame.DIRECTION_RTL if run.leftwards else pygame.DIRECTION_LTR)
        font.set_script(_script(run.text))
    picture = font.render(run.text, antialias=True, color=color)
    if picture.get_height() <= TALLEST * height:
        return picture
    width = max(1, round(picture.get_width() * height / picture.get_height()))
    return pygame.transform.smoothscale(picture, (width, height))


def _broken(text: str, fonts: Fonts, width: int, system: SystemFonts) -> list[str]:
    """Break a paragraph into lines, at blanks and between wide characters, else anywhere."""
    lines, room = [""], width
    for piece in _breakable(text):
        wide = _width(piece.rstrip(), fonts, system)
        parts = [piece] if wide <= width else list(piece)
        for part in parts:
            wide = _width(part.rstrip(), fonts, system)
            if wide > room and lines[-1]:
                lines.append("")
                room = width
            lines[-1] += part
            room -= _width(part, fonts, system)
    return [line.rstrip() for line in lines]


def _width(text: str, fonts: Fonts, system: SystemFonts) -> int:
    return sum(_run(run, fonts, (0, 0, 0)).get_width() for run in runs(text, system))


def _words(text: str) -> Iterator[str]:
    """Cut a text into words and blanks."""
    for _, chars in groupby(text, str.isspace):
        yield "".join(chars)


def _breakable(text: str) -> Iterator[str]:
    """Cut a text behind its blanks and beside its wide characters."""
    piece = ""
    for char in text:
        if piece and _parts(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _parts(before: str, after: str) -> bool:
    """Return whether a line may end between two characters."""
    if after.isspace() or _clings(after):
        return False
    return before.isspace() or bool(
        _WIDE & {unicodedata.east_asian_width(char) for char in (before, after)}
    )


def _clings(char: str) -> bool:
    """Return whether a character begins no line: closing marks and what joins the one before."""
    return unicodedata.category(char) in {"Pe", "Pf", "Po", "Mn", "Mc", "Me"}


def _script(text: str) -> str:
    """Return the script of a text's first letter by its code in ISO 15924, else "Zyyy"."""
    names = (unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha())
    return _SCRIPTS.get(next(names, ""), "Zyyy")


def _is_leftwards(text: str) -> bool:
    """Return whether the first letter with a direction of its own runs to the left."""
    strong = (way for way in map(unicodedata.bidirectional, text) if way in _STRONG)
    return next(strong, "L") in _RIGHT_TO_LEFT
