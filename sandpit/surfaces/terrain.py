"""Real ground: measured heights beside the level, with a smooth surface through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final, Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.grid import MOST, read_heights
from sandpit.surfaces.latex import name_latex
from sandpit.surfaces.meaning import content
from sandpit.surfaces.notation import of_point
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.spline import Spline
from sandpit.surfaces.surface import Jet, Surface

MOST_LANDMARKS: Final = 512
"""The most summits, and the most hollows, that a search is told of: the extreme ones."""
MOST_HEIGHTS: Final = 4 * MOST * MOST
"""The most heights that all grids of a ground have: a few seconds of decoding and solving."""

SWING: Final = 0.03
"""Of the range of the heights: a spline that goes less beyond them is not told of."""
EFFORT: Final = 128
"""How many simple operations a height takes: 16 coefficients, and their weights."""


@dataclass(frozen=True, kw_only=True)
class TerrainSpec(Spec):
    """A grid of heights as a smooth surface over two axes; its corners are the domain's.

    Columns of the grid run along the first axis, and rows along the second with the first row at
    its upper end, as on a map with north at the top. Between them it is the bicubic spline
    sum_ij c_ij B_i(x) B_j(y) through the heights.

    Domain: any box of two axes; 4 to 1,024 heights along each.
    Optima: the summits and hollows of the ground, found by search from the grid's own.
    Teaches: measured ground, which nobody made for learning, has slopes and curvatures too.
    Source: C. de Boor, "A Practical Guide to Splines", for the spline; the file's for heights.
    """

    kind: Literal["terrain"] = "terrain"
    file: str
    """The name of a file beside the level: a .csv of numbers alone, an .npz with one array, or a
    greyscale .png of 8 or 16 bits; 4 to 1,024 heights a side."""

    asides: ClassVar[frozenset[str]] = frozenset({"file"})

    def meaning(self, site: Site) -> dict[str, Any]:
        """Return what decides play of it, the heights."""
        return {**super().meaning(site), "heights": content(self._heights(site))}

    @property
    def files(self) -> tuple[str, ...]:
        """The name of the file with the heights."""
        return (self.file,)

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        x, y = map(name_latex, names)
        spline = r"\sum_{i} \sum_{j} c_{i j} \, "
        return (
            rf"{of_point(symbol, names)} = {spline} B_i\left({x}\right) \, B_j\left({y}\right)",
            rf"\frac{{\partial {symbol}}}{{\partial {x}}} = "
            rf"{spline} B_i'\left({x}\right) \, B_j\left({y}\right)",
            r"B_i = \text{the cubic B-spline around column } i",
        )

    def build(self, site: Site) -> "Terrain":
        """Read the heights; raises SurfaceError with the file, the place and a cure."""
        if site.box.dimension != 2:
            raise SurfaceError(
                f"a terrain has two axes, not {site.box.dimension}",
                cure="give the level two axes, or choose another surface",
            )
        try:
            relief = site.shared.once(("relief", self.file), lambda: self._relief(site))
        except SurfaceError as error:
            raise error.under("file") from None
        return Terrain(site.box, relief)

    def _heights(self, site: Site) -> Array:
        return site.shared.once(
            ("heights", self.file), lambda: read_heights(site.read(self.file), self.file)
        )

    def _relief(self, site: Site) -> "Relief":
        heights = self._heights(site)
        site.shared.take("heights in grids", heights.size, MOST_HEIGHTS)
        return Relief(heights[::-1].T, self.file)


class Relief:
    """A grid heights[i, j] prepared once for all terrains made of it: its spline and extremes.

    `source` names its file in what is said of it.
    """

    def __init__(self, heights: Array, source: str = "the grid") -> None:
        self.cells = np.array(heights.shape) - 1.0
        self.spline = Spline(heights)
        self.extremes = _extremes(heights)
        self._source = source
        self._heights = float(heights.min()), float(heights.max())

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Where the spline swings far beyond all heights, as beside a step or a needle."""
        span = self._heights[1] - self._heights[0]
        told = []
        for end, (value, i, j) in zip(self._heights, self.spline.ends(), strict=True):
            beyond = abs(value - end)
            if beyond > SWING * span:
                said = "rises" if value > end else "falls"
                row, column = self.cells[1] - j + 1.0, i + 1.0
                told.append(
                    f"the smooth surface through {self._source} {said} to {value:.4g} near row "
                    f"{row:.1f}, column {column:.1f}: beyond all its heights, by "
                    f"{beyond / span:.0%} of their range"
                )
        return tuple(told)


class Terrain(Surface):
    """The spline of a relief, whose heights lie evenly spaced from corner to corner of a box."""

    def __init__(self, box: Box, relief: Relief) -> None:
        self.box = box
        self._corner = box.lower
        self._pace = relief.cells / box.extent
        self._spline = relief.spline
        self._relief = relief
        self._landmarks = box.lower + relief.extremes / self._pace

    @property
    def effort(self) -> int:
        return EFFORT

    @property
    def costs(self) -> Costs:
        return Costs(20, 200, 400, 600)

    def heights(self, points: Array) -> Array:
        return self._values(points, 0, 0)

    def mesh(self, *axes: Array) -> Array:
        ways = zip(axes, self._corner, self._pace, strict=True)
        return self._spline.mesh(*((axis - corner) * pace for axis, corner, pace in ways))

    def gradient(self, points: Array) -> Array:
        return np.stack([self._values(points, 1, 0), self._values(points, 0, 1)], axis=-1)

    def hessian(self, points: Array) -> Array:
        across = self._values(points, 1, 1)
        first, second = self._values(points, 2, 0), self._values(points, 0, 2)
        rows = [np.stack([first, across], axis=-1), np.stack([across, second], axis=-1)]
        return np.stack(rows, axis=-2)

    def jet(self, point: Array, order: int) -> Jet:
        parts = self._spline.jet(*((point - self._corner) * self._pace).tolist())
        p, q = self._pace
        gradient = np.array([p * parts[1, 0], q * parts[0, 1]]) if order >= 1 else None
        hessian = None
        if order >= 2:
            across = p * q * parts[1, 1]
            hessian = np.array([[p * p * parts[2, 0], across], [across, q * q * parts[0, 2]]])
        return Jet(float(parts[0, 0]), gradient, hessian)

    def doubts(self) -> Iterator[str]:
        yield from self._relief.doubts

    def landmarks(self) -> Array:
        return self._landmarks

    def _values(self, points: Array, first: int, second: int) -> Array:
        u, v = np.moveaxis((points - self._corner) * self._pace, -1, 0)
        scale = float(self._pace[0] ** first * self._pace[1] ** second)
        return scale * self._spline.values(u, v, (first, second))


def _extremes(heights: Array) -> Array:
    """Return the places (k, 2) in the grid that are as high, or as low, as all eight neighbours."""
    found = []
    for sign in (1.0, -1.0):
        upright = sign * heights
        places = np.argwhere(upright >= _highest_around(upright))
        order = np.argsort(-upright[tuple(places.T)], kind="stable")
        found.append(places[order][:MOST_LANDMARKS])
    return np.concatenate(found).astype(np.float64)


def _highest_around(heights: Array) -> Array:
    """Return for each place of a grid the highest height of it and its eight neighbours."""
    across = heights.copy()
    np.maximum(across[1:], heights[:-1], out=across[1:])
    np.maximum(across[:-1], heights[1:], out=across[:-1])
    highest = across.copy()
    np.maximum(highest[:, 1:], across[:, :-1], out=highest[:, 1:])
    np.maximum(highest[:, :-1], across[:, 1:], out=highest[:, :-1])
    return highest
