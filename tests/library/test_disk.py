"""What the disk refuses to say is told in one message, and hides nothing else."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sandpit.cli import app
from sandpit.errors import LevelError, LibraryError
from sandpit.library import Library, load_level, user_levels
from sandpit.library.checking import check
from sandpit.library.disk import children, is_file, is_folder, is_taken, resolved
from tests.library.test_levels import write
from tests.systems import make_pipe, needs_links, needs_posix


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may not be entered, whoever runs the tests."""
    folder = write(tmp_path / "locked" / "in", "a-hill").parent

    def guarded(name: str) -> None:
        real = getattr(Path, name)

        def ask(path: Path, *arguments: Any, **named: Any) -> Any:
            inside = folder in path.absolute().parents
            if inside or (path == folder and name in ("iterdir", "glob", "rglob")):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *arguments, **named)

        monkeypatch.setattr(Path, name, ask)

    for name in ("stat", "lstat", "iterdir", "glob", "rglob", "open", "mkdir", "read_bytes"):
        guarded(name)
    return folder


def refused(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def test_levels_are_played_though_ones_own_folder_is_locked(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(locked))
    assert load_level("lost-phone").id == "lost-phone"
    library = Library.default()
    assert "lost-phone" in library.ids()
    (problem,) = library.problems
    assert str(user_levels()) in str(problem)
    assert "Permission denied" in str(problem)
    listed = CliRunner().invoke(app, ["levels", "--json"])
    assert listed.exit_code == 0
    assert "Permission denied" in listed.stderr


def test_a_locked_folder_is_told_by_every_command(locked: Path, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{}")
    calls: list[list[str | Path]] = [
        ["check", locked],
        ["check", tmp_path],
        ["check", locked / "in"],
        ["check", locked / "in" / "a-hill.json"],
        ["new", locked / "in" / "mine"],
        ["run", locked / "in" / "mine.py", "lost-phone"],
        ["run", "random", locked / "in" / "a-hill.json"],
        ["score", locked / "in" / "a-hill.json"],
        ["levels", "--levels", locked / "in"],
        ["draw", locked / "in" / "a-hill.json", "-o", tmp_path / "x.png"],
        ["draw", "lost-phone", "-o", locked / "x.png"],
    ]
    for arguments in calls:
        assert "Permission denied" in refused(*arguments)


def test_a_locked_folder_hides_no_other(locked: Path) -> None:
    write(locked.parent / "open", "b-hill")
    library = Library.of(locked.parent)
    assert library.ids() == ("b-hill",)
    assert ["locked" in str(problem) for problem in library.problems] == [True]
    found = list(check([locked.parent]))
    assert [finding.good for finding in found] == [False, True]


@needs_links
def test_a_link_round_in_a_circle_hides_no_level(tmp_path: Path) -> None:
    write(tmp_path / "one", "a-hill")
    (tmp_path / "one" / "loop.json").symlink_to("loop.json")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "one" / "again").symlink_to(tmp_path / "one", target_is_directory=True)
    for root in (tmp_path, tmp_path / "one"):
        library = Library.of(root)
        assert library.ids() == ("a-hill", "loop")
        with pytest.raises(LibraryError, match="cannot be read"):
            library.load("loop")
    assert library.name_of(load_level(tmp_path / "one" / "a-hill.json")) == "a-hill"
    found = {Path(finding.file).name: finding.good for finding in check([tmp_path])}
    assert found == {"a-hill.json": True, "loop.json": False}
    assert not is_folder(tmp_path / "loop")
    assert is_taken(tmp_path / "loop")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "x/" * 5000])
def test_what_is_no_name_is_told_and_resolves_to_itself(name: str, tmp_path: Path) -> None:
    for ask in (is_folder, is_file, is_taken, children):
        with pytest.raises(LibraryError):
            ask(tmp_path / name)
    assert resolved(tmp_path / name) == tmp_path / name
    if "\0" not in name:  # which no command can be given
        for arguments in (
            ["new", name],
            ["run", f"{name}.py", "lost-phone"],
            ["check", name],
            ["levels", "--levels", name],
        ):
            refused(*arguments)


ROWS = "t,y\n0,1\n1,2\n2,4\n3,4\n"


def a_fit(folder: Path, file: str = "rows.csv") -> Path:
    """Write a level whose data are beside it."""
    axes = [{"name": "m", "range": [-1, 3]}, {"name": "c", "range": [-1, 3]}]
    surface = {"kind": "fit", "model": "m*t + c", "data": {"file": file}, "x": "t", "y": "y"}
    write(folder, "fit", axes=axes, surface=surface, goal="pit")
    return folder / "fit.json"


@needs_links
def test_data_are_read_beside_the_level_and_nowhere_else(tmp_path: Path) -> None:
    level = a_fit(tmp_path / "levels")
    (tmp_path / "secret.csv").write_text(ROWS)
    (tmp_path / "levels" / "rows.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(LevelError, match="out of the level's folder") as caught:
        load_level(level)
    assert caught.value.pointer == "/surface/data/file"
    (tmp_path / "levels" / "rows.csv").unlink()
    (tmp_path / "levels" / "kept.csv").write_text(ROWS)
    (tmp_path / "levels" / "rows.csv").symlink_to("kept.csv")
    digest = load_level(level).digest
    (tmp_path / "linked").symlink_to(tmp_path / "levels", target_is_directory=True)
    assert load_level(tmp_path / "linked" / "fit.json").digest == digest


@needs_links
def test_levels_and_data_that_are_installed_as_links_are_read(tmp_path: Path) -> None:
    a_fit(tmp_path / "store")
    (tmp_path / "store" / "rows.csv").write_text(ROWS)
    (tmp_path / "levels").mkdir()
    for name in ("fit.json", "rows.csv"):
        (tmp_path / "levels" / name).symlink_to(tmp_path / "store" / name)
    digests = {load_level(tmp_path / place / "fit.json").digest for place in ("store", "levels")}
    assert len(digests) == 1


NO_DATA = (
    pytest.param(lambda path: None, "there is no file", id="nothing"),
    pytest.param(lambda path: path.mkdir(), "is a folder", id="a folder"),
    pytest.param(make_pipe, "not an ordinary file", id="a pipe", marks=needs_posix),
    pytest.param(
        lambda path: path.symlink_to(path.name), "cannot be read", id="a circle", marks=needs_links
    ),
)


@pytest.mark.parametrize(("make", "words"), NO_DATA)
def test_what_is_no_data_file_is_told_with_its_place(make: Any, words: str, tmp_path: Path) -> None:
    level = a_fit(tmp_path)
    make(tmp_path / "rows.csv")
    with pytest.raises(LevelError, match=words) as caught:
        load_level(level)
    assert caught.value.pointer == "/surface/data/file"
    assert caught.value.cure
