"""Formulas set as mathematics."""

import io
from functools import lru_cache

import pygame
from pygame import Color, Surface


def formula(latex: str, size: int, color: Color) -> Surface:
    """Return LaTeX mathematics set at `size` pixels on a transparent ground.

    The surface is shared with later calls. Raises ValueError where the LaTeX cannot be read.
    """
    return _set(latex, size, "#%02x%02x%02x" % tuple(color)[:3])


@lru_cache(maxsize=64)
def _set(latex: str, size: int, color: str) -> Surface:
    import ziamath  # a quarter of a second to import, and only cards have formulas

    ziamath.config.svg2 = False  # SDL reads SVG 1.1, without <symbol>
    try:
        svg = ziamath.Latex(latex, size=size, color=color).svg()
    except Exception as error:  # ziamath raises whatever its parser stumbles over
        raise ValueError(f"this formula cannot be set: {latex}") from error
    return pygame.image.load(io.BytesIO(svg.encode()), "formula.svg")
