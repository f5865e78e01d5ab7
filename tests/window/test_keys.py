"""Keys and clicks of a real keyboard and mouse: the X server itself repeats what is held."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandpit.desktop.stride import NOTCH
from sandpit.game import Probe, Session, Step, Transcript
from sandpit.library import Saves, load_level
from tests.window.conftest import Robots, Screens
from tests.window.places import card, spot
from tests.window.robot import Robot, until

pytestmark = pytest.mark.window

S, COMMA, PERIOD, Q = "39", "59", "60", "24"
"""Keys by their places: the numbers of those that have these signs on English keyboards."""


START = (5.0, 4.0)
"""Where the game begins: so far from the phone that no two steps find it."""


@pytest.fixture
def game(robots: Robots) -> Robot:
    """The level lost-phone, with a dip in it that is over."""
    robot = robots("play", "lost-phone")
    robot.click(spot(START))
    robot.unfinished("lost-phone", 1)
    robot.rest()
    return robot


@pytest.fixture
def laid_out(game: Robot) -> Iterator[Callable[[str], None]]:
    """Gives the keyboard another layout, until the test is over."""
    yield game.lay_out
    game.lay_out("us")


def actions(robot: Robot, count: int) -> Transcript:
    """Return the game once it has so many actions, and see that it gets no more."""
    robot.unfinished("lost-phone", count)
    time.sleep(0.4)
    return robot.unfinished("lost-phone", count)


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_a_key_that_spends_a_dip_spends_one_however_long_it_is_held(
    seconds: float, game: Robot
) -> None:
    spent = 1
    for name in ("Return", "space", "s"):
        for held in (seconds, 0.05):
            game.key("Left")
            game.hold(name, held)
            spent += 1
            actions(game, spent)


def test_the_cross_goes_on_while_an_arrow_is_held(game: Robot) -> None:
    game.hold("Left", 1.0)
    game.key("Return")
    last = actions(game, 2).actions[-1]
    assert isinstance(last, Probe)
    assert last.at[0] < START[0] - 8 * 6.0 / 48


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_escape_held_goes_back_once(seconds: float, game: Robot) -> None:
    for _ in range(2):
        game.hold("Escape", seconds)
        assert game.process.poll() is None
    game.key("Escape")
    assert game.end() == (0, "")


@pytest.mark.parametrize("managed", [False, True])
@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_f11_held_fills_the_screen_once(
    seconds: float, managed: bool, robots: Robots, screens: Screens
) -> None:
    robot = robots("play", "lost-phone", on=screens((1600, 1000), managed=managed))
    for whole in (True, False):
        robot.hold("F11", seconds)
        robot.rest()
        assert robot.stored().fullscreen is whole
        assert (robot.geometry[2:] == (1600, 1000)) is whole


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_enter_held_on_the_last_dip_neither_leaves_the_result_nor_begins_a_level(
    seconds: float, robots: Robots, home: Path
) -> None:
    level = load_level("lost-phone")
    session = Session(level)
    for i in range(level.dips - 1):
        session.play(Probe((0.2 * i, 5.9)))
    saves_path = home / "sandpit" / "progress.sqlite3"
    saves_path.parent.mkdir(parents=True, exist_ok=True)
    saves = Saves(saves_path)
    saves.autosave(level.id, session.transcript)
    saves.close()
    robot = robots("play", level.id)
    robot.key("Left", "Left")
    robot.hold("Return", 4.0 + seconds)
    transcript, _ = robot.finished(level.id)
    assert len(transcript.actions) == level.dips
    robot.key("ctrl+s")
    until((home / "sandpit" / "games" / "lost-phone.json").exists, "the result to be saved from")


def test_a_tap_while_the_game_stalls_is_one_press(game: Robot) -> None:
    with game.stalled():
        game.press("s")
        time.sleep(1.5)
    actions(game, 2)


MEANINGLESS = ("super+s", "alt+s", "ctrl+alt+s", "ctrl+n", "super+Return", "ctrl+Return")


def test_modifiers_that_mean_nothing_spend_nothing(game: Robot) -> None:
    game.key("Left")
    for combination in MEANINGLESS:
        game.key(combination)
    actions(game, 1)


def test_a_double_click_is_one_dip(game: Robot) -> None:
    game.double_click(spot((1.5, 4.0)))
    actions(game, 2)


def test_a_click_on_a_flag_is_refused_and_costs_nothing(game: Robot) -> None:
    game.click(spot(START))
    actions(game, 1)
    game.click(spot((START[0] + 0.2, START[1])))
    actions(game, 2)


def test_a_double_click_on_a_level_opens_it_and_makes_no_dip(robots: Robots) -> None:
    robot = robots()
    robot.key("Return")
    robot.rest()
    robot.double_click(card("rise-over-run"))
    robot.rest()
    assert robot.kept("rise-over-run") is None
    robot.key("Return")
    robot.unfinished("rise-over-run", 1)


def rates(transcript: Transcript) -> list[float]:
    return [action.rate for action in transcript.actions if isinstance(action, Step)]


LAYOUTS = {
    "fr": ("s", "shift+semicolon", "comma"),
    "de": ("s", "period", "comma"),
    "ru": (S, PERIOD, COMMA),
    "gr": (S, PERIOD, COMMA),
    "us": (S, "bracketright", "bracketleft"),
}


def test_a_step_and_its_rate_are_at_hand_on_every_layout(
    game: Robot, laid_out: Callable[[str], None]
) -> None:
    for made, (layout, (step, longer, shorter)) in enumerate(LAYOUTS.items()):
        laid_out(layout)
        game.key(step)
        actions(game, 2 * made + 2)
        game.key(longer, longer, shorter, step)
        *_, first, second = rates(actions(game, 2 * made + 3))
        assert second / first == pytest.approx(NOTCH, rel=0.01), layout
        game.key(*[shorter] * 5)


def test_ctrl_q_quits_on_a_cyrillic_keyboard(game: Robot, laid_out: Callable[[str], None]) -> None:
    laid_out("ru")
    game.key(f"ctrl+{Q}")
    assert game.end() == (0, "")
