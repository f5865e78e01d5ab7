"""An egg box with one hollow deeper than the rest."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.latex import name_latex
from sandpit.surfaces.notation import of_point
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Surface

INNER_PITS = ((1, 0), (0, 1), (-1, 0), (0, -1))
MOST_SITES = 64
EFFORT = 48
"""How many simple operations a height takes, most of them for its sines and cosines."""
SINC = np.polynomial.Polynomial(
    [0.0 if k % 2 else (-1.0) ** (k // 2) / math.factorial(k + 1) for k in range(21)]
)
"""The power series of sinc; what is left out is below 1e-19 where |x| <= 1."""
SINC_SLOPE, SINC_BEND = SINC.deriv(1), SINC.deriv(2)


@dataclass(frozen=True, kw_only=True)
class LatticeSpec(Spec):
    """A turned, shifted lattice of bumps, +1 and -1 in turn, one inner pit deepened to -2.

    Over lattice coordinates (u, v) it is the sum over all whole numbers i, j of
    (-1)^(i+j) sinc(pi (u - i)) sinc(pi (v - j)), with sinc(x) = sin(x)/x, less one more such
    bump at one of the four pits around the middle.

    Domain: any box of two axes, up to 64 spacings from corner to corner.
    Optima: one pit of -2, at the middle's neighbour `pit`; about -1 at other odd sites and
        about +1 at even ones.
    Teaches: where all pits look alike from near by, only trying several tells which is deepest.
    Source: the many minima of the course's "Sandpit" notebook.
    """

    kind: Literal["lattice"] = "lattice"
    spacing: float | None = None
    """How far a peak is from the next pit; a fifth of the shorter axis if left out."""
    angle: float | Literal["random"] = "random"
    """By how many degrees the lattice is turned, anticlockwise."""
    shift: tuple[float, float] | Literal["random"] = "random"
    """Where its middle peak is, seen from the domain's middle, in spacings along the lattice."""
    pit: Literal[0, 1, 2, 3, "random"] = "random"
    """Which of the four inner pits is the deep one, anticlockwise from the first lattice axis."""
    seed: Seed = "random"
    """What is drawn is drawn from this whole number, or, if "random", anew for each game."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        across, up = (
            rf"\left({name_latex(name)} - m_{{{i}}}\right)" for i, name in enumerate(names, 1)
        )
        return (
            rf"{of_point(symbol, names)} = \cos\left(\pi u\right) \cos\left(\pi v\right) - "
            r"\mathrm{sinc}\left(\pi \left(u - a\right)\right) "
            r"\mathrm{sinc}\left(\pi \left(v - b\right)\right)",
            r"\cos\left(\pi u\right) = "
            r"\sum_{i=-\infty}^{\infty} (-1)^{i} \mathrm{sinc}\left(\pi \left(u - i\right)\right)",
            rf"u = \frac{{1}}{{s}} \left({across} \cos \theta + {up} \sin \theta\right) - p",
            rf"v = \frac{{1}}{{s}} \left({up} \cos \theta - {across} \sin \theta\right) - q",
        )

    @property
    def draws(self) -> bool:
        """Whether each session draws its own lattice."""
        return self.seed == "random" and "random" in (self.angle, self.shift, self.pit)

    def build(self, site: Site) -> "Lattice":
        """Build the lattice over the site's box."""
        box = site.box
        if box.dimension != 2:
            raise SurfaceError(
                f"a lattice needs two axes, not {box.dimension}",
                cure="use `waves` for other numbers of axes",
            )
        spacing = 0.2 * float(box.extent.min()) if self.spacing is None else self.spacing
        if not spacing > 0 or box.diagonal > MOST_SITES * spacing:
            raise SurfaceError(
                f"a spacing of {spacing:g} does not fit this domain",
                cure=f"write a spacing above {box.diagonal / MOST_SITES:.3g}",
                path=("spacing",),
            )
        draws = site.draws(self.seed)
        angle, *shift = draws.uniforms(3) * (90.0, 1.0, 1.0) - (0.0, 0.5, 0.5)
        pit = draws.below(4)
        return Lattice(
            box,
            spacing=spacing,
            angle=np.deg2rad(angle if self.angle == "random" else self.angle),
            shift=np.array(shift if self.shift == "random" else self.shift, dtype=np.float64),
            pit=INNER_PITS[pit if self.pit == "random" else self.pit],
        )


class Lattice(Surface):
    """cos(pi u) cos(pi v) - sinc(pi (u - a)) sinc(pi (v - b)), with (a, b) the deep pit.

    The cosine is what a row of sincs without end adds up to: sum_i (-1)^i sinc(pi (u - i)), by
    the partial fractions of 1/sin (Euler) or, today, by Shannon's sampling theorem.
    """

    def __init__(
        self, box: Box, *, spacing: float, angle: float, shift: Array, pit: tuple[int, int]
    ) -> None:
        self.box = box
        self._shift = shift
        self._middle = box.centre
        self._pit = pit
        cos, sin = np.cos(angle), np.sin(angle)
        self._turn = np.array([[cos, sin], [-sin, cos]]) / spacing

    @property
    def effort(self) -> int:
        return EFFORT

    @property
    def costs(self) -> Costs:
        return Costs(50, 100, 350, 450)

    def heights(self, points: Array) -> Array:
        return _partial(self._rows(points[..., 0], points[..., 1], 0), 0, 0)

    def mesh(self, *axes: Array) -> Array:
        x, y = axes
        return _partial(self._rows(x[:, None], y[None, :], 0), 0, 0)

    def gradient(self, points: Array) -> Array:
        rows = self._rows(points[..., 0], points[..., 1], 1)
        return np.stack([_partial(rows, 1, 0), _partial(rows, 0, 1)], axis=-1) @ self._turn

    def hessian(self, points: Array) -> Array:
        rows = self._rows(points[..., 0], points[..., 1], 2)
        mixed = _partial(rows, 1, 1)
        twice = [[_partial(rows, 2, 0), mixed], [mixed, _partial(rows, 0, 2)]]
        curves = np.stack([np.stack(row, axis=-1) for row in twice], axis=-2)
        return np.asarray(self._turn.T @ curves @ self._turn)

    def _rows(self, x: Array, y: Array, order: int) -> tuple[list[Array], ...]:
        """Return the cosines and the sincs with derivatives up to `order`, by u and by v."""
        x, y = x - self._middle[0], y - self._middle[1]
        u, v = (t[0] * x + t[1] * y - s for t, s in zip(self._turn, self._shift, strict=True))
        a, b = self._pit
        return (
            _cosine(u, order),
            _cosine(v, order),
            sinc(np.pi * (u - a), order, pace=np.pi),
            sinc(np.pi * (v - b), order, pace=np.pi),
        )


def _partial(rows: tuple[list[Array], ...], by_u: int, by_v: int) -> Array:
    """Return the surface differentiated so many times by u and by v, from its rows."""
    row_u, row_v, pit_u, pit_v = rows
    return row_u[by_u] * row_v[by_v] - pit_u[by_u] * pit_v[by_v]


def _cosine(u: Array, order: int) -> list[Array]:
    """Return cos(pi u) and its derivatives up to `order` <= 2."""
    return [np.pi**k * np.cos(np.pi * (u + 0.5 * k)) for k in range(order + 1)]


def sinc(x: Array, order: int, *, pace: float = 1.0) -> list[Array]:
    """Return sin(x)/x and its derivatives up to `order` <= 2, each times pace^its order.

    Near 0 the derivatives are summed from the power series, as the quotients cancel there.
    """
    safe = np.where(x == 0.0, 1.0, x)
    value = np.where(x == 0.0, 1.0, np.sin(safe) / safe)
    if order == 0:
        return [value]
    small = np.abs(x) < 1.0
    safe = np.where(small, 1.0, x)
    slope = np.asarray((np.cos(safe) - value) / safe)
    bend = np.asarray(-value - 2.0 * slope / safe)
    slope[small], bend[small] = SINC_SLOPE(x[small]), SINC_BEND(x[small])
    return [value, pace * slope, pace**2 * bend][: order + 1]
