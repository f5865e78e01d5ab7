"""Formulas set as mathematics."""

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame
from pygame import Color, Surface

if TYPE_CHECKING:
    from ziamath.zmath import Latex


MARGIN = 1
"""How many pixels of a set formula's picture are left free at each edge."""
EM = 100
"""The size, in pixels, in which widths are measured."""


def formula(latex: str, size: int, color: Color) -> Surface:
    """Return LaTeX mathematics set at `size` pixels on a transparent ground.

    The surface is shared with later calls. Raises ValueError where the LaTeX cannot be read.
    """
    return _drawn(latex, size, f"#{color.r:02x}{color.g:02x}{color.b:02x}")


@lru_cache(maxsize=4096)
def width(latex: str) -> float:
    """Return how wide LaTeX mathematics is, in sizes of the type, without drawing it.

    Raises ValueError where the LaTeX cannot be read.
    """
    return float(_set(latex, EM).getsize()[0]) / EM


@lru_cache(maxsize=256)
def _drawn(latex: str, size: int, color: str) -> Surface:
    svg = _set(latex, size, margin=MARGIN, color=color).svg()
    return pygame.image.load(io.BytesIO(svg.encode()), "formula.svg")


def _set(latex: str, size: int, *, margin: float = 0.0, color: str | None = None) -> "Latex":
    # A quarter of a second to import, and only cards have formulas.
    with warnings.catch_warnings():
        # It finds its fonts in a way that Python 3.11 and 3.12 deprecate, and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Latex

    config.svg2 = False  # SDL reads SVG 1.1, without <symbol>
    try:
        return Latex(latex, size=size, margin=margin, color=color)
    except Exception as error:  # ziamath raises whatever its parser stumbles over
        raise ValueError(f"this formula cannot be set: {latex}") from error
