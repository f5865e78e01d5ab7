"""The pause after the last dip: it takes no action away, and gives none back."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scenes.play import Play
from tests.desktop.hands import best_point, click, drag, key, open_level, settle
from tests.written import make_level

Apps = Callable[..., App]


def ended(app: App, *, found: bool) -> Play:
    """Make the last dip, and let the stick fall."""
    level = make_level(dips=2, par=2)
    scene = open_level(app, level)
    scene.probe(np.array([0.5, 5.5]))
    scene.probe(best_point(level) if found else np.array([5.5, 5.5]))
    for _ in range(100):
        app.tick(0.05)
        if any(said(scene)):
            break
    assert said(scene) == ("Found it!", "") if found else ("", "Out of dips.")
    return scene


def said(scene: Play) -> tuple[str, str]:
    """Return what is said large, and in small words."""
    assert scene.board is not None
    return scene.board.acclaim.text, scene.board.toast.text


AFTER: Mapping[str, Callable[[App, Play], None]] = {
    "click": lambda app, scene: click(app, scene.plot.view.pixel_at(np.array([1.0, 1.0]))),
    "enter": lambda app, _: key(app, pygame.K_LEFT, pygame.K_RETURN),
    "step": lambda app, _: key(app, pygame.K_s),
    "newton": lambda app, _: key(app, pygame.K_n),
    "drag": lambda app, scene: drag(app, scene.plot.view.plot.center, scene.plot.view.plot.topleft),
}


@pytest.mark.parametrize("found", [True, False], ids=["found", "lost"])
@pytest.mark.parametrize("act", AFTER.values(), ids=AFTER)
def test_in_the_pause_after_the_last_dip_nothing_replaces_what_is_said_of_it(
    act: Callable[[App, Play], None], found: bool, apps: Apps
) -> None:
    app = apps()
    scene = ended(app, found=found)
    before = said(scene)
    act(app, scene)
    assert app.scene is scene
    assert said(scene) == before
    settle(app)
    assert type(app.scene).__name__ == "Result"


@pytest.mark.parametrize("code", [pygame.K_ESCAPE, pygame.K_r, pygame.K_g])
def test_who_leaves_in_the_pause_after_the_last_dip_sees_the_result(code: int, apps: Apps) -> None:
    app = apps()
    ended(app, found=True)
    key(app, code)
    assert type(app.scene).__name__ == "Result"
    key(app, pygame.K_ESCAPE)
    assert type(app.scene).__name__ == "Result", "the first one shows all of it"
    key(app, pygame.K_ESCAPE)
    assert type(app.scene).__name__ == "Chapters"


def test_who_leaves_by_the_menu_in_the_pause_sees_the_result(apps: Apps) -> None:
    app = apps()
    ended(app, found=True)
    key(app, pygame.K_F10)
    app.scene.focus.set("leave")
    key(app, pygame.K_RETURN)
    assert type(app.scene).__name__ == "Result"


def test_a_game_can_be_saved_in_the_pause_after_its_last_dip(apps: Apps, home: Path) -> None:
    app = apps()
    ended(app, found=True)
    key(app, pygame.K_s, mod=pygame.KMOD_LCTRL)
    assert type(app.scene).__name__ == "Result"
    assert (home / "sandpit" / "games" / "small.json").exists()
