"""Sand: grain, ripples and dunes, its edges where it was brushed off, and how it blows away."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.layers import Field, image, mix, noise
from sandpit.desktop.paint.theme import Theme
from sandpit.desktop.paint.view import Pixel

Alpha = npt.NDArray[np.uint8]
Array = npt.NDArray[np.float64]
GRAIN = 256
"""The side of the tile of grain, in grains."""
COARSE = 3
"""The slow shading is made with pixels of this side, then scaled up."""
SOFT = 0.14
"""How wide the edge of the blown sand is, as a share of the whole wipe."""
SHADED = 0.25
"""The shadow of the sand's edge is gone when this share of the sand is."""
RAYS = (3, 5, 8, 13, 21)
"""How many rays lie around the source of a wind that blows outwards: coarse and fine ones."""
GRAINS = 900
"""So many grains are seen in the air on the way from no sand blown away to all of it."""
FLIGHT = 0.16
"""How long a grain flies, as a share of the whole wipe."""
REACH = 0.22
"""How far a grain flies, as a share of the shorter side."""


@lru_cache(maxsize=6)
def sand(size: tuple[int, int], theme: Theme, scale: float, seed: int = 7) -> Surface:
    """Return an opaque field of sand; it depends on nothing but these arguments.

    The surface is shared: do not draw on it.
    """
    coarse = (max(8, size[0] // COARSE), max(8, size[1] // COARSE))
    shade = _dunes(coarse, scale, np.random.default_rng(seed))
    ground = pygame.transform.smoothscale(image(_coloured(shade, theme)), size)
    _strew(ground, scale, np.random.default_rng(seed + 1))
    return ground


def _dunes(shape: tuple[int, int], scale: float, rng: np.random.Generator) -> Field:
    """Return the light on the sand, about -1 (lee) to 1 (lit), shape (width, height)."""
    reach = 210.0 * scale / COARSE
    cells = (max(2, round(shape[0] / reach)), max(2, round(shape[1] / reach)))
    swell = noise(shape, cells, rng)
    bend = noise(shape, cells, rng)
    strength = noise(shape, cells, rng)
    x = np.arange(shape[0], dtype=np.float32)[:, None]
    y = np.arange(shape[1], dtype=np.float32)[None, :]
    phase = (0.34 * x + 0.94 * y) * (2 * np.pi * COARSE / (26.0 * scale)) + 4.5 * bend
    # A second, weaker harmonic makes one side of each ripple steeper, as wind does.
    ripple = np.sin(phase) + 0.35 * np.sin(2 * phase + 0.9)
    patches = np.clip(0.55 + 0.45 * strength, 0.12, 1.0)
    return np.asarray(0.26 * swell + 0.30 * ripple * patches, dtype=np.float32)


def _coloured(shade: Field, theme: Theme) -> npt.NDArray[np.uint8]:
    lit = mix(theme.sand, theme.rim, 0.30)
    stops = np.array([theme.sand_shade[:3], theme.sand[:3], lit[:3]], dtype=np.float32)
    light = np.clip(shade, -1.0, 1.0)[..., None]
    toward = np.where(light < 0, stops[0], stops[2]) - stops[1]
    colours = stops[1] + np.abs(light) * toward
    # Half a step of dither, so that slow shading shows no bands.
    dither = np.random.default_rng(0).random(shade.shape, dtype=np.float32)[..., None]
    return np.asarray(np.clip(colours + dither, 0, 255), dtype=np.uint8)


def _strew(ground: Surface, scale: float, rng: np.random.Generator) -> None:
    """Add fine grain in place: a tile of noise, lighter and darker, with a few dark grains."""
    grain = rng.normal(0.0, 5.0, (GRAIN, GRAIN))
    grain -= 26.0 * (rng.random((GRAIN, GRAIN)) < 0.006)
    grain += 20.0 * (rng.random((GRAIN, GRAIN)) < 0.006)
    side = GRAIN * max(1, round(scale * 0.8))
    for sign, mode in ((1.0, pygame.BLEND_RGB_ADD), (-1.0, pygame.BLEND_RGB_SUB)):
        grey = np.clip(sign * grain, 0, 255).astype(np.uint8)
        tile = image(np.repeat(grey[..., None], 3, axis=2))
        tile = pygame.transform.scale(tile, (side, side))
        for x in range(0, ground.get_width(), side):
            for y in range(0, ground.get_height(), side):
                ground.blit(tile, (x, y), special_flags=mode)


def blur(field: Alpha, radius: int) -> Alpha:
    """Return an array of shape (width, height) made soft over `radius` cells."""
    grey = pygame.transform.box_blur(image(np.repeat(field[..., None], 3, axis=2)), max(1, radius))
    return np.asarray(pygame.surfarray.pixels_red(grey).copy(), dtype=np.uint8)


def enlarge(field: Alpha, size: tuple[int, int]) -> Alpha:
    """Return an array of shape (width, height) scaled smoothly to another size."""
    large = pygame.transform.smoothscale(image(np.repeat(field[..., None], 3, axis=2)), size)
    return np.asarray(pygame.surfarray.pixels_red(large).copy(), dtype=np.uint8)


def edges(hidden: npt.NDArray[np.bool_], size: tuple[int, int]) -> tuple[Alpha, Alpha]:
    """Return how dense the sand is over ground partly `hidden`, and its shadow on the ground.

    `hidden` has shape (columns, rows) as on the screen; both results have shape `size`. Sand is
    dense wherever the ground is hidden: its soft edge lies on seen ground only.
    """
    mask = np.where(hidden, 255, 0).astype(np.uint8)
    radius = max(2, mask.shape[0] // 90)
    soft = blur(blur(mask, radius), radius)
    sand_alpha = np.minimum(soft.astype(np.uint16) * 2, 255).astype(np.uint8)
    shifted = np.roll(mask, (radius * 2, radius * 2), axis=(0, 1))
    shadow = blur(blur(np.maximum(shifted, mask), radius * 2), radius * 2)
    return enlarge(np.maximum(sand_alpha, mask), size), enlarge(shadow, size)


def shaded(size: tuple[int, int], shadow: Alpha, color: Color, depth: float) -> Surface:
    """Return a veil of `color` whose alpha is `shadow` times `depth` (0 to 1)."""
    veil = Surface(size, pygame.SRCALPHA, 32)
    veil.fill((color.r, color.g, color.b, 0))
    pygame.surfarray.pixels_alpha(veil)[:] = (shadow * depth).astype(np.uint8)
    return veil


Spring = tuple[Rect, Pixel]
"""An area, and the pixel in it from which the wind blows outwards."""


class Grains(NamedTuple):
    """Grains that the wind takes along: their places (k, 2), ways (k, 2), turns (k,), sizes (k,).

    A grain flies when its turn, 0 to 1, has come, along its way of length 1.
    """

    places: Array
    ways: Array
    turns: Array
    sizes: Array


class Blanket:
    """The sand over one plot: dense where it lies, and blown away by the wind.

    `dense` has shape (width, height); None means that sand lies everywhere. The wind comes from
    the left or, in each area of `springs`, outwards from a pixel, which counts from the area's
    corner. `shadow` is a veil on the ground along
    the sand's edge, which goes first.
    """

    def __init__(
        self,
        ground: Surface,
        dense: Alpha | None,
        springs: Sequence[Spring] = (),
        shadow: Surface | None = None,
    ) -> None:
        self._sheet = Surface(ground.get_size(), pygame.SRCALPHA, 32)
        self._sheet.blit(ground, (0, 0))
        self._dense = dense
        self._springs = springs
        self._shadow = shadow
        self._order: Alpha | None = None
        self._grains: Grains | None = None
        self._share = -1.0

    def draw(self, target: Surface, at: tuple[int, int], share: float) -> None:
        """Blit the sand with `share` (0 to 1) of it blown away."""
        if share >= 1.0:
            return
        if self._shadow is not None and share < SHADED:
            self._shadow.set_alpha(round(255 * (1.0 - share / SHADED)))
            target.blit(self._shadow, at)
        if share != self._share:
            pygame.surfarray.pixels_alpha(self._sheet)[:] = self._alpha(share)
            self._share = share
        target.blit(self._sheet, at)

    def strew(self, target: Surface, at: tuple[int, int], share: float) -> None:
        """Draw the grains that are in the air: each flies on and shrinks until it is gone."""
        if not 0.0 < share < 1.0:
            return
        if self._grains is None:
            self._grains = _grains(self._ordered(), self._dense, self._springs)
        places, ways, turns, sizes = self._grains
        age = (share - turns) / FLIGHT
        flying = np.flatnonzero((age > 0.0) & (age < 1.0))
        width, height = self._sheet.get_size()
        reach = REACH * min(width, height)
        spots = places[flying] + (reach * age[flying])[:, None] * ways[flying]
        sides = np.maximum(1, np.rint(sizes[flying] * (1.0 - age[flying]))).astype(int)
        for (x, y), side, grain in zip(
            spots.tolist(), sides.tolist(), flying.tolist(), strict=True
        ):
            if 0 <= x < width - side and 0 <= y < height - side:
                place = places[grain].astype(int).tolist()
                color = self._sheet.get_at(place)
                target.fill(color[:3], (round(at[0] + x), round(at[1] + y), side, side))

    def _alpha(self, share: float) -> Alpha | int:
        if share <= 0.0:
            return 255 if self._dense is None else self._dense
        order = self._ordered()
        turn = np.arange(256) / 255.0 * (1.0 - SOFT)
        left = np.clip((turn + SOFT - share) / SOFT * 255.0, 0, 255).astype(np.uint8)
        blown = left[order]
        return blown if self._dense is None else np.minimum(blown, self._dense)

    def _ordered(self) -> Alpha:
        if self._order is None:
            size = self._sheet.get_size()
            self._order = np.zeros(size, dtype=np.uint8) if self._springs else _order(size, None)
            for area, pixel in self._springs:
                self._order[area.left : area.right, area.top : area.bottom] = _order(
                    area.size, pixel
                )
        return self._order


def _order(size: tuple[int, int], source: Pixel | None) -> Alpha:
    """Return when each pixel is blown free, 0 (first) to 255: in wisps along the wind."""
    coarse = (max(8, size[0] // 4), max(8, size[1] // 4))
    rng = np.random.default_rng(11)
    if source is None:
        field = 1.5 * np.linspace(0.0, 3.0, coarse[0], dtype=np.float32)[:, None]
        field = field + 0.8 * noise(coarse, (4, 4), rng) + 0.5 * noise(coarse, (9, 26), rng)
    else:
        field = _outwards(size, coarse, source, rng)
    field = field + 0.12 * rng.standard_normal(coarse, dtype=np.float32)
    low, high = float(field.min()), float(field.max())
    return enlarge(((field - low) / (high - low) * 255.0).astype(np.uint8), size)


def _outwards(
    size: tuple[int, int], coarse: tuple[int, int], source: Pixel, rng: np.random.Generator
) -> Field:
    """Return the turns of a wind that blows from a pixel to all sides, in rays."""
    x = np.linspace(0.0, size[0], coarse[0], dtype=np.float32)[:, None] - np.float32(source[0])
    y = np.linspace(0.0, size[1], coarse[1], dtype=np.float32)[None, :] - np.float32(source[1])
    away = np.hypot(x, y)
    away /= away.max()
    angle = np.arctan2(y, x)
    rays = np.zeros_like(away)
    for waves in RAYS:
        phase, twist = rng.uniform(0.0, 2 * np.pi, 2)
        rays += np.cos(waves * angle + phase + 2.0 * away * np.sin(twist)) / np.float32(waves**0.5)
    # Close to the source there is no room for rays.
    return np.asarray(4.5 * away**0.8 + 0.35 * rays * away**0.5 + 0.3 * noise(coarse, (5, 5), rng))


def _grains(order: Alpha, dense: Alpha | None, springs: Sequence[Spring]) -> Grains:
    """Return grains all over the sand, those of thick sand alone."""
    rng = np.random.default_rng(17)
    width, height = order.shape
    places = rng.random((GRAINS, 2)) * (width - 1, height - 1)
    cells = tuple(places.astype(int).T)
    if dense is not None:
        places = places[dense[cells] > 128]
        cells = tuple(places.astype(int).T)
    ways = np.zeros_like(places)
    ways[:, 0] = 1.0
    for area, pixel in springs:
        inside = ((places >= area.topleft) & (places < area.bottomright)).all(axis=1)
        away = places[inside] - area.topleft - pixel
        ways[inside] = away / np.maximum(np.hypot(*away.T), 1.0)[:, None]
    ways = ways + 0.35 * rng.standard_normal(places.shape)
    turns = order[cells] / 255.0 * (1.0 - SOFT)
    sizes = rng.uniform(1.0, 4.2, len(places)) * max(1.0, min(width, height) / 520.0)
    return Grains(places, ways, turns, sizes)
