"""An egg box with one hollow deeper than the rest."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Surface

INNER_PITS = ((1, 0), (0, 1), (-1, 0), (0, -1))
MOST_SITES = 64
SERIES_TERMS = 11
"""So many terms of the series of sinc leave less than 1e-19 where |x| <= 1."""


@dataclass(frozen=True, kw_only=True)
class LatticeSpec(Spec):
    """A turned, shifted lattice of bumps, +1 and -1 in turn, one inner pit deepened to -2.

    Over lattice coordinates (u, v) it is the sum of (-1)^(i+j) sinc(pi (u - i)) sinc(pi (v - j)),
    sinc(x) = sin(x)/x, over all sites i, j near the domain, less one more such bump at one of
    the four pits around the middle. Two axes only.
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

    @property
    def draws(self) -> bool:
        """Whether each session draws its own lattice."""
        return self.seed == "random" and "random" in (self.angle, self.shift, self.pit)

    def build(self, site: Site) -> "Lattice":
        """Build the lattice over the site's box."""
        box = site.box
        if box.dimension != 2:
            raise SurfaceError(
                f"a lattice lies over two axes, not {box.dimension}",
                cure="use `waves` for other numbers of axes",
            )
        spacing = 0.2 * float(box.extent.min()) if self.spacing is None else self.spacing
        if not spacing > 0 or box.diagonal > MOST_SITES * spacing:
            raise SurfaceError(
                f"a spacing of {spacing:g} does not fit this domain",
                cure=f"write a spacing above {box.diagonal / MOST_SITES:.3g}",
                path=("spacing",),
            )
        rng = site.rng(self.seed)
        angle, shift, pit = rng.uniform(0.0, 90.0), rng.uniform(-0.5, 0.5, 2), rng.integers(4)
        return Lattice(
            box,
            spacing=spacing,
            angle=np.deg2rad(angle if self.angle == "random" else self.angle),
            shift=shift if self.shift == "random" else np.array(self.shift, dtype=np.float64),
            pit=INNER_PITS[pit if self.pit == "random" else self.pit],
        )


class Lattice(Surface):
    """S(u) S(v) - E(u - a) E(v - b), S an alternating row of sincs, E one sinc, (a, b) the pit."""

    def __init__(
        self, box: Box, *, spacing: float, angle: float, shift: Array, pit: tuple[int, int]
    ) -> None:
        self.box = box
        self._shift = shift
        self._middle = box.centre
        self._pit = pit
        self._reach = int(np.ceil(0.5 * box.diagonal / spacing + np.abs(shift).max())) + 1
        cos, sin = np.cos(angle), np.sin(angle)
        self._turn = np.array([[cos, sin], [-sin, cos]]) / spacing

    def heights(self, points: Array) -> Array:
        away = points - self._middle
        return _partial(self._rows(away[..., 0], away[..., 1], 0), 0, 0)

    def mesh(self, *axes: Array) -> Array:
        x, y = (axis - middle for axis, middle in zip(axes, self._middle, strict=True))
        return _partial(self._rows(x[:, None], y[None, :], 0), 0, 0)

    def gradient(self, points: Array) -> Array:
        away = points - self._middle
        rows = self._rows(away[..., 0], away[..., 1], 1)
        slopes = [_partial(rows, 1, 0), _partial(rows, 0, 1)]
        return np.stack(slopes, axis=-1) @ self._turn

    def hessian(self, points: Array) -> Array:
        away = points - self._middle
        rows = self._rows(away[..., 0], away[..., 1], 2)
        twice = [
            [_partial(rows, 2, 0), _partial(rows, 1, 1)],
            [_partial(rows, 1, 1), _partial(rows, 0, 2)],
        ]
        curves = np.stack([np.stack(row, axis=-1) for row in twice], axis=-2)
        return np.asarray(self._turn.T @ curves @ self._turn)

    def _rows(self, x: Array, y: Array, order: int) -> tuple[list[Array], ...]:
        """Return S and E with derivatives up to `order`, along both lattice axes."""
        u, v = (t[0] * x + t[1] * y - s for t, s in zip(self._turn, self._shift, strict=True))
        a, b = self._pit
        return (
            alternating(u, self._reach, order),
            alternating(v, self._reach, order),
            sinc(np.pi * (u - a), order, pace=np.pi),
            sinc(np.pi * (v - b), order, pace=np.pi),
        )


def _partial(rows: tuple[list[Array], ...], by_u: int, by_v: int) -> Array:
    """Return the surface differentiated so many times by u and by v, from its rows."""
    row_u, row_v, pit_u, pit_v = rows
    return row_u[by_u] * row_v[by_v] - pit_u[by_u] * pit_v[by_v]


def alternating(u: Array, reach: int, order: int) -> list[Array]:
    """Return sum_i (-1)^i sinc(pi (u - i)), |i| <= reach, and its derivatives up to `order` <= 2.

    All sines are the same up to sign, so that of the nearest site is enough:
    (-1)^k (sinc(pi t) + sin(pi t) / pi * sum_(i != k) 1 / (u - i)), t = u - k, k the nearest.
    """
    nearest = np.clip(np.rint(u), -reach, reach)
    t = u - nearest
    poles = [np.zeros_like(t) for _ in range(order + 1)]
    for site in range(-reach, reach + 1):
        inverse = 1.0 / np.where(nearest == site, np.inf, u - site)
        term = inverse
        for power in range(order + 1):
            poles[power] += term
            term = -(power + 1) * term * inverse
    sin, cos = np.sin(np.pi * t), np.cos(np.pi * t)
    mixed = [sin * poles[0] / np.pi]
    if order >= 1:
        mixed.append(cos * poles[0] + sin * poles[1] / np.pi)
    if order >= 2:
        mixed.append(-np.pi * sin * poles[0] + 2.0 * cos * poles[1] + sin * poles[2] / np.pi)
    sign = 1.0 - 2.0 * (nearest % 2)
    own = sinc(np.pi * t, order, pace=np.pi)
    return [sign * (a + b) for a, b in zip(own, mixed, strict=True)]


def sinc(x: Array, order: int, *, pace: float = 1.0) -> list[Array]:
    """Return sin(x)/x and its derivatives up to `order` <= 2, each times pace^its order.

    Near 0 they are summed from the power series, as the quotients cancel there.
    """
    small = np.abs(x) < 1.0
    safe = np.where(small, 1.0, x)
    value = np.sin(safe) / safe
    slope = (np.cos(safe) - value) / safe
    closed = [value, slope, -value - 2.0 * slope / safe]
    near = np.where(small, x, 0.0)
    series = np.zeros(2 * SERIES_TERMS - 1)
    series[0] = 1.0
    for m in range(1, SERIES_TERMS):
        series[2 * m] = -series[2 * m - 2] / (2 * m * (2 * m + 1))
    polynomial = np.polynomial.Polynomial(series)
    return [
        pace**k * np.where(small, polynomial.deriv(k)(near) if k else polynomial(near), closed[k])
        for k in range(order + 1)
    ]
