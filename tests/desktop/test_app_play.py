"""A whole game by keys alone, by the mouse alone, by a gamepad alone."""

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.motion import Motion
from sandpit.desktop.plot import COARSE, FINE
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.dialog import Dialog
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.scenes.title import Title
from sandpit.desktop.text import Text
from sandpit.game import Outcome, Probe, Step, score
from sandpit.library import load_level
from tests.desktop.hands import (
    best_point,
    button,
    click,
    click_part,
    drag,
    key,
    move,
    open_level,
    pad,
    playing,
    settle,
)
from tests.known import known
from tests.written import make_level

Apps = Callable[..., App]


def focus_on(app: App, name: str, forward: Callable[[], None]) -> None:
    """Turn the focus until it is on a part."""
    for _ in range(60):
        if app.scene.focused is not None and app.scene.focused.name == name:
            return
        forward()
    raise AssertionError(f"{name} cannot be reached")


def steer(scene: Play, press: Callable[[int, bool], None], target: np.ndarray) -> None:
    """Bring the cross to a point by keys: first in coarse moves, then in fine ones."""
    extent = scene.session.state.brief.box.extent
    ways = [(pygame.K_RIGHT, pygame.K_LEFT), (pygame.K_UP, pygame.K_DOWN)]
    press(pygame.K_RIGHT, False)
    for fine, share in ((False, COARSE), (True, FINE)):
        for axis, unit in enumerate(extent * share):
            assert scene.plot.keyed is not None
            away = (target[axis] - scene.plot.keyed[axis]) / unit
            for _ in range(abs(round(away))):
                press(ways[axis][int(away < 0)], fine)


@pytest.mark.parametrize("id", ["lost-phone", "two-dunes"])
def test_a_game_can_be_played_by_keys_alone_from_title_to_result_and_back(
    apps: Apps, id: str
) -> None:
    app = apps(all_open=True)
    app.go("title")
    key(app, pygame.K_RETURN)
    assert isinstance(app.scene, Chapters)
    chapters = {"lost-phone": "chapter-1", "two-dunes": "chapter-0"}
    focus_on(app, chapters[id], lambda: key(app, pygame.K_TAB))
    key(app, pygame.K_RETURN)
    focus_on(app, id, lambda: key(app, pygame.K_TAB))
    key(app, pygame.K_RETURN)
    scene = playing(app)

    def press(code: int, fine: bool) -> None:
        key(app, code, mod=pygame.KMOD_LSHIFT if fine else 0)

    steer(scene, press, best_point(scene.level))
    key(app, pygame.K_SPACE)
    assert scene.session.state.outcome is Outcome.FOUND
    settle(app)
    assert isinstance(app.scene, Result)
    assert app.scene.score.stars == 3
    key(app, pygame.K_ESCAPE)
    assert isinstance(app.scene, Chapters)
    key(app, pygame.K_ESCAPE)
    assert isinstance(app.scene, Title)
    key(app, pygame.K_ESCAPE)
    assert not app.running
    best = app.saves.all_best()[id]
    assert best.total == 1000


def test_a_game_can_be_played_by_the_mouse_alone(apps: Apps) -> None:
    app = apps(all_open=True)
    app.go("title")
    app.tick(0.0)
    click_part(app, "play")
    click_part(app, "chapter-1")
    click_part(app, "lost-phone")
    scene = playing(app)
    plot = scene.plot
    click(app, plot.view.pixel_at(np.array([3.0, 3.0])))
    settle(app)
    click_part(app, "step")
    settle(app)
    assert len(scene.session.state.readings) == 2
    click(app, plot.view.pixel_at(best_point(scene.level)))
    settle(app)
    assert isinstance(app.scene, Result)
    assert app.scene.score.outcome is Outcome.FOUND
    click_part(app, "next")
    assert playing(app).level.id != "lost-phone"
    click_part(app, "menu")
    click_part(app, "leave")
    assert isinstance(app.scene, Chapters)


def test_a_game_can_be_played_by_a_gamepad_alone(apps: Apps) -> None:
    app = apps(all_open=True)
    app.go("title")
    pad(app, pygame.CONTROLLER_BUTTON_A)
    assert isinstance(app.scene, Chapters)
    focus_on(app, "chapter-1", lambda: pad(app, pygame.CONTROLLER_BUTTON_BACK))
    pad(app, pygame.CONTROLLER_BUTTON_A)
    focus_on(app, "lost-phone", lambda: pad(app, pygame.CONTROLLER_BUTTON_BACK))
    pad(app, pygame.CONTROLLER_BUTTON_A)
    scene = playing(app)
    pad(app, pygame.CONTROLLER_BUTTON_A)
    settle(app)
    rate = scene._stride.rate
    pad(app, pygame.CONTROLLER_BUTTON_RIGHTSHOULDER)
    pad(app, pygame.CONTROLLER_BUTTON_X)
    settle(app)
    step = scene.session.transcript.actions[1]
    assert isinstance(step, Step)
    assert step.rate == pytest.approx(1.1 * rate, rel=0.01)
    lean_to(app, scene, best_point(scene.level))
    pad(app, pygame.CONTROLLER_BUTTON_A)
    settle(app)
    assert isinstance(app.scene, Result)
    pad(app, pygame.CONTROLLER_BUTTON_B)
    assert isinstance(app.scene, Chapters)


def lean_to(app: App, scene: Play, target: np.ndarray) -> None:
    """Lean the stick this way and that until the cross is near a point."""

    def lean(axis: int, value: float) -> None:
        whole = round(32767 * value)
        pygame.event.post(
            pygame.event.Event(pygame.CONTROLLERAXISMOTION, axis=axis, value=whole, instance_id=0)
        )
        app.tick(1 / 60)

    for axis, sign in ((0, 1), (1, -1)):
        for _ in range(400):
            away = target[axis] - scene.plot._cross[axis]
            if abs(away) < 0.05:
                break
            lean(axis, sign * float(np.sign(away)) * (1.0 if abs(away) > 0.4 else 0.5))
        lean(axis, 0.0)


def test_dragging_along_the_arrow_steps_as_far_as_it_was_dragged(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    view = scene.plot.view
    start = np.array([4.0, 4.0])
    click(app, view.pixel_at(start))
    settle(app)
    last = known(scene.session.state.last)
    slope = known(last.gradient)
    downhill = -slope / np.linalg.norm(slope)
    drag(app, view.pixel_at(last.at), view.pixel_at(last.at + 1.5 * downhill))
    settle(app)
    landed = scene.session.state.position
    assert landed is not None
    assert landed == pytest.approx(last.at + 1.5 * downhill, abs=0.03)
    assert scene.session.state.dips_left == scene.level.dips - 2


@pytest.mark.parametrize("way", ["key", "right-click", "backwards"])
def test_a_drag_can_be_cancelled_and_costs_nothing(apps: Apps, way: str) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    view = scene.plot.view
    click(app, view.pixel_at(np.array([4.0, 4.0])))
    settle(app)
    last = known(scene.session.state.last)
    slope = known(last.gradient)
    downhill = -slope / np.linalg.norm(slope)
    start, ahead = view.pixel_at(last.at), view.pixel_at(last.at + 1.5 * downhill)
    move(app, start)
    button(app, pygame.MOUSEBUTTONDOWN, start)
    move(app, ahead, held=True)
    end = ahead
    if way == "key":
        key(app, pygame.K_ESCAPE)
    elif way == "right-click":
        button(app, pygame.MOUSEBUTTONDOWN, ahead, which=3)
    else:
        end = view.pixel_at(last.at - 1.0 * downhill)
        move(app, end, held=True)
    button(app, pygame.MOUSEBUTTONUP, end)
    assert playing(app) is scene
    assert len(scene.session.state.readings) == 1


def test_the_ghost_is_where_the_step_lands(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level(win={"distance": 1e-6}))
    scene.probe(np.array([2.0, 3.0]))
    settle(app)
    for _ in range(4):
        key(app, pygame.K_COMMA)
        ghost = scene.plot.overlay.ghost
        key(app, pygame.K_s)
        settle(app)
        position = scene.session.state.position
        assert ghost is not None
        assert position is not None
        assert ghost == pytest.approx(position)


def test_the_slider_and_the_keys_change_one_rate(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    scene.probe(np.array([2.0, 3.0]))
    settle(app)
    slider = scene.part("rate")
    first = scene._stride.rate
    click(app, (slider.rect.centerx + slider.rect.width * 0.2, slider.rect.centery))
    longer = scene._stride.rate
    assert longer > 3 * first
    key(app, pygame.K_LEFTBRACKET, times=3)
    assert scene._stride.rate == pytest.approx(longer / 1.1**3, rel=0.02)


def test_newton_can_be_made_by_a_key_where_the_level_allows_it(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    scene.probe(np.array([3.6, 2.4]))
    settle(app)
    key(app, pygame.K_n)
    settle(app)
    assert scene.session.transcript.actions[-1].name == "newton"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (pygame.K_s, "This level goes without steps."),
        (pygame.K_v, "This level goes without rolling on."),
        (pygame.K_n, "This level goes without Newton’s step."),
    ],
)
def test_what_the_rules_forbid_is_said_and_costs_nothing(apps: Apps, code: int, words: str) -> None:
    app = apps()
    scene = open_level(app, load_level("depth-only"))
    key(app, pygame.K_RETURN)
    settle(app)
    key(app, code)
    assert scene.board is not None
    assert scene.board.toast.text == words
    assert len(scene.session.transcript.actions) == 1


def test_a_step_before_the_first_dip_is_told_what_comes_first(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    key(app, pygame.K_s)
    assert scene.board is not None
    assert scene.board.toast.text == "Dip first, then step."


def test_a_layout_during_a_dip_loses_nothing_of_what_it_says(apps: Apps) -> None:
    """A resize, or another page of the side column, makes the parts anew."""
    app = apps()
    scene = open_level(app, make_level(dips=1, par=1))
    scene.probe(np.array([1.0, 5.0]))
    app.tick(0.1)
    scene.rebuild()
    assert scene.board is not None
    assert "Out of dips." in scene.board.toast.text
    app.tick(0.1)
    left = scene.board.toast.left
    scene.rebuild()
    assert "Out of dips." in scene.board.toast.text
    assert scene.board.toast.left == left


def test_a_layout_in_the_moment_of_a_find_loses_nothing_of_it(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    scene.probe(np.array([4.0, 2.0]))
    for _ in range(3):
        app.tick(0.3)
    assert scene.board is not None
    shown = (scene.board.acclaim.text, scene.plot.overlay.find, scene.plot.overlay.traced)
    scene.rebuild()
    assert shown[0] == "Found it!"
    assert (scene.board.acclaim.text, scene.plot.overlay.find, scene.plot.overlay.traced) == shown


def test_an_arrow_pulled_backwards_shows_that_no_step_will_follow(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    scene.probe(np.array([2.0, 3.0]))
    settle(app)
    last = scene.session.state.last
    assert last is not None
    assert last.gradient is not None
    spot = scene.plot.view.pixel_at
    way = scene.level.goal.sign * last.gradient / np.linalg.norm(last.gradient)
    button(app, pygame.MOUSEBUTTONDOWN, spot(last.at))
    move(app, spot(last.at + 0.8 * way), held=True)
    assert scene.plot.overlay.ghost is not None
    assert scene.plot.overlay.cursor is None
    move(app, spot(last.at - 0.8 * way), held=True)
    assert scene.plot.overlay.ghost is None
    rate = scene.part("rate-text")
    assert isinstance(rate, Text)
    assert "no step" in rate.text
    button(app, pygame.MOUSEBUTTONUP, spot(last.at - 0.8 * way))
    settle(app)
    assert len(scene.session.transcript.actions) == 1
    assert scene.plot.overlay.ghost is not None


def test_a_click_beside_the_plot_is_no_dip(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    plot = scene.plot.view.plot
    for at in ((plot.left - 8, plot.centery), (plot.centerx, plot.bottom + 20), (2, 2)):
        click(app, at)
    assert scene.session.state.readings == ()


def test_remarks_are_said_in_words_and_in_the_log(apps: Apps) -> None:
    app = apps()
    level = make_level(moves=["probe", "step"], dipstick="gradient")
    scene = open_level(app, level)
    scene.probe(np.array([2.6, 2.0]))
    settle(app)
    scene.act(Step(0.6))
    settle(app, 0.2)
    assert scene.board is not None
    scene._finish()
    assert "overshot" in scene.board.toast.text


def test_three_dips_from_the_end_there_is_a_call_to_hurry(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    assert scene.board is not None
    for i in range(22):
        assert "Hurry" not in scene.board.toast.text
        assert "Hurry" not in scene.board.pips.words
        scene.probe(np.array([5.0, 0.5 + 0.1 * i]))
        scene._finish()
    assert "Hurry up!" in scene.board.toast.text
    assert "Hurry up!" in scene.board.pips.words


def test_giving_up_asks_first(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    key(app, pygame.K_g)
    assert isinstance(app.scene, Dialog)
    key(app, pygame.K_RETURN)
    assert playing(app) is scene, "the first answer is the harmless one"
    key(app, pygame.K_g, pygame.K_RIGHT, pygame.K_RETURN)
    assert isinstance(app.scene, Result)
    assert app.scene.score.outcome is Outcome.GAVE_UP


def test_a_restart_asks_only_where_dips_would_be_lost(apps: Apps) -> None:
    app = apps()
    first = open_level(app, load_level("lost-phone"))
    key(app, pygame.K_r)
    again = playing(app)
    assert again is not first
    key(app, pygame.K_RETURN)
    settle(app)
    key(app, pygame.K_r)
    assert isinstance(app.scene, Dialog)
    key(app, pygame.K_RIGHT, pygame.K_RETURN)
    assert playing(app).session.state.readings == ()


def test_with_reduced_motion_nothing_moves(apps: Apps) -> None:
    app = apps(reduced_motion=True)
    scene = open_level(app, make_level())
    scene.probe(np.array([2.0, 3.0]))
    assert scene._motion is None
    assert scene.rest != 0.0


def test_a_move_made_while_another_slides_ends_the_slide(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level())
    scene.probe(np.array([2.0, 3.0]))
    app.tick(0.05)
    assert isinstance(scene._motion, Motion)
    scene.probe(np.array([3.0, 3.0]))
    scene.step()
    app.tick(0.05)
    settle(app)
    assert [type(action) for action in scene.session.transcript.actions] == [Probe, Probe, Step]


def test_the_score_shown_is_that_of_the_transcript_saved(apps: Apps) -> None:
    app, level = apps(), make_level()
    scene = open_level(app, level)
    scene.probe(np.array([2.0, 3.0]))
    scene.probe(best_point(level))
    settle(app)
    assert isinstance(app.scene, Result)
    again = score(level, scene.session.transcript)
    assert again == app.scene.score
    best = app.saves.all_best()[level.id]
    assert (best.total, best.stars, best.dips) == (again.total, again.stars, again.dips)


@pytest.mark.parametrize(("unit", "shown"), [("m", True), ("furlongs/fortnight", False)])
def test_a_distance_is_told_with_its_unit_where_that_has_room(
    apps: Apps, unit: str, shown: bool
) -> None:
    app = apps()
    axes = [{"name": name, "range": [0, 6], "unit": unit} for name in "xy"]
    scene = open_level(app, make_level(axes=axes))
    scene.probe(np.array([2.0, 3.0]))
    settle(app)
    rate = scene.part("rate-text")
    assert isinstance(rate, Text)
    assert "goes" in rate.text
    assert rate.text.endswith(unit) is shown
    assert not rate.shortened
