"""The benchmark `hostile`: what is refused, and the heaviest that is not, takes no time."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from sandpit.errors import SandpitError
from sandpit.surfaces import Box, Goal, Site
from sandpit.surfaces.data import read_table
from sandpit.surfaces.formula import FormulaSpec
from sandpit.surfaces.grid import read_heights
from tests.benchmarks.measure import Bar, Result
from tests.surfaces.hostile import BOMBS, HEAVY_FORMULAS, HOSTILE_FORMULAS, LONG_LINE
from tests.surfaces.samples import read

ROUNDS = 3


def hostile() -> Result:
    """The slowest of the hostile formulas and files, against `import numpy` in a new process."""
    slowest = max(min(_seconds(work) for _ in range(ROUNDS)) for work in _works())
    command = [sys.executable, "-c", "import numpy"]
    importing = min(
        _seconds(lambda: subprocess.run(command, check=True)) for _ in range(2 * ROUNDS)
    )
    return Result(
        name="hostile",
        what="the slowest hostile formula or file / import numpy in a new process",
        ours=slowest,
        reference=importing,
        ratio=slowest / importing,
        bar=Bar("at most", 5.0),
    )


def _works() -> Iterator[Callable[[], object]]:
    site = Site(Box.of((0, 6), (0, 6)), ("x", "y"))
    for text in (*HOSTILE_FORMULAS.values(), *HEAVY_FORMULAS.values()):
        yield partial(FormulaSpec(formula=text).build, site)
    for name, content in BOMBS.values():
        yield partial(read_heights, content, name)
    yield partial(read_table, b"t,y\n" + b"1,2\n" * 1_000_000, "big.csv")
    yield _long_line


def _long_line() -> None:
    """A line through as many rows as a table may have: read, drawn and searched."""
    written = {"kind": "fit", "model": "a + b*t", "data": {"file": "d.csv"}, "x": "t", "y": "y"}
    site = Site(Box.of((-10.0, 10.0), (0.0, 5.0)), ("a", "b"), read=lambda _: LONG_LINE)
    surface = read(written).build(site)
    surface.mesh(*surface.box.linspaces(256))
    surface.optima(Goal.PIT)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    with suppress(SandpitError):
        work()
    return time.perf_counter() - began
