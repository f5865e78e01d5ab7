"""The benchmarks that draw: `map`, `idle`, `busy` and `start`, in a real window if possible."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests import x_server
from tests.benchmarks.measure import Bar, Result, in_turns

if TYPE_CHECKING:
    from sandpit.desktop.app import App

SIZE = (1280, 720)
FRAMES = 30


@contextmanager
def display() -> Iterator[None]:
    """Give the benchmarks an X display of their own where Xvfb is installed."""
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    if not x_server.installed():
        if "DISPLAY" not in os.environ:
            os.environ["SDL_VIDEODRIVER"] = "dummy"
        yield
        return
    with x_server.x_server((1920, 1200)) as name:
        os.environ |= {"DISPLAY": name, "SDL_VIDEODRIVER": "x11"}
        yield


def map_picture() -> Result:
    """The uncovered map of lost-phone at 512 x 512, from the same heights as matplotlib's."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    import sandpit
    from sandpit.desktop.paint.relief import relief, seen_spread
    from sandpit.desktop.paint.theme import THEMES
    from sandpit.desktop.paint.type import Type
    from sandpit.desktop.paint.view import Look

    session = sandpit.Session(sandpit.load_level("lost-phone"))
    session.give_up()
    heights = session.sight(*session.level.brief.box.linspaces(512))
    look = Look(THEMES["light"], Type(1.0))

    def ours() -> None:
        spread = seen_spread(heights)
        assert spread is not None
        relief(heights, (512, 512), spread, look)

    def reference() -> None:
        figure = plt.figure(figsize=(5.12, 5.12), dpi=100)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.imshow(heights.T, origin="lower", extent=(0, 6, 0, 6))
        axes.contour(heights.T, levels=10, extent=(0, 6, 0, 6))
        figure.canvas.draw()
        plt.close(figure)

    mine, theirs = in_turns(ours, reference, rounds=15)
    what = "matplotlib's imshow + 10 contours / our uncovered map, 512 x 512"
    return Result("map", what, mine, theirs, theirs / mine, Bar("at least", 20.0))


def idle() -> Result:
    """A frame of the play screen in which nothing changed."""
    with _game() as (app, blit_and_flip, _slide):
        mine, theirs = in_turns(lambda: app.tick(1 / 60), blit_and_flip, rounds=40, calls=5)
    what = "an idle frame / a full blit + flip"
    return Result("idle", what, mine, theirs, mine / theirs, Bar("at most", 1.2))


def busy() -> Result:
    """A frame while a step slides, the mean over one slide."""
    with _game() as (_app, blit_and_flip, slide):
        mine, theirs = in_turns(slide, lambda: [blit_and_flip() for _ in range(FRAMES)], rounds=10)
    what = "a frame while a step slides / a full blit + flip"
    return Result("busy", what, mine / FRAMES, theirs / FRAMES, mine / theirs, Bar("at most", 2.0))


@contextmanager
def _game() -> Iterator[tuple["App", Callable[[], None], Callable[[], None]]]:
    """Open lost-phone in a window: the app, a bare blit + flip, and one slide of FRAMES frames."""
    import pygame

    import sandpit
    from sandpit.desktop.app import App
    from sandpit.desktop.motion import SLIDE
    from sandpit.desktop.scene import Ticket
    from sandpit.desktop.scenes.play import Play
    from sandpit.desktop.screen import Window
    from sandpit.library import Library, Saves

    level = sandpit.load_level("lost-phone")
    app = App(Window(SIZE), Saves.in_memory(), Library.default)
    picture = pygame.Surface(SIZE).convert()
    window = app.screen.surface

    def blit_and_flip() -> None:
        window.blit(picture, (0, 0))
        pygame.display.flip()

    def begin() -> Play:
        session = sandpit.Session(level)
        session.play(sandpit.Probe((4.6, 4.6)))
        app.go("play", Ticket(level=level, session=session))
        app.tick(1.0)
        assert isinstance(app.scene, Play)
        return app.scene

    scene = begin()

    def slide() -> None:
        nonlocal scene
        if scene.session.state.dips_left < 2:
            scene = begin()
        scene.act(sandpit.Step(0.05 if scene.session.state.dips_left % 2 else -0.05))
        for _ in range(FRAMES):
            app.tick(SLIDE / (FRAMES + 2))

    try:
        for _ in range(3):
            app.tick(1.0)
        yield app, blit_and_flip, slide
    finally:
        pygame.display.quit()


_OURS = """
from sandpit.cli import app as commands
from sandpit.desktop.app import App
from sandpit.desktop.screen import Window
from sandpit.desktop.window import open_saves
app = App(Window(), open_saves())
app.go("title")
app.tick(0.0)
"""

_REFERENCE = """
import numpy, pygame
pygame.display.init()
pygame.display.set_mode((1280, 720))
pygame.display.flip()
"""


def start() -> Result:
    """A fresh process to the title's first frame."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_DATA_HOME": home}

        def run(program: str) -> Callable[[], object]:
            command = [sys.executable, "-c", program]
            return lambda: subprocess.run(command, check=True, env=environment)

        mine, theirs = in_turns(run(_OURS), run(_REFERENCE), rounds=7)
    what = "a process to the title's first frame / import pygame, numpy + window + flip"
    return Result("start", what, mine, theirs, mine / theirs, Bar("at most", 3.0))
