"""Wherever the program runs: on any code page, without a home folder, without an account."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandpit.cli import app
from sandpit.desktop.window import open_saves
from sandpit.errors import LibraryError, SaveError
from sandpit.game import Session
from sandpit.library import Library, load_level, places, save_game
from sandpit.library.places import save_file, shortest, user_games, user_levels

COMMANDS = [[], *([name] for name in ("play", "levels", "check", "score", "draw", "run", "new"))]


@pytest.mark.parametrize("page", ["ascii", "cp437", "cp874", "cp1252", "koi8-r", "utf-8", "utf-16"])
@pytest.mark.parametrize("command", [*COMMANDS, ["schema"]], ids=" ".join)
def test_the_help_of_every_command_can_be_written_on_any_code_page(
    command: list[str], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=page, errors="strict"))
    with pytest.raises(SystemExit) as ended:
        app([*command, "--help"], prog_name="sandpit")
    sys.stdout.flush()
    assert ended.value.code == 0
    assert "Usage: sandpit" in " ".join(out.getvalue().decode(page).split())


@pytest.mark.parametrize("page", ["ascii", "cp874", "cp1252"])
def test_a_wrong_call_can_be_told_on_any_code_page(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(told, encoding=page, errors="strict"))
    with pytest.raises(SystemExit) as ended:
        app(["draw", "–明", "-o", "x.gif"], prog_name="sandpit")
    sys.stderr.flush()
    assert ended.value.code == 2
    assert "PNG" in told.getvalue().decode(page)


def test_the_help_goes_into_a_file_and_a_pipe_of_a_plain_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    line = [sys.executable, "-m", "sandpit", "--help"]
    with (tmp_path / "help.txt").open("wb") as file:
        into_file = subprocess.run(line, env=environment, stdout=file, timeout=60, check=False)
    into_pipe = subprocess.run(line, env=environment, capture_output=True, timeout=60, check=False)
    assert (into_file.returncode, into_pipe.returncode) == (0, 0)
    assert (tmp_path / "help.txt").read_bytes() == into_pipe.stdout


@pytest.fixture
def without_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user have neither a home folder nor an account, as in many a container."""
    pwd = pytest.importorskip("pwd", reason="only POSIX has accounts without a home folder")

    def nobody(uid: int) -> None:
        raise KeyError(f"uid not found: {uid}")

    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)


@pytest.mark.usefixtures("without_account")
def test_without_an_account_the_shipped_levels_can_be_played() -> None:
    library = Library.default()
    assert library.problems == ()
    assert library.load("lost-phone").id == "lost-phone"


@pytest.mark.usefixtures("without_account")
def test_without_an_account_it_is_told_that_nothing_is_kept() -> None:
    with pytest.raises(SaveError, match="no home folder"):
        save_file()
    saves = open_saves()
    assert saves.notice.startswith("Progress cannot be saved: this user has no home folder")
    assert "set HOME or XDG_DATA_HOME" in saves.notice
    assert "will not be kept" in saves.notice
    saves.close()


@pytest.mark.usefixtures("without_account")
def test_without_an_account_a_game_is_saved_where_one_says(tmp_path: Path) -> None:
    transcript = Session(load_level("lost-phone")).transcript
    with pytest.raises(LibraryError, match="no home folder") as caught:
        save_game(transcript)
    assert "HOME" in caught.value.cure
    assert save_game(transcript, tmp_path).exists()
    assert shortest(tmp_path) == str(tmp_path)


@pytest.mark.usefixtures("without_account")
@pytest.mark.parametrize("home", ["", "somewhere/below"])
def test_a_home_that_is_no_whole_path_is_none(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", home)
    with pytest.raises(LibraryError, match="no home folder"):
        user_levels()


def test_a_home_that_is_not_set_is_asked_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert user_levels().is_absolute()


def test_a_path_in_the_home_folder_is_told_from_there_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert shortest(tmp_path / "a" / "b.json") == "~/a/b.json"
    assert shortest(tmp_path.parent) == str(tmp_path.parent)


def test_the_players_own_files_lie_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for named in (str(tmp_path), f"  {tmp_path} "):
        monkeypatch.setenv("XDG_DATA_HOME", named)
        assert user_levels() == tmp_path / "sandpit" / "levels"
        assert user_games() == tmp_path / "sandpit" / "games"
        assert save_file() == tmp_path / "sandpit" / "progress.sqlite3"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have folders of their own")
@pytest.mark.parametrize("named", ["", "  "])
def test_where_the_environment_says_nothing_they_lie_in_the_home_folder(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_levels() == tmp_path / ".local" / "share" / "sandpit" / "levels"


@pytest.mark.usefixtures("without_account")
def test_that_there_is_no_home_folder_is_told_word_for_word() -> None:
    cure = "set HOME or XDG_DATA_HOME to a folder"
    with pytest.raises(LibraryError) as caught:
        user_games()
    assert (caught.value.message, caught.value.cure) == ("this user has no home folder", cure)
    with pytest.raises(SaveError) as refused:
        save_file()
    said = "progress cannot be saved: this user has no home folder"
    assert (refused.value.message, refused.value.cure) == (said, cure)


def test_a_folder_named_relative_to_another_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "here/below")
    with pytest.raises(LibraryError, match="no home folder"):
        user_levels()


def test_what_is_shipped_is_found_in_a_package_or_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "sandpit"
    monkeypatch.setattr(places, "_PACKAGE", package)
    with pytest.raises(LibraryError) as caught:
        places.shipped_levels()
    said = "the folder levels that comes with Sandpit is missing"
    assert (caught.value.message, caught.value.cure) == (said, "install Sandpit again")
    (tmp_path / "levels").mkdir()
    assert places.shipped_levels() == tmp_path / "levels"
    (package / "data" / "levels").mkdir(parents=True)
    assert places.shipped_levels() == package / "data" / "levels"


def test_a_picture_or_sound_that_is_missing_is_told() -> None:
    assert places.asset("fonts", "coverage.json").is_file()
    with pytest.raises(LibraryError) as caught:
        places.asset("fonts", "none.ttf")
    said = ("none.ttf is missing", "install Sandpit again")
    assert (caught.value.message, caught.value.cure) == said


@pytest.mark.usefixtures("without_account")
def test_a_path_of_a_user_without_a_home_folder_is_told_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shortest(tmp_path / "a") == str(tmp_path / "a")

    def homeless() -> Path:
        raise KeyError("uid")

    monkeypatch.setattr(Path, "home", homeless)
    assert shortest(tmp_path / "a") == str(tmp_path / "a")
