"""The window on desktops of many sizes: how it opens, and where it comes back to."""

import time
from dataclasses import replace

import pytest

from sandpit.desktop.opening import opening
from sandpit.library import Saves, Settings
from tests.window.conftest import Robots, Screens
from tests.window.robot import Robot, until

pytestmark = pytest.mark.window

DESKTOPS = ((1024, 768), (1366, 768), (1920, 1080), (3840, 2160))


@pytest.mark.parametrize("desktop", DESKTOPS)
def test_the_window_opens_inside_the_desktop(
    screens: Screens, robots: Robots, desktop: tuple[int, int]
) -> None:
    robot = robots(on=screens(desktop, managed=True))
    robot.stands(lambda place: place[2:] == opening(desktop), f"a window of {opening(desktop)}")
    left, top, width, height = robot.geometry
    assert left >= 0
    assert top >= 0
    assert left + width <= desktop[0]
    assert top + height <= desktop[1]


def test_the_window_opens_as_it_was_left(screens: Screens, robots: Robots) -> None:
    on = screens((1600, 1000), managed=True)
    robot = robots(on=on)
    robot.resize(900, 700)
    robot.stands(lambda place: place[2:] == (900, 700), "the size of 900 x 700")
    robot.maximise(on=True)
    robot.stands(_is_maximal, "a maximised window")
    _leave(robot)
    stored = robot.stored()
    assert (stored.window, stored.maximised) == ((900, 700), True)

    robot = robots(on=on)
    robot.stands(_is_maximal, "a maximised window")
    robot.maximise(on=False)
    robot.stands(lambda place: place[2:] == (900, 700), "the size of 900 x 700")
    _leave(robot)
    stored = robot.stored()
    assert (stored.window, stored.maximised) == ((900, 700), False)


def test_the_window_comes_back_from_the_whole_screen_to_where_it_was(
    screens: Screens, robots: Robots
) -> None:
    robot = robots(on=screens((1600, 1000), managed=True))
    robot.resize(900, 700)
    robot.put(310, 140)
    robot.stands(lambda place: place[2:] == (900, 700) and place[0] > 300, "the window at 310")
    before = robot.geometry
    for _ in range(2):
        _fill(robot, whole=True)
        robot.stands(lambda place: place == (0, 0, 1600, 1000), "a window that fills the screen")
        _fill(robot, whole=False)
        robot.stands(
            lambda place: place[2:] == before[2:] and _are_near(place[:2], before[:2]),
            f"the window at {before}",
        )


def test_a_maximised_window_comes_back_from_the_whole_screen_maximised(
    screens: Screens, robots: Robots
) -> None:
    robot = robots(on=screens((1600, 1000), managed=True))
    robot.maximise(on=True)
    robot.stands(_is_maximal, "a maximised window")
    _fill(robot, whole=True)
    robot.stands(lambda place: place == (0, 0, 1600, 1000), "a window that fills the screen")
    _fill(robot, whole=False)
    robot.stands(_is_maximal, "a maximised window")
    _fill(robot, whole=True)
    robot.stands(lambda place: place == (0, 0, 1600, 1000), "a window that fills the screen")
    _leave(robot)
    stored = robot.stored()
    assert (stored.fullscreen, stored.maximised) == (True, True)


def test_a_window_that_was_left_on_a_larger_desktop_fits_a_smaller_one(
    screens: Screens, robots: Robots
) -> None:
    robot = robots(on=screens((1600, 1000)))
    robot.kill()
    saves = Saves(robot.saves_path)
    saves.store_settings(replace(Settings(), window_width=2500, window_height=1400))
    saves.close()
    robot = robots(on=screens((1366, 768), managed=True))
    size = opening((1366, 768), (2500, 1400))
    robot.stands(lambda place: place[2:] == size, f"a window of {size}")


def _is_maximal(place: tuple[int, int, int, int]) -> bool:
    """Return whether a window is as wide as the screen of 1600 x 1000, and as high but for a title.

    A window that fills all of the screen has no title.
    """
    return place[2] == 1600 and 940 <= place[3] < 1000


def _are_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two corners are one but for the frame, which some count and some do not."""
    return all(abs(a - b) <= 24 for a, b in zip(one, other, strict=True))


def _leave(robot: Robot) -> None:
    robot.key("ctrl+q")
    assert robot.end() == (0, "")


def _fill(robot: Robot, *, whole: bool) -> None:
    """Press F11 until the game has taken note: what is pressed before it shows itself is nothing.

    A press and its effect on the disk are waited for, so that none is made twice.
    """

    def press_on() -> bool:
        robot.key("F11")
        end = time.monotonic() + 3.0
        while robot.stored().fullscreen is not whole and time.monotonic() < end:
            time.sleep(0.1)
        return robot.stored().fullscreen is whole

    until(press_on, f"full screen {whole}")
