"""What every shipped level keeps: its words, its ground, its par, and a game that wins it."""

from collections import Counter

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from sandpit.errors import SurfaceError
from sandpit.game import Outcome, Session, score
from sandpit.library.chapters import read_chapter
from sandpit.library.places import asset
from sandpit.surfaces import Goal
from sandpit.surfaces.optima import COUNTLESS
from tests.known import known
from tests.levels.shipped import (
    GAMES,
    IDS,
    KNOWN,
    LIBRARY,
    STRETCHED,
    UNKNOWN,
    game,
    ground,
    shipped,
)

STORY, LESSON, TITLE = 240, 500, 30
FEWEST_LESSON = 80
FINELY = 90_000
FEWEST, MOST = 4, 12
COURSE = (
    "1-slopes",
    "2-gradients",
    "many-variables",
    "curvature",
    "networks",
    "taylor",
    "3-hard-ground",
    "fitting-data",
)
"""The chapters' folders, in the order of the course that the game follows."""


@pytest.fixture(scope="module")
def printable() -> set[str]:
    """The characters of the shipped typeface."""
    with TTFont(asset("fonts", "SandpitSans-Regular.ttf")) as font:
        return {chr(code) for code in font.getBestCmap()}


def words(id: str) -> str:
    level = shipped(id)
    units = "".join(axis.name + axis.unit for axis in level.brief.axes)
    return level.title + level.story + level.lesson + units


@pytest.mark.parametrize("id", IDS)
def test_words_are_short_and_there(id: str) -> None:
    level = shipped(id)
    assert 0 < len(level.title) <= TITLE
    assert 0 < len(level.story) < STORY
    assert FEWEST_LESSON < len(level.lesson) < LESSON
    for text in (level.story, level.lesson):
        assert text == " ".join(text.split())
        assert text[-1] in ".?!"


@pytest.mark.parametrize("id", IDS)
def test_the_shipped_typeface_has_every_character(id: str, printable: set[str]) -> None:
    assert set(words(id)) <= printable


def test_chapter_texts_are_there_and_list_their_levels_in_order(printable: set[str]) -> None:
    for chapter in LIBRARY.chapters:
        assert chapter.text
        assert set(chapter.title + chapter.text) <= printable
        listed = read_chapter(chapter.entries[0].path.with_name("chapter.json")).levels
        assert listed == tuple(entry.id for entry in chapter.entries)
        assert FEWEST <= len(listed) <= MOST


def test_the_chapters_follow_the_course() -> None:
    assert tuple(chapter.name for chapter in LIBRARY.chapters) == COURSE
    assert [chapter.order for chapter in LIBRARY.chapters] == list(range(1, len(COURSE) + 1))
    assert len(IDS) >= 40


def test_titles_and_ids_are_unique() -> None:
    assert max(Counter(shipped(id).title for id in IDS).values()) == 1
    assert len(IDS) == sum(len(chapter.entries) for chapter in LIBRARY.chapters)


@pytest.mark.parametrize("id", IDS)
def test_the_budget_is_twice_par_or_more(id: str) -> None:
    assert 2 * shipped(id).par <= shipped(id).dips


@pytest.mark.parametrize("id", STRETCHED)
def test_heights_are_true(id: str) -> None:
    surface, (low, high) = ground(id), known(shipped(id).heights)
    room = 1e-9 * (high - low)
    heights = surface.mesh(*surface.box.linspaces(int(FINELY ** (1 / surface.dimension))))
    assert heights.min() >= low - room
    assert heights.max() <= high + room
    for goal, end in ((Goal.PIT, low), (Goal.PEAK, high)):
        assert surface.heights(surface.optima(goal).points[0]) == pytest.approx(end, abs=1e-6)


@pytest.mark.parametrize("id", KNOWN)
def test_a_best_place_lies_off_the_corners(id: str) -> None:
    surface = ground(id)
    box = surface.box
    best = surface.optima(shipped(id).goal).global_points
    at_an_end = np.isclose(best, box.lower) | np.isclose(best, box.upper)
    assert not at_an_end.all(axis=1).all()


@pytest.mark.parametrize("id", UNKNOWN)
def test_what_has_no_known_best_place_is_won_by_height(id: str) -> None:
    level = shipped(id)
    assert level.win.height is not None
    with pytest.raises(SurfaceError):
        ground(id).optima(level.goal)


@pytest.mark.parametrize("id", KNOWN)
def test_what_is_won_by_distance_has_few_best_places(id: str) -> None:
    level = shipped(id)
    if level.win.height is None:
        assert ground(id).optima(level.goal).best < COUNTLESS
    else:
        heights = ground(id).optima(level.goal).heights
        assert level.goal.sign * (heights[0] - level.win.height) > 0


@pytest.mark.parametrize("id", IDS)
def test_the_start_has_not_won_already(id: str) -> None:
    level = shipped(id)
    if level.start is not None:
        session = Session(level, 0)
        session.give_up()
        assert known(session.closeness()).share < 0.9


@pytest.mark.parametrize("id", IDS)
def test_a_game_played_from_readings_alone_wins_three_stars(id: str) -> None:
    level, played = shipped(id), game(id)
    result = score(level, played)
    assert played.level == id
    assert result.outcome is Outcome.FOUND
    assert result.dips <= level.par
    assert (result.stars, result.total) == (3, 1000)


def test_every_game_is_of_a_shipped_level() -> None:
    assert {path.stem for path in GAMES.glob("*.json")} == set(IDS)
