"""`sandpit-game`: the game with no console beside it, and its troubles in a box."""

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pygame
import pytest

from sandpit.desktop import launcher
from sandpit.errors import LibraryError

ROOT = Path(__file__).parents[2]

Told = list[tuple[str, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The title and the words of each box that was shown."""
    boxes: Told = []
    monkeypatch.setattr(
        pygame.display, "message_box", lambda title, words, **_: boxes.append((title, words))
    )
    return boxes


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the program with no standard streams, and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["sandpit-game", *arguments])
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as ended:
        launcher.main()
    return int(ended.value.code or 0)


def test_the_package_has_a_program_of_a_desktop_beside_that_of_a_console() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"sandpit": "sandpit.cli:app"}
    module, name = project["gui-scripts"]["sandpit-game"].split(":")
    assert getattr(import_module(module), name) is launcher.main


def test_what_it_is_given_to_open_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, ...]] = []
    monkeypatch.setattr(launcher, "play", lambda *names: opened.append(names))
    for arguments in ((), ("lost-phone",)):
        monkeypatch.setattr(sys, "argv", ["sandpit-game", *arguments])
        launcher.main()
    assert opened == [(None,), ("lost-phone",)]


def test_an_error_is_told_in_a_box(monkeypatch: pytest.MonkeyPatch, told: Told) -> None:
    assert run(monkeypatch, "lost-phon") == 1
    ((title, words),) = told
    assert title == "Sandpit"
    assert 'did you mean "lost-phone"?' in words


def test_a_fault_of_the_program_is_told_in_a_box(
    monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    def fall(level: str | None) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(launcher, "play", fall)
    assert run(monkeypatch) == 1
    assert "ZeroDivisionError: a fault" in told[0][1]


@pytest.mark.parametrize("arguments", [("--help",), ("one", "two")])
def test_a_wrong_call_is_told_in_a_box(
    monkeypatch: pytest.MonkeyPatch, told: Told, arguments: tuple[str, ...]
) -> None:
    assert run(monkeypatch, *arguments) == 2
    assert told == [("Sandpit", launcher.USAGE)]


def test_an_error_is_told_on_a_console_where_there_is_one_too(
    monkeypatch: pytest.MonkeyPatch, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(level: str | None) -> None:
        raise LibraryError("there is nothing", cure="look elsewhere")

    monkeypatch.setattr(launcher, "play", refuse)
    monkeypatch.setattr(sys, "argv", ["sandpit-game"])
    with pytest.raises(SystemExit):
        launcher.main()
    assert capsys.readouterr().err == "sandpit: there is nothing (look elsewhere)\n"
    assert len(told) == 1


def no_box(*_: object, **__: object) -> None:
    raise pygame.error("no message system available")


def test_without_a_screen_it_ends_with_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pygame.display, "message_box", no_box)
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", ["sandpit-game"])
    pygame.quit()
    if sys.platform in ("win32", "darwin"):
        monkeypatch.setattr(launcher, "play", _no_screen)
    with pytest.raises(SystemExit):
        launcher.main()
    assert capsys.readouterr().err.startswith("sandpit: no window can be opened")


def _no_screen(level: str | None) -> None:
    from sandpit.errors import DisplayError

    raise DisplayError("no window can be opened: there is no screen here")


def test_the_game_is_played_with_no_standard_streams(home: Path) -> None:
    """A whole game in a process whose streams are None, as those of a desktop's program."""
    program = """
import sys
sys.stdout = sys.stderr = None
sys.argv = ["sandpit-game", "lost-phone"]
import pygame
from sandpit.desktop import launcher, window
from sandpit.desktop.app import App

class Played(App):
    def run(self):
        for code in (pygame.K_RETURN, pygame.K_s, pygame.K_F1, pygame.K_ESCAPE, pygame.K_F11):
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=""))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=code, mod=0))
            for _ in range(40):
                self.tick(0.1)
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        super().run()

window.App = Played
launcher.main()
"""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (home / "sandpit" / "progress.sqlite3").exists()
