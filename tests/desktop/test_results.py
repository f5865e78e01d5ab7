"""Every kind of ground can be played to its end on the screen, also where nobody knows the best."""

from collections.abc import Callable

import pytest

from sandpit.desktop.app import App
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.result import where_it_was
from sandpit.game import Session
from sandpit.library import load_level
from tests.desktop.hands import settle

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
