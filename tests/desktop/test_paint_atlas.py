"""The atlas: every pair of axes through the current point, true, silent, and quickly redrawn."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.paint.atlas import AtlasView
from sandpit.desktop.paint.atlas_dips import is_small
from sandpit.desktop.paint.atlas_marks import FAINTEST, STEPS, nearness
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Overlay, Slide
from sandpit.desktop.paint.views import VIEWS
from sandpit.game import Step
from tests.desktop.paint_cases import (
    DIPS,
    FORMULAS,
    assert_dirty_parts_suffice,
    colours,
    drawn,
    look,
    make_view,
    session,
    sketched,
)

DIMENSIONS = [n for n in FORMULAS if VIEWS[n] is AtlasView]
DIMENSION = pytest.mark.parametrize("dimension", DIMENSIONS)
RECT = (20, 10, 640, 560)


def atlas(dimension: int, rect: tuple[int, int, int, int] = RECT, **changes: Any) -> AtlasView:
    view = make_view(session(dimension, **changes), rect, look())
    assert isinstance(view, AtlasView)
    return view


def test_three_to_six_axes_have_an_atlas() -> None:
    assert DIMENSIONS == [3, 4, 5, 6]


@pytest.mark.parametrize("highest", [10, 1000, 20_000, 999_999])
def test_the_name_of_an_edge_stands_clear_of_its_numbers(highest: int) -> None:
    view = atlas(3, (0, 0, 520, 400), map="open", heights=[0, highest])
    (pane, *_) = (pane for pane in view.sheet.panes if not pane.is_map)
    paper = view._paper.look.theme.background
    pixels = drawn(view)[: pane.plot.left - 7, pane.plot.top : pane.plot.bottom]
    inked = (pixels != (paper.r << 16) + (paper.g << 8) + paper.b).any(axis=1)
    first = int(inked.argmax())
    name = int((~inked[first:]).argmax())
    assert 0 < name <= view._paper.look.type.line(Role.SMALL)


@DIMENSION
@pytest.mark.parametrize("size", [(300, 260), (497, 405), (638, 616), (2400, 1900)])
def test_each_axis_and_each_pair_has_its_own_slice(dimension: int, size: tuple[int, int]) -> None:
    view = atlas(dimension, (0, 0, *size))
    axes = [pane.axes for pane in view.sheet.panes]
    assert sorted(axes) == sorted(
        [*((i,) for i in range(dimension)), *combinations(range(dimension), 2)]
    )
    plots = [pane.plot for pane in view.sheet.panes]
    assert len({tuple(plot.size) for plot in plots}) == 1
    for one, other in combinations(plots, 2):
        assert not one.colliderect(other)
    for plot in plots:
        assert view.rect.contains(plot)
        assert not plot.colliderect(view.sheet.corner)


@DIMENSION
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_slice_changes_its_own_coordinates_alone(dimension: int, data: st.DataObject) -> None:
    view = atlas(dimension)
    part = data.draw(st.integers(0, view.parts - 1))
    share = st.lists(st.floats(0.0, 1.0), min_size=dimension, max_size=dimension)
    box = view.brief.box
    wanted = box.lower + np.array(data.draw(share)) * box.extent
    pixel = view.pixel_at(wanted, part)
    found = view.point_at(pixel)
    assert found is not None
    assert view.part_at(pixel) == part
    for axis in range(dimension):
        if axis in view.sheet.panes[part].axes:
            assert found[axis] == pytest.approx(wanted[axis], abs=1e-9 * box.extent[axis])
        else:
            assert found[axis] == DIPS[dimension][-1][axis]


@DIMENSION
def test_the_ways_of_a_slice_lead_across_it(dimension: int) -> None:
    view = atlas(dimension)
    for part in range(view.parts):
        start = view.brief.box.lower
        left, bottom = view.pixel_at(start, part)
        ways = view.ways(part)
        room = view.room(part)
        right, _ = view.pixel_at(start + ways[0], part)
        assert right - left == pytest.approx(room.width - 1)
        if len(ways) == 2:
            _, top = view.pixel_at(start + ways[1], part)
            assert bottom - top == pytest.approx(room.height - 1)


@DIMENSION
def test_dips_fade_with_their_distance_from_the_slice(dimension: int) -> None:
    view = atlas(dimension)
    point, extent = view.point, view.brief.box.extent
    for pane in view.sheet.panes:
        inside = point.copy()
        inside[list(pane.axes)] = view.brief.box.lower[list(pane.axes)]
        assert nearness(view.brief, pane, inside, point) == STEPS
        off = next(axis for axis in range(dimension) if axis not in pane.axes)
        near = []
        for share in (0.0, 0.15, 0.3, 0.6):
            away = point.copy()
            away[off] += share * extent[off]
            near.append(nearness(view.brief, pane, away, point))
        assert near == sorted(near, reverse=True)
        assert (near[0], near[-1]) == (STEPS, FAINTEST)


@DIMENSION
def test_open_slices_are_drawn_anew_as_a_step_slides(dimension: int) -> None:
    game = session(dimension, map="open", moves=["probe", "step"])
    view = make_view(game, RECT, look())
    start = game.state.readings[-1].at
    end = game.landing(Step(0.05))
    target = Surface(view.rect.bottomright, 0, 32)
    before = Overlay()
    view.draw(target, before)
    for t in (0.2, 0.6, 1.0):
        after = Overlay(slide=Slide(start, end, t))
        for area in view.dirty(before, after):
            target.set_clip(area)
            view.draw(target, after)
        wanted = Surface(target.get_size(), 0, 32)
        view.draw(wanted, after)
        assert np.array_equal(colours(target), colours(wanted))
        before = after
    moved = drawn(view, Overlay(slide=Slide(start, end, 1.0)))
    still = drawn(view, Overlay(slide=Slide(start, start, 1.0)))
    assert (moved != still).mean() > 0.05


@DIMENSION
@pytest.mark.parametrize("cover", ["covered", "open"])
def test_choosing_another_slice_redraws_what_it_changes(dimension: int, cover: str) -> None:
    game = session(dimension, map=cover)
    view = make_view(game, RECT, look())
    assert isinstance(view, AtlasView)
    cursor = view.point.copy()
    cursor[0] = view.brief.box.lower[0]
    overlays = [
        Overlay(chosen=0),
        Overlay(chosen=2, cursor=cursor),
        Overlay(chosen=view.parts - 1, cursor=cursor, ghost=view.brief.box.centre),
        Overlay(chosen=1, promise="promised 3.2", ghost=view.brief.box.upper),
        Overlay(newton=view.brief.box.centre),
        sketched(game, 1),
    ]
    assert_dirty_parts_suffice(view, overlays)


@DIMENSION
def test_sand_hides_every_slice_until_the_end(dimension: int) -> None:
    game = session(dimension)
    view = make_view(game, RECT, look())
    assert isinstance(view, AtlasView)
    far = np.full(dimension, 0.9) * view.brief.box.extent + view.brief.box.lower
    assert nearness(view.brief, view.sheet.panes[0], far, view.point) == FAINTEST
    covered = drawn(view)
    game.give_up()
    view.refresh(game)
    uncovered = drawn(view, Overlay(uncover=1.0))
    for pane in view.sheet.panes:
        room = Rect(pane.plot).move(view.rect.topleft)
        area = (slice(room.left, room.right), slice(room.top, room.bottom))
        assert (covered[area] != uncovered[area]).mean() > 0.5


@DIMENSION
@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("cover", ["covered", "open"])
def test_the_model_is_drawn_in_every_slice(dimension: int, order: int, cover: str) -> None:
    game = session(dimension, map=cover, dipstick="hessian")
    view = make_view(game, RECT, look())
    changed = drawn(view) != drawn(view, sketched(game, order))
    for part in range(view.parts):
        room = view.room(part)
        assert changed[room.left : room.right, room.top : room.bottom].mean() > 0.005, part


@DIMENSION
def test_only_the_chosen_one_of_small_slices_has_flags(dimension: int) -> None:
    view = atlas(dimension, (0, 0, 560, 420))
    red = np.array(look().theme.flag[:3])
    counts = []
    for chosen in range(view.parts):
        target = Surface(view.rect.size, 0, 32)
        view.draw(target, Overlay(chosen=chosen))
        solid = (np.abs(colours(target).astype(int) - red).max(axis=2) < 12).astype(int)
        rooms = [view.room(part) for part in range(view.parts)]
        counts.append([int(solid[r.left : r.right, r.top : r.bottom].sum()) for r in rooms])
        assert all(is_small(pane, look()) for pane in view.sheet.panes)
    table = np.array(counts)
    for part in range(view.parts):
        others = np.delete(table[:, part], part)
        assert len(set(others.tolist())) == 1
        assert table[part, part] != others[0]


@DIMENSION
def test_newton_s_landing_and_the_ghost_of_a_step_look_different(dimension: int) -> None:
    view = atlas(dimension, map="open")
    end = view.brief.box.lower + 0.4 * view.brief.box.extent
    assert (drawn(view, Overlay(newton=end)) != drawn(view, Overlay(ghost=end))).any()


@DIMENSION
def test_velocity_is_drawn_in_the_maps(dimension: int) -> None:
    view = atlas(dimension, map="open")
    last = session(dimension, map="open").state.readings[-1]
    moving = last._replace(velocity=-0.3 * view.brief.box.extent)
    still, swift = (drawn(view, Overlay(sketch=Sketch(r, None))) for r in (last, moving))
    for part, pane in enumerate(view.sheet.panes):
        room = view.room(part)
        area = (slice(room.left, room.right), slice(room.top, room.bottom))
        assert (still[area] != swift[area]).any() == pane.is_map


@DIMENSION
def test_the_promise_covers_no_slice_but_the_chosen_one(dimension: int) -> None:
    for rect in ((0, 0, 560, 420), (0, 0, 1280, 900)):
        view = atlas(dimension, rect, map="open")
        ghost = view.brief.box.centre
        for chosen in range(view.parts):
            bare = drawn(view, Overlay(chosen=chosen, ghost=ghost))
            told = drawn(view, Overlay(chosen=chosen, ghost=ghost, promise="model: 12.24"))
            assert (bare != told).any()
            for part in set(range(view.parts)) - {chosen}:
                room = view.room(part)
                area = (slice(room.left, room.right), slice(room.top, room.bottom))
                assert np.array_equal(bare[area], told[area])
