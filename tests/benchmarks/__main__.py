"""`python -m tests.benchmarks [--json] [--within SHARE] [NAME...]`: measure and compare.

Prints ours, the reference and the ratio of each. Exit code 1 where a promise is not kept; with
`--within 0.25` only where it is missed by more than a quarter, for machines with other work.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from tests.benchmarks import atlas, board, engine, files, hostile, networks, screen
from tests.benchmarks.measure import Result

BENCHMARKS: Mapping[str, Callable[[], Result]] = {
    "map": screen.map_picture,
    "idle": screen.idle,
    "busy": screen.busy,
    "actions": engine.actions,
    "formula": engine.formula,
    "start": screen.start,
    "digits": networks.digits,
    "board": board.board,
    "atlas": atlas.atlas,
    "atlas-frame": atlas.atlas_frame,
    "hostile": hostile.hostile,
    "score": files.score,
    "check": files.check,
}


def main() -> int:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--within", type=float, default=0.0, metavar="SHARE", help="tolerance")
    asked = parser.parse_args()
    results = []
    with screen.display():
        for name in asked.names or BENCHMARKS:
            print(f"measuring {name} ...", file=sys.stderr)
            results.append(BENCHMARKS[name]())
    if asked.json:
        rows = [{**asdict(row), "bar": str(row.bar), "reached": row.reached} for row in results]
        print(json.dumps(rows, indent=2))
    else:
        Console().print(_table(results))
    return 0 if all(row.bar.nearly_holds(row.ratio, asked.within) for row in results) else 1


def _table(results: list[Result]) -> Table:
    table = Table("name", "what", "ours", "reference", "ratio", "bar", "", box=None)
    for row in results:
        times = (f"{1e3 * row.ours:.4g} ms", f"{1e3 * row.reference:.4g} ms")
        verdict = "reached" if row.reached else "MISSED"
        table.add_row(row.name, row.what, *times, f"{row.ratio:.2f}", str(row.bar), verdict)
    return table


if __name__ == "__main__":
    sys.exit(main())
