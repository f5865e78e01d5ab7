"""The board of many axes: true to the plane, silent about the hidden, quick with 10,000 axes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.paint.gradient_bars import draw_bars, largest
from sandpit.desktop.paint.gradient_board import BoardView
from sandpit.desktop.paint.plane import plane_of
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.paint.view import Dip, Overlay, Slide, Trail
from sandpit.desktop.paint.views import view_for
from sandpit.desktop.part import Kit
from sandpit.desktop.plot import Plot
from sandpit.game import Dipstick, Probe, Session, Step
from tests.desktop.paint_cases import (
    assert_dirty_parts_suffice,
    drawn,
    look,
    painted,
    sketched,
)
from tests.known import same
from tests.written import bowl, make_level

RECT = (20, 10, 640, 560)
COUNTS = pytest.mark.parametrize("count", [7, 50, 2000])
COVER = pytest.mark.parametrize("cover", ["covered", "brushed", "open"])
SHARE = st.floats(0.0, 1.0)


def game(count: int, dips: int = 3, **changes: Any) -> Session:
    """Return a game in a bowl over many axes after a probe and steps."""
    rules = {"map": "covered", "moves": ["probe", "step"], "dipstick": "gradient", **changes}
    level = make_level(**bowl(count, **rules))
    session = Session(level)
    rng = np.random.default_rng(3)
    session.play(Probe(rng.uniform(-2.0, 2.0, count)))
    for _ in range(dips - 1):
        session.play(Step(0.1 / count))
    return session


def make_board(session: Session, rect: tuple[int, int, int, int] = RECT) -> BoardView:
    view = BoardView(Rect(rect), session.state.brief, look())
    view.refresh(session)
    return view


def test_more_than_six_axes_have_a_board() -> None:
    assert view_for(7) is view_for(10_000) is BoardView


@COUNTS
def test_the_plane_holds_the_arrow_and_the_last_step(count: int) -> None:
    state = game(count).state
    plane, last = plane_of(state), state.readings[-1]
    assert plane.along @ plane.along == pytest.approx(1.0)
    assert plane.across @ plane.across == pytest.approx(1.0)
    assert plane.along @ plane.across == pytest.approx(0.0, abs=1e-12)
    gradient = last.gradient
    assert gradient is not None
    assert plane.place(last.at - gradient) == pytest.approx(
        (np.linalg.norm(gradient), 0.0), abs=1e-9 * float(np.linalg.norm(gradient))
    )
    for reading in state.readings[-2:]:
        assert plane.distance(reading.at) == pytest.approx(0.0, abs=1e-6)


def test_where_step_and_arrow_are_parallel_the_plane_is_the_same_in_every_game() -> None:
    level = bowl(9, moves=["probe", "step"], dipstick="gradient")
    level["surface"]["curvatures"] = 2.0
    planes = []
    for _ in range(2):
        session = Session(make_level(**level))
        session.play(Probe(np.linspace(-2.0, 2.0, 9)))
        session.play(Step(0.1))
        planes.append(plane_of(session.state))
    np.testing.assert_array_equal(planes[0].across, planes[1].across)
    assert planes[0].along @ planes[0].across == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("stick", Dipstick)
@pytest.mark.parametrize("dips", [0, 1, 2])
def test_every_state_has_a_plane(stick: str, dips: int) -> None:
    session = Session(make_level(**bowl(8, dipstick=stick, moves=["probe"])))
    for k in range(dips):
        session.play(Probe(np.full(8, -1.0 - 0.5 * k)))
    plane = plane_of(session.state)
    assert np.isfinite([*plane.along, *plane.across]).all()
    assert plane.along @ plane.across == pytest.approx(0.0, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(x=SHARE, y=SHARE, width=st.integers(200, 1500), height=st.integers(200, 1500))
def test_a_pixel_is_found_again_at_its_point(x: float, y: float, width: int, height: int) -> None:
    view = make_board(game(50), (30, 40, width, height))
    plot = view.plot
    pixel = (plot.left + x * (plot.width - 1), plot.top + y * (plot.height - 1))
    at = view.point_at(pixel)
    assert at is not None
    box = view.brief.box
    assert box.contains(at)
    if ((at > box.lower) & (at < box.upper)).all():
        assert view.pixel_at(at) == pytest.approx(pixel, abs=1e-6)


def test_outside_the_plane_s_picture_there_is_no_point() -> None:
    view = make_board(game(20))
    plot = view.plot
    assert view.rect.contains(plot)
    for pixel in ((plot.left - 1, plot.centery), (plot.centerx, plot.bottom)):
        assert view.point_at(pixel) is None


@COUNTS
def test_the_walls_are_where_the_box_ends(count: int) -> None:
    state = game(count).state
    plane, box = plane_of(state), state.brief.box
    corners = plane.walls(box.lower, box.upper, 1e6)
    ends = np.array([plane.point(u, v) for u, v in corners.tolist()])
    beyond = np.maximum(box.lower - ends, ends - box.upper).max(axis=1)
    np.testing.assert_allclose(beyond, 0.0, atol=1e-9)


def twins(count: int, cover: str, stick: str) -> list[Session]:
    """Return two games whose grounds differ only where nobody has dipped."""
    games = []
    for height in (-3.0, 5.0):
        needle = {"kind": "hill", "center": [-2.5] * count, "width": 0.01, "height": height}
        plain = {"kind": "bowl", "center": [1.0] * count}
        surface = {"kind": "sum", "terms": [plain, needle]}
        level = bowl(count, surface=surface, map=cover, dipstick=stick, moves=["probe"])
        session = Session(make_level(**{**level, "win": {"height": -1000.0}}))
        for k in range(3):
            session.play(Probe(np.full(count, 0.4 * k)))
        games.append(session)
    return games


@pytest.mark.parametrize("cover", ["covered", "brushed"])
@pytest.mark.parametrize("stick", ["height", "gradient"])
def test_grounds_that_differ_where_nobody_dipped_look_the_same(cover: str, stick: str) -> None:
    pictures = [drawn(make_board(session)) for session in twins(7, cover, stick)]
    assert same(pictures)


def test_a_covered_board_asks_for_no_heights(monkeypatch: pytest.MonkeyPatch) -> None:
    session = game(50)
    asked: list[object] = []
    monkeypatch.setattr(session, "sight_at", asked.append)
    make_board(session)
    assert not asked


@COVER
def test_the_heights_at_points_are_those_of_the_mesh(cover: str) -> None:
    axes = [{"name": name, "range": [0, 6]} for name in "xyz"]
    surface = {"kind": "bowl", "center": [2.0, 3.0, 4.0], "curvatures": [1.0, 2.0, 3.0]}
    session = Session(make_level(axes=axes, surface=surface, map=cover, goal="pit"))
    lines = [np.linspace(0.0, 6.0, count) for count in (25, 31, 37)]
    points = np.stack(np.meshgrid(*lines, indexing="ij"), axis=-1)
    for _ in range(2):
        np.testing.assert_allclose(session.sight_at(points), session.sight(*lines), rtol=1e-12)
        session.play(Probe((1.0, 1.0, 1.0)))
    session.give_up()
    assert np.isfinite(session.sight_at(points)).all()


def test_after_the_end_the_plane_is_uncovered() -> None:
    session = game(50)
    covered = drawn(make_board(session))
    session.give_up()
    view = make_board(session)
    end, sandy = drawn(view, Overlay(uncover=1.0)), drawn(view, Overlay(uncover=0.0))
    assert (end != covered).sum() > 10_000
    assert (end != sandy).sum() > 10_000


def overlays(session: Session) -> list[Overlay]:
    view = make_board(session)
    plot, last = view.plot, session.state.last
    assert last is not None
    one = view.point_at((plot.left + plot.width // 5, plot.top + plot.height // 3))
    other = view.point_at((plot.right - 30, plot.bottom - 40))
    assert one is not None
    assert other is not None
    return [
        Overlay(),
        Overlay(cursor=one),
        Overlay(cursor=other, ghost=one),
        Overlay(ghost=session.landing(Step(0.5)), hover=1),
        Overlay(slide=Slide(last.at, one, 0.4)),
        Overlay(dip=Dip(last.at, 0.5)),
        Overlay(trail=Trail.SHOWN),
        sketched(session, 1),
    ]


@COVER
def test_redrawing_the_dirty_parts_gives_the_whole_picture(cover: str) -> None:
    session = game(12, map=cover)
    view = make_board(session)
    frames = overlays(session)
    assert_dirty_parts_suffice(view, frames)


def test_what_did_not_change_is_not_dirty() -> None:
    session = game(12)
    view = make_board(session)
    for overlay in overlays(session):
        assert view.dirty(overlay, replace(overlay)) == []


def test_a_slide_over_ten_thousand_axes_dirties_little() -> None:
    session = game(10_000)
    view = make_board(session, (0, 0, 1280, 720))
    start, end = session.state.readings[-2].at, session.state.readings[-1].at
    areas = view.dirty(Overlay(slide=Slide(start, end, 0.4)), Overlay(slide=Slide(start, end, 0.5)))
    assert 0 < sum(area.width * area.height for area in areas) < 0.02 * 1280 * 720


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("size", "scale"),
    [((300, 260), 0.75), ((420, 700), 0.8), ((800, 600), 0.85), ((3840, 2160), 3.0)],
)
def test_boards_are_drawn_at_every_size(theme: str, size: tuple[int, int], scale: float) -> None:
    session = game(10_000, map="open")
    view = BoardView(Rect((0, 0), size), session.state.brief, look(theme, scale))
    view.refresh(session)
    assert view.plot.width * view.plot.height > 0.1 * min(size) ** 2
    pixels = drawn(view, Overlay(trail=Trail.SHOWN))
    assert pixels.shape == size
    assert len(np.unique(pixels)) > 100


def test_nothing_is_drawn_outside_the_clip() -> None:
    session = game(30)
    view = make_board(session)
    target = Surface((700, 600), 0, 32)
    target.set_clip(Rect(100, 100, 80, 60))
    for overlay in overlays(session):
        view.draw(target, overlay)
    inked = painted(target)
    inked[100:180, 100:160] = False
    assert not inked.any()


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40), st.integers(1, 16))
def test_the_bars_are_the_largest_parts_in_order(parts: list[int], count: int) -> None:
    slopes = np.array(parts, dtype=np.float64)
    shown = largest(slopes, min(count, len(parts)))
    expected = sorted(range(len(parts)), key=lambda i: (-abs(parts[i]), i))
    assert [abs(parts[i]) for i in shown] == [abs(parts[i]) for i in expected[: len(shown)]]


class Hand:
    """A player who only remembers what was asked for."""

    def __init__(self) -> None:
        self.probed: list[np.ndarray] = []
        self.dropped: list[float | None] = []

    def probe(self, at: np.ndarray) -> None:
        self.probed.append(at)

    def drag(self, rate: float | None) -> None:
        """Follow a drag."""

    def drop(self, rate: float | None) -> None:
        self.dropped.append(rate)


def clicks(*pixels: tuple[int, int]) -> list[pygame.event.Event]:
    """Return a press at the first pixel, a motion to the others, and the release at the last."""
    moves = [pygame.event.Event(pygame.MOUSEMOTION, pos=at) for at in pixels]
    down = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pixels[0], button=1)
    up = pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pixels[-1], button=1)
    return [down, *moves, up]


def test_a_click_in_the_plane_probes_what_lies_under_it() -> None:
    session, hand = game(10_000), Hand()
    plot = Plot(Rect(RECT), Kit(THEMES["light"], Type(1.0)), session, hand)
    pixel = (plot.view.plot.centerx - 40, plot.view.plot.centery + 60)
    for event in clicks(pixel):
        plot.pointer(event)
    (at,) = hand.probed
    assert at.shape == (10_000,)
    wanted = plot.view.point_at(pixel)
    assert wanted is not None
    assert np.linalg.norm(at - wanted) < 1e-6 * np.linalg.norm(session.state.brief.box.extent)


def test_the_arrow_is_dragged_to_a_step() -> None:
    session, hand = game(50), Hand()
    plot = Plot(Rect(RECT), Kit(THEMES["light"], Type(1.0)), session, hand)
    last = session.state.last
    assert last is not None
    x, y = (round(part) for part in plot.view.pixel_at(last.at))
    for event in clicks((x, y), (x + 30, y), (x + 60, y + 3)):
        plot.pointer(event)
    (rate,) = hand.dropped
    assert rate is not None
    assert last.gradient is not None
    far = plot.view.pixel_at(last.at - rate * last.gradient)
    assert far == pytest.approx((x + 60, y), abs=2.0)


@COUNTS
def test_the_model_is_drawn_in_the_plane(count: int) -> None:
    session = game(count)
    view = make_board(session)
    bare, modelled = drawn(view), drawn(view, sketched(session, 1))
    assert (bare != modelled)[view.plot.left : view.plot.right].mean() > 0.005


def test_bars_and_heights_are_held_back_while_the_stick_is_in_the_air() -> None:
    session = game(40, dips=2)
    board = make_board(session)
    before = drawn(board)
    session.play(Step(0.01))
    board.refresh(session)
    last = session.state.readings[-1].at
    sides = [side.move(board.rect.topleft) for side in board._pictures[1:] if side is not None]
    assert len(sides) == 2
    for side in sides:
        area = (slice(side.left, side.right), slice(side.top, side.bottom))
        for t in (0.0, 0.5, 0.99):
            held = drawn(board, Overlay(dip=Dip(last, t)))
            assert np.array_equal(held[area], before[area])
        told = drawn(board, Overlay(dip=Dip(last, 1.0)))
        assert not np.array_equal(told[area], before[area])


@pytest.mark.parametrize(("count", "words"), [(1, "1 other,"), (2, "2 others,")])
def test_what_is_left_of_a_gradient_is_told_in_words(
    count: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = game(8 + count, dips=1)
    written: list[str] = []
    kit = look()
    monkeypatch.setattr(kit.type, "render", told(kit.type.render, written))
    rows = round(kit.type.line(Role.SMALL) * 1.08)
    rect = Rect(0, 0, 300, rows + 8 * rows + round(1.6 * rows))
    draw_bars(Surface(rect.size, 0, 32), rect, session.state.last, session.state.brief, kit)
    assert any(text.startswith(words) for text in written)


def told(render: Callable[..., Surface], written: list[str]) -> Callable[..., Surface]:
    """Return the same renderer, which keeps what it is asked to write."""

    def kept(text: str, *rest: Any) -> Surface:
        written.append(text)
        return render(text, *rest)

    return kept
