"""A file that another program holds, or that was replaced, holds nobody up and loses nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sandpit.errors import SaveError
from sandpit.library import Best, Saves, Settings, database
from tests.library.sample_saves import game, result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.sqlite3"


@pytest.fixture
def saves(path: Path) -> Iterator[Saves]:
    saves = Saves(path)
    yield saves
    saves.close()


@contextmanager
def held(path: Path, kind: str = "EXCLUSIVE") -> Iterator[None]:
    """Hold the file as another program does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {kind}")
        other.execute("SELECT * FROM setting").fetchall()
        yield


HOLDS = ("EXCLUSIVE", "IMMEDIATE", "DEFERRED")
"""Nobody else may read; nobody else may begin to write; nobody else may end writing."""


def rows(path: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT level, total FROM game ORDER BY id").fetchall()


def file_of(saves: Saves) -> sqlite3.Connection:
    file = saves._database._file
    assert file is not None
    return file.connection


def pragma(saves: Saves, name: str) -> object:
    (value,) = file_of(saves).execute(f"PRAGMA {name}").fetchone()
    return value


def test_what_was_committed_outlasts_a_power_cut(saves: Saves) -> None:
    """SQLite promises it for a rollback journal on the disk that is synced in full."""
    for _ in range(2):
        assert pragma(saves, "synchronous") == 2  # FULL
        assert pragma(saves, "journal_mode") == "delete"
        saves.record("small", game(), result(600))
    assert file_of(saves).in_transaction is False


@pytest.mark.parametrize("kind", HOLDS)
def test_a_held_file_loses_nothing_and_keeps_the_order(kind: str, saves: Saves, path: Path) -> None:
    saves.record("small", game(), result(600))
    with held(path, kind):
        saves.autosave("small", game(dips=1))
        saves.autosave("small", game(dips=2), [game(dips=1).to_json()])
        for total in (700, 900, 800):
            saves.record("small", game(), result(total))
        saves.store_settings(Settings(theme="dark"))
        assert saves.waiting
        # It is shown as if it were stored.
        assert saves.all_best() == {"small": Best(900, 1, 5, games=4)}
        assert saves.unfinished("small") == game(dips=2)
        assert saves.settings().theme == "dark"
        saves.retry()
        assert saves.waiting
    saves.retry()
    assert not saves.waiting
    assert rows(path) == [("small", total) for total in (600, 700, 900, 800)]
    again = Saves(path)
    assert [kept.transcript for kept in again.all_unfinished("small")] == [game(dips=2)]
    assert again.settings().theme == "dark"
    again.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", HOLDS)
def test_the_next_thing_to_be_stored_takes_along_what_waits(
    kind: str, saves: Saves, path: Path
) -> None:
    with held(path, kind):
        saves.record("small", game(), result(600))
    saves.record("small", game(), result(700))
    assert rows(path) == [("small", 600), ("small", 700)]


def test_no_frame_waits_for_a_lock(saves: Saves, path: Path) -> None:
    """A write waits where it begins and where it ends, and once it has failed no more."""
    assert 2 * database.FIRST_WAIT <= 0.1
    with held(path):
        saves.record("small", game(), result(600))
        assert pragma(saves, "busy_timeout") == round(1000 * database.FIRST_WAIT)
        for use in (
            saves.retry,
            saves.all_best,
            lambda: saves.record("small", game(), result(600)),
        ):
            use()
            assert pragma(saves, "busy_timeout") == 0


def test_the_player_is_told_only_of_a_lock_that_lasts(
    saves: Saves, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("sandpit.library.database.time.monotonic", lambda: now)
    with held(path):
        saves.record("small", game(), result(600))
        now += 0.9 * database.PATIENCE
        saves.record("small", game(), result(700))
        assert saves.trouble == ""
        now += 0.2 * database.PATIENCE
        assert "locked" in saves.trouble
    saves.retry()
    assert saves.trouble == ""


def test_a_full_disk_is_told_at_once_and_what_was_played_is_kept_for_later(
    saves: Saves, path: Path
) -> None:
    (pages,) = file_of(saves).execute("PRAGMA page_count").fetchone()
    file_of(saves).execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SaveError, match="full"):
        for total in range(100):
            saves.record("small", game(dips=8), result(total))
    assert saves.all_best()["small"].total == total
    file_of(saves).execute("PRAGMA max_page_count = 1000")
    saves.retry()
    assert rows(path) == [("small", number) for number in range(total + 1)]


def test_what_is_still_waiting_at_the_end_is_there_the_next_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LAST_WAIT", 0.0)
    saves = Saves(path)
    saves.record("small", game(), result(600))
    saves.autosave("small", game(dips=1))
    with held(path):
        saves.record("small", game(), result(700))
        saves.autosave("small", game(dips=2), [game(dips=1).to_json()])
        saves.store_settings(Settings(player="Zoë"))
        saves.close()
        (beside,) = [file for file in path.parent.iterdir() if file != path]
    again = Saves(path)
    assert again.notice == ""
    assert again.all_best() == {"small": Best(700, 1, 5, games=2)}
    assert [kept.transcript for kept in again.all_unfinished("small")] == [game(dips=2)]
    assert again.settings() == Settings(player="Zoë")
    assert not beside.exists()
    again.close()


def test_a_file_that_is_held_when_the_game_starts_is_used_as_soon_as_it_can_be(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LAST_WAIT", 0.0)
    before = Saves(path)
    before.store_settings(Settings(player="Zoë", theme="dark"))
    before.record("small", game(), result(600))
    before.autosave("small", game(player="before"))
    before.close()
    with held(path):
        saves = Saves(path)
        assert "cannot be reached yet" in saves.notice
        assert saves.settings() == Settings()
        saves.store_settings(replace(saves.settings(), muted=True))
        saves.record("other", game("other"), result(700))
        saves.autosave("small", game(player="now"))
    saves.retry()
    assert not saves.waiting
    assert saves.all_best() == {"small": Best(600, 1, 5), "other": Best(700, 1, 5)}
    assert saves.settings() == Settings(player="Zoë", theme="dark", muted=True)
    players = [kept.transcript.player for kept in saves.all_unfinished("small")]
    assert players == ["now", "before"]
    saves.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove a file that is open")
def test_a_file_that_vanishes_is_made_again_with_all_that_is_known(
    saves: Saves, path: Path
) -> None:
    saves.store_settings(Settings(player="Zoë"))
    saves.record("small", game(), result(600))
    saves.autosave("other", game("other"))
    path.unlink()
    saves.record("small", game(), result(700))
    again = Saves(path)
    assert again.all_best()["small"] == Best(700, 1, 5, games=2)
    assert again.unfinished("other") == game("other")
    assert again.settings() == Settings(player="Zoë")
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody replace a file that is open")
def test_a_file_that_a_sync_client_replaces_is_gone_on_with_and_lacks_nothing(
    saves: Saves, path: Path, tmp_path: Path
) -> None:
    saves.store_settings(Settings(player="here"))
    saves.record("small", game(), result(600))
    elsewhere = Saves(tmp_path / "elsewhere" / "progress.sqlite3")
    elsewhere.store_settings(Settings(player="there"))
    elsewhere.record("other", game("other"), result(900))
    elsewhere.close()
    elsewhere.path.replace(path)
    saves.record("small", game(), result(700))
    again = Saves(path)
    assert again.all_best() == {"small": Best(700, 1, 5, games=2), "other": Best(900, 1, 5)}
    assert again.settings() == Settings(player="there")
    assert saves.all_best() == again.all_best()
    again.close()
