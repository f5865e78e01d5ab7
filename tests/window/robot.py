"""A robot at the keyboard and the mouse of a real window."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sandpit.game import Transcript
from sandpit.library import Saves, Settings

Answer = TypeVar("Answer")


def until(ask: Callable[[], Answer | None], what: str, seconds: float = 20.0) -> Answer:
    """Ask again and again until there is an answer, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Robot:
    """Runs the game in a window on an X screen, and plays it by synthetic events alone."""

    def __init__(self, screen: str, home: Path, *arguments: str) -> None:
        self.saves_path = home / "sandpit" / "progress.sqlite3"
        self._environment = {
            **os.environ,
            "DISPLAY": screen,
            "SDL_VIDEODRIVER": "x11",
            "XDG_DATA_HOME": str(home),
        }
        self._environment.pop("SDL_AUDIODRIVER", None)
        command = [sys.executable, "-W", "error", "-m", "sandpit", *arguments]
        self.process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            self._take_focus()
            self.rest()
        except BaseException:
            self.kill()
            raise

    def rest(self) -> None:
        """Wait until the game does nothing any more: what it opened can be seen, and takes clicks.

        It rests if it has worked for no more than a hundredth of a second in half of one.
        """
        times = Path(f"/proc/{self.process.pid}/stat")

        def worked() -> int:
            if self.process.poll() is not None:
                raise AssertionError(f"the game ended: {self.end()[1]}")
            user, system = times.read_text().rsplit(")", 1)[1].split()[11:13]
            return int(user) + int(system)

        def rests() -> bool:
            before = worked()
            time.sleep(0.5)
            return worked() - before <= 1

        until(rests, "the game to rest")

    def key(self, *names: str) -> None:
        """Press keys as a hand does, for whichever window has the focus: by name or number.

        Sent to one window, a key would stay down when it takes that window away.
        """
        for name in names:
            self._take_focus()
            self.press(name)
            time.sleep(0.05)

    def press(self, name: str) -> None:
        """Press a key, whatever has the focus."""
        self._do("key", name)

    def hold(self, name: str, seconds: float) -> None:
        """Hold a key down, so that the X server repeats it."""
        self._take_focus()
        self._do("keydown", name)
        time.sleep(seconds)
        self._do("keyup", name)
        time.sleep(0.1)

    def lay_out(self, layout: str) -> None:
        """Give the keyboard another layout, by its name in XKB."""
        subprocess.run(["setxkbmap", layout], env=self._environment, check=True)

    def move(self, at: tuple[float, float]) -> None:
        """Move the mouse to a place in the window."""
        self._do("mousemove", "--window", self._window, *map(str, map(round, at)))
        time.sleep(0.05)

    def click(self, at: tuple[float, float]) -> None:
        """Click a place in the window."""
        self.move(at)
        self._do("click", "1")

    def double_click(self, at: tuple[float, float]) -> None:
        """Click a place twice, as fast as hands do."""
        self.move(at)
        self._do("click", "--repeat", "2", "--delay", "120", "1")

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Let the game stand still meanwhile, as a machine with too much to do does."""
        self.process.send_signal(signal.SIGSTOP)
        yield
        self.process.send_signal(signal.SIGCONT)

    def dip(self, at: tuple[float, float], level: str) -> Transcript:
        """Click a place until the first dip of a level is on the disk, and return the game.

        However long the level takes to come in sight: what is clicked before is nothing yet.
        """

        def press_on() -> Transcript | None:
            self.click(at)
            time.sleep(0.5)
            return self.kept(level)

        return until(press_on, f"a dip on {level}")

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag from one place of the window to another."""
        self.move(start)
        self._do("mousedown", "1")
        for share in (0.25, 0.5, 0.75, 1.0):
            between = tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))
            self.move((between[0], between[1]))
        self._do("mouseup", "1")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._do("windowsize", "--sync", self._window, str(width), str(height))

    def put(self, x: int, y: int) -> None:
        """Put the window's upper left corner at a place on the desktop."""
        self._do("windowmove", "--sync", self._window, str(x), str(y))

    def maximise(self, *, on: bool) -> None:
        """Ask the window manager to maximise the window, or to do so no longer."""
        way = "add" if on else "remove"
        self._run("wmctrl", "-i", "-r", self._window, "-b", f"{way},maximized_vert,maximized_horz")

    @property
    def geometry(self) -> tuple[int, int, int, int]:
        """The left and upper edge, the width and the height of the window, without its frame."""
        told = self._do("getwindowgeometry", "--shell", self._window)
        values = dict(line.split("=") for line in told.split())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def stands(self, holds: Callable[[tuple[int, int, int, int]], bool], what: str) -> None:
        """Wait until the window's geometry is as wanted, and stays so, and the game rests."""

        def look() -> bool:
            first = self.geometry
            time.sleep(0.3)
            return holds(first) and self.geometry == first

        until(look, what)
        self.rest()

    def stored(self) -> Settings:
        """Return the settings as they are on the disk now."""
        saves = Saves(self.saves_path)
        stored = saves.settings()
        saves.close()
        return stored

    def kept(self, level: str) -> Transcript | None:
        """Return the unfinished game of a level as it is on the disk now."""
        saves = Saves(self.saves_path)
        kept = saves.unfinished(level)
        saves.close()
        return kept

    def unfinished(self, level: str, actions: int) -> Transcript:
        """Return the unfinished game of a level, once it has so many actions on the disk."""

        def look() -> Transcript | None:
            kept = self.kept(level)
            return kept if kept is not None and len(kept.actions) == actions else None

        return until(look, f"{actions} actions on {level}")

    def chosen(self, settings: Settings) -> None:
        """Wait until just these settings are on the disk."""

        until(lambda: self.stored() == settings, f"the settings {settings}")

    def finished(self, level: str) -> tuple[Transcript, int]:
        """Return the finished game of a level with its score, once it is on the disk."""

        def look() -> tuple[str, int] | None:
            with sqlite3.connect(self.saves_path) as connection:
                rows = connection.execute(
                    "SELECT transcript, total FROM game WHERE level = ?", (level,)
                ).fetchall()
            return rows[0] if rows else None

        text, total = until(look, f"a finished game of {level}")
        return Transcript.from_json(text), total

    def leave(self) -> tuple[int, str]:
        """Press Escape, in each scene once it has come in sight, until the game has ended."""

        def press_on() -> bool | None:
            if self.process.poll() is None:
                self.press("Escape")
                time.sleep(1.0)
            return self.process.poll() is not None or None

        until(press_on, "the end", seconds=40.0)
        return self.end()

    def end(self) -> tuple[int, str]:
        """Wait until the game has ended; return its exit code and what it wrote.

        What the system's sound library complains of, where there is no device, is not the game's.
        """
        out, err = self.process.communicate(timeout=20)
        lines = [line for line in err.decode().splitlines() if not line.startswith("ALSA lib")]
        return self.process.returncode, out.decode() + "\n".join(lines)

    def kill(self) -> None:
        """End the game at once, as a power cut would."""
        self.process.kill()
        self.process.communicate()

    def _take_focus(self) -> None:
        """Give the window the focus: there is no window manager that would.

        A window that is being made or changed may be gone before it is focused.
        """
        until(lambda: self._tried("windowfocus", "--sync", self._window), "the focus")

    def _tried(self, *words: str) -> bool:
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self._environment, check=False, capture_output=True)
        return done.returncode == 0

    @property
    def _window(self) -> str:
        """The window's number now: filling the screen makes a new one."""
        return until(self._find, "the window")

    def _find(self) -> str | None:
        if self.process.poll() is not None:
            raise AssertionError(f"the game ended: {self.end()[1]}")
        found = self._do("search", "--onlyvisible", "--pid", str(self.process.pid), check=False)
        return found.split()[0] if found.strip() else None

    def _do(self, *words: str, check: bool = True) -> str:
        return self._run("xdotool", *words, check=check)

    def _run(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            words, env=self._environment, check=check, capture_output=True, text=True
        )
        return done.stdout
