"""The benchmark of the board: the frames of a step on the level of handwritten digits."""

import statistics
import time

from tests.benchmarks import screen
from tests.benchmarks.measure import Bar, Result

FRAME = 1 / 60
STEPS = 12
RATE = 0.5


def board() -> Result:
    """The longest frame of a step, from the click to its reading on the board.

    The step's own reckoning (`digits`) happens before these frames. Of the longest frames of all
    steps the middle one counts.
    """
    import pygame

    import sandpit
    from sandpit.desktop.app import App
    from sandpit.desktop.scene import Ticket
    from sandpit.desktop.scenes.play import Play
    from sandpit.desktop.screen import Window
    from sandpit.library import Library, Saves

    app = App(Window(screen.SIZE), Saves.in_memory(), Library.default)
    try:
        app.go("play", Ticket(level=sandpit.load_level("handwriting")))
        app.tick(1.0)
        scene = app.scene
        assert isinstance(scene, Play)
        longest = []
        for _ in range(STEPS):
            scene.act(sandpit.Step(RATE))
            frames = []
            while scene.rest == 0.0:
                began = time.perf_counter()
                app.tick(FRAME)
                frames.append(time.perf_counter() - began)
            longest.append(max(frames))
    finally:
        pygame.display.quit()
    mine = statistics.median(longest)
    what = "the longest frame of a step over 2,260 axes / a frame at 60 Hz"
    return Result("board", what, mine, FRAME, mine / FRAME, Bar("at most", 1.0))
