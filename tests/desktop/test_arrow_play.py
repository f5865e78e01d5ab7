"""The arrow as a handle: it can be grabbed where it is drawn, on every kind of plot."""

from collections.abc import Callable

import numpy as np
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.paint.view import Overlay
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.game import Probe, Session, Step
from sandpit.library import load_level
from tests.desktop.hands import drag, playing, settle

Apps = Callable[..., App]
GAMES = [
    *(("two-dunes", 0.31), ("lost-phone", 0.7), ("top-of-a-slice", 0.3), ("drone-swarm", 0.3)),
    *(("fifty-axes", 0.4), ("two-dunes", 1.0)),
]
"""Levels, and where a dip is made: a share of each axis."""
AT_A_WALL = [("lost-phone", 0.0), ("two-dunes", 0.0)]


def opened(app: App, id: str, share: float) -> Play:
    """Open a game of a level in which one dip was made."""
    session = Session(load_level(id), seed=1)
    box = session.state.brief.box
    session.play(Probe(box.lower + share * box.extent))
    app.go("play", Ticket(level=session.level, session=session))
    settle(app)
    return playing(app)


@pytest.mark.parametrize(("id", "share"), GAMES + AT_A_WALL)
def test_what_can_be_grabbed_is_an_arrow_of_ink(id: str, share: float, apps: Apps) -> None:
    app = apps()
    plot = opened(app, id, share).plot
    plot.show(Overlay())  # nothing lies over the arrow
    app.tick(0.0)
    ends = plot.view.arrow_ends()
    assert ends is not None
    tail, head = map(np.array, ends)
    x, y = (tail + 0.75 * (head - tail)).round().astype(int).tolist()
    ink, stroke = app.screen.surface.get_at((x, y)), app.kit.theme.stroke
    assert max(abs(a - b) for a, b in zip(ink[:3], stroke[:3], strict=True)) < 60


@pytest.mark.parametrize(("id", "share"), GAMES)
def test_an_arrow_pulled_by_its_head_makes_a_step(id: str, share: float, apps: Apps) -> None:
    app = apps()
    scene = opened(app, id, share)
    ends = scene.plot.view.arrow_ends(scene.plot.overlay.chosen)
    assert ends is not None
    tail, head = map(np.array, ends)
    way = (head - tail) / np.linalg.norm(head - tail)
    drag(app, tuple(head - 4 * way), tuple(head + 16 * way))
    settle(app)
    actions = scene.session.transcript.actions
    assert [type(action) for action in actions] == [Probe, Step]
