"""Contour lines: round levels, fine ink, and labelled index lines."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.layers import FINER, mix
from sandpit.desktop.paint.scale import Spread, multiples, round_step, written
from sandpit.desktop.paint.shapes import bundle, circle, dashes
from sandpit.desktop.paint.theme import contrast
from sandpit.desktop.paint.type import Role, Type
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
FINE, INDEXED = 3.0, 3.6
"""The contrast to its ground of a fine line and of an index line."""
WRITTEN = 8.0
"""The contrast of a label's ink to its halo: turning and smoothing take up to two fifths of it, and
4.5 must be left to the eye (WCAG 2.2)."""
HALO = 2.0
"""How far a label's halo clears its surroundings, in design pixels."""
NEAR = 10.0
"""How far from the goal's line labels keep, in design pixels."""
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
            ground = self._ground(height)
            if levels.is_index(height):
                text = written(height, levels.step)
                for piece in self._labelled(line, text, ground):
                    bundle(self._target, inked(ground, INDEXED), piece, 2.0 * hair)
            else:
                bundle(self._target, inked(ground, FINE), line, hair)

    def draw_goal(self, heights: Array, goal: float) -> None:
        """Draw the line of the height that wins; labels that come later keep clear of it."""
        theme, scale = self._look.theme, self._look.type.scale
        level = Levels(np.array([goal]), 1.0, 1.0)
        side = self._look.type.px(NEAR)
        for _, line in lines(heights, level, self._target.get_size()):
            dashes(self._target, theme.flag, line.tolist(), 2.2 * scale, theme.rim)
            corners = np.rint(_evenly(line, side) - side / 2).astype(int).tolist()
            self._labels += [Rect(x, y, side, side) for x, y in corners]

    def _ground(self, height: float) -> Color:
        """Return the colour of the ground at a height."""
        place = round((height - self._spread.low) / self._spread.size * 255)
        return Color(*self._table[min(255, max(0, place))].tolist())

    def _labelled(self, line: Array, text: str, ground: Color) -> list[Array]:
        """Set the label on the straightest free stretch; return the pieces left of the line."""
        width = contour_label(self._look, text, ground, 0.0).get_width() + self._look.type.px(6)
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        if along[-1] < 3.0 * width:
            return [line]
        spot = self._spot(line, along, width)
        if spot is None:
            return [line]
        (start, end), (first, last) = spot
        lean = math.degrees(math.atan2(-(last[1] - first[1]), last[0] - first[0]))
        lean = (lean + 90.0) % 180.0 - 90.0
        turned = contour_label(self._look, text, ground, lean)
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
            reach = np.abs(last[best] - first[best])
            side = self._look.type.line(Role.CONTOUR)
            square = Rect(0, 0, round(reach[0]) + side, round(reach[1]) + side)
            square.center = (round(middle[0]), round(middle[1]))
            if room.collidepoint(square.center) and square.collidelist(self._labels) < 0:
                start = float(starts[best])
                return (start, start + width), (first[best], last[best])
        return None


def inked(ground: Color, wanted: float) -> Color:
    """Return the ground's own colour, so much darker or lighter that it has a contrast to it.

    It is dark ink that seems to soak in, but on ground that is too dark for ink it is light.
    """
    ink = _pole(ground)
    shares = (k / 20 for k in range(4, 21))
    tones = (mix(ground, ink, share) for share in shares)
    return next((tone for tone in tones if contrast(tone, ground) >= wanted), ink)


def lettered(ground: Color) -> tuple[Color, Color]:
    """Return the ink and the halo of a label: the ground's own colour, each so far to its end."""
    ink = mix(ground, _pole(ground), 0.9)
    away = Color("white") if ink.hsla[2] < 50 else Color("black")
    tones = (mix(ground, away, k / 20) for k in range(21))
    return ink, next((tone for tone in tones if contrast(ink, tone) >= WRITTEN), away)


def _pole(ground: Color) -> Color:
    """Return black, or white on ground that is too dark for ink."""
    black, white = Color("black"), Color("white")
    return black if contrast(black, ground) >= contrast(white, ground) else white


def contour_label(look: Look, text: str, ground: Color, lean: float) -> Surface:
    """Return the label of a line on a ground, turned by `lean` degrees, premultiplied."""
    turned = pygame.transform.rotozoom(_label(look, text, tuple(ground)), lean, 1.0)
    small = (max(1, turned.get_width() // FINER), max(1, turned.get_height() // FINER))
    return pygame.transform.smoothscale(turned, small)


@lru_cache(maxsize=256)
def _label(look: Look, text: str, ground: tuple[int, int, int, int]) -> Surface:
    """Return a label larger than it is shown, premultiplied: it stays sharp as it is turned."""
    ink, halo = lettered(Color(*ground))
    large = Type(look.type.scale * FINER, look.type.text).font(Role.CONTOUR)
    edge = round(HALO * look.type.scale * FINER)
    core, light = (large.render(text, antialias=True, color=c) for c in (ink, halo))
    size = (core.get_width() + 2 * edge, core.get_height() + 2 * edge)
    both = Surface(size, pygame.SRCALPHA, 32)
    for x, y in circle((edge, edge), edge, 16):
        both.blit(light, (round(x), round(y)))
    both.blit(core, (edge, edge))
    return both.premul_alpha()


def _evenly(line: Array, step: float) -> Array:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    return _points(line, along, np.arange(0.0, along[-1] + step, step))


def _points(line: Array, along: Array, places: Array) -> Array:
    return np.stack([np.interp(places, along, line[:, axis]) for axis in (0, 1)], axis=-1)
