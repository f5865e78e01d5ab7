"""Contour lines: round levels, fine ink, and labelled index lines."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.layers import mix
from sandpit.desktop.paint.scale import Spread, multiples, round_step, written
from sandpit.desktop.paint.shapes import bundle, dashes
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.surfaces import Array

CELL = 5
"""Contours are sought on a grid with cells of this many pixels, and drawn at full size."""
CELLS = (96, 256)
"""The fewest and the most cells of that grid along a side."""
APART = 36.0
"""A picture has one level for so many design pixels of its shorter side: small maps stay clear."""
MOST = 20
"""No more levels than this."""
INDEX = (5, 2)
"""Every how manieth level is an index line: the first that there is one of, else each."""


@dataclass(frozen=True)
class Levels:
    """The heights that get a line: multiples of `step`; index lines at multiples of `index`."""

    heights: Array
    step: float
    index: float

    @classmethod
    def of(cls, spread: Spread, size: tuple[int, int], look: Look) -> "Levels":
        """Choose round levels inside a spread for a picture, an index line among them."""
        room = round(min(size) / (APART * look.type.scale))
        step = round_step(spread.size, max(4, min(MOST, room)))
        inner = multiples(spread.low, spread.high, step)
        inner = inner[(inner > spread.low + 1e-3 * step) & (inner < spread.high - 1e-3 * step)]
        fits = (k * step for k in INDEX if _on(inner, k * step).any())
        return cls(inner, step, next(fits, step))

    def is_index(self, height: float) -> bool:
        """Tell whether a level is drawn thicker and labelled."""
        return bool(_on(np.array(height), self.index))


def _on(heights: Array, step: float) -> Array:
    share = heights / step
    return np.asarray(np.abs(share - np.rint(share)) < 1e-6)


def coarse(heights: Array, size: tuple[int, int]) -> tuple[Array, Array, Array]:
    """Return enough rows and columns of heights (nx, ny) for `size`, and their places, 0 to 1."""
    indices = []
    for count, pixels in zip(heights.shape, size, strict=True):
        cells = min(count - 1, max(CELLS[0], min(CELLS[1], pixels // CELL)))
        indices.append(np.rint(np.linspace(0, count - 1, cells + 1)).astype(np.intp))
    i, j = indices
    return heights[np.ix_(i, j)], i / (heights.shape[0] - 1), j / (heights.shape[1] - 1)


def lines(heights: Array, levels: Levels, size: tuple[int, int]) -> Iterator[tuple[float, Array]]:
    """Yield each contour line: its height and its pixels, shape (k, 2), y downwards."""
    import contourpy  # the title comes up without it

    values, x, y = coarse(heights, size)
    generator = contourpy.contour_generator(
        x * (size[0] - 1),
        (1.0 - y) * (size[1] - 1),
        np.ma.masked_invalid(values.T) if np.isnan(values).any() else values.T,
        name="serial",
        line_type=contourpy.LineType.Separate,
    )
    for height in levels.heights.tolist():
        for line in generator.lines(height):
            yield height, np.asarray(line, dtype=np.float64)


class ContourPainter:
    """Draws the contour lines of one ground onto its picture."""

    def __init__(self, target: Surface, spread: Spread, look: Look) -> None:
        self._target = target
        self._spread = spread
        self._look = look
        self._table = look.theme.tint.table()
        self._labels: list[Rect] = []

    def draw(self, heights: Array) -> None:
        """Draw all lines of heights of shape (nx, ny); NaN stays empty."""
        levels = Levels.of(self._spread, self._target.get_size(), self._look)
        hair = self._look.type.scale
        for height, line in lines(heights, levels, self._target.get_size()):
            if levels.is_index(height):
                text = written(height, levels.step)
                for piece in self._labelled(line, text, self._ink(height, 0.85)):
                    bundle(self._target, self._ink(height, 0.80), piece, 2.0 * hair)
            else:
                bundle(self._target, self._ink(height, 0.5), line, hair)

    def draw_goal(self, heights: Array, goal: float) -> None:
        """Draw the line of the height that wins."""
        theme, scale = self._look.theme, self._look.type.scale
        level = Levels(np.array([goal]), 1.0, 1.0)
        for _, line in lines(heights, level, self._target.get_size()):
            dashes(self._target, theme.flag, line.tolist(), 2.2 * scale, theme.rim)

    def _ink(self, height: float, share: float) -> Color:
        """Return the ground's own colour at a height, darkened: ink that seems to soak in."""
        place = round((height - self._spread.low) / self._spread.size * 255)
        ground = Color(*self._table[min(255, max(0, place))].tolist())
        return mix(ground, self._look.theme.stroke, share)

    def _labelled(self, line: Array, text: str, color: Color) -> list[Array]:
        """Set the label on the straightest free stretch; return the pieces left of the line."""
        label = self._look.type.render(text, Role.SMALL, color)
        width = label.get_width() + self._look.type.px(10)
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        if along[-1] < 3.0 * width:
            return [line]
        spot = self._spot(line, along, width)
        if spot is None:
            return [line]
        (start, end), (first, last) = spot
        lean = math.degrees(math.atan2(-(last[1] - first[1]), last[0] - first[0]))
        lean = (lean + 90.0) % 180.0 - 90.0
        turned = pygame.transform.rotozoom(label.premul_alpha(), lean, 1.0)
        place = turned.get_rect(center=tuple(np.rint((first + last) / 2).astype(int)))
        self._target.blit(turned, place, special_flags=pygame.BLEND_PREMULTIPLIED)
        self._labels.append(place)
        before, after = along < start, along > end
        return [np.vstack([line[before], first]), np.vstack([last, line[after]])]

    def _spot(
        self, line: Array, along: Array, width: float
    ) -> tuple[tuple[float, float], tuple[Array, Array]] | None:
        """Find the stretch of length `width` whose chord is longest, clear of other labels."""
        starts = np.linspace(0.0, along[-1] - width, 16)
        first, last = _points(line, along, starts), _points(line, along, starts + width)
        chord = np.hypot(*(last - first).T)
        room = self._target.get_rect().inflate(-2 * width, -2 * width)
        for best in np.argsort(-chord):
            if chord[best] < 0.9 * width:
                return None
            middle = (first[best] + last[best]) / 2
            square = Rect(0, 0, round(width), round(width))
            square.center = (round(middle[0]), round(middle[1]))
            if room.collidepoint(square.center) and square.collidelist(self._labels) < 0:
                start = float(starts[best])
                return (start, start + width), (first[best], last[best])
        return None


def _points(line: Array, along: Array, places: Array) -> Array:
    return np.stack([np.interp(places, along, line[:, axis]) for axis in (0, 1)], axis=-1)
