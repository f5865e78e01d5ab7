"""Named test functions of optimisation."""

from sandpit.surfaces.benchmarks.record import Benchmark, Separate
from sandpit.surfaces.benchmarks.table import BENCHMARKS

__all__ = ["BENCHMARKS", "Benchmark", "Separate"]
