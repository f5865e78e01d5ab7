"""Which characters of a text the game's own typeface has no picture of."""

import pytest

from sandpit.library.typeface import characters, lacking, seen

TEXTS = {
    "plain": (),
    "Größe, naïve, Ω, Жук, ½ − ×": (),
    "明 and 明 and 月": ("明", "月"),
    "line\nend\tand a joiner\u200d": (),
    "a sign that chooses a picture\ufe0f\U000e0100": (),
    "\x00\x7f\u2028\u2029": (),
    "\U0001f3d4\ufe0f": ("\U0001f3d4",),
}


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_each_character_that_is_lacking_is_told_once(text: str) -> None:
    assert lacking(text) == TEXTS[text]


@pytest.mark.parametrize("char", ["\n", "\x00", "\u200d", "\u2028", "\u2029", "\ufe00", "\ufe0f"])
def test_what_steers_a_text_has_no_picture(char: str) -> None:
    assert not seen(char)


def test_what_has_a_picture_is_seen() -> None:
    assert all(seen(char) for char in "aé明\ufe10\u0301 ")
    assert {"a", "é", "Ж", "Ω"} <= characters()
    assert "明" not in characters()
