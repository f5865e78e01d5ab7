"""A hilly country made of cosine waves."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import bounded, one_each
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Costs
from sandpit.surfaces.notation import POINT, factor, point, written
from sandpit.surfaces.optima import Goal
from sandpit.surfaces.spec import Seed, Site, Spec
from sandpit.surfaces.surface import Jet, Surface

MOST_TERMS = 4096
BLOCK = 1 << 19
"""The most cosines that are worked out at a time."""
MOST_HALF_WAVES = 200.0
"""Finer waves than so many half-waves along an axis could not be told apart on any map."""


@dataclass(frozen=True, kw_only=True)
class WaveTerm:
    """One wave: amplitude * prod_i cos(pi * frequency * index_i * t_i + phase_i)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = Spec.__pydantic_config__

    index: tuple[int, ...]
    """How many half-waves lie along each axis (times `frequency`), 0 or more."""
    amplitude: float = 1.0
    """The height of the wave."""
    phase: tuple[float, ...] | None = None
    """Where it starts along each axis, in radians; all 0 if left out."""


@dataclass(frozen=True, kw_only=True)
class WavesSpec(Spec):
    """A cosine series: sum_k a_k prod_i cos(pi * frequency * k_i * t_i + phase_ki).

    Here t_i runs from 0 to 1 along axis i of the domain, and k over all tuples of 0..count-1.

    Domain: any box; count^n is at most 4,096 for n axes.
    Optima: where the waves happen to agree: found by search, several to many of them.
    Teaches: in hilly country a gradient leads to the nearest summit, not to the highest.
    Source: the random pits of the course's "Sandpit" notebook.
    """

    kind: Literal["waves"] = "waves"
    count: int = 4
    """How many waves are drawn for each axis, 1 or more."""
    decay: float = 2.0
    """How fast finer waves become lower: a_k is drawn from 0 to amplitude / prod(k_i + 1)^decay."""
    amplitude: float = 1.0
    """What all heights are multiplied by."""
    frequency: float = 1.0
    """What all half-waves along the axes are multiplied by: 10 makes rocks of hills."""
    seed: Seed = "random"
    """What the waves are drawn from: a whole number, or "random" for each game its own."""
    terms: tuple[WaveTerm, ...] | None = None
    """The waves written out, instead of being drawn by `count`, `decay` and `seed`."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        angle = rf"{factor(self.frequency)}\pi k_i t_i + \varphi_{{k i}}"
        drawn = (
            rf"0 \le a_k \le \prod_{{i=1}}^{{n}} \left(k_i + 1\right)^{{{written(-self.decay)}}}"
            rf", \quad 0 \le k_i \le {self.count - 1}",
        )
        return (
            rf"{symbol}({POINT}) = {factor(self.amplitude)}\sum_{{k}} a_k "
            rf"\prod_{{i=1}}^{{n}} \cos\left({angle}\right)",
            r"t_i = \frac{x_i - l_i}{u_i - l_i}, \quad l_i \le x_i \le u_i",
            *(drawn if self.terms is None else ()),
            point(names),
        )

    @property
    def draws(self) -> bool:
        """Whether each session draws its own waves."""
        return self.terms is None and self.seed == "random"

    def build(self, site: Site) -> "Waves":
        """Build the waves over the site's box."""
        if not bounded(self.amplitude, "amplitude"):
            raise SurfaceError(
                "waves of amplitude 0 are flat", cure="write another number", path=("amplitude",)
            )
        if self.frequency <= 0:
            raise SurfaceError(
                "a frequency must be above 0",
                cure="write a number above 0, such as 1",
                path=("frequency",),
            )
        index, amplitude, phase = self._drawn(site) if self.terms is None else self._written(site)
        if index.max() * self.frequency > MOST_HALF_WAVES:
            raise SurfaceError(
                f"{index.max() * self.frequency:g} half-waves along an axis are too fine",
                cure=f"lower the frequency: at most {MOST_HALF_WAVES:g} half-waves",
                path=("frequency",),
            )
        return Waves(site.box, index * self.frequency, amplitude * self.amplitude, phase)

    def _drawn(self, site: Site) -> tuple[Array, Array, Array]:
        n = site.box.dimension
        if self.count < 1:
            raise SurfaceError(
                "there are no waves to draw", cure="write 1 or more", path=("count",)
            )
        if n * np.log(self.count) > np.log(MOST_TERMS) + 1e-9:
            raise SurfaceError(
                f"{self.count} waves for each of {n} axes are too many",
                cure=f"choose a lower count: count^{n} is at most {MOST_TERMS}",
                path=("count",),
            )
        index = np.array(list(itertools.product(range(self.count), repeat=n)), dtype=np.float64)
        draws = site.draws(self.seed)
        amplitude = draws.uniforms(len(index)) / np.prod(index + 1.0, axis=1) ** self.decay
        return index, amplitude, 2.0 * np.pi * draws.uniforms(*index.shape)

    def _written(self, site: Site) -> tuple[Array, Array, Array]:
        n = site.box.dimension
        terms = self.terms or ()
        if not 0 < len(terms) <= MOST_TERMS:
            raise SurfaceError(
                f"there are {len(terms):,} terms",
                cure=f"write 1 to {MOST_TERMS}",
                path=("terms",),
            )
        rows = []
        for i, term in enumerate(terms):
            try:
                index = one_each(term.index, n, "index")
                phase = np.zeros(n) if term.phase is None else one_each(term.phase, n, "phase")
            except SurfaceError as error:
                raise error.under("terms", i) from None
            if (index < 0).any():
                raise SurfaceError(
                    "an index must be 0 or more",
                    cure="write how many half-waves fit along each axis",
                    path=("terms", i, "index"),
                )
            rows.append((index, phase))
        index, phase = (np.array(column) for column in zip(*rows, strict=True))
        return index, bounded(tuple(term.amplitude for term in terms), "terms"), phase


class Waves(Surface):
    """sum_t amplitude_t prod_i cos(pi * waves_ti * (x_i - lower_i) / extent_i + phase_ti)."""

    def __init__(self, box: Box, waves: Array, amplitude: Array, phase: Array) -> None:
        self.box = box
        self._start = box.lower
        self._pace = np.pi * waves / box.extent
        self._amplitude = amplitude
        self._phase = phase

    def limit(self, goal: Goal) -> float | None:
        return goal.sign * float(np.abs(self._amplitude).sum())

    @property
    def effort(self) -> int:
        """An angle, a cosine and a product for each wave and axis."""
        return 3 * self._phase.size

    @property
    def costs(self) -> Costs:
        """Each wave of a mesh is a product of a few rows."""
        effort = self.effort
        return Costs(effort // 12 + 1, 8 * effort, 16 * effort, 20 * effort)

    def heights(self, points: Array) -> Array:
        return self._in_blocks(self._heights, points, ())

    def mesh(self, *axes: Array) -> Array:
        waves = [
            np.cos(np.multiply.outer(self._pace[:, i], axis - self._start[i]) + self._phase[:, [i]])
            for i, axis in enumerate(axes)
        ]
        shape = [len(axis) for axis in axes]
        rows, columns = math.prod(shape[:-1]), shape[-1]
        if len(waves) == 1:
            return np.asarray((self._amplitude[:, None] * waves[0]).sum(axis=0))
        table = np.zeros((rows, columns))
        count = max(1, BLOCK // rows)
        for start in range(0, len(self._amplitude), count):
            some = slice(start, start + count)
            total = self._amplitude[some, None] * waves[0][some]
            for wave in waves[1:-1]:
                total = (total[:, :, None] * wave[some, None, :]).reshape(len(total), -1)
            # Not a matrix product: it would wake the threads of BLAS for one millisecond of work.
            table += np.einsum("ta,tb->ab", total, waves[-1][some])
        return table.reshape(shape)

    def gradient(self, points: Array) -> Array:
        return self._in_blocks(
            lambda some: self._gradient(self._factors(some)), points, (self.dimension,)
        )

    def hessian(self, points: Array) -> Array:
        return self._in_blocks(
            lambda some: self._hessian(self._factors(some)), points, (self.dimension,) * 2
        )

    def jet(self, point: Array, order: int) -> Jet:
        if order == 0:
            return Jet(float(self._heights(point)), None, None)
        factors = self._factors(point)
        return Jet(
            float(self._product(factors, ())),
            self._gradient(factors),
            self._hessian(factors) if order >= 2 else None,
        )

    def _in_blocks(
        self, answer: Callable[[Array], Array], points: Array, shape: tuple[int, ...]
    ) -> Array:
        """Return answers, each of a shape, to points (..., n), as few at a time as memory asks."""
        count = max(1, BLOCK // self._phase.size)
        if points.size <= count * self.dimension:
            return answer(points)
        rows = points.reshape(-1, self.dimension)
        blocks = np.split(rows, range(count, len(rows), count))
        return np.concatenate([answer(some) for some in blocks]).reshape(points.shape[:-1] + shape)

    def _heights(self, points: Array) -> Array:
        return np.asarray(np.cos(self._angles(points)).prod(axis=-1) @ self._amplitude)

    def _angles(self, points: Array) -> Array:
        return (points - self._start)[..., None, :] * self._pace + self._phase

    def _factors(self, points: Array) -> Array:
        """Return each cosine and its first two derivatives, shape (3, ..., terms, n)."""
        angles = self._angles(points)
        cosines = np.cos(angles)
        return np.stack([cosines, -self._pace * np.sin(angles), -(self._pace**2) * cosines])

    def _product(self, factors: Array, along: tuple[int, ...]) -> Array:
        """Return the series differentiated once along each of the axes `along`."""
        rows = (factors[along.count(i), ..., i] for i in range(self.dimension))
        return np.asarray(math.prod(rows, start=self._amplitude).sum(axis=-1))

    def _gradient(self, factors: Array) -> Array:
        return np.stack([self._product(factors, (i,)) for i in range(self.dimension)], axis=-1)

    def _hessian(self, factors: Array) -> Array:
        n = self.dimension
        hessian = np.empty((*factors.shape[1:-2], n, n))
        for i, j in itertools.combinations_with_replacement(range(n), 2):
            hessian[..., i, j] = hessian[..., j, i] = self._product(factors, (i, j))
        return hessian
