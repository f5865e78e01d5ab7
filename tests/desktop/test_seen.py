"""What is seen where: crosses, dialogs, legends and stars stand whole in their places."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pygame
import pytest
from pygame import Rect, Surface

from sandpit.desktop.app import App
from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.button import Button, Weight
from sandpit.desktop.paint.badges import stars
from sandpit.desktop.paint.errors_chart import draw_errors
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.paint.view import Look
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes import SCENES
from sandpit.desktop.scenes.dialog import Answer, Dialog
from sandpit.desktop.scenes.result import Result
from sandpit.game import Session, Step
from tests.desktop.hands import key, open_level, pad, playing, settle
from tests.desktop.test_results import won
from tests.levels.shipped import IDS, shipped
from tests.written import bowl, make_level

Apps = Callable[..., App]
WAYS = (Command.LEFT, Command.RIGHT, Command.UP, Command.DOWN)
ON_BOARD = [id for id in IDS if shipped(id).brief.dimension > 6]


def in_sight(app: App) -> bool:
    """Return whether the cross stands in the plot."""
    plot = playing(app).plot
    cursor = plot.overlay.cursor
    assert cursor is not None
    return plot.view.plot.inflate(2, 2).collidepoint(plot.view.pixel_at(cursor))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("id", ["lost-phone", *ON_BOARD[:3]])
def test_the_cross_stays_in_its_plot_however_far_it_is_moved(
    id: str, way: Command, apps: Apps
) -> None:
    app = apps()
    scene = open_level(app, shipped(id))
    for _ in range(120):
        scene.press(Press(way))
        assert in_sight(app)


def test_the_cross_is_in_its_plot_when_the_plane_has_turned(apps: Apps) -> None:
    app = apps()
    level = make_level(**bowl(9, moves=["probe", "step"], map="open", win={"distance": 0.01}))
    scene = open_level(app, level)
    scene.probe(np.full(9, -2.5))
    settle(app)
    for _ in range(60):
        scene.press(Press(Command.LEFT))
    for rate in (0.02, 0.05, 0.08):
        scene.act(Step(rate))
        settle(app)
        app.tick(0.0)
        assert in_sight(app)


def test_a_dialog_lets_only_the_scene_shine_through_that_it_lies_on(apps: Apps) -> None:
    pictures = []
    for below in (["title", "settings"], ["settings"]):
        app = apps()
        app.go(below[0])
        for name in below[1:]:
            app.push(name)
        app.tick(0.0)
        app.lay(Dialog(app, "Sure?", "", (Answer("yes", "Yes", lambda: None),)))
        app.tick(0.0)
        pictures.append(pygame.image.tobytes(app.screen.surface, "RGB"))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(("count", "of"), [(0, 3), (2, 3), (3, 3), (1, 1)])
@pytest.mark.parametrize(("scale", "side"), [*product([0.6, 1.0, 1.5, 3.0], [18.0, 26.0, 58.0])])
def test_no_star_is_cut_at_the_edge_of_its_row(
    scale: float, side: float, count: int, of: int
) -> None:
    row = stars(Look(THEMES["light"], Type(scale)), count, of, side)
    dense = pygame.surfarray.array_alpha(row)
    assert dense.max() > 200
    for edge in (dense[0], dense[-1], dense[:, 0], dense[:, -1]):
        assert edge.max() < 128


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [200, 330])
def test_the_legend_of_the_errors_has_the_marks_of_the_points_and_names_the_slopes(
    theme: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(THEMES[theme], Type(1.0))
    written: list[str] = []
    render = look.type.render

    def spied(text: str, *rest: object) -> Surface:
        written.append(text)
        return render(text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(look.type, "render", spied)
    picture = Surface((width, 190), 0, 32)
    picture.fill(look.theme.panel)
    draw_errors(picture, Rect(0, 0, width, 190), won("stretched-dish").state.readings, 2, look)
    strip = pygame.surfarray.array3d(picture)[:, : look.type.px(20)]
    for color in (look.theme.accent, look.theme.ink):
        assert (strip == color[:3]).all(axis=2).any()
    words = [text for text in written if text[:1].isalpha() and text not in ("error", "length")]
    assert words[-2:] == (
        ["linear, slope 2", "quadratic, slope 3"] if width > 300 else ["linear", "quadratic"]
    )
    assert not any("expected" in text for text in words)


@pytest.mark.parametrize("finds", [True, False])
def test_the_button_in_focus_after_a_game_is_the_one_in_colour(finds: bool, apps: Apps) -> None:
    app = apps(all_open=True, reduced_motion=True)
    session = won("lost-phone")
    if not finds:
        session = Session(session.level)
        session.give_up()
    app.go("result", Ticket(level=session.level, session=session))
    app.tick(0.0)
    focus = app.scene.focused
    assert isinstance(focus, Button)
    assert focus._weight is Weight.PRIMARY
    assert focus.name == ("next" if finds else "again")


def opened(app: App, name: str) -> None:
    """Open a scene of the table on what it needs."""
    session = won("lost-phone")
    if name == "result":
        app.go(name, Ticket(level=session.level, session=session))
    elif name == "play":
        app.go(name, Ticket(level=session.level))
    else:
        app.go("title")
        app.push(name) if name != "title" else None
    app.tick(0.0)
    app.tick(0.0)
    if isinstance(app.scene, Result):
        settle(app)


def press_key(code: int) -> Callable[[App], None]:
    return lambda app: key(app, code)


def press_pad(which: int) -> Callable[[App], None]:
    return lambda app: pad(app, which)


PRESSES = {
    "F1": press_key(pygame.K_F1),
    "H": press_key(pygame.K_h),
    "F10": press_key(pygame.K_F10),
    "Start": press_pad(pygame.CONTROLLER_BUTTON_START),
}


@pytest.mark.parametrize("name", [*SCENES, "dialog"])
@pytest.mark.parametrize("press", PRESSES)
def test_help_and_menu_open_or_close_something_in_every_scene(
    press: str, name: str, apps: Apps
) -> None:
    app = apps(reduced_motion=True)
    opened(app, "title" if name == "dialog" else name)
    if name == "dialog":
        app.lay(Dialog(app, "Sure?", "", (Answer("yes", "Yes", lambda: None),)))
        app.tick(0.0)
    before = app.scene
    PRESSES[press](app)
    assert app.scene is not before
    assert app.running


@pytest.mark.parametrize("name", ["title", "chapters", "result", "play"])
@pytest.mark.parametrize("press", PRESSES)
def test_the_same_press_leads_back_to_the_scene_below(press: str, name: str, apps: Apps) -> None:
    app = apps(reduced_motion=True)
    opened(app, name)
    before = app.scene
    PRESSES[press](app)
    PRESSES[press](app)
    assert app.scene is before
