"""Which levels are open: gently, one after the other."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.game import Probe, Session
from sandpit.library import (
    Best,
    Chapter,
    Entry,
    Library,
    Lock,
    Progression,
    Saves,
    load_level,
    shipped_levels,
)

WON, LOST = Best(700, 1, 5), Best(200, 0, 9)
LOST_TWICE, LOST_THRICE = (Best(200, 0, 9, games=games) for games in (2, 3))


def chapter(name: str, ids: str, order: int | None = None) -> Chapter:
    return Chapter(name, name.title(), "", tuple(Entry(id, Path(id)) for id in ids), order)


SLOPES, GRADIENTS, MINE = (
    chapter("slopes", "abcde", 1),
    chapter("hills", "fg", 2),
    chapter("m", "xy"),
)
COURSE = (SLOPES, GRADIENTS, MINE)


def way(
    chapters: Iterable[Chapter],
    bests: Mapping[str, Best],
    begun: Iterable[str] = (),
    unreadable: Iterable[str] = (),
) -> Progression:
    """Return a player's way through levels all of which can be read but for some."""
    faulty = set(unreadable)
    return Progression(
        tuple(chapters), bests, frozenset(begun), readable=lambda entry: entry.id not in faulty
    )


def locks(progression: Progression) -> dict[str, Lock]:
    """Return what opens each level that is closed, by its id."""
    ids = [entry.id for chapter in progression.chapters for entry in chapter.entries]
    found = {id: progression.lock(id) for id in ids}
    return {id: lock for id, lock in found.items() if lock is not None}


def test_at_first_only_the_first_levels_are_open() -> None:
    assert locks(way(COURSE, {})) == {
        **{id: Lock(level=before) for before, id in zip("abcd", "bcde", strict=True)},
        "f": Lock(chapter="Slopes"),
        "g": Lock(level="f"),
        "y": Lock(level="x"),
    }


@pytest.mark.parametrize(
    ("best", "opens"),
    [(WON, True), (LOST, False), (LOST_TWICE, False), (LOST_THRICE, True)],
)
def test_the_next_level_opens_when_one_is_won_or_tried_three_times(best: Best, opens: bool) -> None:
    assert ("b" not in locks(way([SLOPES], {"a": best}))) is opens


@pytest.mark.parametrize(("done", "opens"), [("ab", False), ("abc", True), ("cde", True)])
def test_the_next_chapter_opens_when_half_of_one_is_done(done: str, opens: bool) -> None:
    found = locks(way(COURSE, dict.fromkeys(done, WON)))
    assert ("f" not in found) is opens
    assert found["g"] == Lock(level="f")


@pytest.mark.parametrize(("done", "opens"), [("a", False), ("ab", True)])
def test_of_an_even_number_of_levels_half_is_enough(done: str, opens: bool) -> None:
    four = chapter("four", "abcd", 1)
    found = locks(way([four, GRADIENTS], dict.fromkeys(done, WON)))
    assert ("f" not in found) is opens


def test_a_chapter_that_is_no_part_of_a_course_is_open() -> None:
    assert "x" not in locks(way([GRADIENTS, MINE], {}))
    assert "f" not in locks(way([MINE, GRADIENTS], {}))
    assert "a" not in locks(way([GRADIENTS, SLOPES], {}))
    assert "f" not in locks(way([GRADIENTS, SLOPES], {}))
    same = chapter("same", "xy", 1)
    assert "x" not in locks(way([SLOPES, same], {}))


def test_what_has_been_played_or_begun_stays_open() -> None:
    assert "g" not in locks(way(COURSE, {"g": LOST}))
    assert "g" not in locks(way(COURSE, {}, begun="g"))


def test_a_level_that_cannot_be_read_holds_nobody_up() -> None:
    assert "c" not in locks(way(COURSE, {"a": WON}, unreadable="b"))
    assert "f" not in locks(way(COURSE, {"a": WON}, unreadable="bc"))


def test_where_all_is_open_nothing_is_locked() -> None:
    assert locks(Progression(COURSE, {}, all_open=True)) == {}


@given(st.sets(st.sampled_from("abcdefgxy")), st.sampled_from("abcdefgxy"))
def test_winning_more_never_closes_a_level(won: set[str], another: str) -> None:
    before = locks(way(COURSE, dict.fromkeys(won, WON)))
    after = locks(way(COURSE, dict.fromkeys(won | {another}, WON)))
    assert after.keys() <= before.keys()


@given(st.dictionaries(st.sampled_from("abcdefgxy"), st.sampled_from([WON, LOST, LOST_THRICE])))
def test_no_level_that_is_locked_is_offered(bests: dict[str, Best]) -> None:
    course = way(COURSE, bests)
    offered = [course.after(id) for id in "abcdefgxy"]
    assert not {entry.id for entry in (*offered, course.current) if entry} & locks(course).keys()


def following(progression: Progression, ids: Iterable[str]) -> list[str]:
    entries = [progression.after(id) for id in ids]
    return ["-" if entry is None else entry.id for entry in entries]


def test_after_a_level_comes_the_next_across_chapters_and_nothing_after_the_last() -> None:
    won = way(COURSE, dict.fromkeys("abcdefgxy", WON))
    assert following(won, "abcdefgxy") == [*"bcdefgxy", "-"]
    assert following(won, ["/elsewhere/a.json"]) == ["-"]


def test_after_a_level_that_is_lost_nothing_follows_until_the_third_try() -> None:
    assert following(way(COURSE, {"a": LOST}), "a") == ["-"]
    assert following(way(COURSE, {"a": LOST_THRICE}), "a") == ["b"]
    assert following(Progression(COURSE, {"a": LOST}, all_open=True), "a") == ["b"]


def test_what_cannot_be_read_is_passed_over() -> None:
    assert following(way(COURSE, {"a": WON}, unreadable="b"), "a") == ["c"]


@pytest.mark.parametrize(
    ("bests", "unreadable", "first"),
    [
        ({}, "", "a"),
        ({"a": LOST}, "", "a"),
        ({"a": WON}, "", "b"),
        ({"a": WON}, "b", "c"),
        ({"a": LOST_THRICE}, "", "a"),
        (dict.fromkeys("abcdefgxy", WON), "", "a"),
    ],
)
def test_offered_first_is_what_is_open_and_not_won(
    bests: dict[str, Best], unreadable: str, first: str
) -> None:
    entry = way(COURSE, bests, unreadable=unreadable).current
    assert entry is not None
    assert entry.id == first


def test_of_no_levels_none_is_offered() -> None:
    assert Progression((), {}).current is None


CHAPTERS = Library.of(shipped_levels()).chapters
IDS = [entry.id for chapter in CHAPTERS for entry in chapter.entries]


@pytest.mark.parametrize("outcome", [WON, LOST_THRICE])
def test_whoever_plays_on_opens_the_whole_course(outcome: Best) -> None:
    bests: dict[str, Best] = {}
    for _ in IDS:
        bests |= dict.fromkeys(IDS - locks(way(CHAPTERS, bests)).keys(), outcome)
    assert not locks(way(CHAPTERS, bests))


def test_next_level_leads_through_the_course_without_a_look_at_the_chapters() -> None:
    bests, here = dict[str, Best](), IDS[0]
    for id in IDS:
        assert here == id
        bests[id] = WON
        here = following(way(CHAPTERS, bests), [id])[0]
    assert here == "-"


@pytest.mark.parametrize("id", IDS)
def test_a_lost_level_opens_none_that_the_chapters_call_locked(id: str) -> None:
    before = IDS[: IDS.index(id)]
    course = way(CHAPTERS, dict.fromkeys(before, WON) | {id: LOST})
    entry = course.after(id)
    assert entry is None or course.lock(entry.id) is None


def test_saves_know_the_levels_that_were_begun() -> None:
    saves, level = Saves.in_memory(), load_level("rise-over-run")
    assert saves.begun() == frozenset()
    session = Session(level)
    session.play(Probe(level.brief.box.centre))
    saves.autosave(level.id, session.transcript)
    assert saves.begun() == {level.id}
