"""A named test function of optimisation, over a level's box."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sandpit.errors import SurfaceError, suggestion
from sandpit.surfaces.benchmarks import BENCHMARKS, Benchmark, Separate
from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.budget import Budget
from sandpit.surfaces.optima import Goal, Optima
from sandpit.surfaces.search import MESH_AXES, find_optima
from sandpit.surfaces.separable import combined
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.surface import Surface


@dataclass(frozen=True, kw_only=True)
class BenchmarkSpec(Spec):
    """A named test function of optimisation, by its textbook formula in the axes' numbers.

    Domain: any box, though each has its usual one, of as many axes as it is defined over.
    Optima: the lowest points are known and published; other ones are found by search.
    Teaches: each shows one way in which simple methods fail: a bent valley, ripples, a needle.
    Source: each names its own.
    """

    kind: Literal["benchmark"] = "benchmark"
    name: str
    """Its name: ackley, beale, booth, branin, dixon-price, easom, goldstein-price, griewank,
    himmelblau, levy, matyas, mccormick, monkey-saddle, rastrigin, rosenbrock, six-hump-camel,
    sphere, styblinski-tang, three-hump-camel or zakharov."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        return self._known().definition(names, symbol)

    def build(self, site: Site) -> "BenchmarkSurface":
        """Build the test function over the site's box."""
        benchmark = self._known()
        n = site.box.dimension
        most = benchmark.most_axes or n
        if not benchmark.fewest_axes <= n <= most:
            wanted = (
                f"exactly {most}" if benchmark.most_axes else f"{benchmark.fewest_axes} or more"
            )
            raise SurfaceError(
                f"{self.name} is defined over {wanted} axes, not {n}",
                cure="give the level as many axes, or choose another benchmark",
                path=("name",),
            )
        return BenchmarkSurface(site.box, benchmark)

    def _known(self) -> Benchmark:
        """Return the function of this name; raises SurfaceError where there is none."""
        benchmark = BENCHMARKS.get(self.name)
        if benchmark is None:
            raise SurfaceError(
                f"there is no benchmark named {self.name[:40]!r}",
                cure=suggestion(
                    self.name.lower(), BENCHMARKS, f"choose one of {', '.join(BENCHMARKS)}"
                ),
                path=("name",),
            )
        return benchmark


class BenchmarkSurface(Surface):
    """A test function over a box that need not be its usual one."""

    def __init__(self, box: Box, benchmark: Benchmark) -> None:
        self.box = box
        self._benchmark = benchmark

    def heights(self, points: Array) -> Array:
        return self._benchmark.heights(points)

    def gradient(self, points: Array) -> Array:
        return self._benchmark.gradient(points)

    def hessian(self, points: Array) -> Array:
        return self._benchmark.hessian(points)

    def mesh(self, *axes: Array) -> Array:
        return self._benchmark.mesh(*axes)

    def limit(self, goal: Goal) -> float | None:
        """Return the height of the published lowest point, which is so in the usual domain."""
        lowest, usual = self.landmarks(), self._benchmark.usual_box(self.dimension)
        within = (self.box.lower >= usual.lower) & (self.box.upper <= usual.upper)
        if goal is Goal.PEAK or not len(lowest) or not within.all():
            return None
        return float(self.heights(lowest).min())

    def landmarks(self) -> Array:
        return self._benchmark.pits(self.dimension)

    def optima(self, goal: Goal, budget: Budget | None = None) -> Optima:
        """Return the optima, from what is known of the function where it has many axes."""
        if isinstance(self._benchmark, Separate) and self.dimension > 1:
            return self._axis_by_axis(goal, budget or Budget())
        known = self.landmarks()
        known = known[self.box.contains(known)]
        if self.dimension <= MESH_AXES or goal is Goal.PEAK or not len(known):
            return find_optima(self, goal, budget)
        return Optima(known, self.heights(known), best=len(known), complete=False)

    def _axis_by_axis(self, goal: Goal, budget: Budget) -> Optima:
        """Return the combinations of the optima along each axis, each searched for on its own."""

        @cache
        def along(low: float, high: float) -> Array:
            line = BenchmarkSurface(Box.of((low, high)), self._benchmark)
            return find_optima(line, goal, budget).points[:, 0]

        bounds = list(zip(self.box.lower.tolist(), self.box.upper.tolist(), strict=True))
        return combined(self, goal, [along(*pair) for pair in bounds])
