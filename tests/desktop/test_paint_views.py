"""The two plots: true to the domain, silent about the hidden, and redrawn only where needed."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.paint.plot_view import PlotView
from sandpit.desktop.paint.view import Dip, Overlay, Slide, Trail
from sandpit.desktop.paint.views import VIEWS
from sandpit.game import Dipstick, Session
from tests.desktop.paint_cases import (
    AXES,
    DIPS,
    FORMULAS,
    assert_dirty_parts_suffice,
    colours,
    drawn,
    look,
    make_view,
    painted,
    session,
    sketched,
)
from tests.known import same
from tests.written import make_level

DIMENSION = pytest.mark.parametrize("dimension", [1, 2, 3, 6])
THEME = pytest.mark.parametrize("theme", ["light", "dark"])
SHARES = st.lists(st.floats(0.0, 1.0), min_size=2, max_size=2)
FAR = " + (abs(x - 3) + x - 3)^4"
"""Added to a formula, it changes the ground from x = 3 on alone."""
RECT = (20, 10, 520, 400)


def point(dimension: int, *shares: float) -> np.ndarray:
    box = session(dimension).state.brief.box
    return box.lower + np.resize(shares, dimension) * box.extent


@pytest.mark.parametrize("dimension", [1, 2])
@settings(max_examples=60, deadline=None)
@given(shares=SHARES, width=st.integers(200, 1500), height=st.integers(200, 1500))
def test_a_point_is_found_again_at_its_pixel(
    dimension: int, shares: list[float], width: int, height: int
) -> None:
    axes = AXES[:dimension]
    brief = make_level(axes=axes, surface={"kind": "formula", "formula": FORMULAS[dimension]}).brief
    view = VIEWS[dimension](Rect(30, 40, width, height), brief, look())
    at = brief.box.lower + np.array(shares[:dimension]) * brief.box.extent
    found = view.point_at(view.pixel_at(at))
    assert found is not None
    assert np.allclose(found, at, atol=1e-9)


@DIMENSION
def test_outside_the_plot_there_is_no_point(dimension: int) -> None:
    view = make_view(session(dimension), RECT, look())
    plot = view.plot
    assert view.rect.contains(plot)
    for pixel in ((plot.left - 1, plot.centery), (plot.right, plot.centery)):
        assert view.point_at(pixel) is None
    for pixel in ((plot.centerx, plot.top - 1), (plot.centerx, plot.bottom)):
        assert view.point_at(pixel) is None


@DIMENSION
@pytest.mark.parametrize("stick", Dipstick)
@pytest.mark.parametrize("cover", ["covered", "brushed"])
@pytest.mark.parametrize("overlay", [Overlay(), Overlay(uncover=1.0, trail=Trail.SHOWN)])
def test_grounds_that_differ_where_nobody_dipped_look_the_same(
    dimension: int, stick: str, cover: str, overlay: Overlay
) -> None:
    pictures = [
        drawn(
            make_view(session(dimension, formula, dipstick=stick, map=cover), RECT, look()), overlay
        )
        for formula in (FORMULAS[dimension], FORMULAS[dimension] + FAR)
    ]
    assert same(pictures)


@DIMENSION
def test_after_the_end_their_difference_is_uncovered(dimension: int) -> None:
    pictures = []
    for formula in (FORMULAS[dimension], FORMULAS[dimension] + FAR):
        game = session(dimension, formula)
        view = make_view(game, RECT, look())
        game.give_up()
        view.refresh(game)
        pictures.append(drawn(view, Overlay(uncover=1.0)))
    assert not same(pictures)


def slopes(stick: str) -> list[np.ndarray]:
    """Return the pictures of two planes of one height at the dips, but of other slopes."""
    at = DIPS[2][0]
    planes = [f"{a}*(x - {at[0]}) + {b}*(y2 - {at[1]})" for a, b in ((1, 2), (-2, 1))]
    pictures = []
    for plane in planes:
        game = Session(
            make_level(
                axes=AXES[:2],
                surface={"kind": "formula", "formula": plane},
                dipstick=stick,
                moves=["probe"],
                win={"height": 100},
                start=at,
            )
        )
        pictures.append(drawn(make_view(game, RECT, look())))
    return pictures


def test_a_stick_for_heights_gives_no_direction_away() -> None:
    assert same(slopes("height"))
    assert not same(slopes("gradient"))


@DIMENSION
@pytest.mark.parametrize("cover", ["covered", "brushed", "open"])
def test_to_refresh_again_changes_nothing(dimension: int, cover: str) -> None:
    game = session(dimension, map=cover)
    view = make_view(game, RECT, look())
    once = drawn(view)
    view.refresh(game)
    assert np.array_equal(drawn(view), once)
    game.give_up()
    view.refresh(game)
    for share in (0.0, 0.4, 1.0):
        overlay = Overlay(uncover=share)
        once = drawn(view, overlay)
        view.refresh(game)
        assert np.array_equal(drawn(view, overlay), once)


@DIMENSION
def test_sand_blows_away_bit_by_bit(dimension: int) -> None:
    game = session(dimension)
    view = make_view(game, RECT, look())
    game.give_up()
    view.refresh(game)
    end = drawn(view, Overlay(uncover=1.0))
    differing = [
        int((drawn(view, Overlay(uncover=share)) != end).sum()) for share in (0.0, 0.3, 0.7)
    ]
    assert differing[0] > differing[1] > differing[2] > 0


def overlays(dimension: int) -> list[Overlay]:
    one, other = point(dimension, 0.7, 0.2), point(dimension, 0.95, 0.9)
    last = np.array(DIPS[dimension][-1])
    near = last + 0.08 * session(dimension).state.brief.box.extent  # in the way of the cursor's tag
    return [
        Overlay(),
        Overlay(cursor=one),
        Overlay(cursor=other),
        Overlay(ghost=one),
        Overlay(ghost=other, hover=1),
        Overlay(cursor=last, ghost=near),
        Overlay(cursor=last),
        Overlay(slide=Slide(last, one, 0.3)),
        Overlay(slide=Slide(last, one, 0.4)),
        Overlay(dip=Dip(last, 0.2)),
        Overlay(dip=Dip(last, 0.5)),
        Overlay(dip=Dip(last, 0.8), cursor=other),
        Overlay(dip=Dip(last, 1.0)),
        Overlay(trail=Trail.SHOWN),
    ]


@DIMENSION
@pytest.mark.parametrize("cover", ["covered", "brushed"])
@pytest.mark.parametrize("stick", ["height", "hessian"])
def test_redrawing_the_dirty_parts_gives_the_whole_picture(
    dimension: int, cover: str, stick: str
) -> None:
    game = session(dimension, map=cover, dipstick=stick)
    view = make_view(game, RECT, look())
    frames = [*overlays(dimension), sketched(game, Dipstick(stick).order)]
    assert_dirty_parts_suffice(view, frames)


@DIMENSION
def test_what_did_not_change_is_not_dirty(dimension: int) -> None:
    view = make_view(session(dimension), RECT, look())
    for overlay in overlays(dimension):
        assert view.dirty(overlay, replace(overlay)) == []


@DIMENSION
def test_a_slide_dirties_little(dimension: int) -> None:
    view = make_view(session(dimension), (0, 0, 1280, 720), look())
    start, end = point(dimension, 0.2, 0.2), point(dimension, 0.8, 0.8)
    areas = view.dirty(Overlay(slide=Slide(start, end, 0.4)), Overlay(slide=Slide(start, end, 0.5)))
    assert sum(area.width * area.height for area in areas) < 0.02 * 1280 * 720


@DIMENSION
def test_nothing_is_drawn_outside_the_clip(dimension: int) -> None:
    view = make_view(session(dimension), RECT, look())
    target = Surface((600, 450), 0, 32)
    target.set_clip(Rect(100, 100, 80, 60))
    for overlay in overlays(dimension):
        view.draw(target, overlay)
    inked = painted(target)
    assert inked[100:180, 100:160].all()
    inked[100:180, 100:160] = False
    assert not inked.any()


@DIMENSION
@THEME
@pytest.mark.parametrize(
    ("size", "scale"),
    [((300, 260), 0.75), ((800, 600), 0.85), ((1920, 1080), 1.5), ((3840, 2160), 3.0)],
)
def test_views_are_drawn_at_every_size(
    dimension: int, theme: str, size: tuple[int, int], scale: float
) -> None:
    game = session(dimension, map="brushed")
    game.give_up()
    view = make_view(game, (0, 0, *size), look(theme, scale))
    assert view.plot.width * view.plot.height > 0.25 * min(size) ** 2
    pixels = drawn(view, Overlay(uncover=1.0, trail=Trail.SHOWN, cursor=point(dimension, 0.5, 0.5)))
    assert pixels.shape == size
    assert len(np.unique(pixels)) > 100


def uncovered(formula: str, **changes: object) -> np.ndarray:
    """Return the picture of a ground over two axes after the end, as colours."""
    game = session(2, formula, goal="peak", **changes)
    game.give_up()
    view = make_view(game, RECT, look())
    target = Surface(view.rect.bottomright, 0, 32)
    view.draw(target, Overlay(uncover=1.0))
    return colours(target)


def reddish(picture: np.ndarray) -> int:
    """Return how many pixels have the colour of the flags, stars and goals."""
    return int((np.abs(picture.astype(int) - look().theme.flag[:3]).max(axis=2) < 12).sum())


def test_a_ridge_that_is_best_all_along_bears_no_stars_but_its_line_of_winning_height() -> None:
    ridge, peak = "-(x - 3)^2 - 0*y2", "-(x - 3)^2 - (y2 - 1)^2"
    bare = reddish(uncovered(ridge, win={"height": 100}))
    assert reddish(uncovered(peak, win={"height": 100})) > bare + 100, "a star"
    assert reddish(uncovered(ridge, win={"height": -0.5})) > bare + 300, "two lines"


@pytest.mark.parametrize("way", [(1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (0.0, 1.0)])
def test_a_flag_flies_where_the_arrow_does_not_lean(way: tuple[float, float]) -> None:
    game = Session(
        make_level(
            axes=AXES[:2],
            surface={"kind": "formula", "formula": f"{way[0]}*x + {way[1]}*y2"},
            win={"height": 100},
            start=(3.0, 1.0),
        )
    )
    view = make_view(game, RECT, look())
    west = way[0] * way[1] > 0.0
    x, y = view.pixel_at(np.array([3.0, 1.0]))
    pixels = drawn(view)
    flag = tuple(look().theme.flag[:3])
    code = (flag[0] << 16) + (flag[1] << 8) + flag[2]
    beside = {side: pixels[round(x) + 10 * side, round(y) - 36 : round(y) - 18] for side in (-1, 1)}
    assert (beside[-1 if west else 1] == code).any()
    assert not (beside[1 if west else -1] == code).any()


@pytest.mark.parametrize("dimension", [1, 2, 3])
@pytest.mark.parametrize("way", range(8))
def test_the_cursors_coordinates_stand_clear_of_the_arrow_just_paid_for(
    dimension: int, way: int
) -> None:
    """The cursor rests where the dip was made, whichever way the ground rises there."""
    angle = way * math.pi / 4 + 0.1
    slopes = (40 * math.cos(angle), 40 * math.sin(angle), 1.0)
    names = [axis["name"] for axis in AXES]
    spans = [float(box) for box in session(3).state.brief.box.extent]
    terms = (f"{k / span!r}*{n}" for k, n, span in zip(slopes, names, spans, strict=False))
    game = session(dimension, " + ".join(list(terms)[:dimension]))
    view = make_view(game, RECT, look())
    at = game.state.readings[-1].at
    bare, aimed = (drawn(view, Overlay(cursor=cursor)) for cursor in (None, at))
    ends = view.arrow_ends(0)
    assert ends is not None
    spot = view.pixel_at(at, 0)
    for x, y in np.linspace(*ends, 40).round().astype(int).tolist():
        if math.dist((x, y), spot) > 20:  # nearer to it lies the cross itself
            assert (aimed[x - 1 : x + 2, y - 1 : y + 2] == bare[x - 1 : x + 2, y - 1 : y + 2]).all()


@pytest.mark.parametrize("dimension", [1, 2])
@pytest.mark.parametrize("way", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
def test_the_cursors_coordinates_stand_clear_of_the_ghost(
    dimension: int, way: tuple[int, int]
) -> None:
    game = session(dimension, dipstick="height")
    view = make_view(game, RECT, look())
    last = game.state.readings[-1].at
    ghost = last + 0.09 * np.array(way[:dimension]) * game.state.brief.box.extent
    bare, aimed = (drawn(view, Overlay(cursor=c, ghost=ghost)) for c in (None, last))
    x, y = map(round, view.pixel_at(ghost))
    assert (aimed[x - 8 : x + 9, y - 8 : y + 9] == bare[x - 8 : x + 9, y - 8 : y + 9]).all()


@pytest.mark.parametrize("dimension", [1, 2])
@pytest.mark.parametrize("aside", [(0, 0), (14, 0), (-14, 0), (0, 14), (0, -14)])
def test_the_cursors_coordinates_stand_clear_of_the_height_just_paid_for(
    dimension: int, aside: tuple[int, int]
) -> None:
    game = session(dimension, dipstick="height")
    view = make_view(game, RECT, look())
    assert isinstance(view, PlotView)
    last = game.state.readings[-1]
    _, value = view._crowd.values.shown[last.number]
    x, y = view.pixel_at(last.at)
    cursor = view.point_at((x + aside[0], y + aside[1]))
    assert cursor is not None
    tag = view._cursor_tag(Overlay(cursor=cursor))
    assert not tag.colliderect(value)
