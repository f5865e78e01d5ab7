"""Sand, badges, the chart, formulas, flags, the icon; and what they need to be imported."""

import subprocess
import sys
from itertools import pairwise
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygame import Color, Rect, Surface
from scipy import ndimage

from sandpit.desktop.paint.arrows import shown_length
from sandpit.desktop.paint.badges import MANY, pips, stars
from sandpit.desktop.paint.chart import draw_chart
from sandpit.desktop.paint.flags import Flag, Rank, Wind, apart, draw_flag, flag_text
from sandpit.desktop.paint.formula import formula
from sandpit.desktop.paint.frame import Frame
from sandpit.desktop.paint.icon import icon
from sandpit.desktop.paint.sand import Blanket, edges, sand
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Role
from sandpit.game import Probe, Session
from tests.desktop.paint_cases import SPOTS, crowd, look, painted, session
from tests.written import make_level

HEAVY = ("contourpy", "cmap", "ziamath", "scipy", "sympy", "matplotlib")


def pixels(surface: Surface) -> np.ndarray:
    return pygame.surfarray.array2d(surface)


def test_sand_is_the_same_each_time_and_its_grain_is_fine() -> None:
    theme = THEMES["light"]
    one = pixels(sand((300, 200), theme, 1.0))
    sand.cache_clear()
    assert np.array_equal(pixels(sand((300, 200), theme, 1.0)), one)
    assert len(np.unique(one)) > 200


@given(seed=st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_sand_is_dense_wherever_the_ground_is_hidden(seed: int) -> None:
    rng = np.random.default_rng(seed)
    hidden = np.ones((80, 80), dtype=bool)
    x, y = rng.integers(10, 60, 2)
    hidden[x : x + 15, y : y + 12] = False
    dense, shadow = edges(hidden, (80, 80))
    assert (dense[hidden] == 255).all()
    assert dense[x + 7, y + 6] < 128
    assert shadow.shape == dense.shape


def test_blown_sand_never_comes_back() -> None:
    blanket = Blanket(sand((120, 90), THEMES["light"], 1.0), None)
    covered = []
    for share in np.linspace(0.0, 1.0, 9).tolist():
        ground = Surface((120, 90), 0, 32)
        ground.fill(Color("#0000ff"))
        blanket.draw(ground, (0, 0), share)
        covered.append(pygame.surfarray.array_red(ground).astype(int))
    assert all((after <= before).all() for before, after in pairwise(covered))
    assert covered[0].min() > 0
    assert covered[-1].max() == 0


@pytest.mark.parametrize("budget", [1, 4, 5, 6, 25, 37, 60])
@pytest.mark.parametrize("width", [110, 300, 700])
def test_every_dip_of_a_budget_can_be_counted(budget: int, width: int) -> None:
    picture = pips(look(scale=1.5), budget, budget, width)
    assert picture.get_width() <= width
    assert ndimage.label(pygame.surfarray.array_alpha(picture) > 128)[1] == budget


@pytest.mark.parametrize("budget", [3, 25, 60, MANY + 20])
def test_each_number_of_dips_left_looks_different(budget: int) -> None:
    pictures = {
        pygame.image.tobytes(pips(look(), n, budget, 300), "RGBA") for n in range(budget + 1)
    }
    assert len(pictures) == budget + 1


def test_each_number_of_stars_looks_different() -> None:
    assert len({pygame.image.tobytes(stars(look(), n), "RGBA") for n in range(4)}) == 4


def test_a_flag_says_by_its_text_which_is_the_best_and_which_the_start() -> None:
    assert flag_text(3, Rank.of(latest=False, best=False)) == "3"
    assert flag_text(3, Rank.of(latest=True, best=True)) == "★3"
    assert flag_text(0, Rank.PLAIN) == "start"


@pytest.mark.parametrize("wind", Wind)
@pytest.mark.parametrize("rank", Rank)
def test_a_flag_stands_straight_above_its_foot(rank: Rank, wind: Wind) -> None:
    target = Surface((200, 200), pygame.SRCALPHA, 32)
    draw_flag(target, look(), (100.0, 150.0), Flag(7, rank, wind))
    inked = np.argwhere(pygame.surfarray.array_alpha(target) > 128)
    assert inked[:, 1].max() <= 153
    pole = inked[inked[:, 1] > 140]
    assert abs(pole[:, 0].mean() - 100.0) <= 1.5


@given(spots=SPOTS, reach=st.floats(1.0, 60.0))
def test_arrows_of_a_crowd_keep_their_distance_and_leave_no_gap(
    spots: list[tuple[float, float]], reach: float
) -> None:
    kept = apart(crowd(spots), reach)
    assert len(spots) in kept
    for i, one in enumerate(spots, 1):
        near = [n for n in kept - {i} if np.hypot(*np.subtract(one, spots[n - 1])) < reach]
        assert bool(near) is not (i in kept)


def test_of_two_arrows_the_steeper_is_longer_and_neither_too_short() -> None:
    lengths = [shown_length(size, 0.8) for size in (0.001, 5.0, 10.0, 20.0, 60.0)]
    assert lengths == sorted(set(lengths))
    assert lengths[0] >= 25.0
    assert lengths[-1] <= 1.1 * 60.0


@pytest.mark.parametrize("count", [0, 1, 2, 60])
@pytest.mark.parametrize("win", [{"distance": 0.001}, {"height": 50.0}])
def test_the_chart_keeps_to_its_place(count: int, win: dict[str, float]) -> None:
    game = Session(make_level(dips=80, win=win))
    rng = np.random.default_rng(4)
    for at in rng.uniform(0, 2, (count, 2)):
        game.play(Probe(at))
    target = Surface((500, 400), 0, 32)
    rect = Rect(60, 50, 340, 220)
    draw_chart(target, rect, game.state, look())
    shown = painted(target)
    assert shown[60:400, 50:270].any()
    shown[60:400, 50:270] = False
    assert not shown.any()


def test_the_chart_marks_the_best() -> None:
    game = session(2)
    target = Surface((340, 220), 0, 32)
    draw_chart(target, target.get_rect(), game.state, look())
    accent = np.array(look().theme.accent[:3])
    assert (pygame.surfarray.array3d(target) == accent).all(axis=2).sum() > 20


def test_mathematics_is_set_in_its_colour_and_size() -> None:
    red = formula(r"\nabla f = \frac{\partial f}{\partial x}", 24, Color(200, 30, 30))
    solid = pygame.surfarray.array_alpha(red) > 250
    assert solid.sum() > 20
    assert np.allclose(pygame.surfarray.array3d(red)[solid], (200, 30, 30), atol=3)
    larger = formula(r"\nabla f = \frac{\partial f}{\partial x}", 48, Color(200, 30, 30))
    assert larger.get_width() == pytest.approx(2 * red.get_width(), abs=4)


def test_what_is_no_mathematics_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        formula(r"\frac{1}{", 24, Color("black"))


@pytest.mark.parametrize("side", [16, 32, 48, 64, 128, 256])
def test_the_icon_has_clear_corners_and_a_red_flag(side: int) -> None:
    picture = icon(side)
    assert picture.get_size() == (side, side)
    assert picture.get_at((0, 0)).a < 64
    flag = picture.get_at((round(side * 0.62), round(side * 0.22)))
    assert flag.r > 2 * flag.g


def test_pictures_are_imported_without_what_is_slow() -> None:
    code = (
        "import sys\n"
        "from sandpit.desktop.paint import badges, chart, flags, formula, icon, marks, views\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = [sys.executable, "-c", code]
    answer = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.splitlines()[-1] == "[]"


def charted(
    monkeypatch: pytest.MonkeyPatch, scale: float, height: int, **changes: Any
) -> list[str]:
    """Return what a chart writes."""
    game, kit, written = session(2, **changes), look(scale=scale), []
    render = kit.type.render

    def kept(text: str, *rest: Any) -> Surface:
        written.append(text)
        return render(text, *rest)

    monkeypatch.setattr(kit.type, "render", kept)
    draw_chart(Surface((500, 400), 0, 32), Rect(0, 0, 500, height), game.state, kit)
    return written


def test_the_line_of_a_winning_height_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "goal 7.5" in charted(monkeypatch, 1.0, 300, win={"height": 7.5})
    assert not any("goal" in text for text in charted(monkeypatch, 1.0, 300))


def test_a_chart_of_nothing_has_words_and_no_numbers() -> None:
    empty = Session(make_level())
    target = Surface((340, 220), 0, 32)
    draw_chart(target, target.get_rect(), empty.state, look())
    inked = painted(target)
    assert inked.any()
    assert not inked[:, 60:].any()


@given(
    low=st.floats(-1e4, 1e4),
    span=st.floats(1e-3, 1e4),
    height=st.integers(8, 400),
    scale=st.sampled_from([0.75, 1.0, 1.4, 2.0]),
)
@settings(deadline=None)
def test_ticks_are_only_as_many_as_have_room(
    low: float, span: float, height: int, scale: float
) -> None:
    frame = Frame(Rect(50, 20, 300, height), Spread(0.0, 1.0), Spread(low, low + span))
    places = [y for y, _ in frame.ticks_up(look(scale=scale))]
    line = look(scale=scale).type.font(Role.SMALL).get_height()
    assert len(places) < 3 or min(a - b for a, b in pairwise(places)) >= 0.7 * line
