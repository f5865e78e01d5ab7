"""The benchmark of the board: the frames of a step on the level of handwritten digits."""

import time
from collections.abc import Iterator

from tests.benchmarks.measure import Bar, Result

FRAME = 1 / 60
STEPS = 30
RATE = 0.5
RECT = (0, 0, 638, 600)
"""The room for the plot in a window of 1280 x 720."""


def board() -> Result:
    """The longest frame of a step: it slides, the board is painted anew, the stick goes in.

    The step's own reckoning is measured by `digits`; the window's flip by `busy`. As in all
    benchmarks the best of several steps counts.
    """
    longest = min(max(frames) for frames in _steps())
    what = "the board's longest frame of a step over 2,260 axes / a frame at 60 Hz"
    return Result("board", what, longest, FRAME, longest / FRAME, Bar("at most", 1.0))


def _steps() -> Iterator[list[float]]:
    """Yield the seconds of each frame of one step after the other."""
    import pygame

    import sandpit
    from sandpit.desktop.paint.gradient_board import BoardView
    from sandpit.desktop.paint.theme import THEMES
    from sandpit.desktop.paint.type import Type
    from sandpit.desktop.paint.view import Dip, Look, Overlay, Slide

    session = sandpit.Session(sandpit.load_level("handwriting"))
    brief = session.state.brief
    view = BoardView(pygame.Rect(RECT), brief, Look(THEMES["light"], Type(1.0)))
    target = pygame.Surface(RECT[2:], 0, 32)
    view.refresh(session)
    before = Overlay()
    for _ in range(STEPS):
        start = session.state.position
        end = session.play(sandpit.Step(RATE)).at
        assert start is not None
        slides = [Overlay(slide=Slide(start, end, t / 10)) for t in range(10)]
        dips = [Overlay(dip=Dip(end, t / 10)) for t in range(10)]
        times = []
        for overlay in (*slides, *dips, Overlay()):
            began = time.perf_counter()
            areas = view.dirty(before, overlay)
            if overlay is dips[0]:
                view.refresh(session)
                areas = [view.rect]
            for area in areas:
                target.set_clip(area)
                view.draw(target, overlay)
            times.append(time.perf_counter() - began)
            before = overlay
        yield times
