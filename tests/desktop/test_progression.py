"""The screens open levels by one rule: what the chapters call locked nothing else opens."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scenes.chapters import Chapters
from sandpit.desktop.scenes.result import Result
from sandpit.desktop.scenes.shelf import LevelCard
from sandpit.library import Library
from tests.desktop.hands import best_point, click_part, open_level, playing, settle
from tests.written import written

Apps = Callable[..., App]
NAMES = ("a-one", "b-two", "c-three")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "hills"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.json").write_text(json.dumps(written()))
    return Library.of(tmp_path)


def finish(app: App, library: Library, name: str, *, won: bool) -> Result:
    """Play a level to its end, and return its result."""
    scene = open_level(app, library.find(name).load())
    if won:
        scene.probe(best_point(scene.level))
    else:
        scene.give_up()
    settle(app)
    assert isinstance(app.scene, Result)
    return app.scene


def names(app: App) -> set[str]:
    return {part.name for part in app.scene.parts}


def locked(app: App) -> list[str]:
    """Return the levels that the chapters call locked."""
    app.go("chapters")
    app.tick(0.0)
    cards = [part for part in app.scene.parts if isinstance(part, LevelCard)]
    return [card.shelf.entry.id for card in cards if card.shelf.locked_by]


def test_the_next_level_is_offered_where_the_chapters_show_it_open(
    apps: Apps, library: Library
) -> None:
    app = apps(library=library)
    for tries in (1, 2, 3):
        finish(app, library, NAMES[0], won=False)
        assert ("next" in names(app)) is (tries == 3)
        assert (NAMES[1] not in locked(app)) is (tries == 3)
    finish(app, library, NAMES[1], won=True)
    click_part(app, "next")
    assert playing(app).level.id == NAMES[2]


def test_a_game_that_was_begun_can_be_reached_again(apps: Apps, library: Library) -> None:
    app = apps(library=library)
    open_level(app, library.find(NAMES[2]).load()).probe(best_point(playing(app).level) / 2)
    assert locked(app) == [NAMES[1]]
    click_part(app, NAMES[2])
    assert len(playing(app).session.state.readings) == 1


def test_the_chapters_open_at_a_level_that_can_be_played(apps: Apps, library: Library) -> None:
    app = apps(library=library)
    finish(app, library, NAMES[0], won=False)
    app.go("chapters")
    assert isinstance(app.scene, Chapters)
    assert app.scene.focus.current is not None
    assert app.scene.focus.current.name == NAMES[0]


def test_a_next_level_that_was_spoilt_meanwhile_is_told_and_the_result_stays(
    apps: Apps, library: Library
) -> None:
    app = apps(library=library)
    result = finish(app, library, NAMES[0], won=True)
    library.find(NAMES[1]).path.write_text("{")
    click_part(app, "next")
    assert app.scene is result
    assert result._toast is not None
    assert f"{NAMES[1]}.json" in result._toast.text
