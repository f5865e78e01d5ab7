"""Which levels are open: gently, one after the other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.library import Best, Chapter, Entry, Library, Lock, locks, shipped_levels

WON, LOST = Best(700, 1, 5), Best(200, 0, 9)
LOST_THRICE = Best(200, 0, 9, games=3)


def chapter(name: str, ids: str, order: int | None = None) -> Chapter:
    return Chapter(name, name.title(), "", tuple(Entry(id, Path(id)) for id in ids), order)


SLOPES, GRADIENTS, MINE = (
    chapter("slopes", "abcde", 1),
    chapter("hills", "fg", 2),
    chapter("m", "xy"),
)
COURSE = (SLOPES, GRADIENTS, MINE)


def test_at_first_only_the_first_levels_are_open() -> None:
    assert locks(COURSE, {}) == {
        **{id: Lock(level=before) for before, id in zip("abcd", "bcde", strict=True)},
        "f": Lock(chapter="Slopes"),
        "g": Lock(level="f"),
        "y": Lock(level="x"),
    }


@pytest.mark.parametrize(("best", "opens"), [(WON, True), (LOST, False), (LOST_THRICE, True)])
def test_the_next_level_opens_when_one_is_won_or_tried_three_times(best: Best, opens: bool) -> None:
    assert ("b" not in locks([SLOPES], {"a": best})) is opens


@pytest.mark.parametrize(("done", "opens"), [("ab", False), ("abc", True), ("cde", True)])
def test_the_next_chapter_opens_when_half_of_one_is_done(done: str, opens: bool) -> None:
    found = locks(COURSE, dict.fromkeys(done, WON))
    assert ("f" not in found) is opens
    assert found["g"] == Lock(level="f")


def test_a_chapter_that_is_no_part_of_a_course_is_open() -> None:
    assert "x" not in locks([GRADIENTS, MINE], {})
    assert "f" not in locks([MINE, GRADIENTS], {})
    assert "a" not in locks([GRADIENTS, SLOPES], {})


def test_what_has_been_played_stays_open() -> None:
    assert "g" not in locks(COURSE, {"g": LOST})


@given(st.sets(st.sampled_from("abcdefgxy")), st.sampled_from("abcdefgxy"))
def test_winning_more_never_closes_a_level(won: set[str], another: str) -> None:
    before = locks(COURSE, dict.fromkeys(won, WON))
    after = locks(COURSE, dict.fromkeys(won | {another}, WON))
    assert after.keys() <= before.keys()


def test_whoever_plays_on_opens_the_whole_course() -> None:
    chapters = Library.of(shipped_levels()).chapters
    every = {entry.id for chapter in chapters for entry in chapter.entries}
    won: dict[str, Best] = {}
    for _ in every:
        won |= dict.fromkeys(every - locks(chapters, won).keys(), LOST_THRICE)
    assert not locks(chapters, won)
