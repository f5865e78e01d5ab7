"""A game says the same on every machine, wherever it was played."""

import json
import platform
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from tests.game.steady_games import RATES
from tests.machines import MACHINES, environment


def run(machine: str, task: str, lines: str = "") -> str:
    command = [sys.executable, "-m", "tests.game.steady_games", task]
    done = subprocess.run(
        command,
        input=lines,
        env=environment(machine),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def recorded(machine: str) -> str:
    return run(machine, "record")


@cache
def scored(machine: str, player: str) -> list[Any]:
    """Return how the games that were recorded on one machine went, as another scores them."""
    return [json.loads(line) for line in run(machine, "score", recorded(player)).splitlines()]


@pytest.mark.parametrize("player", MACHINES)
@pytest.mark.parametrize("machine", MACHINES)
def test_a_game_recorded_on_one_machine_is_scored_alike_on_another(
    machine: str, player: str
) -> None:
    games = scored(machine, player)
    assert len(games) == sum(map(len, RATES.values()))
    assert [game["failure"] for game in games] == [None] * len(games)
    assert games == scored(player, player)


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="the machines are x86 processors"
)
def test_the_machines_differ_so_that_this_says_something() -> None:
    assert len({recorded(machine) for machine in MACHINES}) > 1
