"""Formulas set as mathematics."""

import io
import warnings
from functools import lru_cache

import pygame
from pygame import Color, Surface


def formula(latex: str, size: int, color: Color) -> Surface:
    """Return LaTeX mathematics set at `size` pixels on a transparent ground.

    The surface is shared with later calls. Raises ValueError where the LaTeX cannot be read.
    """
    return _set(latex, size, f"#{color.r:02x}{color.g:02x}{color.b:02x}")


@lru_cache(maxsize=256)
def _set(latex: str, size: int, color: str) -> Surface:
    # A quarter of a second to import, and only cards have formulas.
    with warnings.catch_warnings():
        # It finds its fonts in a way that Python 3.11 and 3.12 deprecate, and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Latex

    config.svg2 = False  # SDL reads SVG 1.1, without <symbol>
    try:
        svg = Latex(latex, size=size, color=color).svg()
    except Exception as error:  # ziamath raises whatever its parser stumbles over
        raise ValueError(f"this formula cannot be set: {latex}") from error
    return pygame.image.load(io.BytesIO(svg.encode()), "formula.svg")
