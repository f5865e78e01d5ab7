"""Every kind of ground can be played to its end on the screen, also where nobody knows the best."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.exhibit_panel import ExhibitPanel
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.lesson import where_it_was
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.scenes.tally import compared
from sandpit.desktop.stars import Stars
from sandpit.desktop.text import Text
from sandpit.desktop.toast import Toast
from sandpit.game import Session, Transcript, replay, score, score_session
from sandpit.library import Best, load_level, read_transcript
from tests.desktop.hands import click, key, settle
from tests.desktop.test_scenes import SIZES, assert_tidy

GAMES = Path(__file__).parents[1] / "levels" / "games"
TOLD = {
    "lost-phone": "The deepest point lies at (",
    "two-moons": "Nobody knows where the loss of a network is lowest",
    "hubbles-line": "The deepest point lies at (",
    "cumberland": "The highest point lies at (",
    "ten-thousand": ", …), at a height of 1000",
}


@pytest.mark.parametrize("id", TOLD)
def test_who_gave_up_is_told_where_it_was(id: str, apps: Callable[..., App]) -> None:
    app, level = apps(all_open=True), load_level(id)
    session = Session(level, seed=1)
    session.give_up()
    app.go("result", Ticket(level=level, session=session))
    settle(app)
    assert app.scene.part("lesson") is not None
    assert TOLD[id] in where_it_was(session)


def won(id: str) -> Session:
    """Return the level's own game, played to its end."""
    level = load_level(id)
    kept = Transcript.from_json((GAMES / f"{id}.json").read_text())
    return replay(level, kept).session


def shown(app: App, session: Session) -> Result:
    app.go("result", Ticket(level=session.level, session=session))
    app.tick(0.0)
    assert isinstance(app.scene, Result)
    return app.scene


def told(scene: Result) -> tuple[float, str]:
    stars, total = scene.part("stars"), scene.part("total")
    assert isinstance(stars, Stars)
    assert isinstance(total, Text)
    return stars.count, total.text


def test_the_sand_goes_then_star_after_star_comes_then_the_points(
    apps: Callable[..., App],
) -> None:
    app = apps()
    scene = shown(app, won("lost-phone"))
    seen = [told(scene)]
    while scene.rest == 0.0:
        scene.update(0.05)
        seen.append(told(scene))
    stars, totals = [count for count, _ in seen], [int(text) for _, text in seen]
    assert stars == sorted(stars)
    assert {0, 1, 2, 3} <= {int(count) for count in stars}
    assert totals == sorted(totals)
    assert (seen[0], seen[-1]) == ((0.0, "0"), (3.0, str(scene.score.total)))
    assert all(total == 0 for count, total in zip(stars, totals, strict=True) if count < 3.0)


def confirm(app: App) -> None:
    key(app, pygame.K_RETURN)


def click_the_plot(app: App) -> None:
    click(app, (640, 300))


@pytest.mark.parametrize("act", [confirm, click_the_plot])
def test_a_key_or_a_click_shows_all_at_once_and_confirming_does_no_more(
    act: Callable[[App], None], apps: Callable[..., App]
) -> None:
    app = apps()
    scene = shown(app, won("lost-phone"))
    act(app)
    assert app.scene is scene
    assert scene.rest is None
    assert told(scene) == (3.0, str(scene.score.total))


def test_with_reduced_motion_all_is_there_at_once(apps: Callable[..., App]) -> None:
    scene = shown(apps(reduced_motion=True), won("lost-phone"))
    assert scene.rest is None
    assert told(scene) == (3.0, str(scene.score.total))


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("id", ["hubbles-line", "two-moons", "handwriting", "link-by-link"])
def test_a_level_that_models_something_opens_with_its_answer_when_it_is_found(
    id: str, size: tuple[int, int], apps: Callable[..., App]
) -> None:
    app = apps(size, text_scale=1.3, reduced_motion=True)
    scene = shown(app, won(id))
    assert isinstance(scene.part("exhibit"), ExhibitPanel)
    assert_tidy(app)


def test_a_game_is_compared_with_the_best_one_once_there_are_two() -> None:
    score = score_session(won("lost-phone"))
    assert compared(score, None) == ""
    assert compared(score, Best(score.total, 3, 3)) == ""
    assert compared(score, Best(score.total, 3, 3, games=2)) == "Your best so far"
    assert compared(replace(score, total=400), Best(930, 2, 6, games=2)) == "Your best so far: 930"


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.0, 3.0])
@pytest.mark.parametrize("side", [23, 30, 58])
def test_a_star_is_drawn_in_all_stages_of_its_growth(scale: float, side: int) -> None:
    kit = Kit(THEMES["light"], Type(scale))
    part = Stars("stars", pygame.Rect(0, 0, kit.px(4 * side), kit.px(side)), kit, 0)
    inked = []
    for step in range(121):
        part.count = step / 40
        target = pygame.Surface(part.rect.size)
        part.draw(target)
        inked.append(int((pygame.surfarray.array3d(target) == kit.theme.accent[:3]).all(2).sum()))
    assert inked[0] == 0
    assert inked[-1] > inked[80] > inked[40] > 0


def test_a_game_is_saved_as_a_file_that_scores_the_same(
    apps: Callable[..., App], home: Path
) -> None:
    app = apps()
    session = won("lost-phone")
    scene = shown(app, session)
    settle(app)
    key(app, pygame.K_s, mod=pygame.KMOD_CTRL)
    click(app, scene.part("save").rect.center)
    (path,) = (home / "sandpit" / "games").iterdir()
    toast = scene.part("toast")
    assert isinstance(toast, Toast)
    assert path.name in toast.text
    kept = read_transcript(path)
    assert score(session.level, kept) == score_session(session)
    assert scene.rest == pytest.approx(toast.left)
    scene.update(toast.left)
    assert (toast.text, scene.rest) == ("", None)


def test_a_game_that_cannot_be_saved_is_told(apps: Callable[..., App], home: Path) -> None:
    app = apps()
    scene = shown(app, won("lost-phone"))
    settle(app)
    (home / "sandpit").mkdir(exist_ok=True)
    (home / "sandpit" / "games").touch()
    key(app, pygame.K_s, mod=pygame.KMOD_CTRL)
    toast = scene.part("toast")
    assert isinstance(toast, Toast)
    assert "cannot be" in toast.text
