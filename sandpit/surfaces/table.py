"""The table of surface kinds: what a level may write as `"kind"`."""

from collections.abc import Mapping

from sandpit.surfaces.benchmark import BenchmarkSpec
from sandpit.surfaces.bowl import BowlSpec
from sandpit.surfaces.fit import FitSpec
from sandpit.surfaces.formula import FormulaSpec
from sandpit.surfaces.hill import HillSpec
from sandpit.surfaces.lattice import LatticeSpec
from sandpit.surfaces.moved import MovedSpec
from sandpit.surfaces.network import NetworkSpec
from sandpit.surfaces.spec import Spec
from sandpit.surfaces.sum import SumSpec
from sandpit.surfaces.terrain import TerrainSpec
from sandpit.surfaces.waves import WavesSpec

SURFACES: Mapping[str, type[Spec]] = {
    "formula": FormulaSpec,
    "hill": HillSpec,
    "bowl": BowlSpec,
    "waves": WavesSpec,
    "lattice": LatticeSpec,
    "benchmark": BenchmarkSpec,
    "sum": SumSpec,
    "moved": MovedSpec,
    "fit": FitSpec,
    "terrain": TerrainSpec,
    "network": NetworkSpec,
}
