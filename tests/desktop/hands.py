"""Hands for tests: they press keys, move the mouse and hold a gamepad, by the app's events."""

from dataclasses import replace
from typing import Any

import numpy as np
import pygame

from sandpit.desktop.app import App
from sandpit.desktop.jobs import Jobs
from sandpit.desktop.scene import Ticket
from sandpit.desktop.scenes.play import Play
from sandpit.desktop.screen import Window
from sandpit.game import Level, Session
from sandpit.library import Library, Saves, Settings
from tests.known import known

FRAME = 1 / 60


def make_app(
    size: tuple[int, int] = (1280, 720),
    library: Library | None = None,
    jobs: Jobs | None = None,
    **settings: Any,
) -> App:
    """Return an app on a window of the dummy driver, its saves in memory.

    Without `jobs` what takes long is done at once.
    """
    saves = Saves.in_memory()
    saves.store_settings(replace(Settings(theme="light", muted=True), **settings))
    find = None if library is None else lambda: library
    app = App(Window(size), saves, find, jobs)
    pygame.event.clear()
    return app


def open_level(app: App, level: Level) -> Play:
    """Open a level, and return its scene once it is drawn."""
    app.go("play", Ticket(level=level))
    app.tick(0.0)
    return playing(app)


def playing(app: App) -> Play:
    """Return the play scene, which must be on top."""
    assert isinstance(app.scene, Play), f"on top is {type(app.scene).__name__}"
    return app.scene


def settle(app: App, seconds: float = 6.0) -> None:
    """Let time pass until all motion is over."""
    for _ in range(round(seconds / 0.1)):
        app.tick(0.1)
        if app.scene.rest != 0.0:
            return


def see(app: App) -> None:
    """Look at the scene, if it has not been in sight yet."""
    if not app.hands.door.open:
        app.tick(0.0)


def look(app: App) -> None:
    """Look at the scene for as long as it takes before a click in it counts."""
    see(app)
    while not app.hands.door.lets_in(pygame.event.Event(pygame.MOUSEBUTTONDOWN)):
        app.tick(FRAME)


def key(app: App, *codes: int, mod: int = 0, times: int = 1) -> None:
    """Press keys one after the other, in a scene that has been seen."""
    see(app)
    for _ in range(times):
        for code in codes:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=""))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=code, mod=mod))
            app.tick(FRAME)


def goes(app: App, kind: int, code: int, mod: int = 0, **members: Any) -> None:
    """Let a key go down or up, and a frame pass."""
    pygame.event.post(pygame.event.Event(kind, key=code, mod=mod, **{"unicode": "", **members}))
    app.tick(FRAME)


def hold(app: App, code: int, seconds: float = 1.0, mod: int = 0) -> None:
    """Hold a key down for a while, in a scene that has been seen."""
    see(app)
    goes(app, pygame.KEYDOWN, code, mod)
    for _ in range(round(seconds / FRAME)):
        app.tick(FRAME)
    goes(app, pygame.KEYUP, code, mod)


def move(app: App, at: tuple[float, float], *, held: bool = False) -> None:
    """Move the mouse."""
    place = (round(at[0]), round(at[1]))
    pygame.event.post(
        pygame.event.Event(
            pygame.MOUSEMOTION, pos=place, rel=(1, 1), buttons=(int(held), 0, 0), touch=False
        )
    )
    app.tick(FRAME)


def button(app: App, kind: int, at: tuple[float, float], which: int = 1) -> None:
    """Press or release a button of the mouse."""
    place = (round(at[0]), round(at[1]))
    pygame.event.post(pygame.event.Event(kind, pos=place, button=which, touch=False))
    app.tick(FRAME)


def click(app: App, at: tuple[float, float]) -> None:
    """Move to a place and click, in a scene that has been looked at."""
    look(app)
    move(app, at)
    button(app, pygame.MOUSEBUTTONDOWN, at)
    button(app, pygame.MOUSEBUTTONUP, at)


def click_part(app: App, name: str) -> None:
    """Click a part of the scene."""
    click(app, app.scene.part(name).rect.center)


def drag(app: App, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one place to another, in a few moves."""
    look(app)
    move(app, start)
    button(app, pygame.MOUSEBUTTONDOWN, start)
    for share in (0.3, 0.7, 1.0):
        where = np.array(start) + share * (np.array(end) - np.array(start))
        move(app, (where[0], where[1]), held=True)
    button(app, pygame.MOUSEBUTTONUP, end)


def pad(app: App, which: int) -> None:
    """Press and release a button of a gamepad."""
    see(app)
    for kind in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
        pygame.event.post(pygame.event.Event(kind, button=which, instance_id=0))
        app.tick(FRAME)


def best_point(level: Level) -> np.ndarray:
    """Return where the optimum of a level lies, found out in another game of it."""
    session = Session(level, seed=0)
    session.give_up()
    return np.asarray(known(session.revealed).optima.points[0])
