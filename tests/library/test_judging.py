"""Judging a transcript file: the same score as in Python, and every mistake with its file."""

import json
from pathlib import Path

import pytest

from sandpit.game import GiveUp, Level, Outcome, Probe, Session, Step, score
from sandpit.library import Library, load_level
from sandpit.library.judging import judge
from tests.written import written


@pytest.fixture
def level(tmp_path: Path) -> Level:
    (tmp_path / "levels").mkdir()
    (tmp_path / "levels" / "small.json").write_text(json.dumps(written()))
    return load_level(tmp_path / "levels" / "small.json")


def store(folder: Path, level: Level, **changes: object) -> Path:
    session = Session(level, player="ada")
    for action in (Probe((1.0, 5.0)), Step(0.01), GiveUp()):
        session.apply(action)
    members = json.loads(session.transcript.to_json())
    path = folder / "game.json"
    path.write_text(json.dumps({**members, **changes}))
    return path


def test_a_game_is_judged_on_the_level_of_the_library_or_on_a_given_one(
    level: Level, tmp_path: Path
) -> None:
    path = store(tmp_path, level)
    for judged in (
        judge(path, Library.of(tmp_path / "levels")),
        judge(path, Library(()), level),
    ):
        assert judged.valid
        assert judged.transcript is not None
        assert judged.score == score(level, judged.transcript)
        assert judged.score.outcome is Outcome.GAVE_UP
        assert judged.valid_actions == 3
        assert "error" not in judged.members()


def test_of_a_game_that_breaks_the_rules_the_valid_part_is_scored(
    level: Level, tmp_path: Path
) -> None:
    path = store(tmp_path, level, actions=[{"probe": [1.0, 5.0]}, {"probe": [9.0, 9.0]}])
    judged = judge(path, Library(()), level)
    assert not judged.valid
    assert judged.error.startswith(f"{path} /actions/1: ")
    assert judged.score is not None
    assert (judged.score.dips, judged.valid_actions) == (1, 1)
    members = judged.members()
    assert (members["actions"], members["valid_actions"]) == (2, 1)
    assert members["error"] == judged.error


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 3}, "/format: 3 is not one of"),
        ({"digest": "sha256:" + 64 * "0"}, "/digest: this transcript was not played"),
        ({"actions": [{"dig": 1}]}, '/actions/0: "dig" is not an action'),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(
    level: Level, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    path = store(tmp_path, level, **changes)
    judged = judge(path, Library(()), level)
    assert judged.error.startswith(f"{path} {words}")
    assert judged.score is None


def test_a_level_or_a_file_that_is_not_there_is_told_with_the_file(
    level: Level, tmp_path: Path
) -> None:
    path = store(tmp_path, level)
    judged = judge(path, Library(()))
    assert judged.error.startswith(f'{path}: there is no level "small"')
    assert (judged.members()["level"], judged.members()["total"]) == ("small", None)
    missing = judge(tmp_path / "missing.json", Library(()))
    assert missing.error.count("missing.json") == 1
    assert missing.members().keys() == judged.members().keys()
    assert missing.members()["level"] is None
