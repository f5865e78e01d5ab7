"""Scoring, checking and strategies need no window; a picture needs no display."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
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


SLOW_TO_IMPORT = {
    "cmap",  # 44 ms over numpy's own
    "gymnasium",  # 117
    "matplotlib",  # 390
    "pydantic",  # 68
    "pygame_gui",  # 200
    "scipy",  # 500 with what it loads at first use
    "sympy",  # 1,540
    "ziamath",  # 170
}
"""What takes 40 ms or more to import and is installed where the tests run."""

FIRST_FRAME = """
import sys
from sandpit.desktop.app import App
from sandpit.desktop.screen import Window
from sandpit.desktop.window import open_saves
app = App(Window(), open_saves())
app.go("title")
app.tick(0.0)
print(*{name.split(".")[0] for name in sys.modules})
"""


def test_what_is_slow_to_import_is_there_to_be_noticed() -> None:
    assert {name for name in SLOW_TO_IMPORT if find_spec(name) is None} == set()


def test_the_titles_first_frame_waits_for_no_slow_import(tmp_path: Path) -> None:
    env = {**environment(), "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = run("-c", FIRST_FRAME, env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "pygame" in loaded
    assert loaded & SLOW_TO_IMPORT == set()


def test_a_picture_is_drawn_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "phone.png"
    arguments = ["draw", "lost-phone", "-o", str(out), "--size", "800x600"]
    done = run("-m", "sandpit", *arguments, env=environment(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"\x89PNG")
    assert done.stdout == ""


ANOTHER_PYGAME = {
    "pygame over pygame-ce": "class Vector2: pass\nver = '2.6.1'\n",
    "what is left where pygame was taken away again": "",
}
"""What `import pygame` finds where the older pygame has been installed beside pygame-ce."""

OPENING: dict[str, tuple[str, ...]] = {
    "the title": (),
    "a level": ("play", "lost-phone"),
    "a picture": ("draw", "lost-phone", "-o", "phone.png"),
}


@pytest.mark.parametrize("content", ANOTHER_PYGAME.values(), ids=ANOTHER_PYGAME)
@pytest.mark.parametrize("arguments", OPENING.values(), ids=OPENING)
def test_another_pygame_is_told_in_one_line_with_its_cure(
    arguments: tuple[str, ...], content: str, tmp_path: Path
) -> None:
    (tmp_path / "pygame").mkdir()
    (tmp_path / "pygame" / "__init__.py").write_text(content)
    done = run("-m", "sandpit", *arguments, env=environment(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "pygame-ce" in line
    assert "pip uninstall -y pygame pygame-ce" in line
    assert "pip install pygame-ce" in line
