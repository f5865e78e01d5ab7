"""Saves: what was stored is there, and a damaged file costs no more than itself."""

import dataclasses
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sandpit
from sandpit.errors import SaveError
from sandpit.library import Best, Saves, Settings
from tests.library.sample_saves import game, result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "progress.sqlite3"


@pytest.fixture
def saves(path: Path) -> Iterator[Saves]:
    saves = Saves(path)
    yield saves
    saves.close()


CHOSEN = Settings(
    theme="dark",
    text_scale=1.5,
    volume=0.1,
    muted=True,
    fullscreen=True,
    reduced_motion=True,
    all_open=True,
    player="明",
)


def test_settings_have_defaults_until_they_are_stored(saves: Saves) -> None:
    assert saves.settings() == Settings()
    saves.store_settings(CHOSEN)
    assert saves.settings() == CHOSEN


def test_what_was_stored_is_there_when_the_file_is_opened_again(saves: Saves, path: Path) -> None:
    saves.store_settings(CHOSEN)
    saves.record("small", game(), result(700))
    saves.autosave("other", game("other"))
    saves.close()
    again = Saves(path)
    assert again.notice == ""
    assert again.settings() == CHOSEN
    assert again.all_best()["small"] == Best(700, 1, 5)
    assert again.unfinished("other") == game("other")
    again.close()


@given(
    text_scale=st.floats(0.5, 3),
    volume=st.floats(0, 1),
    muted=st.booleans(),
    player=st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_any_settings_are_kept(**chosen: Any) -> None:
    saves = Saves.in_memory()
    saves.store_settings(Settings(**chosen))
    assert saves.settings() == Settings(**chosen)
    saves.close()


NONSENSE = {
    "theme": ('"purple"', "3", "{", "", "null", "[1]", "true"),
    "text_scale": ("-3", "0", "0.49", "3.01", "1e308", "NaN", "Infinity", '"1"', "true", "null"),
    "volume": ("5", "-0.1", "1.01", "NaN", "-Infinity", '"0.5"', "true", "[]", "1" + 400 * "0"),
    "muted": ("1", "0.0", '"yes"', "null"),
    "fullscreen": ("1", '"no"', "{}"),
    "reduced_motion": ("2", "[]"),
    "all_open": ("1", '"true"'),
    "window_width": ("-1", "1e3", "true", '"800"', "null", "32768"),
    "window_height": ("-1", "1e3", "true", '"600"', "null", "32768"),
    "maximised": ("1", '"no"', "null"),
    "player": ("3", "null", '["Ada"]', json.dumps("a" * 201)),
}
"""For each setting, what another program or a later version may have stored in its place."""


def test_there_is_nonsense_for_every_setting() -> None:
    assert set(NONSENSE) == {field.name for field in dataclasses.fields(Settings)}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name in NONSENSE for value in NONSENSE[name]]
)
def test_a_setting_that_makes_no_sense_has_its_default_and_the_others_stay(
    saves: Saves, path: Path, name: str, value: str
) -> None:
    saves.store_settings(CHOSEN)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE setting SET value = ? WHERE name = ?", (value, name))
        connection.execute("INSERT INTO setting VALUES ('of a later version', '1')")
    connection.close()
    assert saves.settings() == replace(CHOSEN, **{name: getattr(Settings(), name)})


@pytest.mark.parametrize(
    ("name", "value"), [("volume", 5.0), ("text_scale", -3.0), ("theme", "purple"), ("muted", 1)]
)
def test_settings_that_make_no_sense_cannot_be_made(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(**{name: value})


def test_the_best_game_is_that_of_the_highest_score(saves: Saves) -> None:
    for total, stars, dips in ((600, 1, 9), (900, 3, 3), (700, 2, 6)):
        saves.record("small", game(), result(total, stars, dips))
    saves.record("other", game("other"), result(100, 0))
    assert saves.all_best()["small"] == Best(900, 3, 3, games=3)
    assert set(saves.all_best()) == {"small", "other"}
    assert "never played" not in saves.all_best()


def test_of_equal_games_the_first_is_the_best(saves: Saves) -> None:
    """To have done it first is a merit that no later game takes away."""
    for dips in (4, 7, 5):
        saves.record("small", game(), result(800, 2, dips))
    saves.record("small", game(), result(300, 1, 12))
    assert saves.all_best()["small"] == Best(800, 2, 4, games=4)


def test_an_unfinished_game_is_kept_until_it_is_finished_or_forgotten(saves: Saves) -> None:
    first, second = game(dips=1), game(dips=2)
    assert saves.unfinished("small") is None
    saves.autosave("small", first)
    saves.autosave("small", second, [first.to_json()])
    assert saves.unfinished("small") == second
    saves.record("small", game(dips=3), result(600), [second.to_json()])
    assert saves.unfinished("small") is None
    saves.autosave("small", first)
    saves.forget("small", [first.to_json()])
    assert saves.unfinished("small") is None


def test_an_unfinished_game_that_cannot_be_read_is_forgotten(saves: Saves, path: Path) -> None:
    saves.autosave("small", game())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE unfinished SET transcript = '{'")
    connection.close()
    assert saves.unfinished("small") is None


def test_a_file_is_given_the_game_that_was_kept_under_its_stem(saves: Saves) -> None:
    saves.autosave("mine", game("mine"))
    saves.adopt("/home/ada/mine.json", "mine", game("mine").digest)
    assert saves.unfinished("/home/ada/mine.json") == game("mine")
    assert saves.unfinished("mine") is None


def test_a_file_is_given_no_game_of_another_level_and_keeps_its_own(saves: Saves) -> None:
    saves.autosave("small", game(player="of the library"))
    saves.adopt("/home/small.json", "small", "sha256:" + 64 * "0")
    assert saves.unfinished("/home/small.json") is None
    saves.autosave("/home/small.json", game(player="of the file"))
    saves.adopt("/home/small.json", "small", game().digest)
    assert saves.unfinished("/home/small.json") == game(player="of the file")
    assert saves.unfinished("small") == game(player="of the library")


def test_what_is_played_by_its_path_touches_no_level_of_the_same_id(saves: Saves) -> None:
    saves.autosave("small", game(player="of the library"))
    before = [game(player="of the library").to_json()]
    saves.record("/home/small.json", game(), result(1000, 3), before)
    assert saves.all_best().get("small") is None
    assert saves.unfinished("small") == game(player="of the library")
    saves.forget("/home/small.json", [game(player="of the library").to_json()])
    assert saves.unfinished("small") == game(player="of the library")


def test_progress_is_reset_and_the_settings_stay(saves: Saves) -> None:
    saves.store_settings(CHOSEN)
    saves.record("small", game(), result(600))
    saves.autosave("other", game("other"))
    saves.reset_progress()
    assert saves.all_best() == {}
    assert saves.unfinished("other") is None
    assert saves.settings() == CHOSEN


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    saves = Saves(path)
    assert saves.notice == ""
    saves.record("small", game(), result(700))
    assert saves.all_best()["small"] == Best(700, 1, 5)
    saves.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match="cannot be saved"):
        Saves(tmp_path / "file" / "progress.sqlite3")


def test_two_games_may_be_open_at_once(saves: Saves, path: Path) -> None:
    other = Saves(path)
    saves.record("small", game(), result(600))
    other.record("small", game(), result(700))
    assert saves.all_best()["small"] == other.all_best()["small"] == Best(700, 1, 5, games=2)
    other.close()


STORING = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sandpit.game import Outcome, Part, Score, Transcript
from sandpit.library import Saves, Settings
saves = Saves(Path(sys.argv[1]))
i = 0
while True:
    i += 1
    small = Transcript("small", "sha256:" + 64 * "0")
    saves.record("small", small, Score(i, 1, Outcome.FOUND, 5, ()))
    goes_on = replace(small, level="other", seed=i)
    saves.autosave("other", goes_on, [replace(goes_on, seed=i - 1).to_json()])
    saves.store_settings(Settings(player=str(i)))
    print(i, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_kill_loses_nothing_that_was_said_to_be_stored(after: int, path: Path) -> None:
    checkout = Path(sandpit.__file__).parent.parent
    child = subprocess.Popen(
        [sys.executable, "-c", STORING, str(path)], stdout=subprocess.PIPE, text=True, cwd=checkout
    )
    assert child.stdout is not None
    for _ in range(after):
        said = int(child.stdout.readline())
    child.kill()
    rest = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    said = max(said, *map(int, rest)) if rest else said
    saves = Saves(path)
    assert saves.notice == ""
    best, unfinished = saves.all_best()["small"], saves.unfinished("other")
    assert best.total >= said
    assert unfinished is not None
    assert unfinished.seed is not None
    assert unfinished.seed >= said
    assert int(saves.settings().player) >= said
    saves.close()


def test_settings_at_their_limits_make_sense() -> None:
    for limits in (
        {"text_scale": 0.5, "volume": 0.0, "window_width": 0},
        {"text_scale": 3.0, "volume": 1.0, "window_height": 32_767},
        {"player": "a" * 200},
    ):
        made = Settings(**limits)
        assert all(getattr(made, name) == value for name, value in limits.items())


@pytest.mark.parametrize("value", [True, "0.5", None, float("nan"), -0.01, 1.01])
def test_a_volume_is_a_number_from_0_to_1(value: Any) -> None:
    with pytest.raises(ValueError, match="volume cannot be"):
        Settings(volume=value)


def test_a_game_is_stored_with_the_time_it_ended_at_everywhere(saves: Saves, path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    saves.record("small", game(), result(700))
    ((ended,),) = saves._database.read("SELECT ended FROM game")
    assert before <= datetime.fromisoformat(ended) <= datetime.now(UTC)
    assert ended.endswith("+00:00")


def test_what_is_no_game_is_forgotten_once_it_was_met(saves: Saves, path: Path) -> None:
    saves.autosave("small", game())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE unfinished SET transcript = '{'")
    connection.close()
    assert saves.begun() == {"small"}
    assert saves.all_unfinished("small") == ()
    assert saves.begun() == frozenset()


def test_a_finished_game_without_numbers_counts_for_nothing(saves: Saves, path: Path) -> None:
    for total in (600, 700):
        saves.record("small", game(), result(total))
    for column in ("total", "stars", "dips"):
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE game SET {column} = 'x' WHERE id = 2")
        connection.close()
        assert saves.all_best() == {"small": Best(600, 1, 5)}
