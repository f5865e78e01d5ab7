"""Gamepads: what counts as a press, and how far a stick or a trigger must go."""

from typing import Any

import pygame
import pytest

from sandpit.desktop.bindings import Pad
from sandpit.desktop.gamepad import Gamepads, Nudge

FULL = 32768
"""What SDL says of an axis that is all the way out."""


def turned(pads: Gamepads, axis: int, *shares: float) -> list[Pad]:
    """Move an axis of a known pad through some places; return what that presses."""
    told = []
    for share in shares:
        event = pygame.event.Event(
            pygame.CONTROLLERAXISMOTION, axis=axis, value=int(share * (FULL - 1)), instance_id=0
        )
        told.append(pads.heard(event))
    return [pad for pad in told if pad is not None]


TRIGGERS = {
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: Pad.LEFT_TRIGGER,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: Pad.RIGHT_TRIGGER,
}
triggers = pytest.mark.parametrize(("axis", "trigger"), TRIGGERS.items())


@triggers
def test_a_pull_of_a_trigger_is_one_press_however_many_events_it_sends(
    axis: int, trigger: Pad
) -> None:
    pull = [0.1, 0.3, 0.55, 0.7, 0.9, 1.0, 0.99, 1.0]
    assert turned(Gamepads(), axis, *pull) == [trigger]


@triggers
def test_a_trigger_must_be_let_go_to_press_again(axis: int, trigger: Pad) -> None:
    pads = Gamepads()
    assert turned(pads, axis, 1.0, 0.6, 1.0) == [trigger]
    assert turned(pads, axis, 0.0, 1.0) == [trigger]


@triggers
def test_a_trigger_counts_from_half_way(axis: int, trigger: Pad) -> None:
    assert turned(Gamepads(), axis, 0.0, 0.45) == []
    assert turned(Gamepads(), axis, 0.0, 0.55) == [trigger]


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("way", [1, -1])
def test_a_stick_counts_beyond_a_quarter_and_grows_evenly_from_there(axis: int, way: int) -> None:
    """Worn sticks rest anywhere up to a quarter from the middle."""
    leans = {0.24: 0.0, 0.25: 0.0, 0.4: 0.2, 0.625: 0.5, 1.0: 1.0}
    for share, lean in leans.items():
        pads = Gamepads()
        turned(pads, axis, 0.0, way * share)
        assert pads.tilt[axis] == pytest.approx(way * lean, abs=1e-3)
        assert pads.tilt[1 - axis] == 0.0


@pytest.mark.parametrize(("lean", "counts"), [(0.6, False), (0.65, True)])
def test_a_stick_in_menus_counts_for_a_d_pad_from_half_of_its_way(
    lean: float, counts: bool
) -> None:
    """Half of the way beyond the dead zone, which lies at 0.625."""
    pads = Gamepads()
    turned(pads, 0, 0.0, lean)
    assert pads.flicks(0.01) == ([Nudge(Pad.RIGHT, again=False)] if counts else [])


def heard(pads: Gamepads, kind: int, pad: int = 0, **members: Any) -> None:
    pads.heard(pygame.event.Event(kind, instance_id=pad, **members))


@pytest.mark.parametrize("rest", [-1.0, 1.0])
def test_a_pedal_of_an_unknown_pad_is_no_stick(rest: float) -> None:
    pads = Gamepads()
    for axis in range(6):
        heard(pads, pygame.JOYAXISMOTION, axis=axis, value=rest)
    assert pads.tilt == (0.0, 0.0)
    assert not pads.busy
    assert pads.flicks(0.01) == []


def test_an_axis_of_an_unknown_pad_counts_once_it_has_been_near_its_middle() -> None:
    pads = Gamepads()
    for value in (-1.0, -0.1, 1.0):
        heard(pads, pygame.JOYAXISMOTION, axis=0, value=value)
    assert pads.tilt == (1.0, 0.0)


def test_of_two_pads_the_one_that_leans_counts_until_it_is_unplugged() -> None:
    pads = Gamepads()
    for pad, value in ((1, 0.0), (1, 1.0), (2, 0.0)):
        heard(pads, pygame.JOYAXISMOTION, pad, axis=0, value=value)
    assert pads.tilt == (1.0, 0.0)
    heard(pads, pygame.JOYDEVICEREMOVED, 2)
    assert pads.tilt == (1.0, 0.0)
    heard(pads, pygame.JOYDEVICEREMOVED, 1)
    assert not pads.busy


def test_what_is_held_counts_no_more_when_it_is_let_go_of() -> None:
    """So it is where another scene comes, or another window has the focus."""
    pads = Gamepads()
    turned(pads, 0, 0.0, 1.0)
    heard(pads, pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_DPAD_UP)
    assert pads.busy
    heard(pads, pygame.WINDOWFOCUSLOST)
    assert not pads.busy
    assert pads.repeats(1.0) == pads.flicks(1.0) == []
    turned(pads, 0, 0.9)
    assert pads.tilt == (0.0, 0.0), "it has not been let go yet"
    turned(pads, 0, 0.0, 0.9)
    assert pads.tilt[0] > 0.5


def test_a_long_frame_gives_a_held_d_pad_one_press_only() -> None:
    pads = Gamepads()
    heard(pads, pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_DPAD_UP)
    assert pads.repeats(5.0) == [Nudge(Pad.UP, again=True)]
    assert pads.repeats(0.001) == []
