"""The mouse's cursor tells what can be done where it is."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.cursor import Cursor
from sandpit.desktop.scene import Ticket
from sandpit.game import Probe, Session
from sandpit.library import load_level
from tests.desktop.hands import move, playing, settle

Pixel = tuple[int, int]


def play_one_dip(app: App) -> None:
    session = Session(load_level("lost-phone"))
    session.play(Probe((4.0, 4.0)))
    app.go("play", Ticket(level=session.level, session=session))


def open_title(app: App) -> None:
    app.go("title")


def open_settings(app: App) -> None:
    app.go("settings")


def middle_of(name: str) -> Callable[[App], Pixel]:
    return lambda app: app.scene.part(name).rect.center


def sand(app: App) -> Pixel:
    return playing(app).plot.view.plot.move(30, 30).topleft


def arrow(app: App) -> Pixel:
    ends = playing(app).plot.view.arrow_ends()
    assert ends is not None
    x, y = np.mean(ends, axis=0).round().astype(int).tolist()
    return x, y


def corner(app: App) -> Pixel:
    return app.size[0] - 1, app.size[1] - 1


PLACES: Mapping[str, tuple[Callable[[App], None], Callable[[App], Pixel], Cursor]] = {
    "sand": (play_one_dip, sand, Cursor.CROSS),
    "arrow": (play_one_dip, arrow, Cursor.HAND),
    "button": (play_one_dip, middle_of("step"), Cursor.HAND),
    "margin": (play_one_dip, corner, Cursor.ARROW),
    "words": (open_title, middle_of("tagline"), Cursor.ARROW),
    "choice": (open_settings, middle_of("theme"), Cursor.HAND),
    "typing": (open_settings, middle_of("player"), Cursor.TEXT),
}


@pytest.mark.parametrize(("opening", "place", "shape"), PLACES.values(), ids=PLACES)
def test_the_cursor_has_the_shape_of_what_can_be_done(
    opening: Callable[[App], None],
    place: Callable[[App], Pixel],
    shape: Cursor,
    apps: Callable[..., App],
) -> None:
    app = apps()
    opening(app)
    settle(app)
    move(app, place(app))  # nothing comes of a desktop that has no such shape
    assert app.scene.cursor_at(place(app)) is shape


def test_a_button_that_is_switched_off_shows_no_hand(apps: Callable[..., App]) -> None:
    app = apps()
    app.go("play", Ticket(level=load_level("lost-phone")))
    settle(app)
    assert app.scene.cursor_at(app.scene.part("step").rect.center) is Cursor.ARROW
