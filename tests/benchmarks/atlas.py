"""The benchmarks of the atlas: the 15 maps of a level with six axes, drawn as one steps."""

from collections.abc import Callable

import numpy as np

from sandpit.desktop.paint.atlas import AtlasView
from sandpit.desktop.paint.atlas_ground import SAMPLES, map_heights, paint_maps
from sandpit.desktop.paint.relief import seen_spread
from sandpit.surfaces import Array
from tests.benchmarks.measure import Bar, Result, in_turns

LEVEL = "drone-swarm"
RECT = (0, 0, 638, 616)
"""The room for the plot in a window of 1280 x 720."""
FRAME = 1 / 60


def _works() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the redrawing of all maps, and the bare evaluation of their heights."""
    import pygame

    import sandpit
    from sandpit.desktop.paint.theme import THEMES
    from sandpit.desktop.paint.type import Type
    from sandpit.desktop.paint.view import Look

    session = sandpit.Session(sandpit.load_level(LEVEL))
    brief, look = session.state.brief, Look(THEMES["light"], Type(1.0))
    maps = AtlasView(pygame.Rect(RECT), brief, look).sheet.maps
    point = session.state.position
    assert point is not None and len(maps) == 15
    target = pygame.Surface(RECT[2:], 0, 32)
    surface = session.level.ground(None).surface
    axes = [list(_mesh(brief.box.linspaces(SAMPLES), point, pane.axes)) for pane in maps]

    def redraw() -> None:
        heights = map_heights(session, maps, point)
        spread = seen_spread(heights)
        assert spread is not None
        paint_maps(target, maps, heights, spread, look)

    def evaluate() -> None:
        for mesh in axes:
            surface.mesh(*mesh)

    return redraw, evaluate


def _mesh(lines: tuple[Array, ...], point: Array, along: tuple[int, ...]) -> tuple[Array, ...]:
    return tuple(
        lines[axis] if axis in along else np.array([point[axis]]) for axis in range(point.size)
    )


def atlas() -> Result:
    """All 15 maps of six axes, evaluated, tinted, lit and contoured, over their evaluation."""
    redraw, evaluate = _works()
    mine, theirs = in_turns(redraw, evaluate, rounds=60)
    what = "redrawing the 15 maps of 6 axes / bare evaluation of their heights"
    return Result("atlas", what, mine, theirs, mine / theirs, Bar("at most", 2.0))


def atlas_frame() -> Result:
    """The same redrawing over a frame of a 60 Hz screen."""
    redraw, evaluate = _works()
    mine, _ = in_turns(redraw, evaluate, rounds=60)
    what = "redrawing the 15 maps of 6 axes / a frame at 60 Hz"
    return Result("atlas-frame", what, mine, FRAME, mine / FRAME, Bar("at most", 1.0))
