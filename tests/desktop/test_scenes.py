"""Every scene at every size: all of it in the window, nothing over another, no text cut."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations, product

import pygame
import pytest
from pygame import Rect

from sandpit.desktop.app import App
from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.layout import scale_for
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Role, Type
from sandpit.desktop.paint.views import view_for
from sandpit.desktop.part import Kit
from sandpit.desktop.plot import Plot
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes import SCENES
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.dialog import Dialog
from sandpit.desktop.scenes.tools import bar_height
from sandpit.desktop.text import Text
from sandpit.game import Level, Probe, Session
from sandpit.library import load_level
from tests.desktop.hands import settle
from tests.written import make_level

SIZES = ((800, 600), (1280, 720), (1366, 768), (1920, 1080), (3840, 2160))
SHAPES = ((800, 600), (1366, 768))
"""One size of each shape: among windows of one shape all but rounding is alike."""
TEXT_SIZES = (1.0, 1.15, 1.3, 1.6)
"""How much larger than usual the letters can be made in the settings."""

KINDS = {
    "profile": "two-dunes",
    "profile with a model": "tangents-promise",
    "map": "lost-phone",
    "map of heights alone": "depth-only",
    "map with curvature": "bent-valley-again",
    "map with momentum": "bobsleigh",
    "map higher than wide": "best-line",
    "map wider than high": "tall-and-small",
    "atlas": "five-levers",
    "atlas with an answer": "fading-echo",
    "board": "ten-thousand",
    "board with an answer": "handwriting",
}
"""A level for each kind of view and of what stands around it."""

Apps = Callable[..., App]

LEAST_HIT = 32
"""The least width and height, in design pixels, of what can be pressed."""


def game(level: Level) -> Session:
    """Return a game of a level with a few dips, where it lets one dip."""
    session = Session(level, seed=1)
    for share in (0.2, 0.45, 0.7, 0.9) if Probe.name in level.brief.moves else ():
        box = level.brief.box
        session.play(Probe(box.lower + share * box.extent))
    return session


def open_scene(app: App, name: str, level: Level) -> None:
    session = game(level)
    if name == "result":
        session.give_up()
    app.go(name, Ticket(level=level, session=session))
    settle(app)


def assert_tidy(app: App, *, words: str = "written by us") -> None:
    """Hold the scene on top to what every layout promises; only endless words are shortened."""
    window = app.screen.surface.get_rect()
    parts = [part for part in app.scene.parts if part.rect.width and part.rect.height]
    for part in parts:
        assert window.contains(part.rect), f"{part.name} leaves the window"
        assert part.overflow == (0, 0), f"the text of {part.name} is cut by {part.overflow}"
        shortened = isinstance(part, Text) and part.shortened
        assert not shortened or words == "endless", f"{part.name} is shortened"
        if part.focusable:
            least = app.kit.px(LEAST_HIT) - 1
            assert min(part.rect.size) >= least, f"{part.name} is too small to be hit"
    laid = [part for part in parts if not part.floating]
    for one, other in combinations(laid, 2):
        grounds = one.ground + other.ground
        if grounds == 1:
            ground, part = (one, other) if one.ground else (other, one)
            inside = ground.rect.contains(part.rect) or not ground.rect.colliderect(part.rect)
            assert inside, f"{part.name} crosses the edge of {ground.name}"
        else:
            assert not one.rect.colliderect(other.rect), f"{one.name} lies over {other.name}"


@pytest.mark.parametrize("text_scale", [1.0, 1.6])
@pytest.mark.parametrize("size", [*SHAPES, (3840, 2160)])
@pytest.mark.parametrize("name", [name for name in SCENES if name not in ("play", "result")])
def test_every_scene_is_laid_out_well_at_every_size(
    apps: Apps, name: str, size: tuple[int, int], text_scale: float
) -> None:
    app = apps(size, text_scale=text_scale)
    open_scene(app, name, load_level("lost-phone"))
    assert_tidy(app)


@pytest.mark.parametrize(
    ("name", "text_scale"),
    [("play", 1.0), ("play", 1.3), ("play", 1.6), ("result", 1.6)],
)
@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("id", KINDS.values(), ids=KINDS)
def test_every_kind_of_level_is_laid_out_well_at_every_size(
    apps: Apps, name: str, id: str, size: tuple[int, int], text_scale: float
) -> None:
    app = apps(size, text_scale=text_scale)
    open_scene(app, name, load_level(id))
    assert_tidy(app)


@pytest.mark.parametrize("id", KINDS.values(), ids=KINDS)
def test_the_ground_takes_a_quarter_of_every_window(id: str) -> None:
    """In every size of the window and of the letters, while playing and in the result."""
    brief, least = load_level(id).brief, 1.0
    for size, text in product((*SIZES, (1024, 768), (2560, 1080), (800, 1200)), TEXT_SIZES):
        kit = Kit(THEMES["light"], Type(scale_for(size), text))
        places = desk(Rect((0, 0), size), kit, brief, partial(bar_height, brief, kit))
        look = replace(kit.look, ground=places.least)
        ground = view_for(brief.dimension)(places.plot, brief, look).plot
        least = min(least, ground.width * ground.height / (size[0] * size[1]))
    assert least >= 0.25


@pytest.mark.parametrize("name", ["play", "result"])
@pytest.mark.parametrize("id", KINDS.values(), ids=KINDS)
def test_a_scene_shows_the_ground_as_large_as_its_desk_has_room(
    apps: Apps, id: str, name: str
) -> None:
    app = apps((800, 600), text_scale=1.6)
    open_scene(app, name, load_level(id))
    plot = app.scene.part("plot")
    assert isinstance(plot, Plot)
    assert plot.view.plot.width * plot.view.plot.height >= 0.25 * 800 * 600


@pytest.mark.parametrize("size", SIZES)
def test_letters_grow_as_the_settings_say(apps: Apps, size: tuple[int, int]) -> None:
    heights = []
    for text_scale in TEXT_SIZES:
        app = apps(size, text_scale=text_scale)
        heights.append(app.kit.type.font(Role.TITLE).point_size)
    # Each size is rounded to whole pixels, of 26 or more.
    shares = [height / heights[0] for height in heights]
    assert shares == pytest.approx(TEXT_SIZES, abs=1.6 / 26)


@pytest.mark.parametrize("page", [0, 1, 2])
@pytest.mark.parametrize("text_scale", TEXT_SIZES)
@pytest.mark.parametrize("size", SHAPES)
def test_every_page_of_the_help_is_laid_out_well(
    apps: Apps, size: tuple[int, int], text_scale: float, page: int
) -> None:
    app = apps(size, text_scale=text_scale)
    app.go("help")
    for _ in range(page):
        app.scene.press(Press(Command.RIGHT))
    app.tick(0.0)
    assert_tidy(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", [Command.MENU, Command.GIVE_UP])
def test_dialogs_are_laid_out_well(apps: Apps, size: tuple[int, int], key: Command) -> None:
    app = apps(size, text_scale=1.6)
    open_scene(app, "play", load_level("lost-phone"))
    app.scene.press(Press(key))
    app.tick(0.0)
    assert isinstance(app.scene, Dialog)
    assert_tidy(app)


@pytest.mark.parametrize("dips", [1, 60, 10_000])
@pytest.mark.parametrize("size", SIZES[:2])
def test_any_budget_of_dips_has_room(apps: Apps, size: tuple[int, int], dips: int) -> None:
    app = apps(size)
    level = make_level(dips=dips, par=1)
    app.go("play", Ticket(level=level))
    app.tick(0.0)
    assert_tidy(app)


def test_the_longest_words_have_room(apps: Apps) -> None:
    words = "Where is it hidden? " * 90
    level = make_level(title="W" * 20 + " " + "m" * 39, story=words, lesson=words)
    for text_scale in (1.0, 1.6):
        app = apps((800, 600), text_scale=text_scale)
        for name in ("play", "result"):
            open_scene(app, name, level)
            assert_tidy(app, words="endless")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SCENES)
def test_every_scene_is_painted_in_the_colours_of_its_theme(
    apps: Apps, name: str, theme: str
) -> None:
    app = apps((1280, 720), theme=theme)
    open_scene(app, name, load_level("lost-phone"))
    assert app.kit.theme is THEMES[theme]
    background = tuple(THEMES[theme].background)
    surface = app.screen.surface
    edge = [(1278, y) for y in range(0, 720, 20)]
    if app.scene.over:  # the scene below is dimmed, its own card is not
        card, background = app.scene.part("card").rect, tuple(THEMES[theme].panel)
        edge = [(card.left + 4, y) for y in range(card.top + 30, card.bottom - 30, 20)]
    assert all(tuple(surface.get_at(place)) == background for place in edge)


@pytest.mark.parametrize("name", SCENES)
def test_a_resized_window_is_laid_out_anew(apps: Apps, name: str) -> None:
    app = apps((1280, 720))
    open_scene(app, name, load_level("lost-phone"))
    for size in ((800, 600), (1600, 900)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1]))
        app.tick(0.0)
        assert app.size == size
        assert_tidy(app)


def test_a_window_made_too_small_is_held_at_the_smallest(apps: Apps) -> None:
    app = apps((1280, 720))
    app.go("title")
    pygame.display.set_mode((300, 200), pygame.RESIZABLE)
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=(300, 200), w=300, h=200))
    app.tick(0.0)
    assert app.size == (800, 600)
    assert_tidy(app)


def test_all_grows_with_the_window() -> None:
    scales = [scale_for(size) for size in SIZES]
    assert scales == sorted(scales)
    assert scales[0] == 0.8
    assert scales[-1] == 3.0


@pytest.mark.parametrize("name", SCENES)
def test_every_control_can_be_reached_by_tab_and_by_arrows(apps: Apps, name: str) -> None:
    app = apps((1280, 720))
    open_scene(app, name, load_level("lost-phone"))
    scene = app.scene
    wanted = {part.name for part in scene.parts if part.focusable and part.enabled}
    reached = set()
    for _ in range(2 * len(wanted)):
        scene.press(Press(Command.NEXT))
        assert scene.focused is not None
        reached.add(scene.focused.name)
    assert reached == wanted
    back = set()
    for _ in range(2 * len(wanted)):
        scene.press(Press(Command.PREVIOUS))
        assert scene.focused is not None
        back.add(scene.focused.name)
    assert back == wanted


def test_the_focus_is_seen_once_a_key_is_pressed(apps: Apps) -> None:
    app = apps((1280, 720))
    app.go("title")
    settle(app)
    before = app.screen.surface.copy()
    app.scene.shows_focus = True
    app.tick(0.0)
    around = app.scene.part("play").rect.inflate(12, 12)
    seen = [surface.subsurface(around).copy() for surface in (before, app.screen.surface)]
    one, other = (pygame.surfarray.array3d(surface) for surface in seen)
    assert (one[:6] != other[:6]).any()
    assert (one[20:-20, 20:-20] == other[20:-20, 20:-20]).all()


def test_a_frame_in_which_nothing_changed_draws_nothing(apps: Apps) -> None:
    app = apps((1280, 720))
    for name in SCENES:
        open_scene(app, name, load_level("lost-phone"))
        assert app.scene.dirty() == []
