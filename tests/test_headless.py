"""Scoring, checking and strategies need no window; a picture needs no display."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sandpit
from sandpit.library import shipped_levels

CHECKOUT = Path(sandpit.__file__).parent.parent

NO_WINDOW = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"pygame", "pygame_gui", "contourpy", "cmap"}:
            raise ImportError(f"{name} is not to be imported here")

sys.meta_path.insert(0, Refuse())
"""

PLAY = """
import sandpit
level = sandpit.load_level("lost-phone")
session = sandpit.Session(level)
session.play(sandpit.Probe((2.0, 3.0)))
session.play(sandpit.Step(0.1))
session.give_up()
text = session.transcript.to_json()
again = sandpit.score(level, sandpit.Transcript.from_json(text))
assert again.dips == 2 and again.outcome is sandpit.Outcome.GAVE_UP
print(text)
"""


@pytest.fixture
def without_window(tmp_path: Path) -> dict[str, str]:
    """An environment in which no part that draws can be imported, and there is no display."""
    (tmp_path / "sitecustomize.py").write_text(NO_WINDOW)
    return environment(tmp_path)


def environment(*first: Path) -> dict[str, str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "XDG_DATA_HOME", "HOME") if name in os.environ
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, (*first, CHECKOUT)))}


def run(*arguments: str, env: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", *arguments]
    return subprocess.run(
        command, env=env, cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_blocker_blocks(without_window: dict[str, str], tmp_path: Path) -> None:
    done = run("-c", "import pygame", env=without_window, cwd=tmp_path)
    assert done.returncode == 1
    assert "not to be imported here" in done.stderr


COMMANDS = {
    "levels": ["levels", "--json"],
    "check": ["check", str(shipped_levels() / "2-gradients" / "lost-phone.json")],
    "run": ["run", "steepest", "lost-phone", "--seeds", "2", "--json"],
    "new": ["new", "my-hill"],
    "schema": ["schema"],
    "version": ["--version"],
    "help": ["--help"],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_command_works_without_a_window(
    arguments: list[str], without_window: dict[str, str], tmp_path: Path
) -> None:
    done = run("-m", "sandpit", *arguments, env=without_window, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr
    if "--json" in arguments or arguments == ["schema"]:
        assert json.loads(done.stdout)


def test_a_game_is_played_in_python_and_scored_by_a_command_without_a_window(
    without_window: dict[str, str], tmp_path: Path
) -> None:
    played = run("-c", PLAY, env=without_window, cwd=tmp_path)
    assert played.returncode == 0, played.stderr
    (tmp_path / "game.json").write_text(played.stdout)
    scored = run("-m", "sandpit", "score", "game.json", "--json", env=without_window, cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    (row,) = json.loads(scored.stdout)
    assert row["valid"]
    assert row["outcome"] == "gave-up"


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys, sandpit; print(*{'numpy', 'pydantic', 'pygame'} & set(sys.modules))"
    done = run("-c", code, env=environment(), cwd=tmp_path)
    assert done.stdout.strip() == ""
    assert done.returncode == 0


def test_a_picture_is_drawn_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "phone.png"
    arguments = ["draw", "lost-phone", "-o", str(out), "--size", "800x600"]
    done = run("-m", "sandpit", *arguments, env=environment(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"\x89PNG")
    assert done.stdout == ""
