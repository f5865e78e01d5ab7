"""The light around the dip that found."""

import math
from functools import lru_cache

import numpy as np
import pygame
from pygame import Color, Surface

from sandpit.desktop.paint.layers import ease, mix, part, stamp
from sandpit.desktop.paint.shapes import ring
from sandpit.desktop.paint.view import Look, Pixel

HALO = 92.0
"""How far the light reaches, in design pixels."""
STRENGTH = 225
"""How strong the light is in its middle, of 255: what lies below must still be seen."""
LEVELS = 16
"""The light grows and fades in so many steps, each of which is painted once."""
RINGS = ((0.0, 0.55), (0.18, 0.75), (0.40, 1.0))
"""When each ring of light runs out from the dip, as shares of the whole."""
GOLD = Color(255, 196, 64)
"""The warm tone of the light: pale sand would swallow a white one."""
STEADY = 0.45
"""How strong the light is that stays."""


def draw_glow(target: Surface, look: Look, at: Pixel, t: float) -> None:
    """Draw light that wells up at a dip and runs out in rings, then stays softly; t from 0 to 1."""
    strength = ease(part(t, 0.0, 0.25)) * (1.0 - (1.0 - STEADY) * ease(part(t, 0.55, 1.0)))
    level = round(LEVELS * strength)
    if level > 0:
        swell = 1.0 + 0.06 * math.sin(4.0 * math.pi * t) * (t < 1.0)
        stamp(target, _halo(look, level, round(8 * swell)), at)
    for begin, end in RINGS:
        run = part(t, begin, end)
        if 0.0 < run < 1.0:
            reach = (10.0 + 96.0 * (1.0 - (1.0 - run) ** 2)) * look.type.scale
            _draw_ring(target, look, at, reach, 1.0 - run)


def glow_reach(look: Look) -> int:
    """Return how far from its dip the light may be seen, in pixels."""
    return look.type.px(116)


def _draw_ring(target: Surface, look: Look, at: Pixel, reach: float, strength: float) -> None:
    """Draw a ring of light with a fine dark line in it, which is seen on bright ground too."""
    side = 2 * math.ceil(reach) + 4
    veil = Surface((side, side), pygame.SRCALPHA, 32)
    middle, scale = (side / 2, side / 2), look.type.scale
    width = max(3.0, 7.0 * strength) * scale
    ring(veil, _light(look), middle, reach, width)
    ring(veil, look.theme.flag, middle, reach - 0.35 * width, max(1.0, 0.3 * width))
    veil.set_alpha(round(255 * strength**0.8))
    target.blit(veil, veil.get_rect(center=(round(at[0]), round(at[1]))))


@lru_cache(maxsize=64)
def _halo(look: Look, level: int, swell: int) -> Surface:
    """Return the light itself, of a strength of so many LEVELS, swollen to so many eighths."""
    reach = HALO * look.type.scale * swell / 8
    side = 2 * math.ceil(reach) + 1
    away = np.arange(side, dtype=np.float32) - side // 2
    near = np.clip(1.0 - np.hypot(away[:, None], away[None, :]) / reach, 0.0, 1.0)
    alpha = STRENGTH * level / LEVELS * near**2.2
    sprite = Surface((side, side), pygame.SRCALPHA, 32)
    tone = np.array(_light(look)[:3], dtype=np.float32)
    pygame.surfarray.pixels3d(sprite)[:] = (tone * alpha[..., None] / 255.0).astype(np.uint8)
    pygame.surfarray.pixels_alpha(sprite)[:] = alpha.astype(np.uint8)
    return sprite


def _light(look: Look) -> Color:
    return mix(look.theme.rim, GOLD, 0.5)
