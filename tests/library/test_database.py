"""The file of the saves and what lies beside it: names, words, order, and every refusal."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sandpit.errors import SaveError
from sandpit.library import Saves, database
from sandpit.library.database import Database
from sandpit.library.database_file import write_beside
from sandpit.library.kept_rows import ADD_GAME, ADD_SETTING, ADD_UNFINISHED
from sandpit.library.migrations import MIGRATIONS
from tests.library.sample_saves import game, result
from tests.library.test_locked_saves import file_of, held, pragma


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite3"


def names(path: Path) -> list[str]:
    """Return what lies beside a file."""
    return sorted(other.name for other in path.parent.iterdir() if other != path)


def test_the_file_is_made_however_deep_its_folder_is_to_lie(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c" / "progress.sqlite3"
    Saves(path).close()
    assert path.is_file()


def test_a_place_where_nothing_can_be_made_is_refused_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    path = tmp_path / "taken" / "progress.sqlite3"
    with pytest.raises(SaveError) as caught:
        Saves(path)
    assert caught.value.message.startswith(f"progress cannot be saved in {path}: ")
    assert caught.value.cure == "make the folder writable"


def test_new_saves_have_nothing_to_tell(path: Path) -> None:
    saves = Saves(path)
    assert (saves.notice, saves.trouble, saves.waiting) == ("", "", False)
    saves.close()
    memory = Saves.in_memory()
    assert (memory.notice, memory.trouble, memory.waiting) == ("", "", False)
    memory.record("small", game(), result(600))
    assert not memory.waiting
    memory.close()


def test_a_file_held_at_the_start_is_told_word_for_word(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Saves(path).close()
    now = 50.0
    monkeypatch.setattr(database, "LAST_WAIT", 0.0)
    monkeypatch.setattr("sandpit.library.database.time.monotonic", lambda: now)
    with held(path):
        saves = Saves(path)
        assert saves.notice == (
            "The saved progress cannot be reached yet (database is locked). As soon as it can, it "
            "is there again, and what you play now is added."
        )
        assert saves.trouble == ""
        now += database.PATIENCE
        told = "progress is not on the disk yet (database is locked); it is kept and tried again"
        assert saves.trouble == told
        made = Database(path)
        now += database.PATIENCE
        assert made.trouble == told
        made.close()
    saves.settings()
    assert saves.trouble == ""
    saves.close()


def test_a_file_that_another_writes_to_is_opened_and_read_meanwhile(path: Path) -> None:
    saves = Saves(path)
    saves.record("small", game(), result(600))
    saves.close()
    with held(path, "IMMEDIATE"):
        saves = Saves(path)
        assert saves.notice == ""
        assert saves.all_best()["small"].total == 600
    saves.close()


def test_what_another_window_writes_is_read_and_what_is_known_is_not_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Saves(path), Saves(path)
    other.record("small", game(), result(600))
    assert one.all_best()["small"].total == 600
    statements: list[str] = []
    file_of(one).set_trace_callback(statements.append)
    assert one.all_best()["small"].total == 600
    assert not [told for told in statements if "FROM game" in told]
    other.record("small", game(), result(700))
    assert one.all_best()["small"].total == 700
    assert [told for told in statements if "FROM game" in told]
    one.close()
    other.close()


def test_reading_waits_no_longer_for_a_lock_than_writing_begins_with(path: Path) -> None:
    saves = Saves(path)  # which has read the settings
    assert pragma(saves, "busy_timeout") == 1000 * database.FIRST_WAIT
    saves.close()
    made = Database(path)
    assert made._file is not None
    wait = made._file.connection.execute("PRAGMA busy_timeout").fetchone()
    assert wait == (1000 * database.LAST_WAIT,)
    made.close()


NO_TABLE = ("INSERT INTO nowhere VALUES (1)", ())


def test_what_cannot_be_read_or_written_is_told_with_its_reason(path: Path) -> None:
    made = Database(path)
    with pytest.raises(SaveError) as caught:
        made.read("SELECT total FROM nowhere")
    said = "the saved progress could not be read: no such table: nowhere"
    assert caught.value.message == said
    with pytest.raises(SaveError) as caught:
        made.write(NO_TABLE)
    assert caught.value.message == "progress could not be saved: no such table: nowhere"
    assert not made.waiting
    made.close()


def fill(saves: Saves) -> None:
    """Let the file have no room left, and store more."""
    (pages,) = file_of(saves).execute("PRAGMA page_count").fetchone()
    file_of(saves).execute(f"PRAGMA max_page_count = {pages}")
    for total in range(100):
        saves.record("small", game(dips=8), result(total))


def test_what_a_full_file_does_not_take_goes_beside_it_at_the_end(path: Path) -> None:
    saves = Saves(path)
    with pytest.raises(SaveError, match="progress could not be saved: database or disk is full"):
        fill(saves)
    best = saves.all_best()["small"]
    saves.close()
    (beside,) = names(path)
    assert re.fullmatch(r"progress-beside-\d{8}-\d{6}-\d{6}\.sqlite3", beside)
    again = Saves(path)
    assert again.all_best()["small"] == best
    again.close()
    assert names(path) == []


def refuse(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_what_can_be_written_nowhere_is_told_at_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = Saves(path)
    with pytest.raises(SaveError):
        fill(saves)
    monkeypatch.setattr(database, "write_beside", refuse)
    with pytest.raises(SaveError) as caught:
        saves.close()
    said = "the last progress could not be saved: [Errno 28] No space left on device"
    assert caught.value.message == said


def test_a_replaced_file_is_waited_for_where_nothing_can_be_put_beside_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = Saves(path)
    saves.record("small", game(), result(600))
    other = Saves(tmp_path / "other" / "progress.sqlite3")
    other.record("small", game(), result(900))
    other.close()
    other.path.replace(path)
    with monkeypatch.context() as patch:
        patch.setattr(database, "write_beside", refuse)
        saves.record("small", game(), result(700))
        assert saves.waiting
        assert saves.all_best()["small"].total == 700
    saves.retry()
    assert not saves.waiting
    assert saves.all_best()["small"].total == 900
    assert saves.all_best()["small"].games == 3
    saves.close()


def with_hints(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE hint (level TEXT)")


def test_the_tables_in_memory_are_those_of_the_file(path: Path) -> None:
    made = Database(path, (*MIGRATIONS, with_hints))
    made.write(("INSERT INTO hint VALUES ('small')", ()))
    assert made.read("SELECT level FROM hint") == [("small",)]
    made.close()


def later(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_beside_a_file_of_a_later_version_lies_one_of_this_version(path: Path) -> None:
    Saves(path).close()
    later(path, 99)
    made = Database(path, (*MIGRATIONS, with_hints))
    assert made.notice == (
        "The saved progress is of a newer Sandpit and stays as it is. What you play here is kept "
        "beside it, and the newer Sandpit takes it in."
    )
    made.write(("INSERT INTO hint VALUES ('small')", ()))
    made.close()
    (beside,) = names(path)
    assert beside == f"progress-beside-version-{len(MIGRATIONS) + 1}.sqlite3"
    with closing(sqlite3.connect(path.with_name(beside))) as connection:
        assert connection.execute("SELECT level FROM hint").fetchall() == [("small",)]


def test_a_damaged_file_is_set_aside_under_a_free_name_with_all_that_belongs_to_it(
    path: Path,
) -> None:
    for number in (1, 2):
        path.write_bytes(b"no database" * 1000)
        if number == 1:
            for ending in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + ending).write_bytes(b"of the damaged file")
        saves = Saves(path)
        assert saves.notice == (
            "The saved progress was damaged. Rescued: nothing. "
            f"The damaged file is kept as progress-damaged-{number}.sqlite3."
        )
        saves.close()
    assert names(path) == ["progress-damaged-1.sqlite3", "progress-damaged-2.sqlite3"]
    assert (path.parent / names(path)[0]).read_bytes() == b"no database" * 1000


def test_what_lies_beside_of_a_later_version_keeps_nothing_else_from_being_taken_in(
    path: Path,
) -> None:
    Saves(path).close()
    for mark in ("a", "b"):
        beside = path.with_name(f"progress-beside-{mark}.sqlite3")
        write_beside(path, [(ADD_UNFINISHED, ("small", game(player=mark).to_json()))]).replace(
            beside
        )
    later(path.with_name("progress-beside-a.sqlite3"), 99)
    saves = Saves(path)
    assert [kept.transcript.player for kept in saves.all_unfinished("small")] == ["b"]
    saves.close()
    assert names(path) == ["progress-beside-a.sqlite3"]


def test_what_is_here_already_keeps_its_place_when_it_lies_beside_too(path: Path) -> None:
    """The latest of several unfinished games is offered first."""
    saves = Saves(path)
    for player in ("first", "last"):
        saves.autosave("small", game(player=player))
    saves.record("small", game(), result(600))
    saves.close()
    with closing(sqlite3.connect(path)) as connection:
        (row,) = connection.execute("SELECT * FROM game").fetchall()
    again = [(ADD_UNFINISHED, ("small", game(player="first").to_json())), (ADD_GAME, row[1:])]
    write_beside(path, again)
    saves = Saves(path)
    players = [kept.transcript.player for kept in saves.all_unfinished("small")]
    assert players == ["last", "first"]
    assert saves.all_best()["small"].games == 1
    saves.close()


def test_only_what_is_named_after_the_saves_is_taken_in(path: Path) -> None:
    Saves(path).close()
    stranger = path.with_name("progress-besides.sqlite3")
    write_beside(path, [(ADD_SETTING, ("player", '"Zoë"'))]).replace(stranger)
    saves = Saves(path)
    assert saves.settings().player == ""
    saves.close()
    assert names(path) == [stranger.name]


def test_a_statement_that_fails_undoes_those_before_it(path: Path) -> None:
    made = Database(path)
    with pytest.raises(SaveError):
        made.write((ADD_SETTING, ("player", '"Zoë"')), NO_TABLE)
    assert made.read("SELECT * FROM setting") == []
    made.write((ADD_SETTING, ("player", '"Ada"')))
    made.close()
    again = Database(path)
    assert again.read("SELECT * FROM setting") == [("player", '"Ada"')]
    again.close()


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_what_lies_beside_and_cannot_be_read_keeps_nobody_from_playing(
    content: bytes, path: Path
) -> None:
    Saves(path).close()
    beside = path.with_name("progress-beside-x.sqlite3")
    beside.write_bytes(content)
    saves = Saves(path)
    assert saves.notice == ""
    saves.record("small", game(), result(600))
    saves.close()


def test_what_lies_beside_and_cannot_be_removed_is_taken_in_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Saves(path).close()
    write_beside(path, [(ADD_UNFINISHED, ("small", game().to_json()))])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        saves = Saves(path)
        assert len(saves.all_unfinished("small")) == 1
    saves.close()
    assert len(names(path)) == 1
    saves = Saves(path)
    assert len(saves.all_unfinished("small")) == 1
    saves.close()
    assert names(path) == []
