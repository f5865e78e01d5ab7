"""The pause after the last dip: it takes no action away, and gives none back."""

from collections.abc import Callable, Mapping

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scenes.play import Play
from tests.desktop.hands import best_point, click, drag, key, open_level, settle
from tests.written import make_level

Apps = Callable[..., App]


def found(app: App) -> Play:
    """Make the dip that finds, and let the stick fall."""
    level = make_level()
    scene = open_level(app, level)
    scene.probe(best_point(level))
    for _ in range(20):
        app.tick(0.05)
    assert said(scene) == "Found it!"
    return scene


def said(scene: Play) -> str:
    assert scene.board is not None
    return scene.board.acclaim.text


AFTER: Mapping[str, Callable[[App, Play], None]] = {
    "click": lambda app, scene: click(app, scene.plot.view.pixel_at(np.array([1.0, 1.0]))),
    "enter": lambda app, _: key(app, pygame.K_LEFT, pygame.K_RETURN),
    "step": lambda app, _: key(app, pygame.K_s),
    "newton": lambda app, _: key(app, pygame.K_n),
    "drag": lambda app, scene: drag(app, scene.plot.view.plot.center, scene.plot.view.plot.topleft),
}


@pytest.mark.parametrize("act", AFTER.values(), ids=AFTER)
def test_in_the_pause_after_the_last_dip_the_find_stays_said(
    act: Callable[[App, Play], None], apps: Apps
) -> None:
    app = apps()
    scene = found(app)
    act(app, scene)
    assert said(scene) == "Found it!"
    settle(app)
    assert type(app.scene).__name__ == "Result"


@pytest.mark.parametrize("code", [pygame.K_ESCAPE, pygame.K_r, pygame.K_g])
def test_who_leaves_in_the_pause_after_the_last_dip_sees_the_result(code: int, apps: Apps) -> None:
    app = apps()
    found(app)
    key(app, code)
    assert type(app.scene).__name__ == "Result"
    key(app, pygame.K_ESCAPE)
    assert type(app.scene).__name__ == "Result", "the first one shows all of it"
    key(app, pygame.K_ESCAPE)
    assert type(app.scene).__name__ == "Chapters"


def test_who_leaves_by_the_menu_in_the_pause_sees_the_result(apps: Apps) -> None:
    app = apps()
    found(app)
    key(app, pygame.K_F10)
    app.scene.focus.set("leave")
    key(app, pygame.K_RETURN)
    assert type(app.scene).__name__ == "Result"
