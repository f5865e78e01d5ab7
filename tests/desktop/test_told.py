"""What the play screen tells besides its plot: target, log, details, stride, motion."""

from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.details import Details, details_height, matrix_words, vector_words
from sandpit.desktop.layout import scale_for
from sandpit.desktop.log import Log, headings, log_height
from sandpit.desktop.motion import DIP, SLIDE, Motion
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.part import Kit
from sandpit.desktop.remarks import WORDINGS, notes, sentence, signs
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.story import facts, story_header, target
from sandpit.desktop.scenes.tools import bar_height
from sandpit.desktop.stride import Stride
from sandpit.desktop.text import Text
from sandpit.desktop.toast import Toast
from sandpit.game import Brief, Probe, Reading, Remark, Session, State, Step
from sandpit.library import Entry, Library
from sandpit.surfaces import Goal
from tests.known import known
from tests.written import make_level

ONE = {
    "axes": [{"name": "x", "range": [0, 6]}],
    "surface": {"kind": "formula", "formula": "sin(x)"},
}


def kit() -> Kit:
    return Kit(THEMES["light"], Type(0.8))


def reading(*gradient: float, remarks: tuple[Remark, ...] = ()) -> Reading:
    size = len(gradient)
    return Reading(1, np.ones(size), 2.0, np.array(gradient), np.eye(size), remarks)


def brief(**changes: Any) -> Brief:
    return make_level(**changes).brief


@pytest.mark.parametrize(
    ("goal", "said"), [("peak", "Climb to a height of 9."), ("pit", "Come down to 9.")]
)
def test_a_winning_height_is_climbed_to_or_come_down_to(goal: str, said: str) -> None:
    assert target(brief(goal=goal, win={"height": 9})) == said


# The log and the details


def log_of(*readings: Reading, **changes: object) -> Log:
    state = State(brief(**changes), readings, 5, None)
    return Log(Rect(0, 0, 230, 300), kit(), state, lambda _: None)


@pytest.mark.parametrize("remarks", [*combinations(Remark, 0), *combinations(Remark, 2)])
def test_the_table_fills_its_panel_and_leaves_the_signs_room(remarks: tuple[Remark, ...]) -> None:
    log = log_of(reading(-0.4567, 1234.5, remarks=remarks))
    room = log.rect.width - sum(log._widths())
    assert log.overflow == (0, 0)
    needed = log.kit.type.size(signs(remarks), Role.SMALL)[0] + log.kit.px(8)
    assert needed <= room <= 0.21 * log.rect.width


@given(heights=st.lists(st.floats(-9999.0, 9999.0), min_size=3, max_size=8), share=st.floats(0, 1))
def test_what_a_model_promised_has_room_in_the_largest_letters(
    heights: list[float], share: float
) -> None:
    large = Kit(THEMES["light"], Type(0.8, 1.6))
    dips = [
        reading(share, 1e-5)._replace(number=n, height=height, at=np.full(2, share * n))
        for n, height in enumerate(heights, start=1)
    ]
    log = Log(Rect(0, 0, 248, 110), large, State(brief(), tuple(dips), 5, None), lambda _: None)
    log.show(log._state, 1)
    assert log.overflow == (0, 0)


def test_the_slope_along_one_axis_has_its_sign_and_the_bend_is_told_too() -> None:
    log = log_of(reading(-2.5), **ONE)
    assert headings(brief(**ONE)) == ["", "x", "height", "slope", "bend"]
    assert log._rows() == [["1", "1.00", "2.000", "−2.500", "1.000"]]
    assert log_of(reading(-3.0, 4.0))._rows() == [["1", "1.00", "1.00", "2.000", "5.000"]]


def many(count: int) -> Log:
    low = reading(0.0, 1.0)
    return log_of(*(low._replace(number=n, height=float(n)) for n in range(1, count + 1)))


def numbers(log: Log) -> list[int]:
    return [row.number for row in log._shown()]


def test_a_log_in_which_all_rows_have_room_says_nothing_of_others() -> None:
    log = many(3)
    assert numbers(log) == [1, 2, 3]
    assert log.hidden == ""


def test_a_log_says_how_many_rows_are_out_of_sight_and_where() -> None:
    log = many(30)
    seen = numbers(log)
    assert seen[-1] == 30
    assert log.hidden == f"↑ {30 - len(seen)} earlier"
    press = Press(Command.UP)
    for _ in range(len(seen) + 2):
        assert log.press(press)
    first, last = numbers(log)[0], numbers(log)[-1]
    assert log.hidden == f"↑ {first - 1} earlier · {30 - last} later ↓"
    while numbers(log)[0] > 1:
        assert log.press(press)
    assert log.hidden == f"{30 - len(seen)} later ↓"


def test_the_line_that_tells_of_hidden_rows_lies_over_none_of_the_others() -> None:
    full, more = many(len(numbers(many(30)))), many(30)
    assert len(numbers(more)) < more.rect.height // log_height(kit(), 0) - 1
    assert full.hidden == ""
    assert len(numbers(full)) == len(numbers(more))


def test_the_best_row_is_marked_by_more_than_its_colour() -> None:
    low, high = (reading(0.0, 1.0)._replace(number=n, height=float(n)) for n in (1, 2))
    assert [row[0] for row in log_of(low, high)._rows()] == ["1", "★2"]


def test_every_remark_has_a_sentence_a_note_and_a_sign_of_its_own() -> None:
    assert set(WORDINGS) == set(Remark)
    for words in zip(*WORDINGS.values(), strict=True):
        assert len(set(words)) == len(Remark)
    assert "deepest" in sentence(Remark.LOCAL_OPTIMUM, Goal.PIT)
    assert "highest" in sentence(Remark.LOCAL_OPTIMUM, Goal.PEAK)


@pytest.mark.parametrize("scale", [0.68, 0.8, 1.0, 3.0])
@pytest.mark.parametrize("stick", ["height", "gradient", "hessian"])
def test_what_a_dip_showed_has_room(stick: str, scale: float) -> None:
    large = Kit(THEMES["dark"], Type(scale))
    told = brief(dipstick=stick, moves=["probe"])
    place = Rect(0, 0, large.px(285), details_height(told, large))
    worst = reading(-0.1234, 1234.0, remarks=tuple(Remark)[:3])
    assert Details(place, large, told, worst).overflow == (0, 0)
    widest = max(large.type.size(line, Role.SMALL)[0] for line in notes(Remark).split("\n"))
    assert (
        max(widest, large.type.size(vector_words(known(worst.gradient), 2), Role.SMALL)[0])
        < place.width
    )


@pytest.mark.parametrize(("size", "whole"), [(2, True), (3, False), (300, False)])
def test_a_hessian_of_which_a_corner_is_shown_says_so(size: int, whole: bool) -> None:
    assert (str(size) not in matrix_words(size)) is whole


# The stride

SLOPE = st.floats(1e-3, 1e3)


@given(first=SLOPE, second=SLOPE, wish=st.floats(1e-12, 1e12))
def test_no_rate_that_is_offered_or_chosen_leads_farther_than_across_the_domain(
    first: float, second: float, wish: float
) -> None:
    stride, told = Stride(), brief()
    dips = [reading(first, 0.0), reading(0.0, second)]
    stride.see(told, dips)
    across = told.box.diagonal * 1.01
    assert stride.rate * second <= across
    stride.choose(wish)
    assert stride.rate * second <= across
    stride.choose_place(1.0)
    assert stride.rate * second <= across


def test_flat_ground_leaves_the_rate_as_it_was() -> None:
    stride, told = Stride(), brief()
    flat = reading(1e-16, 0.0, remarks=(Remark.FLAT,))
    stride.see(told, [flat])
    assert stride.rate == 0.1
    stride.see(told, [flat, reading(2.0, 0.0)])
    offered = stride.rate
    assert offered == pytest.approx(0.12 * told.box.diagonal / 2.0, rel=0.1)
    stride.see(told, [flat, reading(2.0, 0.0), flat])
    assert stride.rate == offered
    stride.nudge(1)
    assert stride.rate == pytest.approx(1.1 * offered, rel=0.01)
    assert Stride.towards(told, flat, np.array([5.0, 5.0]), np.eye(2)) is None


@given(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0), st.floats(0.1, 9.0), st.floats(1e-2, 1e2))
def test_a_drag_takes_the_step_that_lands_nearest_in_the_picture(
    x: float, y: float, slope: float, stretch: float
) -> None:
    told = brief()
    dip, ways = reading(1.0, slope), np.diag([1.0, stretch])
    away = np.array([x, y * stretch])
    rate = Stride.towards(told, dip, dip.at + away, ways)
    if rate is None:
        return
    arrow = told.goal.sign * np.array([1.0, slope])

    def far(rate: float) -> float:
        return float(np.linalg.norm((away - rate * arrow) / np.diag(ways)))

    assert far(rate) <= min(far(0.97 * rate), far(1.03 * rate)) + 1e-9


def test_a_rate_that_was_stepped_at_stays_also_on_steep_ground() -> None:
    stride, told = Stride(), brief()
    stride.see(told, [reading(0.01, 0.0)])
    kept = stride.chosen()
    stride.see(told, [reading(0.01, 0.0), reading(50.0, 0.0)])
    assert stride.rate == kept


def test_on_the_very_pit_of_a_dish_the_rate_stays_sensible() -> None:
    level = make_level(
        surface={"kind": "bowl", "center": [1.3, 0.9]}, goal="pit", win={"height": -1}
    )
    session = Session(level)
    session.play(Probe((5.0, 4.0)))
    stride = Stride()
    stride.see(level.brief, session.state.readings)
    before = stride.rate
    session.play(Probe((1.3, 0.9)))
    session.play(Step(0.3))
    stride.see(level.brief, session.state.readings)
    assert stride.rate == before


# Motion


def test_a_step_slides_evenly_then_dips() -> None:
    start, end = np.zeros(2), np.ones(2)
    motion = Motion(start, end)
    for share in (0.0, 0.25, 0.5, 0.75):
        motion.passed = share * SLIDE
        assert motion.slide is not None
        assert motion.slide.t == pytest.approx(share)
        assert motion.dip is None
    motion.passed = SLIDE + DIP / 2
    assert motion.slide is None
    assert motion.dip is not None
    assert motion.dip.t == pytest.approx(0.5)
    motion.passed = SLIDE + DIP
    assert motion.over


def test_a_dip_without_a_step_begins_at_once() -> None:
    motion = Motion(None, np.ones(2), DIP / 2)
    assert motion.slide is None
    assert motion.dip is not None
    assert motion.dip.t == pytest.approx(0.5)


# The toast


def test_words_keep_clear_of_the_dip_that_they_tell_of() -> None:
    room = Rect(100, 50, 400, 300)
    toast = Toast(room, kit())
    for at in (room.top + 10, room.bottom - 10):
        toast.say("You overshot: the arrow turned round.", at)
        assert room.contains(toast.rect)
        assert abs(toast.rect.centery - at) > room.height / 2


# The story


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.6])
@pytest.mark.parametrize(
    "entry",
    [entry for chapter in Library.default().chapters for entry in chapter.entries],
    ids=lambda entry: entry.id,
)
def test_what_counts_is_in_sight_above_the_plot_however_long_the_story(
    entry: Entry, scale: float
) -> None:
    large = Kit(THEMES["light"], Type(scale_for((800, 600)), scale))
    level = entry.load()
    brief = level.brief
    place = desk(Rect(0, 0, 800, 600), large, brief, partial(bar_height, brief, large)).brief
    parts = {part.name: part for part in story_header(place, large, level)}
    told = parts["facts"]
    assert isinstance(told, Text)
    assert not told.shortened
    assert place.contains(told.rect)
    assert not told.rect.colliderect(parts["story"].rect)
    assert f"par {level.par}" in told.text
    assert parts["story"].rect.height >= 2 * large.type.line(Role.BODY)


@pytest.mark.parametrize(
    ("win", "said"), [({"distance": 0.15}, "within 0.15 m"), ({"height": 9}, "to 9")]
)
def test_the_facts_are_told_in_one_line(win: dict[str, float], said: str) -> None:
    axes = [{"name": name, "range": [0, 6], "unit": "m"} for name in "xy"]
    level = make_level(axes=axes, goal="pit", dipstick="gradient", moves=["probe"], win=win, par=4)
    assert facts(level) == f"▼ Deepest · {said} · slope stick · par 4"
