"""Small helpers of painting: mixed colours, smooth shapes, smooth noise."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Color, Surface
from pygame.typing import Point

Field = npt.NDArray[np.float32]
FINER = 4
"""How many times larger a shape is drawn before it is scaled down to be smooth."""


def mix(one: Color, other: Color, share: float) -> Color:
    """Return the colour that lies `share` (0 to 1) of the way from `one` to `other`."""
    return one.lerp(other, min(1.0, max(0.0, share)))


def ease(t: float) -> float:
    """Return t (0 to 1) with a soft start and a soft end."""
    t = min(1.0, max(0.0, t))
    return t * t * (3.0 - 2.0 * t)


def part(t: float, start: float, end: float) -> float:
    """Return how much (0 to 1) of the stretch from `start` to `end` has passed at t."""
    return min(1.0, max(0.0, (t - start) / (end - start)))


def smooth(size: tuple[int, int], paint: Callable[[Surface, int], None]) -> Surface:
    """Return a shape without jags on a transparent ground; blit it with `stamp`.

    `paint` draws on a surface that is larger by the factor it is given.
    """
    width, height = max(1, size[0]), max(1, size[1])
    large = Surface((width * FINER, height * FINER), pygame.SRCALPHA, 32)
    paint(large, FINER)
    # Scaling mixes each pixel with clear neighbours; weighted by alpha, their black stays out.
    return pygame.transform.smoothscale(large.premul_alpha(), (width, height))


def stamp(target: Surface, sprite: Surface, centre: Point) -> None:
    """Blit a shape made by `smooth` with its middle at `centre`."""
    spot = sprite.get_rect(center=(round(centre[0]), round(centre[1])))
    target.blit(sprite, spot, special_flags=pygame.BLEND_PREMULTIPLIED)


def straight(sprite: Surface) -> Surface:
    """Return a premultiplied sprite as a surface for plain blits."""
    pixels = pygame.surfarray.pixels3d(sprite)
    alpha = pygame.surfarray.pixels_alpha(sprite)
    plain = Surface(sprite.get_size(), pygame.SRCALPHA, 32)
    shown = alpha[..., None].clip(1).astype("uint16")
    pygame.surfarray.pixels3d(plain)[:] = (pixels.astype("uint16") * 255 // shown).clip(0, 255)
    pygame.surfarray.pixels_alpha(plain)[:] = alpha
    return plain


def spline(count: int, cells: int) -> Field:
    """Return the weights of cubic B-splines, shape (count, cells + 3), each row summing to 1."""
    place = np.linspace(0.0, cells, count, endpoint=False, dtype=np.float32)
    cell = place.astype(np.int32)
    u = place - cell
    weights = np.zeros((count, cells + 3), dtype=np.float32)
    pieces = (
        (1 - u) ** 3,
        3 * u**3 - 6 * u**2 + 4,
        -3 * u**3 + 3 * u**2 + 3 * u + 1,
        u**3,
    )
    for offset, piece in enumerate(pieces):
        weights[np.arange(count), cell + offset] = piece / 6.0
    return weights


def noise(shape: tuple[int, int], cells: tuple[int, int], rng: np.random.Generator) -> Field:
    """Return smooth noise over `shape` with `cells` bumps along each axis, deviation about 1."""
    knots = rng.standard_normal((cells[0] + 3, cells[1] + 3)).astype(np.float32)
    field = spline(shape[0], cells[0]) @ knots @ spline(shape[1], cells[1]).T
    return np.asarray(field * np.float32(2.0), dtype=np.float32)


def image(colours: npt.NDArray[np.uint8]) -> Surface:
    """Return an opaque surface of an array of shape (width, height, 3)."""
    surface = Surface(colours.shape[:2], 0, 32)
    pygame.surfarray.blit_array(surface, colours)
    return surface
