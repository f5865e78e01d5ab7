"""Saves of every version are gone on with, and those of a later one are left as they are."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sandpit.game import replay
from sandpit.library import Best, Saves, Settings, load_level
from sandpit.library.database import Database
from sandpit.library.database_file import TABLES
from sandpit.library.migrations import MIGRATIONS, migrate, version_of
from tests.library.sample_saves import DATABASES, game, result, stored

VERSIONS = range(1, len(MIGRATIONS) + 1)
every_version = pytest.mark.parametrize("version", VERSIONS)

OWN = "/home/zoë/levels/lost-phone.json"
"""The file of a level of one's own that was played in the stored files."""


def schema(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the columns and the indexed columns of each table."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith("sqlite_")
    ]
    return {
        table: (
            connection.execute(f"PRAGMA table_info({table})").fetchall(),
            sorted(
                str(connection.execute(f"PRAGMA index_info({name})").fetchall())
                for _, name, *_ in connection.execute(f"PRAGMA index_list({table})")
            ),
        )
        for table in tables
    }


def test_there_is_a_stored_file_of_every_version() -> None:
    assert {path.stem for path in DATABASES.iterdir()} == {f"version-{n}" for n in VERSIONS}


@every_version
def test_a_stored_file_is_of_its_version(version: int, tmp_path: Path) -> None:
    with closing(sqlite3.connect(stored(version, tmp_path / "x.sqlite3"))) as connection:
        assert version_of(connection) == version


@every_version
def test_a_file_of_an_earlier_version_keeps_all_that_was_in_it(
    version: int, tmp_path: Path
) -> None:
    saves = Saves(stored(version, tmp_path / "progress.sqlite3"))
    assert saves.notice == ""
    assert saves.settings() == Settings(
        theme="dark",
        text_scale=1.3,
        volume=0.25,
        muted=True,
        reduced_motion=True,
        player="Zoë O'Neil 明",
    )
    assert saves.all_best() == {
        "lost-phone": Best(1000, 3, 3, games=3),
        OWN: Best(1000, 3, 3, games=1),
    }
    assert saves.begun() == {"lost-phone", "random-pit", OWN}
    for name, dips in {"lost-phone": 2, "random-pit": 2, OWN: 1}.items():
        (kept,) = saves.all_unfinished(name)
        assert len(kept.transcript.actions) == dips
        assert kept.transcript.player == "Zoë O'Neil 明"
    assert saves.all_unfinished("random-pit")[0].transcript.seed == 7
    saves.close()
    assert [path.name for path in tmp_path.iterdir()] == ["progress.sqlite3"]


@every_version
def test_an_unfinished_game_of_an_earlier_version_goes_on_and_is_then_replaced(
    version: int, tmp_path: Path
) -> None:
    saves = Saves(stored(version, tmp_path / "progress.sqlite3"))
    (kept,) = saves.all_unfinished("lost-phone")
    again = replay(load_level("lost-phone"), kept.transcript)
    assert again.failure is None
    assert again.session.state.dips_left == 23
    saves.autosave("lost-phone", game("lost-phone", dips=3), [kept.text])
    (kept,) = saves.all_unfinished("lost-phone")
    assert kept.transcript == game("lost-phone", dips=3)
    saves.close()


@every_version
def test_a_file_of_an_earlier_version_gets_the_tables_that_a_new_one_has(
    version: int, tmp_path: Path
) -> None:
    path = stored(version, tmp_path / "old.sqlite3")
    for file in (path, tmp_path / "new.sqlite3"):
        Saves(file).close()
    with (
        closing(sqlite3.connect(path)) as old,
        closing(sqlite3.connect(tmp_path / "new.sqlite3")) as new,
    ):
        assert version_of(old) == version_of(new) == len(MIGRATIONS)
        assert schema(old) == schema(new)
        assert set(schema(new)) == set(TABLES)


def broken(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE game RENAME TO played")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def dearer(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE game SET total = total + 1")


def test_migrations_run_in_their_order_and_each_once(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "progress.sqlite3")
    saves.record("small", game(), result(600))
    saves.close()
    for _ in range(2):
        database = Database(tmp_path / "progress.sqlite3", (*MIGRATIONS, dearer, dearer))
        assert database.notice == ""
        assert database.read("SELECT total FROM game") == [(602,)]
        database.close()


def test_a_migration_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    path = stored(1, tmp_path / "progress.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        before = list(connection.iterdump())
        with pytest.raises(sqlite3.Error, match="nowhere"):
            migrate(connection, (*MIGRATIONS, broken))
        assert list(connection.iterdump()) == before
        assert version_of(connection) == 1


@pytest.mark.parametrize("version", [len(MIGRATIONS) + 1, 99, 2**31 - 1])
def test_a_file_of_a_later_version_is_left_as_it_is_and_told_of(
    version: int, tmp_path: Path
) -> None:
    path = stored(len(MIGRATIONS), tmp_path / "progress.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE game ADD COLUMN hints INTEGER")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    content = path.read_bytes()
    for expected in (1, 2):
        saves = Saves(path)
        assert "of a newer Sandpit and stays as it is" in saves.notice
        saves.record("small", game(), result(600))
        saves.store_settings(Settings(theme="light"))
        assert saves.all_best()["small"].games == expected
        saves.close()
        assert path.read_bytes() == content


def test_what_was_played_beside_a_later_version_is_there_after_upgrading(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    later = (*MIGRATIONS, dearer)
    newer = Database(path, later)
    newer.write(("INSERT INTO unfinished (level, transcript) VALUES ('a', 'newer')", ()))
    newer.close()
    older = Saves(path)
    older.record("small", game(), result(600))
    older.autosave("other", game("other"))
    older.close()
    for _ in range(2):
        newer = Database(path, later)
        assert newer.notice == ""
        assert newer.read("SELECT level, total FROM game") == [("small", 600)]
        unfinished = newer.read("SELECT level, transcript FROM unfinished ORDER BY id")
        assert unfinished == [("a", "newer"), ("other", game("other").to_json())]
        newer.close()
        assert [left.name for left in tmp_path.iterdir()] == [path.name]
