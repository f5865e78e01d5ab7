"""What reaches a terminal, a pipe or a file from the commands, and what does when it cannot."""

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import sandpit
from sandpit import console
from sandpit.cli import app
from sandpit.console import json_rows, shown
from sandpit.game import Probe, Session, Transcript
from tests.systems import needs_posix
from tests.written import written

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b\x7f\u202e"


def sandpit_(*arguments: str, to: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell with its standard output somewhere else."""
    checkout = Path(sandpit.__file__).parent.parent
    line = f'exec "$0" -m sandpit "$@" {to}'
    return subprocess.run(
        ["bash", "-c", line, sys.executable, *arguments],
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@needs_posix
@pytest.mark.parametrize("to", [">/dev/full", ">&-"])
@pytest.mark.parametrize(
    "arguments",
    [["levels"], ["levels", "--json"], ["schema"], ["--version"]],
    ids=" ".join,
)
def test_data_that_cannot_be_written_are_told_in_one_message(arguments: list[str], to: str) -> None:
    done = sandpit_(*arguments, to=to)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("sandpit: ")
    assert "standard output" in done.stderr


@needs_posix
def test_a_reader_that_leaves_early_is_no_mistake() -> None:
    done = sandpit_("levels", "--json", to="| head -c 1")
    assert (done.returncode, done.stdout) == (0, "[")
    assert "Traceback" not in done.stderr


class LeftPipe(io.StringIO):
    """A standard output whose reader has left, in the words of one system or the other."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))

    def fileno(self) -> int:
        return self.spare

    spare = -1


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL])
@pytest.mark.parametrize("system", ["posix", "nt"])
def test_a_reader_that_leaves_early_is_known_on_every_system(
    system: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = LeftPipe(number)
    with monkeypatch.context() as patch, Path(os.devnull).open("wb") as spare:
        left.spare = spare.fileno()
        patch.setattr(sys, "stdout", left)
        patch.setattr(os, "name", system)
        try:
            console.print_line("text")
        except (OSError, typer.Exit) as error:
            raised = type(error)
    expected = typer.Exit if (system, number) == ("posix", errno.EINVAL) else BrokenPipeError
    assert raised is expected


def test_a_picture_on_a_full_disk_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    picture = tmp_path / "x.png"
    arguments = ["draw", "lost-phone", "-o", str(picture), "--size", "320x240", "--map-only"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    before = picture.read_bytes()
    assert before.startswith(b"\x89PNG")
    monkeypatch.setattr(os, "fsync", full)
    result = CliRunner().invoke(app, [*arguments, "--dark"])
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert picture.read_bytes() == before
    assert list(tmp_path.iterdir()) == [picture]


def test_a_text_is_shown_without_what_steers_a_terminal() -> None:
    assert shown(HOSTILE).isprintable()
    assert shown("Höhe – 明 \N{NO-BREAK SPACE}ش") == "Höhe – 明 \N{NO-BREAK SPACE}ش"
    assert shown("[b]") == "\\[b]"
    assert shown("a\nb") == "a\\nb"


def test_no_strangers_text_steers_the_terminal(tmp_path: Path) -> None:
    level = sandpit.load_level("lost-phone")
    session = Session(level, player=HOSTILE)
    session.play(Probe((2.0, 3.0)))
    game = json.loads(session.transcript.to_json())
    files = {
        "player": game,
        "key": {**game, HOSTILE: 1},
        "action": {**game, "actions": [{HOSTILE: 1}]},
        "level": {**game, "level": HOSTILE},
        "title": written(title=f"A {HOSTILE}"),
        "unit": written(axes=[{"name": "x", "range": [0, 6], "unit": HOSTILE}]),
        HOSTILE: written(),
    }
    (tmp_path / "levels").mkdir()
    for name, members in files.items():
        (tmp_path / "levels" / f"{name}.json").write_text(json.dumps(members))
    (tmp_path / f"{HOSTILE}.py").write_text(f"raise ValueError({HOSTILE!r})")
    paths = [str(path) for path in sorted((tmp_path / "levels").iterdir())]
    for arguments in (
        ["score", *paths],
        ["score", "--json", *paths],
        ["check", *paths],
        ["check", "--json", *paths],
        ["levels", "--levels", str(tmp_path / "levels")],
        ["run", str(tmp_path / f"{HOSTILE}.py"), "lost-phone"],
        ["new", HOSTILE],
    ):
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code in (0, 1)
        assert isinstance(result.exception, SystemExit | None)
        said = result.stdout + result.stderr
        assert said.strip()
        assert all(line.isprintable() for line in said.split("\n"))


def test_a_wrong_transcript_is_named_when_it_is_to_be_drawn(tmp_path: Path) -> None:
    path = tmp_path / "game.json"
    transcript = Transcript("lost-phone", "sha256:" + 64 * "0")
    path.write_text(transcript.to_json())
    arguments = ["draw", "lost-phone", "-o", str(tmp_path / "x.png"), "--transcript", str(path)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"sandpit: {path} /digest: ")


def test_a_level_that_does_not_fit_keeps_no_other_from_its_tally(tmp_path: Path) -> None:
    arguments = ["run", "newton", "satellite-dish", "lost-phone", "no-such", "--seeds", "1"]
    people, programs = (CliRunner().invoke(app, [*arguments, *more]) for more in ([], ["--json"]))
    assert people.exit_code == programs.exit_code == 1
    (row,) = json.loads(programs.stdout)
    assert row["level"] == "satellite-dish"
    assert "satellite-dish" in people.stdout
    for said in (people.stderr, programs.stderr):
        first, second = said.splitlines()
        assert first.startswith("sandpit: lost-phone: ")
        assert '"no-such"' in second


def test_the_rows_of_a_json_list_are_printed_as_soon_as_each_is_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"a": 1, "b": [2, 3]}, {"a": "x"}, {}]
    whole = ""
    with json_rows() as tell:
        for row in rows:
            tell(row)
            part = capsys.readouterr().out
            assert json.loads(part.strip("[,\n")) == row
            whole += part
    whole += capsys.readouterr().out
    assert json.loads(whole) == rows
    assert len(whole.splitlines()) == len(rows) + 2
    with json_rows():
        pass
    assert capsys.readouterr().out == "[]\n"
