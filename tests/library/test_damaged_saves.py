"""Of a damaged file what can be read goes into a new one, and the player is told."""

import contextlib
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sandpit.errors import SaveError
from sandpit.game import Probe
from sandpit.library import Best, Saves, Settings, database_file
from sandpit.library.database_file import write_beside
from tests.library.sample_saves import game, result, stored

GAMES = 40
CHOSEN = Settings(theme="dark", player="Zoë")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound file: forty finished games, two unfinished ones, and settings."""
    path = tmp_path_factory.mktemp("sound") / "progress.sqlite3"
    saves = Saves(path)
    saves.store_settings(CHOSEN)
    for number in range(GAMES):
        saves.record("small", game(), result(500 + number))
    saves.autosave("other", game("other"))
    long = replace(game("long"), actions=(Probe((1.0, 2.0)),) * 1000)
    saves.autosave("long", long)
    saves.close()
    return path.read_bytes()


@pytest.fixture
def path(sound: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "progress.sqlite3"
    path.write_bytes(sound)
    return path


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(20_000))


def a_text(path: Path) -> None:
    path.write_text("This is no database, but a letter. " * 10, encoding="utf-8")


def cut(share: float) -> Callable[[Path], None]:
    def truncate(path: Path) -> None:
        os.truncate(path, int(path.stat().st_size * share))

    return truncate


def scrambled(start: int, end: int) -> Callable[[Path], None]:
    def scramble(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[start:end] = random.Random(2).randbytes(end - start)
        path.write_bytes(whole)

    return scramble


def execute(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").touch()


ALL = (GAMES, 2, True)

DAMAGES: dict[str, tuple[Callable[[Path], None], tuple[int, int, bool]]] = {
    "random bytes": (random_bytes, (0, 0, False)),
    "a text": (a_text, (0, 0, False)),
    "its heading is lost": (scrambled(0, 100), ALL),
    "its first page is scrambled": (scrambled(200, 4000), ALL),
    "its first page is lost": (scrambled(0, 4096), ALL),
    "cut near its end": (cut(0.97), (GAMES, 1, True)),
    "cut at a half": (cut(0.5), (10, 0, True)),
    "without a table": (execute("DROP TABLE game"), (0, 2, True)),
    "without a column": (execute("ALTER TABLE game DROP COLUMN stars"), (0, 2, True)),
    "of another program": (
        execute("PRAGMA user_version = 0", "DROP TABLE setting", "CREATE TABLE setting (x)"),
        (GAMES, 2, False),
    ),
    "a folder": (a_folder, (0, 0, False)),
}
"""For each damage, how many games can be rescued at least, and whether the settings can."""


@pytest.mark.parametrize(("damage", "rescued"), DAMAGES.values(), ids=DAMAGES)
def test_what_can_be_read_of_a_damaged_file_goes_into_a_new_one(
    damage: Callable[[Path], None], rescued: tuple[int, int, bool], path: Path
) -> None:
    damage(path)
    saves = Saves(path)
    (aside,) = [other for other in path.parent.iterdir() if other != path]
    assert "damaged" in aside.name
    assert aside.name in saves.notice
    games, unfinished, settings = rescued
    best = saves.all_best().get("small", Best(0, 0, 0, games=0))
    found = len(saves.begun())
    assert games <= best.games <= GAMES
    assert unfinished <= found <= 2
    assert (saves.settings() == CHOSEN) == settings
    assert ("your settings" in saves.notice) == settings
    assert (f"{best.games} finished" in saves.notice) == bool(best.games)
    assert (f"{found} unfinished" in saves.notice) == bool(found)
    assert ("nothing" in saves.notice) == (not (best.games or found or settings))
    saves.record("small", game(), result(700))
    saves.close()
    again = Saves(path)
    assert again.notice == ""
    assert again.all_best()["small"] == Best(700, 1, 5, games=best.games + 1)
    again.close()


@pytest.mark.parametrize("version", [1, 2])
def test_a_damaged_file_of_any_version_is_rescued(version: int, tmp_path: Path) -> None:
    path = stored(version, tmp_path / "progress.sqlite3")
    scrambled(0, 4096)(path)
    saves = Saves(path)
    assert "Rescued: your settings, 4 finished games and 3 unfinished games." in saves.notice
    assert saves.settings().player == "Zoë O'Neil 明"
    assert saves.all_best()["lost-phone"] == Best(1000, 3, 3, games=3)
    assert saves.unfinished("random-pit") is not None
    saves.close()


def test_an_end_in_the_middle_of_a_rescue_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the disk was asked for last before the end: the next start has all."""

    class End(BaseException):
        pass

    steps = 0

    def counted(real: Callable[..., object], last: int) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            nonlocal steps
            steps += 1
            if steps > last:
                raise End
            return real(*arguments)

        return step

    scrambled(0, 4096)(path)
    for last in range(3):
        steps = 0
        with monkeypatch.context() as patch:
            for name in ("write_beside", "_usable", "_take_in"):
                real = getattr(database_file, name)
                patch.setattr(database_file, name, counted(real, last + (name != "write_beside")))
            with pytest.raises(End):
                Saves(path)
    saves = Saves(path)
    assert saves.all_best()["small"].games == GAMES
    assert saves.begun() == {"other", "long"}
    assert saves.settings() == CHOSEN
    saves.close()


def test_what_lies_beside_is_taken_in_once_and_only_as_far_as_it_is_new(path: Path) -> None:
    saves = Saves(path)
    beside = [
        ("INSERT INTO setting VALUES ('volume', '0.5')", ()),
        (
            "INSERT INTO game (level, digest, ended, total, stars, dips, outcome, transcript)"
            " VALUES ('small', ?, '2026-01-01', 990, 3, 2, 'found', ?)",
            (game().digest, game(dips=3).to_json()),
        ),
    ]
    unfinished = "INSERT INTO unfinished (level, transcript) VALUES (?, ?)"
    beside += [(unfinished, ("other", game("other", dips=2).to_json()))]
    beside += [(unfinished, ("small", game(player="bob").to_json()))]
    saves.autosave("small", game(dips=2))
    saves.close()
    for _ in range(2):  # the same again, as after an end between taking in and removing
        write_beside(path, beside)
        saves = Saves(path)
        assert saves.all_best()["small"] == Best(990, 3, 2, games=GAMES + 1)
        assert saves.settings() == replace(CHOSEN, volume=0.5)
        # Gone on with there, and finished there; another game of the level is another game.
        assert [kept.transcript for kept in saves.all_unfinished("other")] == [
            game("other", dips=2)
        ]
        assert [kept.transcript for kept in saves.all_unfinished("small")] == [game(player="bob")]
        saves.close()
        assert [left.name for left in path.parent.iterdir()] == [path.name]


def test_whatever_bytes_are_changed_the_game_still_starts(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    rng = random.Random(3)
    for i in range(50):
        changed = bytearray(whole)
        for _ in range(rng.choice((1, 8, 200))):
            changed[rng.randrange(len(whole))] = rng.randrange(256)
        other = tmp_path / str(i) / "progress.sqlite3"
        other.parent.mkdir()
        other.write_bytes(changed)
        opened = Saves(other)
        for use in (
            opened.settings,
            opened.all_best,
            lambda opened=opened: opened.unfinished("other"),
            lambda opened=opened: opened.record("small", game(), result(900)),
        ):
            with contextlib.suppress(SaveError):
                use()
        opened.close()
