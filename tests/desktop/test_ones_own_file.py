"""A level that is played by its path: its games are its own, and touch no level of its stem."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.text import Text
from sandpit.game import Probe, Session
from sandpit.library import Library, load_level, shipped_levels
from tests.desktop.hands import best_point, open_level, settle
from tests.known import expect
from tests.written import bowl

Apps = Callable[..., App]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of the player's own with the stem of a shipped level."""
    path = tmp_path / "lost-phone.json"
    path.write_text(json.dumps(bowl(1)))
    return path


def test_a_file_with_the_stem_of_a_shipped_level_earns_it_nothing(apps: Apps, own: Path) -> None:
    app = apps(library=Library.of(shipped_levels()))
    shipped = open_level(app, load_level("lost-phone"))
    shipped.probe(np.array([1.0, 5.0]))
    kept = app.saves.unfinished("lost-phone")
    level = load_level(own)
    open_level(app, level).probe(best_point(level))
    settle(app)
    assert isinstance(app.scene, Result)
    assert app.scene.score.stars == 3
    assert app.saves.all_best().keys() == {str(own)}
    assert app.saves.unfinished("lost-phone") == kept is not None
    app.go("chapters")
    assert "★ 0 of" in expect(Text, app.scene.part("gathered")).text


def test_nothing_follows_a_file(apps: Apps, own: Path) -> None:
    app = apps(library=Library.of(shipped_levels()))
    level = load_level(own)
    open_level(app, level).probe(best_point(level))
    settle(app)
    assert isinstance(app.scene, Result)
    assert {"again", "levels"} <= {part.name for part in app.scene.parts}
    assert "next" not in {part.name for part in app.scene.parts}


def test_a_file_goes_on_with_its_own_game(apps: Apps, own: Path) -> None:
    app = apps(library=Library.of(shipped_levels()))
    left = open_level(app, load_level(own))
    left.probe(np.array([0.0]))
    open_level(app, load_level("lost-phone")).probe(np.array([1.0, 5.0]))
    again = open_level(app, load_level(own))
    assert again.session.transcript == left.session.transcript


def test_a_game_that_an_earlier_version_kept_under_the_stem_goes_on(apps: Apps, own: Path) -> None:
    app = apps(library=Library.of(shipped_levels()))
    level = load_level(own)
    session = Session(level)
    session.play(Probe((0.0,)))
    app.saves.autosave("lost-phone", session.transcript)
    assert open_level(app, level).session.transcript.actions == (Probe((0.0,)),)
    assert open_level(app, load_level("lost-phone")).session.transcript.actions == ()
