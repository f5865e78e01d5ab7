"""The benchmarks of files: `score`, games from files scored; `check`, the slowest level checked."""

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np

import sandpit
from sandpit.console import json_rows
from sandpit.game import Transcript, replay
from sandpit.library import Library
from sandpit.library.checking import check as checked
from sandpit.library.judging import Judge
from tests.benchmarks.measure import Bar, Result, in_turns
from tests.levels.hostile import write_all
from tests.surfaces.published import PUBLISHED
from tests.written import written

FILES = 20
DIPS = 20
ROUNDS = 3
AGAIN = 4
"""So many of the slowest levels are checked again, so that other work counts for none of them."""


def score() -> Result:
    """Files of 20 dips on lost-phone scored and told, against replaying the same in memory."""
    with tempfile.TemporaryDirectory() as folder:
        level = sandpit.load_level("lost-phone")
        games = list(_games(level))
        paths = [Path(folder) / f"{i}.json" for i in range(len(games))]
        for path, game in zip(paths, games, strict=True):
            path.write_text(game.to_json())
        judge = Judge(Library.default())

        def ours() -> None:
            with redirect_stdout(io.StringIO()), json_rows() as tell:
                for path in paths:
                    tell(judge.judge(path).members())

        def reference() -> None:
            for game in games:
                replay(level, game)

        mine, theirs = in_turns(ours, reference, rounds=200)
    return Result(
        name="score",
        what="files of 20 dips scored a second / the same games replayed in memory",
        ours=mine / FILES,
        reference=theirs / FILES,
        ratio=theirs / mine,
        bar=Bar("at least", 0.5),
    )


def _games(level: sandpit.Level) -> Iterator[Transcript]:
    """Games of probes and steps that stay far from the phone, so that none ends early."""
    rng = np.random.default_rng(0)
    for _ in range(FILES):
        session = sandpit.Session(level, player="ada")
        while session.state.outcome is None and session.state.dips_left > level.dips - DIPS:
            session.play(sandpit.Probe(rng.uniform((3.0, 0.0), (6.0, 6.0)).tolist()))
            if session.state.outcome is None:
                session.play(sandpit.Step(0.01))
        yield session.transcript


def check() -> Result:
    """The slowest of the hostile and the published levels, against `import numpy` anew."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [*write_all(Path(folder)), *_published(Path(folder))]
        times = {path: _checking(path) for path in paths}
        slow = sorted(paths, key=times.__getitem__)[-AGAIN:]
        slowest = max(min(_checking(path) for _ in range(ROUNDS)) for path in slow)
    command = [sys.executable, "-c", "import numpy"]
    importing = min(_seconds_of(command) for _ in range(2 * ROUNDS))
    return Result(
        name="check",
        what="the slowest hostile or published level checked / import numpy in a new process",
        ours=slowest,
        reference=importing,
        ratio=slowest / importing,
        bar=Bar("at most", 25.0),
    )


def _published(folder: Path) -> Iterator[Path]:
    for name, function in PUBLISHED.items():
        surface = {"kind": "formula", "formula": function.formula}
        axes = [{"name": f"x{i}", "range": side} for i, side in enumerate(function.ranges)]
        path = folder / f"published-{name}.json"
        path.write_text(json.dumps(written(goal="pit", axes=axes, surface=surface)))
        yield path


def _checking(path: Path) -> float:
    began = time.perf_counter()
    list(checked([path]))
    return time.perf_counter() - began


def _seconds_of(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began
