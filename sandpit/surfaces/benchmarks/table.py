"""The table of test functions: what a level may write as a benchmark's `"name"`."""

from sandpit.surfaces.benchmarks.many import (
    Ackley,
    DixonPrice,
    Griewank,
    Levy,
    Rastrigin,
    Rosenbrock,
    Sphere,
    StyblinskiTang,
    Zakharov,
)
from sandpit.surfaces.benchmarks.planar import (
    Beale,
    Booth,
    Branin,
    Easom,
    GoldsteinPrice,
    Himmelblau,
    Matyas,
    McCormick,
    MonkeySaddle,
    SixHumpCamel,
    ThreeHumpCamel,
)
from sandpit.surfaces.benchmarks.record import Benchmark

BENCHMARKS: dict[str, Benchmark] = {
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
