"""A dip where one knows the ground: refused, with a word and at no cost, where it tells nothing."""

from collections.abc import Callable

import numpy as np
import pygame
import pytest

from sandpit.desktop.app import App
from sandpit.desktop.input.mouse import DOUBLE
from sandpit.desktop.remarks import DIPPED_THERE
from sandpit.desktop.scenes.play import Play
from sandpit.game import Level, Probe, Reading, Session
from tests.desktop.hands import click, key, open_level, playing
from tests.written import make_level

Apps = Callable[..., App]


def known_place(level: Level, app: App) -> tuple[Play, Reading]:
    """Play a dip at a place of its own, and return the scene and the reading."""
    scene = open_level(app, level)
    scene.probe(np.array([3.137, 2.611]))
    scene._finish()
    return scene, scene.session.state.readings[-1]


def said(scene: Play) -> str:
    assert scene.board is not None
    return scene.board.toast.text


def by_click(app: App, at: np.ndarray) -> None:
    click(app, playing(app).plot.view.pixel_at(at))


def by_enter(app: App, at: np.ndarray) -> None:
    playing(app).plot.keyed = at.copy()
    key(app, pygame.K_RETURN)


def by_keys_there_and_back(app: App, at: np.ndarray) -> None:
    playing(app).plot.keyed = at.copy()
    way = (pygame.K_LEFT, pygame.K_UP, pygame.K_RIGHT, pygame.K_DOWN)
    key(app, *way, *way, *way)
    key(app, pygame.K_RETURN)


WAYS = [by_click, by_enter, by_keys_there_and_back]


@pytest.mark.parametrize("dip", WAYS)
def test_a_dip_where_a_reading_lies_is_refused_with_a_word_and_costs_nothing(
    dip: Callable[[App, np.ndarray], None], apps: Apps
) -> None:
    app = apps()
    scene, reading = known_place(make_level(dips=5), app)
    dip(app, reading.at)
    assert said(scene) == DIPPED_THERE
    assert scene.session.state.dips_left == 4
    kept = app.saves.unfinished("small")
    assert kept is not None
    assert len(kept.actions) == 1


@pytest.mark.parametrize("dip", WAYS)
def test_with_noise_a_second_dip_at_a_place_tells_something(
    dip: Callable[[App, np.ndarray], None], apps: Apps
) -> None:
    app = apps()
    scene, reading = known_place(make_level(dips=5, noise={"height": 0.1}), app)
    app.tick(DOUBLE + 0.1)
    dip(app, reading.at)
    first, second = scene.session.state.readings
    assert np.array_equal(first.at, second.at)
    assert first.height != second.height


def test_an_earlier_place_is_refused_as_well_and_one_beside_it_is_not(apps: Apps) -> None:
    app = apps()
    scene, reading = known_place(make_level(dips=5), app)
    scene.probe(np.array([1.0, 5.0]))
    scene._finish()
    x, y = scene.plot.view.pixel_at(reading.at)
    click(app, (x, y))
    assert len(scene.session.state.readings) == 2
    app.tick(DOUBLE + 0.1)
    click(app, (x + 2, y))
    assert len(scene.session.state.readings) == 3


def test_enter_on_the_start_point_is_refused(apps: Apps) -> None:
    app = apps()
    scene = open_level(app, make_level(start=[1.0, 1.0]))
    key(app, pygame.K_RETURN)
    assert said(scene) == DIPPED_THERE
    assert scene.session.state.dips_left == scene.level.dips


def test_the_rules_allow_a_second_dip_at_a_place(apps: Apps) -> None:
    session = Session(make_level(start=[1.0, 1.0]))
    for _ in range(2):
        session.play(Probe((1.0, 1.0)))
    assert session.state.dips_left == session.state.brief.dips - 2
