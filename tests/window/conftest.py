"""A screen of its own for the window tests: Xvfb, without which they are skipped by name."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import x_server
from tests.window.robot import Robot

NEEDED = (x_server.NAME, "xdotool", "openbox", "wmctrl")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

Robots = Callable[..., Robot]
Screens = Callable[..., str]


@pytest.fixture(scope="session")
def equipment() -> None:
    """See to it that what the window tests need is there, or skip them by name."""
    if MISSING:
        # On a developer's machine they may be missing; where every change is tested they may not.
        assert not os.environ.get("CI"), f"{MISSING} must be installed"
        pytest.skip(f"window tests need {' and '.join(MISSING)}")


@pytest.fixture(scope="session")
def screen(equipment: None) -> Iterator[str]:
    """Run an X server with a screen of 1600 x 1000, and return its display's name."""
    with x_server.x_server((1600, 1000)) as display:
        yield display


@pytest.fixture
def screens(equipment: None) -> Iterator[Screens]:
    """Makes screens of other sizes, with a window manager where it is `managed`."""
    with ExitStack() as opened:

        def make(size: tuple[int, int], *, managed: bool = False) -> str:
            display = opened.enter_context(x_server.x_server(size))
            if managed:
                command = ["openbox", "--sm-disable"]
                manager = opened.enter_context(
                    subprocess.Popen(
                        command,
                        env={**os.environ, "DISPLAY": display},
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                )
                opened.callback(manager.terminate)
                time.sleep(1.0)
            return display

        yield make


@pytest.fixture
def robots(request: pytest.FixtureRequest, home: Path) -> Iterator[Robots]:
    """Starts games with the player's files in a folder of the test's own."""
    started: list[Robot] = []

    def start(*arguments: str, on: str | None = None) -> Robot:
        screen = request.getfixturevalue("screen") if on is None else on
        started.append(Robot(screen, home, *arguments))
        return started[-1]

    yield start
    for robot in started:
        if robot.process.poll() is None:
            robot.kill()
