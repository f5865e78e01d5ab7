"""Toasts: words stay long enough to be read, then go."""

import pytest
from pygame import Rect

from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.toast import Toast

SLOW_READER = 3.0
"""Seconds for the dozen words of the longest remark, at 240 words a minute."""


@pytest.fixture
def toast() -> Toast:
    return Toast(Rect(0, 0, 600, 400), Kit(THEMES["light"], Type(1.0)))


def pass_time(toast: Toast, seconds: float) -> None:
    for _ in range(round(seconds * 60)):
        toast.update(1 / 60)


def test_words_stay_as_long_as_they_take_to_read_and_no_longer_than_a_few_seconds(
    toast: Toast,
) -> None:
    toast.say("Overshot: the slope has turned round. Try a smaller rate.")
    pass_time(toast, SLOW_READER)
    assert toast.text
    pass_time(toast, 2.0)
    assert not toast.text
    assert toast.rect.size == (0, 0)


def test_newer_words_have_their_own_time(toast: Toast) -> None:
    toast.say("one")
    pass_time(toast, SLOW_READER)
    toast.say("two")
    pass_time(toast, SLOW_READER)
    assert toast.text == "two"
