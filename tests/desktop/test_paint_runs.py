"""Text that the game's own typeface lacks: set in runs of fonts that have it."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pygame
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from pygame import Color, Surface
from pygame.font import Font

from sandpit.desktop.paint.runs import Run, runs, set_text
from sandpit.desktop.paint.system_fonts import SystemFonts
from sandpit.desktop.paint.type import Face, Role, Type
from sandpit.library.typeface import characters, lacking

ALPHABETS = {
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "Serbian": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "Belarusian": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ",
    "Romanian": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "Vietnamese": "aăâbcdđeêghiklmnoôơpqrstuưvxyắộửữ",
    "Turkish": "abcçdefgğhıijklmnoöprsştuüvyz",
}
HEBREW, CHINESE, LATIN = "שלום", "傍晚的沙丘", "abc"

Fonts = Callable[..., SystemFonts]


@pytest.fixture
def fonts(tmp_path: Path) -> Fonts:
    """Makes systems whose fonts have just these characters: each a black box of one em."""
    pygame.font.init()
    numbers = count()

    def make(*charsets: str) -> SystemFonts:
        system = SystemFonts()
        system.files = tuple(
            str(box_font(tmp_path / f"{next(numbers)}.ttf", chars)) for chars in charsets
        )
        return system

    return make


def box_font(path: Path, chars: str) -> Path:
    pen = TTGlyphPen(None)
    corners = [(0, 0), (0, 800), (1000, 800), (1000, 0)]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(char): "box" for char in chars})
    builder.setupGlyf({".notdef": empty, "box": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    builder.save(path)
    return path


def sized(file: str | None) -> Font:
    return Font(file or Face.REGULAR.path, 20)


def text_set(text: str, system: SystemFonts, width: int = 0) -> Surface:
    return set_text(text, sized, Color("black"), width, system)


def ink(picture: Surface) -> int:
    return int((pygame.surfarray.array_alpha(picture) > 128).sum())


def test_the_list_of_characters_is_that_of_the_faces() -> None:
    faces = [{chr(code) for code in TTFont(face.path).getBestCmap()} for face in Face]
    assert characters() == frozenset.intersection(*map(frozenset, faces))


@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS)
def test_the_typeface_has_the_letters_of_a_language(alphabet: str) -> None:
    assert lacking(alphabet + alphabet.upper()) == ()


def test_what_has_no_picture_anywhere_is_not_lacking() -> None:
    assert lacking("a\n\t\u200b\u200d\ufe0f\u2028b") == ()
    assert lacking("שש 傍\n") == ("ש", "傍")


def test_a_text_that_lacks_nothing_asks_for_no_font_of_the_system() -> None:
    program = """
import sys
from pygame import Color
from sandpit.desktop.paint.type import Role, Type
Type(1.0).render("Привет, Ελλάδα, Việt Nam ≈ ∇h", Role.BODY, Color("black"))
assert "pygame.freetype" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_letters_are_drawn_in_a_font_that_has_them(fonts: Fonts) -> None:
    with_it, without = fonts(HEBREW), fonts(LATIN)
    size = 20 * 16
    assert ink(text_set("שלום", with_it)) == pytest.approx(4 * size, rel=0.1)
    assert ink(text_set("שלום", without)) < 3 * size
    assert ink(text_set("abc", fonts())) == ink(sized(None).render("abc", True, Color("black")))


def test_a_word_is_in_one_font_wherever_one_has_all_of_it(fonts: Fonts) -> None:
    system = fonts(HEBREW, HEBREW + LATIN)
    _, all_ = system.files
    assert runs("abc שלabc abc", system) == [
        Run("abc ", None, leftwards=False),
        Run("שלabc", all_, leftwards=True),
        Run(" abc", None, leftwards=False),
    ]
    some = fonts(HEBREW)
    assert [run.file for run in runs("של傍", some)] == [*some.files, None]


def test_blanks_belong_to_the_words_that_they_part(fonts: Fonts) -> None:
    system = fonts(HEBREW + " ")
    (file,) = system.files
    assert runs("שלום שלום", system) == [Run("שלום שלום", file, leftwards=True)]
    assert "".join(run.text for run in runs(" a  של ל b ", system)) == " a  של ל b "


def test_a_line_that_begins_from_the_right_is_laid_from_the_right(fonts: Fonts) -> None:
    system = fonts(HEBREW)
    word = sized(None).size("iii")[0]
    alpha = pygame.surfarray.array_alpha(text_set("שלום iii", system)) > 128
    assert alpha[-word:].sum() > 2 * alpha[:word].sum()


@pytest.mark.parametrize("width", [45, 90, 200])
def test_wide_characters_are_broken_without_blanks(fonts: Fonts, width: int) -> None:
    text = CHINESE * 4
    system = fonts(text)
    picture = text_set(text, system, width)
    assert picture.get_width() <= width
    lines = -(-len(text) // (width // 20))
    line = sized(None).get_linesize()
    assert picture.get_height() == pytest.approx(lines * line, abs=line // 2)
    assert ink(picture) == pytest.approx(len(text) * 20 * 16, rel=0.1)


def test_no_line_begins_with_a_closing_mark(fonts: Fonts) -> None:
    system = fonts(CHINESE + "。")
    picture = text_set("傍晚的。沙丘", system, 60)
    first = picture.subsurface((0, 0, picture.get_width(), sized(None).get_linesize()))
    assert ink(first) == pytest.approx(2 * 20 * 16, rel=0.1)


def test_new_lines_are_kept(fonts: Fonts) -> None:
    picture = text_set("של\n\nום", fonts(HEBREW))
    assert picture.get_height() == sized(None).render("a\n\na", True, "black").get_height()


def test_a_size_that_is_told_is_the_size_that_is_drawn(fonts: Fonts) -> None:
    type_ = Type(1.0)
    for text in ("שלום", "傍 a", "Привет", "abc"):
        drawn = type_.render(text, Role.LABEL, Color("black")).get_size()
        assert type_.size(text, Role.LABEL) == drawn


def test_a_block_that_no_font_has_is_sought_once(fonts: Fonts) -> None:
    system = fonts(LATIN)
    asked: list[str] = []

    class Watched(SystemFonts):
        @property
        def files(self) -> Sequence[str]:  # type: ignore[override]
            asked.append("files")
            return system.files

    watched = Watched()
    assert [watched.file_for(char) for char in CHINESE[:1] * 3 + "傎傏"] == [None] * 5
    assert asked == ["files"]


def test_a_font_that_cannot_be_opened_is_passed_over(fonts: Fonts, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    system = fonts(HEBREW)
    (good,) = system.files
    system.files = (str(broken), str(tmp_path / "missing.ttf"), good)
    assert system.file_for("ש") == good
