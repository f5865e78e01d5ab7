"""Two windows on one level: each goes on with its own game, and both games are kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.screen import Canvas
from sandpit.game import Level, Outcome, Transcript
from sandpit.library import Saves, Settings, database
from tests.desktop.hands import open_level, playing, settle
from tests.written import make_level

Windows = Callable[[], App]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite3"


@pytest.fixture
def window(apps: Callable[..., App], path: Path) -> Windows:
    """Open a further window on the same saves."""
    apps()

    def opened() -> App:
        app = App(Canvas((800, 600)), Saves(path))
        app.change(replace(app.settings, reduced_motion=True, muted=True))
        return app

    return opened


@pytest.fixture
def level() -> Level:
    return make_level()


def dip(scene: Play, x: float, y: float) -> None:
    scene.probe(np.array([x, y]))


def kept(path: Path) -> list[Transcript]:
    with closing(Saves(path)) as saves:
        return [game.transcript for game in saves.all_unfinished("small")]


def test_two_new_games_on_one_level_are_both_kept(
    window: Windows, level: Level, path: Path
) -> None:
    one, other = open_level(window(), level), open_level(window(), level)
    for step in range(3):
        dip(one, 1.0, 1.0 + step / 4)
        dip(other, 5.0, 1.0 + step / 4)
    assert kept(path) == [other.session.transcript, one.session.transcript]


def test_a_game_that_both_windows_go_on_with_becomes_two(
    window: Windows, level: Level, path: Path
) -> None:
    before = open_level(window(), level)
    dip(before, 1.0, 1.0)
    one, other = open_level(window(), level), open_level(window(), level)
    assert one.session.transcript == other.session.transcript == before.session.transcript
    dip(one, 1.0, 2.0)
    dip(other, 5.0, 2.0)
    dip(one, 1.0, 3.0)
    assert kept(path) == [one.session.transcript, other.session.transcript]


def test_the_game_that_was_played_last_opens_first_and_then_the_other(
    window: Windows, level: Level, path: Path
) -> None:
    one, other = open_level(window(), level), open_level(window(), level)
    dip(one, 1.0, 1.0)
    dip(other, 5.0, 1.0)
    dip(one, 1.0, 2.0)
    app = window()
    scene = open_level(app, level)
    assert scene.session.transcript == one.session.transcript
    dip(scene, 4.0, 2.0)
    assert scene.session.state.outcome is Outcome.FOUND
    assert open_level(app, level).session.transcript == other.session.transcript


def test_a_game_that_ends_in_one_window_goes_on_in_the_other(
    window: Windows, level: Level, path: Path
) -> None:
    dip(open_level(window(), level), 1.0, 1.0)
    one, other = open_level(window(), level), open_level(window(), level)
    dip(one, 4.0, 2.0)
    assert one.session.state.outcome is Outcome.FOUND
    assert kept(path) == []
    dip(other, 5.0, 2.0)
    assert kept(path) == [other.session.transcript]


@pytest.mark.parametrize("how", ["in the game", "after its end"])
def test_playing_again_begins_anew_and_leaves_the_other_windows_game(
    how: str, window: Windows, level: Level, path: Path
) -> None:
    other = open_level(window(), level)
    dip(other, 5.0, 1.0)
    app = window()
    app.go("play", Ticket(level=level, anew=True))
    app.tick(0.0)
    scene = playing(app)
    dip(scene, 1.0, 1.0)
    if how == "in the game":
        scene.restart()
    else:
        dip(scene, 4.0, 2.0)
        settle(app)
        app.scene.again()  # type: ignore[attr-defined]
    app.tick(0.0)
    assert playing(app).session.state.readings == ()
    assert kept(path) == [other.session.transcript]


def test_each_window_changes_only_the_settings_that_were_changed_in_it(
    window: Windows, path: Path
) -> None:
    one, other = window(), window()
    one.change(replace(one.settings, volume=0.2))
    other.change(replace(other.settings, player="Zoë"))
    with closing(Saves(path)) as saves:
        expected = Settings(volume=0.2, player="Zoë", reduced_motion=True, muted=True)
        assert saves.settings() == expected


def test_what_a_lock_holds_up_is_saved_between_frames(
    window: Windows, level: Level, path: Path
) -> None:
    app = window()
    scene = open_level(app, level)
    with closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        for step in range(3):
            dip(scene, 1.0, 1.0 + step / 4)
            app.tick(0.0)
        assert scene.part("toast").text == ""  # type: ignore[attr-defined]
    app.tick(0.0)
    assert kept(path) == [scene.session.transcript]


def test_a_lock_that_lasts_is_told_with_the_next_dip(
    window: Windows, level: Level, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    scene = open_level(window(), level)
    with closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        dip(scene, 1.0, 1.0)
        assert "not on the disk yet" in scene.part("toast").text  # type: ignore[attr-defined]
