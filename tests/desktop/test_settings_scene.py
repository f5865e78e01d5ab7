"""The settings: they act at once, are stored soon, and say what could not be stored."""

from collections.abc import Callable

import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scenes.settings import SETTLED, Risky
from sandpit.desktop.text import Text
from sandpit.errors import SaveError
from sandpit.library import Settings
from tests.desktop.hands import click_part, drag

Apps = Callable[..., App]


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch, apps: Apps) -> tuple[App, list[Settings]]:
    """Return an app with its settings open, and a list of all that is stored from now on."""
    app = apps()
    app.go("title")
    app.push("settings")
    app.tick(0.0)
    found: list[Settings] = []
    monkeypatch.setattr(app.saves, "store_settings", found.append)
    return app, found


def drag_volume(app: App) -> None:
    rect = app.scene.part("volume").rect
    drag(app, (rect.left + 20, rect.centery), (rect.right - 40, rect.centery))


def words(app: App, name: str) -> str:
    part = app.scene.part(name)
    assert isinstance(part, Text)
    return part.text


def test_a_dragged_volume_is_heard_at_once_and_stored_once_it_rests(
    stored: tuple[App, list[Settings]],
) -> None:
    app, found = stored
    drag_volume(app)
    assert found == []
    assert app.sounds.volume == app.settings.volume > 0.7
    assert words(app, "volume-told") == f"{round(100 * app.settings.volume)} %"
    app.tick(SETTLED)
    assert found == [app.settings]
    app.tick(SETTLED)
    assert len(found) == 1


def test_a_volume_is_stored_at_the_latest_when_one_leaves(
    stored: tuple[App, list[Settings]],
) -> None:
    app, found = stored
    drag_volume(app)
    click_part(app, "back")
    assert found == [app.settings]


def test_what_cannot_be_stored_is_said_where_it_was_set(
    monkeypatch: pytest.MonkeyPatch, apps: Apps
) -> None:
    app = apps()
    app.go("settings")
    app.tick(0.0)

    def full(settings: Settings) -> None:
        raise SaveError("The disk is full")

    monkeypatch.setattr(app.saves, "store_settings", full)
    drag_volume(app)
    app.tick(SETTLED)
    app.tick(0.0)
    assert words(app, "notice") == "The disk is full"
    assert app.notice == ""


def test_what_cannot_be_undone_has_the_colour_of_a_warning(apps: Apps) -> None:
    app = apps()
    app.go("settings")
    app.tick(0.0)
    assert isinstance(app.scene.part("reset"), Risky)
