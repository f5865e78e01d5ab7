"""A press is a press: held keys, stalls, double clicks, and what is pressed while scenes change."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pygame
import pytest
from pygame import Rect

from sandpit.desktop.app import App
from sandpit.desktop.bindings import BINDINGS, REPEATING, Binding, Command, Pad, Press
from sandpit.desktop.gamepad import _CONTROLLER_PADS
from sandpit.desktop.input.door import CLICKS_AFTER
from sandpit.desktop.input.mouse import DOUBLE, NEAR
from sandpit.desktop.part import Part
from sandpit.desktop.scene import Scene, Ticket
from sandpit.game import Outcome, Probe, Session
from sandpit.library import Settings, load_level
from tests.desktop.hands import (
    FRAME,
    button,
    click,
    goes,
    hold,
    key,
    look,
    move,
    open_level,
    playing,
    see,
    settle,
)

Apps = Callable[..., App]


class Hearing(Scene):
    """A scene that only hears what is commanded and clicked."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.presses: list[Press] = []
        self.clicks = 0

    def build(self, rect: Rect) -> Sequence[Part]:
        return ()

    def press(self, press: Press) -> bool:
        self.presses.append(press)
        return True

    def pointer(self, event: pygame.event.Event) -> None:
        self.clicks += event.type == pygame.MOUSEBUTTONDOWN


def hearing(app: App) -> Hearing:
    """Lay a scene that hears, and look at it."""
    scene = Hearing(app)
    app.lay(scene)
    look(app)
    return scene


def post(kind: int, **members: Any) -> None:
    pygame.event.post(pygame.event.Event(kind, **members))


def post_key(code: int, mod: int = 0) -> None:
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        post(kind, key=code, mod=mod, unicode="")


def post_click(at: tuple[float, float]) -> None:
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        post(kind, pos=(round(at[0]), round(at[1])), button=1, touch=False)


APP_WIDE = {Command.QUIT, Command.MUTE, Command.FULLSCREEN}
IN_SCENES = [binding for binding in BINDINGS if binding.command not in APP_WIDE]


@pytest.mark.parametrize("binding", IN_SCENES, ids=lambda binding: binding.command)
def test_of_all_keys_only_those_of_the_cursor_and_the_rate_repeat(
    binding: Binding, apps: Apps
) -> None:
    app = apps()
    scene = hearing(app)
    for one in binding.keys:
        scene.presses.clear()
        hold(app, one.code, 3.0, one.mods)
        first, *others = scene.presses
        assert (first.command, first.again) == (binding.command, False)
        assert len(others) > 20 if binding.command in REPEATING else others == []
        assert all(press.again for press in others)


PADS = {pad: which for which, pad in _CONTROLLER_PADS.items()}
PAD_BINDINGS = [binding for binding in IN_SCENES if set(binding.pads) & set(PADS)]


@pytest.mark.parametrize("binding", PAD_BINDINGS, ids=lambda binding: binding.command)
def test_of_all_buttons_of_a_pad_only_the_d_pad_repeats(binding: Binding, apps: Apps) -> None:
    app = apps()
    scene = hearing(app)
    (pad,) = binding.pads
    post(pygame.CONTROLLERBUTTONDOWN, button=PADS[pad], instance_id=0)
    for _ in range(180):
        app.tick(FRAME)
    d_pad = pad in (Pad.UP, Pad.DOWN, Pad.LEFT, Pad.RIGHT)
    assert len(scene.presses) > 20 if d_pad else len(scene.presses) == 1


def test_what_is_no_scenes_business_is_done_once_a_press_too(
    apps: Apps, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = apps(muted=False)
    hearing(app)
    changed: list[Settings] = []
    monkeypatch.setattr(app, "change", changed.append)
    hold(app, pygame.K_F11, 3.0)
    hold(app, pygame.K_RETURN, 3.0, pygame.KMOD_LALT)
    assert [settings.fullscreen for settings in changed] == [True, True]
    hold(app, pygame.K_m, 3.0)
    assert len(changed) == 3


@pytest.mark.parametrize("code", [pygame.K_s, pygame.K_RIGHT, pygame.K_PERIOD])
def test_a_tap_in_a_frame_that_takes_long_is_one_press(code: int, apps: Apps) -> None:
    app = apps()
    scene = hearing(app)
    post_key(code)
    app.tick(3.0)
    app.tick(FRAME)
    assert len(scene.presses) == 1


@pytest.mark.parametrize("code", [pygame.K_s, pygame.K_RETURN, pygame.K_ESCAPE])
def test_repeats_that_a_system_sends_itself_are_no_presses(code: int, apps: Apps) -> None:
    app = apps()
    scene = hearing(app)
    for _ in range(5):
        goes(app, pygame.KEYDOWN, code)
    assert len(scene.presses) == 1


def test_a_key_or_a_pad_pressed_after_a_long_rest_repeats_no_sooner(apps: Apps) -> None:
    app = apps()
    scene = hearing(app)
    post(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="")
    app.tick(5.0)
    assert len(scene.presses) == 1
    scene.presses.clear()
    post(pygame.KEYUP, key=pygame.K_RIGHT, mod=0)
    d_pad = pygame.CONTROLLER_BUTTON_DPAD_UP
    post(pygame.CONTROLLERBUTTONDOWN, button=d_pad, instance_id=0)
    app.tick(5.0)
    assert len(scene.presses) == 1


def test_enter_space_and_s_held_spend_a_dip_each(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    for code in (pygame.K_RETURN, pygame.K_s, pygame.K_SPACE):
        if code == pygame.K_SPACE:
            key(app, pygame.K_LEFT)
        before = len(scene.session.state.readings)
        hold(app, code, 3.0)
        assert len(scene.session.state.readings) == before + 1


def test_the_cursor_and_the_rate_go_on_while_their_keys_are_held(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    hold(app, pygame.K_RIGHT, 1.0)
    assert scene.plot.keyed is not None
    assert scene.plot.keyed[0] > 3.0 + 10 * 6.0 / 48
    key(app, pygame.K_RETURN)
    settle(app)
    before = scene._stride.rate
    hold(app, pygame.K_COMMA, 1.0)
    assert scene._stride.rate < before / 2


def test_enter_held_on_the_last_dip_leads_to_the_result_and_no_further(apps: Apps) -> None:
    app = apps(all_open=True)
    level = load_level("lost-phone")
    session = Session(level)
    for i in range(level.dips - 1):
        session.play(Probe((0.2 * i, 5.9)))
    app.go("play", Ticket(level=level, session=session))
    see(app)
    hold(app, pygame.K_LEFT, 0.5)
    hold(app, pygame.K_RETURN, 9.0)
    assert session.state.outcome is Outcome.OUT_OF_DIPS
    assert type(app.scene).__name__ == "Result"


def test_escape_held_goes_back_by_one_scene(apps: Apps) -> None:
    app = apps()
    app.go("title")
    see(app)
    open_level(app, load_level("lost-phone"))
    hold(app, pygame.K_F1, 1.0)
    assert type(app.scene).__name__ == "Help"
    for name in ("Play", "Chapters", "Title"):
        hold(app, pygame.K_ESCAPE, 3.0)
        assert type(app.scene).__name__ == name
    assert app.running
    hold(app, pygame.K_ESCAPE, 0.1)
    assert not app.running


@pytest.mark.parametrize("code", [pygame.K_RIGHT, pygame.K_RETURN, pygame.K_s])
def test_a_key_held_while_a_scene_opens_does_nothing_in_it(code: int, apps: Apps) -> None:
    app = apps()
    hearing(app)
    goes(app, pygame.KEYDOWN, code)
    scene = hearing(app)
    for _ in range(120):
        app.tick(FRAME)
    assert scene.presses == []
    goes(app, pygame.KEYUP, code)
    goes(app, pygame.KEYDOWN, code)
    assert len(scene.presses) == 1


def test_a_key_that_opens_a_scene_goes_on_in_neither(apps: Apps) -> None:
    app = apps()
    scene = Hearing(app)

    class Opening(Hearing):
        def press(self, press: Press) -> bool:
            app.lay(scene)
            return super().press(press)

    below = Opening(app)
    app.lay(below)
    hold(app, pygame.K_RIGHT, 3.0)
    assert (len(below.presses), scene.presses) == (1, [])


def test_what_is_let_go_while_a_scene_is_drawn_can_be_pressed_in_it(apps: Apps) -> None:
    app = apps()

    class LetGo(Hearing):
        def draw(self, target: pygame.Surface, area: Rect) -> None:
            super().draw(target, area)
            post(pygame.KEYUP, key=pygame.K_s, mod=0)

    hearing(app)
    goes(app, pygame.KEYDOWN, pygame.K_s)
    scene = LetGo(app)
    app.lay(scene)
    see(app)
    goes(app, pygame.KEYDOWN, pygame.K_s)
    assert scene.presses == [Press(Command.STEP)]


def test_a_stick_that_leans_while_a_scene_opens_does_nothing_in_it(apps: Apps) -> None:
    app = apps()
    below = hearing(app)
    lean = {"axis": 1, "instance_id": 0}
    post(pygame.CONTROLLERAXISMOTION, value=32767, **lean)
    app.tick(FRAME)
    assert below.presses == [Press(Command.DOWN)]
    scene = hearing(app)
    for _ in range(60):
        app.tick(FRAME)
    assert scene.presses == []
    for value in (0, 32767):
        post(pygame.CONTROLLERAXISMOTION, value=value, **lean)
        app.tick(FRAME)
    assert scene.presses == [Press(Command.DOWN)]


def post_all(at: tuple[float, float]) -> None:
    """Press and click whatever there is, without waiting for anything."""
    for code in (pygame.K_RETURN, pygame.K_s, pygame.K_ESCAPE, pygame.K_DOWN):
        post_key(code)
    post_click(at)
    post(pygame.MOUSEWHEEL, x=0, y=-1)
    post(pygame.TEXTINPUT, text="s")
    post(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_A, instance_id=0)


def test_what_was_queued_before_a_scene_opened_does_nothing_in_it(apps: Apps) -> None:
    """Be it queued before it was made, while it was, or while its first frame was drawn."""
    app = apps()
    hearing(app)

    class Slow(Hearing):
        def build(self, rect: Rect) -> Sequence[Part]:
            post_all(rect.center)
            return ()

        def draw(self, target: pygame.Surface, area: Rect) -> None:
            super().draw(target, area)
            post_all(area.center)

    scene = Slow(app)
    post_all((640, 360))
    app.lay(scene)
    app.tick(FRAME)
    app.tick(FRAME)
    assert (scene.presses, scene.clicks) == ([], 0)
    post_key(pygame.K_s)
    app.tick(FRAME)
    assert scene.presses == [Press(Command.STEP)]


@pytest.mark.parametrize("opens", ["settings", "help"])
def test_two_confirmations_at_once_open_one_scene(opens: str, apps: Apps) -> None:
    app = apps()
    app.go("title")
    see(app)
    app.scene.focus.set(opens)
    for _ in range(3):
        post_key(pygame.K_RETURN)
    app.tick(FRAME)
    app.tick(FRAME)
    assert len(app._scenes) == 2


def test_the_scene_below_hears_nothing_that_was_meant_for_the_one_above(apps: Apps) -> None:
    app = apps()
    scene = hearing(app)
    app.push("help")
    see(app)
    for code in (pygame.K_ESCAPE, pygame.K_ESCAPE, pygame.K_RETURN):
        post_key(code)
    app.tick(FRAME)
    app.tick(FRAME)
    assert app.scene is scene
    assert scene.presses == []


def test_the_game_can_be_quit_while_a_scene_opens(apps: Apps) -> None:
    app = apps()
    app.lay(Hearing(app))
    post_key(pygame.K_q, pygame.KMOD_LCTRL)
    app.tick(FRAME)
    assert not app.running


@pytest.mark.parametrize(("after", "clicks"), [(CLICKS_AFTER - 0.05, 0), (CLICKS_AFTER + 0.05, 1)])
def test_a_click_counts_a_moment_after_a_scene_has_come_in_sight(
    after: float, clicks: int, apps: Apps
) -> None:
    app = apps()
    scene = Hearing(app)
    app.lay(scene)
    see(app)
    app.tick(after)
    post_click((100, 100))
    app.tick(0.0)
    assert scene.clicks == clicks


@pytest.mark.parametrize("id", ["lost-phone", "by-the-handful"])
def test_the_second_click_of_a_double_click_is_no_dip(id: str, apps: Apps) -> None:
    """Not even where readings differ from dip to dip."""
    app = apps()
    scene = open_level(app, load_level(id))
    look(app)
    at = scene.plot.view.plot.center
    for _ in range(3):
        for shake in (0, 2):
            click(app, (at[0] + shake, at[1]))
    assert len(scene.session.transcript.actions) == 1
    assert scene.plot._pull is None


def test_two_clicks_with_a_while_or_a_way_between_them_are_two_dips(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    x, y = scene.plot.view.plot.center
    click(app, (x, y))
    click(app, (x + NEAR + 1, y))
    app.tick(DOUBLE + 0.1)
    click(app, (x + NEAR + 3, y))
    assert len(scene.session.state.readings) == 3


def test_the_second_click_is_no_dip_in_the_scene_that_the_first_one_opened(apps: Apps) -> None:
    app = apps(all_open=True)
    app.go("chapters")
    look(app)
    at = app.scene.part("rise-over-run").rect.center
    click(app, at)
    scene = playing(app)
    assert scene.plot.view.plot.collidepoint(at)
    app.tick(CLICKS_AFTER + 0.05)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        button(app, kind, at)
    assert scene.session.state.readings == ()
    app.tick(DOUBLE + 0.1)
    click(app, at)
    assert len(scene.session.state.readings) == 1


def test_a_drag_that_a_question_interrupts_is_forgotten(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    click(app, scene.plot.view.pixel_at(np.array([3.0, 2.6])))
    settle(app)
    foot = scene.plot.view.pixel_at(np.array([3.0, 2.6]))
    move(app, foot)
    button(app, pygame.MOUSEBUTTONDOWN, foot)
    move(app, (foot[0] + 60, foot[1]), held=True)
    key(app, pygame.K_F1)
    button(app, pygame.MOUSEBUTTONUP, (foot[0] + 60, foot[1]))
    key(app, pygame.K_ESCAPE)
    assert playing(app) is scene
    move(app, (foot[0] + 90, foot[1]))
    button(app, pygame.MOUSEBUTTONUP, (foot[0] + 90, foot[1]))
    assert len(scene.session.state.readings) == 1
    assert not scene.plot.cancel()


def test_a_wheel_after_a_scene_has_opened_scrolls_at_once(apps: Apps) -> None:
    app = apps()

    class Turning(Hearing):
        turns = 0

        def pointer(self, event: pygame.event.Event) -> None:
            self.turns += event.type == pygame.MOUSEWHEEL

    scene = Turning(app)
    app.lay(scene)
    see(app)
    post(pygame.MOUSEWHEEL, x=0, y=1)
    app.tick(FRAME)
    assert scene.turns == 1


def test_a_key_held_at_the_end_of_a_text_or_a_choice_stays_there(apps: Apps, tmp_path: Any) -> None:
    app = apps(all_open=True)
    app.go("settings")
    see(app)
    app.scene.focus.set("theme")
    hold(app, pygame.K_RIGHT, 2.0)
    assert app.settings.theme == "dark"
    assert app.scene.focused is app.scene.part("theme")
