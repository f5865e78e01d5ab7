"""The app: saves before it shows, survives what is missing, and gives nothing away."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App, theme_for
from sandpit.desktop.bindings import BINDINGS, Binding, Bindings, Command, Key, Pad
from sandpit.desktop.gamepad import Gamepads
from sandpit.desktop.scene import Ticket, progression
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.help import lines
from sandpit.desktop.scenes.settings import SWITCHES
from sandpit.desktop.screen import Canvas
from sandpit.desktop.sound import Cue, Sounds
from sandpit.desktop.synth import SOUNDS, write
from sandpit.desktop.toast import Toast
from sandpit.desktop.window import open_saves
from sandpit.errors import LevelError, SaveError
from sandpit.game import Level, Outcome, Session, replay
from sandpit.library import Library, Saves, Settings, asset, load_level
from tests.desktop.hands import click, click_part, key, open_level, pad, playing, settle
from tests.written import make_level, written

Apps = Callable[..., App]


def saved_app(path: Path) -> App:
    return App(Canvas((800, 600)), Saves(path))


def test_every_dip_is_on_the_disk_before_it_is_shown(apps: Apps, tmp_path: Path) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    app = saved_app(path)
    level = load_level("lost-phone")
    scene = open_level(app, level)
    for i in range(3):
        scene.probe(np.array([1.0 + i, 5.0]))
        # Killed here, nothing is lost: another program reads it from the disk.
        kept = Saves(path).unfinished(level.id)
        assert kept is not None
        assert kept.actions == scene.session.transcript.actions


def test_an_unfinished_game_goes_on_where_it_was_left(apps: Apps, tmp_path: Path) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    level = load_level("random-pit")
    left = open_level(saved_app(path), level)
    left.probe(np.array([1.0, 5.0]))
    again = open_level(saved_app(path), level)
    assert again.session.transcript == left.session.transcript
    assert again.session.seed == left.session.seed


def test_a_finished_game_begins_anew(apps: Apps, tmp_path: Path) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    level = make_level()
    scene = open_level(saved_app(path), level)
    scene.probe(np.array([4.0, 2.0]))
    assert scene.session.state.outcome is Outcome.FOUND
    assert open_level(saved_app(path), level).session.state.readings == ()


def test_a_game_on_a_level_that_has_changed_is_not_gone_on_with(apps: Apps, tmp_path: Path) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    open_level(saved_app(path), make_level()).probe(np.array([1.0, 1.0]))
    assert open_level(saved_app(path), make_level(dips=9)).session.state.readings == ()


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_a_switch_is_stored_when_it_is_thrown(apps: Apps, tmp_path: Path, switch: object) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    app = saved_app(path)
    app.go("settings")
    app.tick(0.0)
    name = switch.name  # type: ignore[attr-defined]
    before = getattr(app.settings, name)
    app.scene.focus.set(name)
    key(app, pygame.K_RETURN)
    assert getattr(app.settings, name) is not before
    assert getattr(Saves(path).settings(), name) is not before


def test_the_theme_changes_at_once_and_stays(apps: Apps, tmp_path: Path) -> None:
    apps()
    path = tmp_path / "progress.sqlite3"
    Saves(path).store_settings(Settings(theme="light"))
    app = saved_app(path)
    app.go("settings")
    app.tick(0.0)
    app.scene.focus.set("theme")
    key(app, pygame.K_RIGHT)
    assert app.kit.theme.name == "dark"
    assert tuple(app.screen.surface.get_at((2, 2))) == tuple(app.kit.theme.background)
    assert Saves(path).settings().theme == "dark"


def test_a_name_can_be_typed_and_ends_in_the_transcript(apps: Apps) -> None:
    app = apps()
    app.go("settings")
    app.tick(0.0)
    app.scene.focus.set("player")
    app.tick(0.0)
    for letter in "Ada s":
        code = pygame.key.key_code(letter) if letter != " " else pygame.K_SPACE
        event = pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=letter)
        pygame.event.post(event)
        pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=letter))
        app.tick(0.0)
    assert app.settings.player == "Ada s"
    key(app, pygame.K_TAB)
    assert app.scene.focused is not None
    assert app.scene.focused.name != "player"
    assert open_level(app, make_level()).session.transcript.player == "Ada s"


def test_the_game_can_be_quit_while_a_name_is_typed(apps: Apps) -> None:
    app = apps()
    app.go("settings")
    app.tick(0.0)
    app.scene.focus.set("player")
    key(app, pygame.K_q)
    assert app.running
    key(app, pygame.K_q, mod=pygame.KMOD_LCTRL)
    assert not app.running


def test_progress_can_be_reset_after_a_question(apps: Apps) -> None:
    app = apps()
    open_level(app, make_level()).probe(np.array([4.0, 2.0]))
    assert "small" in app.saves.all_best()
    app.go("settings")
    app.tick(0.0)
    click_part(app, "reset")
    click_part(app, "cancel")
    assert "small" in app.saves.all_best()
    click_part(app, "reset")
    click_part(app, "confirm")
    assert app.saves.all_best() == {}


def test_damaged_saves_are_set_aside_and_the_title_says_so(
    apps: Apps, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sandpit.library.places import save_file

    save_file().parent.mkdir(parents=True)
    save_file().write_bytes(b"not a database at all " * 100)
    apps()
    app = App(Canvas((1280, 720)), open_saves())
    app.go("title")
    app.tick(0.0)
    assert app.scene.part("notice").text == app.saves.notice != ""  # type: ignore[attr-defined]


def test_what_was_set_aside_is_told_also_where_a_level_opens_first(apps: Apps, home: Path) -> None:
    (home / "sandpit").mkdir()
    (home / "sandpit" / "progress.sqlite3").write_bytes(b"not a database at all " * 100)
    apps()
    app = App(Canvas((1280, 720)), open_saves())
    scene = open_level(app, make_level())
    assert scene.part("toast").text == app.saves.notice != ""  # type: ignore[attr-defined]


def test_saves_that_cannot_be_written_do_not_stop_the_game(apps: Apps, home: Path) -> None:
    (home / "sandpit").write_text("a file where the folder should be")
    apps()
    saves = open_saves()
    assert "not be kept" in saves.notice
    open_level(App(Canvas((800, 600)), saves), make_level()).probe(np.array([1.0, 1.0]))


def test_a_broken_level_is_named_and_does_not_open(apps: Apps, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "good.json").write_text(json.dumps(written()))
    app = apps(library=Library.of(tmp_path))
    app.go("chapters")
    app.tick(0.0)
    click_part(app, "broken")
    assert not hasattr(app.scene, "session")
    click_part(app, "good")
    playing(app)


def test_a_level_wrong_in_its_ground_is_told_of_and_holds_nobody_up(
    apps: Apps, tmp_path: Path
) -> None:
    broken = written(surface={"kind": "formula", "formula": "log(x)"})
    for id, members in (("a-broken", broken), ("b-good", written())):
        (tmp_path / f"{id}.json").write_text(json.dumps(members))
    app = apps(library=Library.of(tmp_path))
    app.go("chapters")
    app.tick(0.0)
    scene = app.scene
    assert isinstance(scene, Chapters)
    click_part(app, "a-broken")
    assert app.scene is scene
    assert "undefined" in scene._said
    assert progression(app).lock("b-good") is None


def test_a_game_that_cannot_begin_is_told_of_and_leaves_the_scene_open(
    apps: Apps, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Session:
        raise LevelError("this ground cannot be made")

    app = apps(all_open=True)
    app.go("chapters")
    app.tick(0.0)
    scene = app.scene
    monkeypatch.setattr("sandpit.desktop.keeper.taken_up", refuse)
    click_part(app, "rise-over-run")
    assert app.scene is scene
    assert isinstance(scene, Chapters)
    assert "cannot be made" in scene._said
    assert app.notice == ""


def test_a_disk_that_is_full_is_told_of_and_the_game_goes_on(
    apps: Apps, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SaveError("progress could not be saved: the disk is full")

    app = apps()
    scene = open_level(app, make_level())
    monkeypatch.setattr(app.saves, "autosave", refuse)
    scene.probe(np.array([1.0, 1.0]))
    scene._finish()
    assert scene.board is not None
    assert "disk is full" in scene.board.toast.text
    assert len(scene.session.state.readings) == 1


def test_a_level_opens_when_the_one_before_has_been_tried_three_times(
    apps: Apps, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(json.dumps(written(title=name)))
    app = apps(library=Library.of(tmp_path))
    app.go("chapters")
    app.tick(0.0)
    click_part(app, "b")
    assert not hasattr(app.scene, "session"), "not yet open"
    for _ in range(3):
        open_level(app, load_level(tmp_path / "a.json")).give_up()
    app.go("chapters")
    app.tick(0.0)
    click_part(app, "b")
    assert playing(app).level.title == "b"


TWINS = (
    {"kind": "hill", "center": [4.6, 4.6], "width": 0.5, "height": 5.0},
    {"kind": "hill", "center": [1.2, 4.9], "width": 0.5, "height": 7.0},
)
"""Two hills so narrow that the ground around (2, 1) is the same for both."""


@pytest.mark.parametrize("cover", ["covered", "brushed"])
@pytest.mark.parametrize("stick", ["height", "gradient"])
def test_no_pixel_tells_of_ground_where_nobody_has_dipped(
    apps: Apps, cover: str, stick: str
) -> None:
    frames = []
    for surface in TWINS:
        moves = ["probe", "step"] if stick == "gradient" else ["probe"]
        base = {"kind": "bowl", "center": [2.0, 1.0], "curvatures": [0.5, 0.5]}
        terms = [base, surface]
        level = make_level(
            surface={"kind": "sum", "terms": terms}, map=cover, dipstick=stick, moves=moves
        )
        frames.append(shown_after_dips(apps(), level))
    for one, other in zip(*frames, strict=True):
        assert np.array_equal(one, other)


def shown_after_dips(app: App, level: Level) -> list[np.ndarray]:
    """Return the play screen after each of a few dips at the far corner."""
    scene = open_level(app, level)
    shown = [pygame.surfarray.array3d(app.screen.surface)]
    for at in ((1.9, 0.2), (2.3, 0.3)):
        scene.probe(np.array(at))
        for _ in range(20):
            app.tick(0.05)
            shown.append(pygame.surfarray.array3d(app.screen.surface))
    return shown


def test_the_screen_differs_where_the_ground_that_was_dipped_does(apps: Apps) -> None:
    shown = [
        shown_after_dips(apps(), make_level(surface={**TWINS[0], "height": height, "width": 3.0}))
        for height in (5.0, 6.0)
    ]
    assert np.array_equal(shown[0][0], shown[1][0])
    assert np.count_nonzero(shown[0][-1] != shown[1][-1]) > 100


def test_every_command_has_a_key_and_the_help_says_it() -> None:
    told = " ".join(" ".join(line) for line in lines())
    assert {binding.command for binding in BINDINGS} == set(Command)
    for binding in BINDINGS:
        assert binding.keys
        assert all(key.label in told for key in binding.keys)
        assert binding.says in told or binding.command.value in ("up", "down", "left", "right")


def test_a_key_bound_twice_is_refused() -> None:
    one = Binding(Command.STEP, "step", (Key(pygame.K_s, "S"),))
    other = Binding(Command.QUIT, "quit", (Key(pygame.K_s, "S"),))
    with pytest.raises(ValueError, match="twice"):
        Bindings((one, other))


def test_no_gamepad_is_fine_and_a_strange_one_too() -> None:
    pygame.init()
    pads = Gamepads()
    pads.open()
    assert not pads.busy
    event = pygame.event.Event(pygame.JOYDEVICEADDED, device_index=7)
    assert pads.heard(event) is None
    event = pygame.event.Event(pygame.JOYBUTTONDOWN, button=99, instance_id=3)
    assert pads.heard(event) is None
    event = pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=3)
    assert pads.heard(event) is None
    pygame.quit()


def test_a_joystick_that_nobody_knows_works_by_the_usual_order() -> None:
    pads = Gamepads()
    press = pygame.event.Event(pygame.JOYBUTTONDOWN, button=2, instance_id=0)
    assert pads.heard(press) is Pad.X
    hat = pygame.event.Event(pygame.JOYHATMOTION, value=(0, 1), hat=0, instance_id=0)
    assert pads.heard(hat) is Pad.UP
    assert pads.busy
    assert held(pads) == [Pad.UP] * 11
    rest = pygame.event.Event(pygame.JOYHATMOTION, value=(0, 0), hat=0, instance_id=0)
    assert pads.heard(rest) is None
    assert not pads.busy


def held(pads: Gamepads) -> list[Pad]:
    """Return what a d-pad gives that is held for a second, frame by frame."""
    return [nudge.pad for _ in range(100) for nudge in pads.repeats(0.01)]


def test_a_d_pad_that_is_held_goes_on_whatever_else_is_released() -> None:
    pads = Gamepads()

    def turn(kind: int, button: int) -> None:
        pads.heard(pygame.event.Event(kind, button=button, instance_id=0))

    turn(pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLER_BUTTON_DPAD_RIGHT)
    turn(pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLER_BUTTON_A)
    turn(pygame.CONTROLLERBUTTONUP, pygame.CONTROLLER_BUTTON_A)
    assert held(pads) == [Pad.RIGHT] * 11
    turn(pygame.CONTROLLERBUTTONUP, pygame.CONTROLLER_BUTTON_DPAD_RIGHT)
    assert not pads.busy


def test_in_menus_a_stick_moves_the_focus_like_a_d_pad(apps: Apps) -> None:
    app = apps()
    app.go("title")
    app.tick(0.0)
    whole = 32767
    for value in (whole, 0):
        event = pygame.event.Event(pygame.CONTROLLERAXISMOTION, axis=1, value=value, instance_id=0)
        pygame.event.post(event)
        app.tick(0.02)
    assert app.scene.focused is app.scene.part("settings")


def test_a_stick_at_rest_does_not_drift() -> None:
    pads = Gamepads()
    pads.heard(pygame.event.Event(pygame.JOYAXISMOTION, axis=0, value=0.2, instance_id=0))
    assert pads.tilt == (0.0, 0.0)
    pads.heard(pygame.event.Event(pygame.JOYAXISMOTION, axis=0, value=-1.0, instance_id=0))
    assert pads.tilt == (-1.0, 0.0)


def test_the_start_button_opens_the_menu_and_leads_everywhere(apps: Apps) -> None:
    app = apps()
    open_level(app, load_level("lost-phone"))
    pad(app, pygame.CONTROLLER_BUTTON_START)
    for name in ("resume", "restart", "give-up", "help", "settings", "leave"):
        app.scene.part(name)
    pad(app, pygame.CONTROLLER_BUTTON_B)
    playing(app)


@pytest.mark.parametrize("cue", Cue)
def test_every_cue_has_its_file_and_the_script_that_makes_it(cue: Cue, tmp_path: Path) -> None:
    assert write(cue, tmp_path).read_bytes() == asset("sounds", f"{cue}.wav").read_bytes()
    assert set(SOUNDS) == {str(each) for each in Cue}


def test_without_an_audio_device_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    pygame.mixer.quit()
    sounds = Sounds(lambda name: asset("sounds", name))
    for cue in Cue:
        sounds.play(cue)
    sounds.close()


def test_a_sound_file_that_is_missing_is_silent(tmp_path: Path) -> None:
    sounds = Sounds(lambda name: tmp_path / name)
    sounds.play(Cue.DIP)
    sounds.close()


def test_muted_or_at_volume_0_no_device_is_opened() -> None:
    pygame.mixer.quit()
    sounds = Sounds(lambda name: asset("sounds", name))
    sounds.muted = True
    sounds.play(Cue.DIP)
    sounds.muted, sounds.volume = False, 0.0
    sounds.play(Cue.DIP)
    assert pygame.mixer.get_init() is None


def test_m_mutes_everywhere(apps: Apps) -> None:
    app = apps(muted=False)
    app.go("title")
    key(app, pygame.K_m)
    assert app.sounds.muted
    assert app.saves.settings().muted


def test_the_theme_is_the_chosen_one_or_that_of_the_hour() -> None:
    assert theme_for(Settings(theme="dark")).name == "dark"
    assert theme_for(Settings(theme="light")).name == "light"
    assert theme_for(Settings(theme="auto")).name in ("light", "dark")


def test_help_and_settings_lead_back_into_the_game(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, load_level("lost-phone"))
    click(app, scene.plot.view.pixel_at(np.array([2.0, 2.0])))
    settle(app)
    key(app, pygame.K_F1, pygame.K_ESCAPE)
    assert playing(app) is scene
    key(app, pygame.K_F10)
    app.scene.focus.set("settings")
    key(app, pygame.K_RETURN)
    app.scene.focus.set("theme")
    key(app, pygame.K_RIGHT)
    app.scene.focus.set("back")
    key(app, pygame.K_ESCAPE)
    assert playing(app) is scene
    assert tuple(app.screen.surface.get_at((2, 2))) == tuple(app.kit.theme.background)
    assert replay(scene.level, scene.session.transcript).failure is None


def test_a_player_who_hovers_over_the_log_sees_which_flag_is_meant(apps: Apps) -> None:
    app = apps()
    level = load_level("lost-phone")
    app.go("play", Ticket(level=level, session=dipped(level)))
    app.tick(0.0)
    scene = playing(app)
    log = scene.part("log")
    click(app, (log.rect.centerx, log.rect.top + 1.5 * log.rect.height / 10))
    assert scene.plot.overlay.hover is not None
    click(app, (5, 5))
    assert scene.plot.overlay.hover is None


def dipped(level: Level) -> Session:
    from sandpit.game import Probe

    session = Session(level)
    for x in (1.0, 2.0, 3.0, 4.0):
        session.play(Probe((x, 5.0)))
    return session


def test_closing_the_window_ends_the_loop(apps: Apps) -> None:
    app = apps()
    app.go("title")
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    app.run()
    assert not app.running


def test_words_go_away_by_themselves_however_little_time_is_left(
    apps: Apps, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = apps()
    scene = open_level(app, make_level())
    toast = scene.part("toast")
    assert isinstance(toast, Toast)
    toast.say("Gone in a moment.")
    toast.update(toast.left - 1e-16)
    waits = []

    def wait(milliseconds: int) -> pygame.event.Event:
        waits.append(milliseconds)
        if len(waits) > 3:
            app.quit()
        return pygame.event.Event(pygame.NOEVENT)

    monkeypatch.setattr(pygame.event, "wait", wait)
    app.run()
    assert min(waits) > 0  # a wait of nothing is one without end


def test_settings_are_changed_by_copies(apps: Apps) -> None:
    app = apps()
    before = app.settings
    app.change(replace(before, volume=0.1))
    assert before.volume != app.settings.volume == app.sounds.volume
