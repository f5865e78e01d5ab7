"""The play screen as a picture: the same pixels as in a window, made with no display."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
import pygame
import pytest

from sandpit.desktop import Picture, draw_picture, picture
from sandpit.desktop.app import App
from sandpit.desktop.scene import Ticket
from sandpit.errors import LibraryError, TranscriptError
from sandpit.game import Level, Probe, Session, Step, Transcript
from sandpit.library import load_level
from tests.written import make_level

Apps = Callable[..., App]


def game(level: Level) -> Transcript:
    session = Session(level)
    session.play(Probe((4.5, 4.0)))
    session.play(Step(0.2))
    return session.transcript


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
def test_it_is_what_the_window_shows(
    apps: Apps, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    level = load_level("lost-phone")
    drawn = picture(level, game(level), Picture(size=size, theme=theme))
    app = apps(size, theme=theme)
    session = Session(level)
    for action in game(level).actions:
        session.apply(action)
    app.go("play", Ticket(level=level, session=session))
    app.tick(0.0)
    one, other = (pygame.surfarray.array3d(surface) for surface in (drawn, app.screen.surface))
    assert np.array_equal(one, other)


@pytest.mark.parametrize("size", [(320, 240), (640, 1200), (1280, 720), (3840, 2160)])
@pytest.mark.parametrize("map_only", [False, True])
@pytest.mark.parametrize("id", ["lost-phone", "two-dunes"])
def test_any_size_can_be_had(id: str, size: tuple[int, int], map_only: bool) -> None:
    drawn = picture(load_level(id), None, Picture(size=size, map_only=map_only))
    assert drawn.get_size() == size


def test_uncovered_it_shows_the_ground_and_covered_it_does_not() -> None:
    hills = [
        make_level(surface={"kind": "hill", "center": [x, 2.0], "width": 1.0}, moves=["probe"])
        for x in (2.0, 4.0)
    ]
    for reveal in (False, True):
        one, other = (
            pygame.surfarray.array3d(picture(level, None, Picture(reveal=reveal)))
            for level in hills
        )
        assert bool(np.count_nonzero((one != other).any(axis=-1)) > 5_000) is reveal


def test_it_needs_no_display(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    program = f"""
import pygame
from pathlib import Path
from sandpit.desktop import Picture, draw_picture
from sandpit.library import load_level
draw_picture(load_level("lost-phone"), None, Picture(), Path({str(out)!r}))
assert not pygame.display.get_init()
"""
    environment = {"PATH": "", "SDL_VIDEODRIVER": "no-such-driver", "HOME": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-c", program]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert pygame.image.load(out).get_size() == (1280, 720)


def test_a_transcript_of_another_level_is_refused() -> None:
    with pytest.raises(TranscriptError):
        picture(load_level("depth-only"), game(load_level("lost-phone")), Picture())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"there is no folder .*no\n?.*make the folder"):
        draw_picture(load_level("lost-phone"), None, Picture(), tmp_path / "no" / "picture.png")
    assert list(tmp_path.iterdir()) == []
