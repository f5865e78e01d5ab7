"""A find: the last patch opens, the sand goes from it outwards, the words stand beside it."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pygame
import pytest
from pygame import Rect, Surface

from sandpit.desktop.acclaim import LIGHT, WORDS, Acclaim, Find
from sandpit.desktop.app import App
from sandpit.desktop.paint.marks import draw_trail
from sandpit.desktop.paint.sand import Blanket, sand
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.view import Dip, Overlay, Trail, View
from sandpit.desktop.plot import Plot
from sandpit.desktop.reveal import PAUSE
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.scenes.result import Result
from sandpit.game import Outcome, Probe, Session
from tests.desktop.hands import best_point, key, open_level
from tests.desktop.paint_cases import assert_dirty_parts_suffice, drawn, look, make_view
from tests.known import expect
from tests.levels.shipped import IDS, shipped
from tests.written import bowl, make_level

Apps = Callable[..., App]
Pixels = npt.NDArray[np.int32]
DIMENSION = pytest.mark.parametrize("dimension", [1, 2, 3, 6, 9])
COVER = pytest.mark.parametrize("cover", ["covered", "brushed", "open"])
RECT = (20, 10, 620, 460)
LARGE = (0, 0, 1500, 1080)
"""Large enough for the slices of an atlas to show all that a map does."""
FIND = 1.0
"""Each coordinate of the lowest point."""


def on_the_way(dimension: int, cover: str) -> Session:
    """Return a game in a bowl that has not found its lowest point yet."""
    game = Session(make_level(**bowl(dimension, map=cover, win={"distance": 0.3})))
    for place in (-2.0, -0.6):
        game.play(Probe([place] * dimension))
    return game


def found(dimension: int, cover: str) -> Session:
    game = on_the_way(dimension, cover)
    game.play(Probe([FIND] * dimension))
    assert game.state.outcome is Outcome.FOUND
    return game


def through_the_find(dimension: int, cover: str) -> tuple[View, Session, Pixels]:
    """Return a view in which the dip that finds has just gone in, and the picture before."""
    game = on_the_way(dimension, cover)
    view = make_view(game, LARGE, look())
    before = drawn(view)
    game.play(Probe([FIND] * dimension))
    view.refresh(game)
    return view, game, before


def spot(view: View, game: Session, part: int = 0) -> tuple[int, int]:
    """Return the pixel of the last dip on the ground."""
    last = game.state.last
    assert last is not None
    x, y = view.pixel_at(last.at, part)
    return round(x), round(y)


@pytest.mark.parametrize("dimension", [1, 2, 3])
@COVER
def test_the_plot_stays_as_it_was_while_the_last_stick_falls(dimension: int, cover: str) -> None:
    view, game, before = through_the_find(dimension, cover)
    last = game.state.last
    assert last is not None
    falling = drawn(view, Overlay(dip=Dip(last.at, 0.1)))
    places = np.argwhere(falling != before)
    sticks = np.array([spot(view, game, part)[0] for part in range(view.parts)])
    assert np.abs(places[:, :1] - sticks).min(axis=1).max() <= 20
    assert len(places) < 0.05 * before.size


def brushed(view: View, game: Session) -> list[tuple[int, int]]:
    """Return pixels in the patch that the last dip brushed, clear of its own marks."""
    x, y = spot(view, game)
    room = view.room(0)
    away = round(0.05 * min(room.size))
    return [(x + away, y + dy) for dy in range(-4, 5)]


def apart(one: int, other: int) -> int:
    """Return how much two colours differ, in their parts together."""
    return sum(abs(((one >> shift) & 255) - ((other >> shift) & 255)) for shift in (0, 8, 16))


@pytest.mark.parametrize("dimension", [2, 3, 4])
def test_the_last_patch_opens(dimension: int) -> None:
    view, game, before = through_the_find(dimension, "brushed")
    after, bare = drawn(view), drawn(view, Overlay(uncover=1.0))
    sanded, opened = (
        np.array([apart(picture[place], bare[place]) for place in brushed(view, game)])
        for picture in (before, after)
    )
    assert np.median(sanded) > 60
    assert np.median(opened) < 0.5 * np.median(sanded)  # the sand beside it casts its shadow


def corner(view: View) -> tuple[slice, slice]:
    """Return a square in the upper left of the ground, far from all dips."""
    room = view.room(0)
    side = round(0.12 * min(room.size))
    left, top = room.left + side // 2, room.top + side
    return slice(left, left + side), slice(top, top + side)


@pytest.mark.parametrize("dimension", [2, 3, 9])
@pytest.mark.parametrize("cover", ["covered", "brushed"])
def test_where_nobody_dipped_the_sand_still_lies_after_the_find(dimension: int, cover: str) -> None:
    view, _, before = through_the_find(dimension, cover)
    if dimension < 9:  # the plane of a board turns with each dip
        assert np.array_equal(drawn(view)[corner(view)], before[corner(view)])
    bare = drawn(view, Overlay(uncover=1.0))[corner(view)]
    assert (drawn(view)[corner(view)] != bare).mean() > 0.9


@pytest.mark.parametrize("dimension", [2, 3])
def test_the_sand_of_a_view_goes_first_where_the_find_is(dimension: int) -> None:
    view, game, _ = through_the_find(dimension, "covered")
    lying, blown, bare = (drawn(view, Overlay(uncover=share)) for share in (0.0, 0.35, 1.0))
    assert np.array_equal(blown[corner(view)], lying[corner(view)])
    x, y = spot(view, game)
    near = (slice(x + 40, x + 60), slice(y + 40, y + 60))
    away = [
        sum(apart(int(a), int(b)) for a, b in zip(one[near].flat, bare[near].flat, strict=True))
        for one in (lying, blown)
    ]
    assert away[1] < 0.5 * away[0]


@DIMENSION
@pytest.mark.parametrize("cover", ["covered", "brushed"])
def test_the_sand_lies_as_it_lay_when_the_result_opens(dimension: int, cover: str) -> None:
    """The result has a plot of its own: it begins where the game's has stopped."""
    view, game, _ = through_the_find(dimension, cover)
    assert np.array_equal(drawn(make_view(game, LARGE, look())), drawn(view))


@pytest.mark.parametrize("source", [(30.0, 20.0), (300.0, 210.0), (590.0, 20.0)])
def test_sand_is_blown_from_the_find_outwards(source: tuple[float, float]) -> None:
    size = (600, 420)
    blanket = Blanket(sand(size, THEMES["light"], 1.0), None, [(Rect((0, 0), size), source)])
    x, y = np.meshgrid(np.arange(size[0]), np.arange(size[1]), indexing="ij")
    away = np.hypot(x - source[0], y - source[1])
    reached = []
    for share in (0.2, 0.4, 0.6, 0.8):
        ground = Surface(size, 0, 32)
        ground.fill(pygame.Color("#0000ff"))
        blanket.draw(ground, (0, 0), share)
        gone = pygame.surfarray.array_red(ground) < 115
        assert gone[away < 0.25 * share * away.max()].mean() > 0.9
        assert gone[away > (share + 0.3) * away.max()].sum() < 0.05 * gone.size
        reached.append(float(away[gone].mean()))
    assert all(later > sooner for sooner, later in pairwise(reached))


def test_grains_fly_only_while_sand_is_blown_away() -> None:
    size = (300, 200)
    blanket = Blanket(
        sand(size, THEMES["light"], 1.0), None, [(Rect((0, 0), size), (150.0, 100.0))]
    )

    def strewn(share: float) -> int:
        target = Surface(size, 0, 32)
        blanket.strew(target, (0, 0), share)
        return int((pygame.surfarray.array2d(target) != 0).sum())

    assert [strewn(share) for share in (0.0, 1.0)] == [0, 0]
    assert strewn(0.5) > 20


def test_the_path_is_drawn_from_the_first_dip_on() -> None:
    places = [(10.0, 50.0), (90.0, 50.0), (90.0, 90.0)]
    lengths = []
    for share in (0.0, 0.25, 0.5, 1.0):
        target = Surface((120, 120), 0, 32)
        draw_trail(target, look(), places, share)
        inked = pygame.surfarray.array2d(target) != 0
        lengths.append(int(inked.sum()))
        assert inked[80, 50] == (share > 0.6)
        assert inked[20, 50] == (share > 0.1)
    assert lengths == sorted(lengths)


@DIMENSION
def test_redrawing_the_dirty_parts_gives_the_whole_find(dimension: int) -> None:
    view = make_view(found(dimension, "brushed"), RECT, look())
    frames = [
        Overlay(),
        Overlay(find=0.3),
        Overlay(trail=Trail.SHOWN, traced=0.4, find=0.2),
        Overlay(trail=Trail.SHOWN, traced=1.0, find=0.6),
        Overlay(uncover=0.4, trail=Trail.SHOWN, find=1.0),
        Overlay(uncover=1.0, trail=Trail.SHOWN, find=1.0),
    ]
    assert_dirty_parts_suffice(view, frames)


def words(app: App) -> Acclaim:
    part = app.scene.part("acclaim")
    assert isinstance(part, Acclaim)
    return part


def win(app: App, id: str = "lost-phone") -> Play:
    level = shipped(id)
    scene = open_level(app, level)
    scene.probe(best_point(level))
    return scene


@pytest.mark.parametrize("size", [(800, 600), (1280, 720)])
@pytest.mark.parametrize("id", ["lost-phone", "round-dune", "rise-over-run", "espresso"])
def test_the_words_come_with_the_find_stay_into_the_result_and_go(
    id: str, size: tuple[int, int], apps: Apps
) -> None:
    app = apps(size)
    scene = win(app, id)
    told = []
    for _ in range(90):
        app.tick(0.05)
        told.append((type(app.scene).__name__, words(app).text))
        if words(app).text and isinstance(app.scene, Play | Result):
            assert scene.plot.rect.contains(words(app).rect)
    assert told[0] == ("Play", "")
    assert {("Play", WORDS), ("Result", WORDS)} <= set(told)
    assert told[-1] == ("Result", "")
    shown = [text for _, text in told]
    assert sum(one != other for one, other in pairwise(shown)) == 2


def test_who_does_not_find_is_not_acclaimed(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level(dips=1, par=1))
    scene.probe(np.array([1.0, 5.0]))
    for _ in range(40):
        app.tick(0.1)
        assert words(app).text == ""
    assert isinstance(app.scene, Result)


def test_a_key_takes_the_words_away_with_the_rest_of_the_motion(apps: Apps) -> None:
    app = apps()
    win(app)
    while not isinstance(app.scene, Result):
        app.tick(0.1)
    assert words(app).text == WORDS
    key(app, pygame.K_RETURN)
    assert words(app).text == ""
    assert isinstance(app.scene, Result)


def test_with_reduced_motion_the_words_stand_still(apps: Apps) -> None:
    app = apps(reduced_motion=True)
    scene = win(app)
    frames = []
    while isinstance(app.scene, Play):
        app.tick(0.05)
        if isinstance(app.scene, Play):
            assert words(app).text == WORDS
            frames.append(
                pygame.image.tobytes(app.screen.surface.subsurface(scene.plot.rect), "RGB")
            )
    assert len(frames) > 5
    assert len(set(frames)) == 1
    assert words(app).text == ""


@pytest.mark.parametrize("id", IDS)
def test_the_plot_keeps_its_place_when_the_result_opens(id: str, apps: Apps) -> None:
    app, level = apps(reduced_motion=True), shipped(id)
    session = Session(level, seed=1)
    app.go("play", Ticket(level=level, session=session))
    assert isinstance(app.scene, Play)
    place = app.scene.plot.view.plot
    session.give_up()
    app.go("result", Ticket(level=level, session=session))
    result = expect(Plot, app.scene.part("plot"))
    assert result.view.plot.topleft == place.topleft


def test_the_moment_of_a_find_passes_once() -> None:
    moments = [Find(0.05 * i) for i in range(80)]
    assert [moments[0].light, moments[0].traced, moments[0].strength] == [0.0, 0.0, 0.0]
    assert moments[-1].light == moments[-1].traced == moments[-1].risen == 1.0
    assert moments[-1].strength == 0.0
    assert Find(PAUSE).strength == 1.0
    assert Find(PAUSE).traced == 1.0
    assert Find(LIGHT).light == 1.0
