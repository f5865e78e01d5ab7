"""Playing on the atlas: slices are chosen, moved in and probed by keys, by mouse and by a drag."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pygame
import pytest
from pygame import Rect

from sandpit.desktop.app import App
from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.plot import Plot
from sandpit.desktop.scene import Ticket
from sandpit.game import Session, Step
from sandpit.surfaces import Array
from tests.desktop.hands import key, playing
from tests.desktop.paint_cases import session

Apps = Callable[..., App]

DIMENSION = pytest.mark.parametrize("dimension", [3, 4, 5, 6])


@dataclass
class Heard:
    """A player that only listens."""

    probes: list[Array] = field(default_factory=list)
    rates: list[float | None] = field(default_factory=list)

    def probe(self, at: Array) -> None:
        self.probes.append(at)

    def drag(self, rate: float | None) -> None:
        self.rates.append(rate)

    def drop(self, rate: float | None) -> None:
        self.rates.append(rate)


def plot(dimension: int) -> tuple[Plot, Heard, Session]:
    heard = Heard()
    game = session(dimension, moves=["probe", "step"])
    kit = Kit(THEMES["light"], Type(1.0))
    return Plot(Rect(0, 0, 900, 800), kit, game, heard), heard, game


def own_axes(part: Plot) -> list[int]:
    ways = part.view.ways(part.overlay.chosen)
    return [int(axis) for axis in np.flatnonzero(ways.any(axis=0))]


@DIMENSION
def test_keys_go_through_all_slices_and_round(dimension: int) -> None:
    part, _, _ = plot(dimension)
    seen = []
    for _ in range(part.view.parts):
        assert part.press(Press(Command.SLICE))
        seen.append(part.overlay.chosen)
    assert sorted(seen) == list(range(part.view.parts))
    assert part.press(Press(Command.SLICE, fine=True))
    assert part.overlay.chosen == part.view.parts - 1


@DIMENSION
def test_arrow_keys_move_the_cross_within_its_slice(dimension: int) -> None:
    part, heard, game = plot(dimension)
    start = game.state.readings[-1].at
    for _ in range(part.view.parts):
        part.press(Press(Command.SLICE))
        assert part.press(Press(Command.LEFT))
        moved_up = part.press(Press(Command.UP))
        axes = own_axes(part)
        assert moved_up == (len(axes) == 2)
        part.press(Press(Command.CONFIRM))
        changed = np.flatnonzero(heard.probes[-1] != start)
        assert changed.tolist() == axes


@DIMENSION
def test_a_click_probes_with_the_coordinates_of_its_slice(dimension: int) -> None:
    part, heard, game = plot(dimension)
    start, box = game.state.readings[-1].at, game.state.brief.box
    wanted = box.lower + 0.35 * box.extent
    for number in range(part.view.parts):
        x, y = part.view.pixel_at(wanted, number)
        pixel = (round(x), round(y))
        part.pointer(pygame.event.Event(pygame.MOUSEMOTION, pos=pixel))
        assert part.overlay.chosen == number
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            part.pointer(pygame.event.Event(kind, pos=pixel, button=pygame.BUTTON_LEFT))
        axes = own_axes(part)
        assert np.flatnonzero(heard.probes[-1] != start).tolist() == axes
        for axis in axes:
            assert heard.probes[-1][axis] == pytest.approx(
                wanted[axis], abs=0.02 * box.extent[axis]
            )


@DIMENSION
def test_after_a_step_the_cross_is_on_its_slice_again(dimension: int) -> None:
    part, heard, game = plot(dimension)
    part.press(Press(Command.RIGHT))
    game.play(Step(0.05))
    part.refresh()
    part.press(Press(Command.CONFIRM))
    landed = game.state.readings[-1].at
    others = [axis for axis in range(dimension) if axis not in own_axes(part)]
    assert heard.probes[-1][others].tolist() == landed[others].tolist()


@DIMENSION
def test_a_drag_along_the_arrow_takes_the_ghost_under_the_pointer(dimension: int) -> None:
    part, heard, game = plot(dimension)
    last = game.state.readings[-1]
    rate = 0.25
    for number in range(part.view.parts - dimension):
        axes = [int(a) for a in np.flatnonzero(part.view.ways(number).any(axis=0))]
        ahead = game.landing(Step(rate))
        begin, end = part.view.pixel_at(last.at, number), part.view.pixel_at(ahead, number)
        if np.hypot(end[0] - begin[0], end[1] - begin[1]) < 12:
            continue
        assert last.gradient is not None and last.gradient[axes].any()
        part.pointer(pygame.event.Event(pygame.MOUSEMOTION, pos=begin))
        part.pointer(
            pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=begin, button=pygame.BUTTON_LEFT)
        )
        part.pointer(pygame.event.Event(pygame.MOUSEMOTION, pos=end))
        assert heard.rates[-1] == pytest.approx(rate, rel=0.02)
        part.cancel()
    assert heard.rates


@pytest.mark.parametrize("focus", ["plot", "log", "menu"])
def test_another_slice_is_chosen_whatever_has_the_focus(apps: Apps, focus: str) -> None:
    app = apps()
    game = session(4, moves=["probe", "step"])
    app.go("play", Ticket(level=game.level, session=game))
    app.tick(0.0)
    scene = playing(app)
    scene.focus.set(focus)
    assert scene.focused is scene.part(focus)
    key(app, pygame.K_c)
    assert scene.plot.overlay.chosen == 1
    key(app, pygame.K_c, mod=pygame.KMOD_SHIFT)
    assert scene.plot.overlay.chosen == 0
