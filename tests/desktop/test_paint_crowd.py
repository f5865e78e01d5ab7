"""Where dips crowd: no number is hidden, no mark hides the ink of another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.paint import map as maps
from sandpit.desktop.paint.arrows import draw_arrow, gauge
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.curvature import draw_newton
from sandpit.desktop.paint.flags import Flag, Pole, Rank, Wind, cloth_rect, draw_flag, number_rect
from sandpit.desktop.paint.map import MapView
from sandpit.desktop.paint.marks import GHOST, draw_ghost
from sandpit.desktop.paint.planting import Planting, Site, plant
from sandpit.desktop.paint.tags import beyond
from sandpit.desktop.paint.values import Values
from sandpit.desktop.paint.view import Overlay
from sandpit.game import Brief, Probe, Reading, Session
from tests.desktop.paint_cases import AXES, SPOTS, colours, crowd, drawn, look
from tests.written import make_level

ROOM = Rect(-100, -100, 500, 500)
RECT = (20, 10, 520, 400)


def planting(spots: list[tuple[float, float]], room: Rect = ROOM) -> Planting:
    return plant(Site(look(), room, np.array(spots)), crowd(spots))


def numbers(planted: Planting) -> dict[int, Rect]:
    return {n: number_rect(look(), foot, flag) for n, (flag, foot) in planted.flags.items()}


@given(spots=SPOTS)
def test_flags_of_a_crowd_hide_neither_numbers_nor_dots(spots: list[tuple[float, float]]) -> None:
    shown = numbers(planting(spots))
    always = {1, len(spots) // 2 + 1, len(spots)}
    assert always <= shown.keys()
    for number in shown.keys() - always:
        others = [rect for n, rect in shown.items() if n != number]
        assert shown[number].collidelist(others) < 0
        assert not any(shown[number].collidepoint(spot) for spot in spots)


def test_flags_that_have_room_are_all_shown_and_of_a_dense_row_the_round_ones() -> None:
    wide = [(100.0 * i, 50.0) for i in range(12)]
    room = Rect(-100, -100, 1500, 400)
    assert set(planting(wide, room)) == set(range(1, 13))
    dense = [(9.0 * i, 50.0) for i in range(40)]
    shown = set(planting(dense, room))
    assert {1, 10, 30, 40} <= shown
    assert len(shown) < 24


@given(x=st.floats(0, 200), y=st.floats(0, 200))
def test_latest_best_and_first_can_all_be_read_on_one_spot(x: float, y: float) -> None:
    shown = list(numbers(planting([(x, y)] * 3)).values())
    assert len(shown) == 3
    assert all(rect.collidelist(shown[i + 1 :]) < 0 for i, rect in enumerate(shown))


@given(x=st.floats(0, 300), y=st.floats(0, 300))
def test_a_cloth_stays_inside_the_room(x: float, y: float) -> None:
    room = Rect(-4, -50, 308, 350)
    planted = plant(Site(look(), room, np.zeros((0, 2))), [(Flag(88, Rank.LATEST_BEST), (x, y))])
    flag, foot = planted.flags[88]
    assert room.contains(cloth_rect(look(), foot, flag))


@given(spots=SPOTS, at=st.tuples(st.floats(0, 200), st.floats(0, 200)))
@settings(deadline=None)
def test_flags_step_aside_for_a_ghost_and_for_nothing_else(
    spots: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    planted = planting(spots)
    ghost = Rect(round(at[0]) - 12, round(at[1]) - 12, 24, 24)
    stands = planted.dodged([ghost])
    moved = planted.moved(stands)
    for number, (flag, foot) in planted.flags.items():
        touched = cloth_rect(look(), foot, flag).colliderect(ghost)
        assert touched or number not in stands
    before, after = (
        sum(cloth_rect(look(), foot, flag).colliderect(ghost) for flag, foot in p.flags.values())
        for p in (planted, moved)
    )
    assert after <= before


def test_a_lone_flag_never_lies_under_a_ghost() -> None:
    planted = planting([(100.0, 100.0)])
    for x in (*range(50, 84, 4), *range(116, 160, 4)):
        for y in range(20, 110, 4):
            ghost = Rect(x - 12, y - 12, 24, 24)
            flag, foot = planted.moved(planted.dodged([ghost])).flags[1]
            assert not cloth_rect(look(), foot, flag).colliderect(ghost)


@pytest.mark.parametrize("pole", Pole)
@pytest.mark.parametrize("wind", Wind)
def test_a_flag_s_pole_is_crisp_and_as_high_as_it_says(pole: Pole, wind: Wind) -> None:
    target = Surface((200, 200), pygame.SRCALPHA, 32)
    draw_flag(target, look(), (100.0, 150.0), Flag(7, Rank.PLAIN, wind, pole))
    inked = np.argwhere(pygame.surfarray.array_alpha(target) > 128)
    assert abs(150 - inked[:, 1].min() - pole.value) <= 4


def dark(target: Surface, near: int = 4) -> np.ndarray:
    """Return where there is nothing but ink."""
    away = colours(target).astype(int) - np.array(look().theme.stroke[:3])
    return np.asarray(np.abs(away).max(axis=2) <= near)


def test_one_arrow_s_rim_does_not_paint_over_another_s_ink() -> None:
    arrows = [((40.0 + 4 * i, 60.0), (30.0, -22.0)) for i in range(6)]
    alone = [Surface((120, 120), 0, 32) for _ in arrows]
    together = Surface((120, 120), 0, 32)
    for target in (*alone, together):
        target.fill("blue")
    for target, arrow in zip(alone, arrows, strict=True):
        draw_arrow(target, look(), arrow, 1.0, Coat.INK)
    for coat in (Coat.RIM, Coat.INK):
        for arrow in arrows:
            draw_arrow(together, look(), arrow, 1.0, coat)
    for target in alone:
        assert dark(together, 16)[dark(target)].all()


def test_an_older_arrow_is_quieter_but_as_long() -> None:
    inks = []
    for coat in (Coat.INK, Coat.WHOLE):
        target = Surface((120, 120), 0, 32)
        target.fill("blue")
        draw_arrow(target, look(), ((60.0, 60.0), (70.0, 0.0)), 1.0, coat)
        inks.append(np.argwhere(dark(target)))
    assert 0 < len(inks[0]) < 0.9 * len(inks[1])
    assert abs(np.ptp(inks[0][:, 0]) - np.ptp(inks[1][:, 0])) <= 3


def test_an_arrow_grows_from_its_dip_both_ways() -> None:
    target = Surface((120, 120), pygame.SRCALPHA, 32)
    draw_arrow(target, look(), ((60.0, 60.0), (80.0, 0.0)), 0.4)
    inked = np.argwhere(pygame.surfarray.array_alpha(target) > 128)[:, 0]
    assert abs((inked.min() + inked.max()) / 2 - 60.0) <= 2.0
    assert np.ptp(inked) < 60


@pytest.mark.parametrize("scale", [0.75, 1.0, 2.0])
@pytest.mark.parametrize("mark", ["ghost", "diamond"])
def test_what_lies_under_a_ghost_or_a_diamond_is_seen_through_it(scale: float, mark: str) -> None:
    target = Surface((121, 121), 0, 32)
    target.fill("blue")
    if mark == "ghost":
        draw_ghost(target, look(scale=scale), None, (60.0, 60.0))
    else:
        draw_newton(target, look(scale=scale), (60.0, 60.0))
    inside = round(0.25 * GHOST * scale)
    assert (colours(target)[60 - inside : 61 + inside, 60] == (0, 0, 255)).all()
    assert (colours(target) != (0, 0, 255)).any()


BOXES = st.lists(
    st.tuples(st.integers(0, 380), st.integers(0, 280), st.integers(10, 60), st.integers(10, 40)),
    max_size=12,
)


@given(spots=SPOTS, boxes=BOXES)
def test_heights_beside_dips_are_whole_or_left_out(
    spots: list[tuple[float, float]], boxes: list[tuple[int, int, int, int]]
) -> None:
    taken, room = [Rect(box) for box in boxes], Rect(-60, -60, 400, 400)
    items = [(n, f"−{n}.409", spot) for n, spot in enumerate(spots, 1)]
    values = Values.placed(look(), items, room, taken)
    assert len(spots) in values.shown
    places = [place for _, place in values.shown.values()]
    assert all(room.contains(place) for place in places)
    rest = [place for n, (_, place) in values.shown.items() if n != len(spots)]
    assert all(place.collidelist(taken) < 0 for place in rest)
    assert all(place.collidelist(places[i + 1 :]) < 0 for i, place in enumerate(places))


@given(
    start=st.tuples(st.floats(0, 400), st.floats(0, 300)),
    end=st.tuples(st.floats(60, 340), st.floats(60, 240)),
)
def test_the_card_of_a_promise_stands_clear_of_ghost_and_dip(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    dip = Rect(round(start[0]) - 12, round(start[1]) - 12, 24, 24)
    place = beyond(Rect(0, 0, 90, 22), (start, end, 17.0), Rect(0, 0, 400, 300), [dip])
    ghost = Rect(round(end[0]) - 12, round(end[1]) - 12, 24, 24)
    assert Rect(0, 0, 400, 300).contains(place)
    assert not place.colliderect(ghost)
    if not dip.colliderect(ghost):
        assert not place.colliderect(dip)


def played(dips: Sequence[tuple[float, float]], **changes: Any) -> Session:
    formula = {"kind": "formula", "formula": "x + y2/2"}
    game = Session(
        make_level(
            **{
                "axes": AXES[:2],
                "surface": formula,
                "win": {"height": -100 if changes.get("goal") == "pit" else 100},
                "moves": ["probe"],
                "dips": 60,
                **changes,
            }
        )
    )
    for at in dips:
        game.play(Probe(at))
    return game


def shown(game: Session) -> MapView:
    view = MapView(Rect(RECT), game.state.brief, look())
    view.refresh(game)
    return view


def test_a_map_measures_its_arrows_once_for_each_refresh(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(brief: Brief, readings: Sequence[Reading]) -> float:
        calls.append(len(readings))
        return gauge(brief, readings)

    monkeypatch.setattr(maps, "gauge", counted)
    rng = np.random.default_rng(1)
    game = played(list(zip(rng.uniform(0, 6, 40), rng.uniform(-1, 3, 40), strict=True)))
    view = shown(game)
    drawn(view)
    drawn(view, Overlay(ghost=np.array([1.0, 1.0]), hover=3))
    assert calls == [40]


@pytest.mark.parametrize("at", [(0.0, -1.0), (0.0, 3.0), (6.0, -1.0), (6.0, 3.0), (6.0, 1.0)])
@pytest.mark.parametrize("goal", ["peak", "pit"])
def test_arrows_and_cloths_at_the_walls_leave_axes_and_key_alone(
    at: tuple[float, float], goal: str
) -> None:
    game = played([(3.0, 1.0), at], goal=goal)
    bare, marked = shown(played([(3.0, 1.0), (3.2, 1.0)], goal=goal)), shown(game)
    plot = marked.plot
    differ = drawn(bare) != drawn(marked)
    more = 10
    differ[plot.left - more : plot.right + more, 0 : plot.bottom + more] = False
    assert not differ.any()


@given(spots=SPOTS, star=st.tuples(st.integers(0, 300), st.integers(0, 300)))
def test_no_number_that_may_be_left_out_stands_below_a_star(
    spots: list[tuple[float, float]], star: tuple[int, int]
) -> None:
    mark = Rect(star[0] - 13, star[1] - 13, 26, 26)
    planted = plant(Site(look(), ROOM, np.array(spots), [mark]), crowd(spots))
    always = {1, len(spots) // 2 + 1, len(spots)}
    for number, rect in numbers(planted).items():
        assert number in always or not rect.colliderect(mark)


@pytest.mark.parametrize("way", range(16))
@pytest.mark.parametrize("stick", ["height", "gradient"])
def test_once_the_stars_stand_flags_and_heights_stand_beside_them(stick: str, way: int) -> None:
    """Two dips close to the peak, on any side of it: all that they say is still to be read."""
    peak = (4.0, 2.0)
    angle = way * np.pi / 8
    level = make_level(dipstick=stick, moves=["probe"], win={"distance": 0.01}, dips=2, par=2)
    game = Session(level)
    for far in (0.34, 0.2):
        game.play(Probe((peak[0] + far * np.cos(angle), peak[1] + far * np.sin(angle))))
    view = MapView(Rect(RECT), game.state.brief, look())
    view.refresh(game)
    x, y = view.pixel_at(np.array(peak))
    star = Rect(0, 0, 26, 26)
    star.center = (round(x) - view.rect.left, round(y) - view.rect.top)
    crowded = view._crowd
    for number in numbers(crowded.planting).values():
        assert not number.colliderect(star)
    for _, place in crowded.values.shown.values():
        assert not place.colliderect(star)
