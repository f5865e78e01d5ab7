"""Judging a transcript file: the same score as in Python, and every mistake with its file."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandpit.game import GiveUp, Level, Outcome, Probe, Session, Step, score
from sandpit.game.ground import Ground
from sandpit.game.level import KEPT_GROUNDS
from sandpit.library import Library, judging, load_level
from sandpit.library.judging import Judge, judge
from tests.written import make_level, written


@pytest.fixture
def level(tmp_path: Path) -> Level:
    (tmp_path / "levels").mkdir()
    (tmp_path / "levels" / "small.json").write_text(json.dumps(written()))
    return load_level(tmp_path / "levels" / "small.json")


def store(folder: Path, played: Level, **changes: object) -> Path:
    session = Session(played, player="ada")
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
    assert judged.file == str(path)
    assert (judged.transcript is not None) == ("digest" in changes)


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


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the levels that are read and made while a test runs."""
    ids: list[str] = []
    parse = Level.parse

    def recorded(text: str, **members: Any) -> Level:
        ids.append(members["id"])
        return parse(text, **members)

    monkeypatch.setattr(Level, "parse", recorded)
    return ids


def test_a_level_is_read_once_for_all_its_games(
    level: Level, tmp_path: Path, parsed: list[str]
) -> None:
    path = store(tmp_path, level)
    judge = Judge(Library.of(tmp_path / "levels"))
    scores = [judge.judge(path).score for _ in range(5)]
    assert scores[0] is not None
    assert scores == [scores[0]] * 5
    assert parsed == ["small"]


def test_a_bad_level_is_tried_once_and_told_for_each_of_its_games(
    level: Level, tmp_path: Path, parsed: list[str]
) -> None:
    path = store(tmp_path, level)
    broken = written(surface={"kind": "formula", "formula": "log(x)"})
    (tmp_path / "levels" / "small.json").write_text(json.dumps(broken))
    judge = Judge(Library.of(tmp_path / "levels"))
    errors = [judge.judge(path).error for _ in range(3)]
    assert "undefined" in errors[0]
    assert errors == [errors[0]] * 3
    assert parsed == ["small"]


def test_of_many_levels_the_last_few_are_kept(
    level: Level, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_LEVELS", 2)
    paths = []
    for id in "abc":
        (tmp_path / "levels" / f"{id}.json").write_text(json.dumps(written()))
        games = tmp_path / id
        games.mkdir()
        paths.append(store(games, level, level=id))
    judge = Judge(Library.of(tmp_path / "levels"))
    for path in [*paths[:2], paths[0], paths[2], paths[0], paths[1]]:
        judge.judge(path)
    assert parsed == ["a", "b", "c", "b"]


def test_a_drawn_ground_is_made_once_for_the_games_of_its_seed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level = make_level(surface={"kind": "waves", "count": 2, "seed": "random"})
    built: list[int | None] = []
    anew = Level._drawn_anew

    def recorded(self: Level, seed: int | None) -> Ground:
        built.append(seed)
        return anew(self, seed)

    monkeypatch.setattr(Level, "_drawn_anew", recorded)
    for seed in (7, 7, 8, 7):
        Session(level, seed)
    assert built == [7, 8]
    for seed in range(100, 100 + KEPT_GROUNDS):
        Session(level, seed)
    Session(level, 7)
    assert built == [7, 8, *range(100, 100 + KEPT_GROUNDS), 7]
    assert len(level._grounds) == KEPT_GROUNDS


def test_what_is_known_of_a_game_has_always_the_same_members(level: Level, tmp_path: Path) -> None:
    path = store(tmp_path, level)
    judged = judge(path, Library(()), level)
    assert judged.score is not None
    assert judged.members() == {
        "transcript": str(path),
        "valid": True,
        "level": "small",
        "player": "ada",
        "total": judged.score.total,
        "stars": 0,
        "outcome": "gave-up",
        "dips": 2,
        "parts": [
            {"name": part.name, "points": part.points, "reason": part.reason}
            for part in judged.score.parts
        ],
        "actions": 3,
        "valid_actions": 3,
    }
    assert type(judged.members()["outcome"]) is str
    missing = tmp_path / "missing.json"
    unknown = dict.fromkeys(judged.members())
    assert judge(missing, Library(())).members() == {
        **unknown,
        "transcript": str(missing),
        "valid": False,
        "valid_actions": 0,
        "error": f"there is no file {missing} (check the spelling)",
    }


def test_a_game_that_was_not_ended_has_no_outcome(level: Level, tmp_path: Path) -> None:
    session = Session(level)
    session.play(Probe((1.0, 5.0)))
    path = tmp_path / "game.json"
    path.write_text(session.transcript.to_json())
    members = judge(path, Library(()), level).members()
    assert (members["valid"], members["outcome"], members["dips"]) == (True, None, 1)


def test_a_mistake_in_a_level_is_told_after_the_games_file(tmp_path: Path, level: Level) -> None:
    path = store(tmp_path, level)
    (tmp_path / "levels" / "small.json").write_text("{")
    judged = judge(path, Library.of(tmp_path / "levels"))
    assert judged.error.startswith(f"{path}: {tmp_path / 'levels' / 'small.json'}: line 1, ")
    assert judged.transcript is not None
    assert (judged.file, judged.score, judged.valid_actions) == (str(path), None, 0)
