"""The table of test functions: what a level may write as a benchmark's `"name"`."""

from collections.abc import Mapping

from sandpit.surfaces.benchmarks.planar_pits import (
    Branin,
    Easom,
    GoldsteinPrice,
    Himmelblau,
    SixHumpCamel,
    ThreeHumpCamel,
)
from sandpit.surfaces.benchmarks.planar_valleys import (
    Beale,
    Booth,
    Matyas,
    McCormick,
    MonkeySaddle,
)
from sandpit.surfaces.benchmarks.record import Benchmark
from sandpit.surfaces.benchmarks.ripples import (
    Ackley,
    Griewank,
    Levy,
    Rastrigin,
    StyblinskiTang,
)
from sandpit.surfaces.benchmarks.valleys import DixonPrice, Rosenbrock, Sphere, Zakharov

BENCHMARKS: Mapping[str, Benchmark] = {
    "ackley": Ackley(),
    "beale": Beale(),
    "booth": Booth(),
    "branin": Branin(),
    "dixon-price": DixonPrice(),
    "easom": Easom(),
    "goldstein-price": GoldsteinPrice(),
    "griewank": Griewank(),
    "himmelblau": Himmelblau(),
    "levy": Levy(),
    "matyas": Matyas(),
    "mccormick": McCormick(),
    "monkey-saddle": MonkeySaddle(),
    "rastrigin": Rastrigin(),
    "rosenbrock": Rosenbrock(),
    "six-hump-camel": SixHumpCamel(),
    "sphere": Sphere(),
    "styblinski-tang": StyblinskiTang(),
    "three-hump-camel": ThreeHumpCamel(),
    "zakharov": Zakharov(),
}
