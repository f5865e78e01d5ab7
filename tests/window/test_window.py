"""The game in a real window on an X screen, played from outside by mouse and keys."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sandpit.game import Probe, Session, Step, Transcript, replay, score
from sandpit.library import Settings, load_level
from tests.window.conftest import Robots
from tests.window.places import spot
from tests.window.robot import until

pytestmark = pytest.mark.window


def pit() -> tuple[float, float]:
    """Return where the phone lies."""
    session = Session(load_level("lost-phone"))
    session.give_up()
    assert session.revealed is not None
    x, y = session.revealed.optima.points[0].tolist()
    return x, y


def test_lost_phone_is_played_to_found_in_a_window_and_scored(robots: Robots, home: Path) -> None:
    level = load_level("lost-phone")
    robot = robots("play", "lost-phone")
    first = robot.dip(spot((3.0, 2.6)), "lost-phone").actions[0]
    assert isinstance(first, Probe)
    assert first.at == pytest.approx((3.0, 2.6), abs=0.02)

    robot.rest()
    robot.key("period", "s")
    assert isinstance(robot.unfinished("lost-phone", 2).actions[1], Step)

    robot.rest()
    last = replay(level, robot.unfinished("lost-phone", 2)).session.state.last
    assert last is not None
    assert last.gradient is not None
    along = last.at - 0.8 * last.gradient / np.linalg.norm(last.gradient)
    robot.drag(spot(tuple(last.at)), spot(tuple(along)))
    dragged = replay(level, robot.unfinished("lost-phone", 3)).session.state.position
    assert dragged == pytest.approx(along, abs=0.05)

    robot.rest()
    robot.key("Right", "Right", "Up", "space")
    assert isinstance(robot.unfinished("lost-phone", 4).actions[3], Probe)

    robot.rest()
    robot.click(spot(pit()))
    transcript, total = robot.finished("lost-phone")
    assert score(level, transcript).total == total
    assert score(level, transcript).outcome == "found"

    robot.rest()
    robot.key("ctrl+s")
    file = home / "sandpit" / "games" / "lost-phone.json"
    until(file.exists, "the saved game")
    assert Transcript.from_json(file.read_text()) == transcript
    assert robot.leave() == (0, "")

    command = [sys.executable, "-m", "sandpit", "score", str(file), "--json"]
    scored = subprocess.run(command, check=True, capture_output=True, text=True)
    (told,) = json.loads(scored.stdout)
    assert (told["total"], told["outcome"]) == (total, "found")


def test_a_game_that_is_killed_goes_on_where_it_was(robots: Robots) -> None:
    robot = robots("play", "lost-phone")
    kept = robot.dip(spot((3.0, 3.0)), "lost-phone")
    robot.kill()
    robot = robots("play", "lost-phone")
    robot.key("s")
    assert robot.unfinished("lost-phone", 2).actions[0] == kept.actions[0]


def test_keys_alone_lead_from_the_title_into_a_game(robots: Robots) -> None:
    """Enter means: play, then this level, then dip here; however long each takes to come up."""
    robot = robots()

    def press_on() -> bool:
        robot.key("Return")
        time.sleep(1.0)
        return robot.kept("rise-over-run") is not None

    until(press_on, "a dip on rise-over-run", seconds=40.0)


def test_the_window_can_be_resized_and_fill_the_screen(robots: Robots) -> None:
    robot = robots("play", "lost-phone")
    robot.resize(900, 700)
    robot.rest()
    first = robot.dip(spot((2.0, 2.0), (900, 700)), "lost-phone").actions[0]
    assert isinstance(first, Probe)
    assert first.at == pytest.approx((2.0, 2.0), abs=0.04)
    robot.key("F11")
    robot.chosen(Settings(fullscreen=True))
    time.sleep(1.0)
    robot.key("F11")
    robot.chosen(Settings())
    time.sleep(1.0)
    robot.key("ctrl+q")
    assert robot.end() == (0, "")
    assert robot.stored().window == (900, 700)
