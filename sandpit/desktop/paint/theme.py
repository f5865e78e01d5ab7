"""The colours of everything that is drawn, in a light and a dark set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pygame import Color


def _rgb(code: str) -> Color:
    return Color("#" + code)


@dataclass(frozen=True)
class Tint:
    """Which stretch of a perceptually uniform colour map stands for low to high ground."""

    colormap: str
    low: float
    high: float

    def table(self, count: int = 256) -> npt.NDArray[np.uint8]:
        """Return the colours from the lowest to the highest ground, shape (count, 3)."""
        return _table(self, count)


@lru_cache(maxsize=8)
def _table(tint: Tint, count: int) -> npt.NDArray[np.uint8]:
    from cmap import Colormap  # slow to import, and not needed before the first map

    colours = Colormap(tint.colormap)(np.linspace(tint.low, tint.high, count))
    return np.rint(np.asarray(colours)[:, :3] * 255.0).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class Theme:
    """The colours by what they are for; each text colour keeps 4.5:1 on each of its grounds."""

    name: str
    background: Color
    """Behind everything."""
    panel: Color
    """Cards and side panels."""
    raised: Color
    """Buttons and fields, on a panel."""
    ink: Color
    muted: Color
    """Second-rank text."""
    faint: Color
    """Hairlines and empty places; never text."""
    edge: Color
    """Outlines that have to be seen: fields, sliders, empty stars (3:1)."""
    accent: Color
    on_accent: Color
    good: Color
    warn: Color
    sand: Color
    sand_shade: Color
    """The lee side of the dunes."""
    stroke: Color
    """What is drawn on the map: arrows, contours, text."""
    rim: Color
    """The light edge around strokes, which keeps them readable on any ground."""
    flag: Color
    """The latest flag; the older ones are of `rim` with a number in `stroke`."""
    on_flag: Color
    sky: Color
    """Above the ground of a profile."""
    tint: Tint = field(default=Tint("cmocean:deep", 0.60, 0.03))


LIGHT = Theme(
    name="light",
    background=_rgb("F4ECDF"),
    panel=_rgb("FBF7EF"),
    raised=_rgb("FFFFFF"),
    ink=_rgb("2A2420"),
    muted=_rgb("64594D"),
    faint=_rgb("DDD1BE"),
    edge=_rgb("8A7B68"),
    accent=_rgb("B03A1E"),
    on_accent=_rgb("FFFFFF"),
    good=_rgb("2C6A3B"),
    warn=_rgb("845000"),
    sand=_rgb("E4CFA4"),
    sand_shade=_rgb("C9AB78"),
    stroke=_rgb("241E1A"),
    rim=_rgb("FFFBF2"),
    flag=_rgb("B03A1E"),
    on_flag=_rgb("FFFFFF"),
    sky=_rgb("EAF1EF"),
)
DARK = Theme(
    name="dark",
    background=_rgb("1B1815"),
    panel=_rgb("25211D"),
    raised=_rgb("332D28"),
    ink=_rgb("F4ECDF"),
    muted=_rgb("BFB2A0"),
    faint=_rgb("433B34"),
    edge=_rgb("8F8271"),
    accent=_rgb("FF9069"),
    on_accent=_rgb("2A120A"),
    good=_rgb("8FCF93"),
    warn=_rgb("F0B95E"),
    sand=_rgb("A88F68"),
    sand_shade=_rgb("8A7250"),
    stroke=_rgb("17120F"),
    rim=_rgb("F8F0E2"),
    flag=_rgb("84220E"),
    on_flag=_rgb("FFFFFF"),
    sky=_rgb("2E3A3E"),
    tint=Tint("cmocean:deep", 0.58, 0.16),
)
THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK)}
"""Every theme by its name."""


def luminance(colour: Color) -> float:
    """Return the relative luminance, 0 to 1, as WCAG 2.2 defines it."""

    def linear(part: int) -> float:
        share = part / 255.0
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
