"""A file has one name on every system: capitals count, and how accents are written does not."""

import os
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from typer.testing import CliRunner

from sandpit.cli import app
from sandpit.errors import LevelError, LibraryError, SandpitError
from sandpit.library import Library, load_level, write_text
from sandpit.library.checking import check
from sandpit.library.disk import WAITS, listed, twin, when_free
from tests.library.test_disk import ROWS, a_fit
from tests.library.test_levels import write


@pytest.fixture
def forgiving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk as that of Windows or macOS, which opens a file for any case of its name."""

    def opens_any_case(name: str) -> None:
        real = getattr(Path, name)

        def ask(path: Path, *arguments: Any, **named: Any) -> Any:
            if path.parent.is_dir():
                for other in path.parent.iterdir():
                    if other.name.casefold() == path.name.casefold():
                        path = other
            return real(path, *arguments, **named)

        monkeypatch.setattr(Path, name, ask)

    for name in ("open", "read_bytes", "read_text"):
        opens_any_case(name)
    stat = os.stat

    def stat_of_any_case(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        try:
            return stat(path, follow_symlinks=follow_symlinks)
        except FileNotFoundError:
            for other in path.parent.iterdir():
                if other.name.casefold() == path.name.casefold():
                    return stat(other, follow_symlinks=follow_symlinks)
            raise

    monkeypatch.setattr(Path, "stat", stat_of_any_case)


@pytest.fixture(params=["a strict disk", "a forgiving disk"])
def any_disk(request: pytest.FixtureRequest) -> None:
    if request.param == "a forgiving disk":
        request.getfixturevalue("forgiving")


def test_the_forgiving_disk_is_one(forgiving: None, tmp_path: Path) -> None:
    (tmp_path / "Data.csv").write_text("x", encoding="utf-8")
    assert (tmp_path / "data.CSV").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "DATA.csv").stat().st_size == 1


def test_data_are_not_found_under_other_capitals(any_disk: None, tmp_path: Path) -> None:
    level = a_fit(tmp_path, file="Rows.csv")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(LevelError, match=r"no file Rows\.csv there, but rows\.csv") as caught:
        load_level(level)
    assert caught.value.pointer == "/surface/data/file"
    assert "capitals count" in caught.value.cure


def test_a_level_is_not_found_under_other_capitals(any_disk: None, tmp_path: Path) -> None:
    write(tmp_path, "a-hill")
    other = tmp_path / "A-Hill.json"
    for read in (load_level, Library.of(tmp_path).load):
        with pytest.raises(LibraryError, match=r"no file A-Hill\.json there, but a-hill\.json"):
            read(str(other))
    for command in (["check", str(other)], ["draw", str(other), "-o", str(tmp_path / "x.png")]):
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 1
        assert "but a-hill.json" in result.stderr


ONE, TWO = normalize("NFC", "Höhen.csv"), normalize("NFD", "Höhen.csv")
"""The same name, with the accent as part of the letter and as a character of its own."""


@pytest.mark.parametrize(("named", "there"), [(ONE, TWO), (TWO, ONE), (ONE, ONE)])
def test_an_accent_is_the_same_however_it_is_written(
    named: str, there: str, tmp_path: Path, any_disk: None
) -> None:
    level = a_fit(tmp_path, file=named)
    (tmp_path / there).write_text(ROWS, encoding="utf-8")
    load_level(level)


def only(path: Path) -> list[str]:
    """Return what is wrong with what lies there."""
    return [finding.message for finding in check([path]) if not finding.good]


@pytest.fixture
def case_counts(tmp_path: Path) -> None:
    """See to it that two names may differ by case only, as on most disks of Linux."""
    (tmp_path / "case").touch()
    if (tmp_path / "CASE").exists():
        pytest.skip("this disk holds no two names that differ by case only")
    (tmp_path / "case").unlink()


def test_levels_that_differ_by_case_only_are_told(case_counts: None, tmp_path: Path) -> None:
    for id in ("hill", "Hill", "pit"):
        write(tmp_path, id)
    assert only(tmp_path / "pit.json") == []
    (message,) = only(tmp_path / "hill.json")
    assert "Hill.json lies beside hill.json" in message
    assert len(only(tmp_path)) == 2


def test_data_that_differ_by_case_only_are_told(case_counts: None, tmp_path: Path) -> None:
    level = a_fit(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert only(level) == []
    (tmp_path / "Rows.CSV").write_text(ROWS, encoding="utf-8")
    (finding,) = [finding for finding in check([level]) if not finding.good]
    assert "Rows.CSV lies beside rows.csv" in finding.message
    assert finding.pointer == "/surface/data/file"


def test_a_name_that_the_folder_does_not_list_is_left_to_the_reader(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.json", tmp_path / "no" / "folder", Path(), Path("/")):
        assert listed(path) == path
        assert twin(path) is None


class Held:
    """Does something to a file that is held for the first few tries."""

    def __init__(self, tries: int, winerror: int | None) -> None:
        self.left = tries
        self.winerror = winerror

    def __call__(self) -> str:
        if self.left == 0:
            return "done"
        self.left -= 1
        error = PermissionError(13, "Permission denied")
        error.winerror = self.winerror  # type: ignore[attr-defined, unused-ignore]
        raise error


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Record how long is waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr("sandpit.library.disk.time.sleep", waited.append)
    return waited


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("tries", [0, 1, len(WAITS)])
def test_a_file_that_is_held_for_a_moment_is_waited_for(
    tries: int, winerror: int, waits: list[float]
) -> None:
    assert when_free(Held(tries, winerror)) == "done"
    assert waits == list(WAITS[:tries])


def test_a_file_that_stays_held_is_given_up_after_a_second(waits: list[float]) -> None:
    with pytest.raises(PermissionError):
        when_free(Held(100, 32))
    assert sum(waits) <= 1.0


@pytest.mark.parametrize("winerror", [None, 3, 112])
def test_what_does_not_pass_is_not_waited_for(winerror: int | None, waits: list[float]) -> None:
    with pytest.raises(PermissionError):
        when_free(Held(1, winerror))
    assert waits == []


def test_a_written_file_replaces_one_that_is_held_for_a_moment(
    waits: list[float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    write_text(path, "before")
    held, replace = Held(2, 32), Path.replace

    def replaced(draft: Path, target: Path) -> Path:
        held()
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", replaced)
    write_text(path, "after")
    assert path.read_text(encoding="utf-8") == "after"
    held.left = 100
    with pytest.raises(SandpitError, match="cannot be written"):
        write_text(path, "later")
    assert path.read_text(encoding="utf-8") == "after"
    assert list(tmp_path.iterdir()) == [path]
