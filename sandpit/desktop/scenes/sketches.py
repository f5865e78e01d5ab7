"""The little pictures of the help, drawn with the very marks of the plots."""

import math
from collections.abc import Callable, Mapping

from pygame import Rect, Surface

from sandpit.desktop.paint.arrows import draw_arrow
from sandpit.desktop.paint.flags import Flag, Rank, draw_flag
from sandpit.desktop.paint.marks import (
    draw_dip,
    draw_ghost,
    draw_optimum,
    draw_stick,
)
from sandpit.desktop.paint.sand import sand
from sandpit.desktop.part import Kit, Part

Spot = Callable[[float, float], tuple[float, float]]
"""Turns shares of a sketch's width and height, 0..1 right and down, into a place."""


class HelpPicture(Part):
    """A patch of sand with marks on it."""

    def __init__(self, name: str, rect: Rect, kit: Kit, subject: str) -> None:
        super().__init__(name, rect, kit)
        self._image = Surface(rect.size, 0, 32)
        self._image.blit(sand(rect.size, kit.theme, kit.type.scale), (0, 0))

        def spot(x: float, y: float) -> tuple[float, float]:
            return (x * rect.width, y * rect.height)

        SKETCHES[subject](self._image, kit, spot)

    def draw(self, target: Surface) -> None:
        target.blit(self._image, self.rect)


def _arrow(target: Surface, kit: Kit, at: tuple[float, float], way: tuple[float, float]) -> None:
    """Draw a dip's arrow, its vector in design pixels."""
    _draw(target, kit, at, (way[0] * kit.type.scale, way[1] * kit.type.scale))


def _draw(target: Surface, kit: Kit, at: tuple[float, float], way: tuple[float, float]) -> None:
    """Draw a dip's arrow, its vector in pixels of the screen."""
    draw_arrow(target, kit.look, (at, way))
    draw_dip(target, kit.look, at)


def _dip(target: Surface, kit: Kit, spot: Spot) -> None:
    draw_stick(target, kit.look, spot(0.36, 0.7), 0.55)
    draw_dip(target, kit.look, spot(0.7, 0.75))
    draw_flag(target, kit.look, spot(0.7, 0.75), Flag(1, Rank.LATEST))


def _step(target: Surface, kit: Kit, spot: Spot) -> None:
    start = spot(0.25, 0.72)
    draw_ghost(target, kit.look, start, spot(0.78, 0.4))
    _arrow(target, kit, start, (46, -16))


def _find(target: Surface, kit: Kit, spot: Spot) -> None:
    draw_optimum(target, kit.look, spot(0.5, 0.55), 26 * kit.type.scale)
    draw_dip(target, kit.look, spot(0.57, 0.68))
    draw_flag(target, kit.look, spot(0.57, 0.68), Flag(4, Rank.LATEST_BEST))


def _points(target: Surface, kit: Kit, spot: Spot) -> None:
    goal, length = spot(0.5, 0.5), 34 * kit.type.scale
    draw_optimum(target, kit.look, goal, 14 * kit.type.scale)
    for x, y in ((0.2, 0.24), (0.2, 0.76), (0.8, 0.24), (0.8, 0.76)):
        at = spot(x, y)
        way = (goal[0] - at[0], goal[1] - at[1])
        share = length / math.hypot(*way)
        _draw(target, kit, at, (share * way[0], share * way[1]))


def _long(target: Surface, kit: Kit, spot: Spot) -> None:
    """In a bowl the gradient is as long as the way to the middle is far."""
    goal, each = 0.88, 0.26 * target.get_width()
    for x in (0.18, 0.45, 0.66):
        _draw(target, kit, spot(x, 0.5), ((goal - x) * each, 0.0))
    draw_optimum(target, kit.look, spot(goal, 0.5), 12 * kit.type.scale)


def _far(target: Surface, kit: Kit, spot: Spot) -> None:
    start = spot(0.18, 0.55)
    draw_ghost(target, kit.look, start, spot(0.9, 0.55))
    draw_optimum(target, kit.look, spot(0.55, 0.55), 14 * kit.type.scale)
    _draw(target, kit, start, (0.2 * target.get_width(), 0.0))


SKETCHES: Mapping[str, Callable[[Surface, Kit, Spot], None]] = {
    "Dip": _dip,
    "Step": _step,
    "Find": _find,
    "Where it points": _points,
    "How long it is": _long,
    "How far to go": _far,
}
"""The sketch for each card of the help, by its heading."""
