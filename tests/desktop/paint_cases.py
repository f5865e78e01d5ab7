"""Grounds and views for the tests of the pictures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pygame
from hypothesis import strategies as st
from pygame import Rect, Surface

from sandpit.desktop.paint.flags import Flag, Rank
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.paint.view import Look, Overlay, View
from sandpit.desktop.paint.views import view_for
from sandpit.game import Probe, Session
from sandpit.game.taylor import LocalModel
from tests.written import make_level

AXES = (
    {"name": "x", "range": [0, 6], "unit": "m"},
    {"name": "y2", "range": [-1, 3], "unit": "m"},
    {"name": "z", "range": [0, 100], "unit": "s"},
    {"name": "u", "range": [-3, 3]},
    {"name": "v", "range": [-3, 3]},
    {"name": "w", "range": [0, 1]},
)
FORMULAS = {
    1: "sin(x) + x/4",
    2: "sin(x) + x/4 + y2^2/3",
    3: "sin(x) + x/4 + y2^2/3 + z/50",
    4: "sin(x) + x/4 + y2^2/3 + z/50 + u*x/9",
    5: "sin(x) + x/4 + y2^2/3 + z/50 + u*x/9 + cos(v)",
    6: "sin(x) + x/4 + y2^2/3 + z/50 + u*x/9 + cos(v) + w^2",
}
_DIPS = ((1.0, 0.5, 40.0, 1.0, -1.0, 0.3), (1.9, 2.5, 55.0, -0.5, -1.5, 0.6))
DIPS = {n: tuple(dip[:n] for dip in _DIPS) for n in FORMULAS}
"""Dips whose brushed surroundings lie in x < 3."""


def look(theme: str = "light", scale: float = 1.0) -> Look:
    return Look(THEMES[theme], Type(scale))


def session(dimension: int, formula: str | None = None, **changes: Any) -> Session:
    """Return a game over one to six axes in which the DIPS have been made."""
    level = make_level(
        **{
            "axes": AXES[:dimension],
            "surface": {"kind": "formula", "formula": formula or FORMULAS[dimension]},
            "goal": "peak",
            "win": {"distance": 0.01},
            "map": "covered",
            "moves": ["probe"],
            **changes,
        }
    )
    game = Session(level)
    for at in DIPS[dimension]:
        game.play(Probe(at))
    return game


def make_view(game: Session, rect: tuple[int, int, int, int], its_look: Look) -> View:
    brief = game.state.brief
    view = view_for(brief.dimension)(Rect(rect), brief, its_look)
    view.refresh(game)
    return view


def sketched(game: Session, order: int) -> Overlay:
    """Return what is laid over a plot that shows the model of the last dip."""
    last = game.state.last
    assert last is not None
    return Overlay(sketch=Sketch(last, LocalModel.at(last, order)))


def drawn(view: View, overlay: Overlay | None = None) -> npt.NDArray[np.int32]:
    """Return the pixels of one frame."""
    target = Surface(view.rect.bottomright, 0, 32)
    view.draw(target, overlay or Overlay())
    return np.asarray(pygame.surfarray.array2d(target) & 0xFFFFFF)


def colours(surface: Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface)


def painted(surface: Surface) -> npt.NDArray[np.bool_]:
    """Tell which pixels are not black."""
    return np.asarray(colours(surface).any(axis=2), dtype=np.bool_)


def assert_dirty_parts_suffice(view: View, frames: Sequence[Overlay]) -> None:
    """Redraw from each frame to each by its dirty parts alone, and compare with the whole."""
    wholes = []
    for overlay in frames:
        wholes.append(Surface(view.rect.bottomright, 0, 32))
        view.draw(wholes[-1], overlay)
    wanted = [colours(whole) for whole in wholes]
    for before, whole in zip(frames, wholes, strict=True):
        for after, pixels in zip(frames, wanted, strict=True):
            target = whole.copy()
            for area in view.dirty(before, after):
                target.set_clip(area)
                view.draw(target, after)
            got = colours(target)
            # Where a smooth line is cut by a clip, its pixels may be rounded the other way.
            away = np.maximum(got, pixels) - np.minimum(got, pixels)
            assert away.max() <= 8, (before, after)


SPOTS = st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200)), min_size=1, max_size=30)


def crowd(spots: list[tuple[float, float]]) -> list[tuple[Flag, tuple[float, float]]]:
    """Return flags at these places; the last is the latest, the middle one the best."""
    last, best = len(spots), len(spots) // 2 + 1
    ranks = [Rank.of(latest=n == last, best=n == best) for n in range(1, last + 1)]
    return [
        (Flag(n, rank), spot) for n, (rank, spot) in enumerate(zip(ranks, spots, strict=True), 1)
    ]
