"""The README tells the truth: its commands work, its examples run, its links lead somewhere."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sandpit
from sandpit.cli import app
from sandpit.game import Level
from sandpit.library import load_level
from sandpit.strategies import STRATEGIES, play_game

README = (Path(sandpit.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
LANGUAGES = ("sh", "json", "python", "yaml")


def blocks(language: str) -> list[str]:
    """Return the code blocks of a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def commands() -> Iterator[list[str]]:
    """Yield what the README types after `sandpit`, without what a shell would do with it."""
    for block in blocks("sh"):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["sandpit"]:
                yield words[1 : words.index(">")] if ">" in words else words[1:]


def needs_a_window(words: list[str]) -> bool:
    return words == [] or words[0] == "play"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README takes to be there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-level.json").write_text(blocks("json")[0])
    (tmp_path / "my_strategy.py").write_text("def next_step(f, J, H):\n    return -0.1 * J\n")
    session = sandpit.Session(sandpit.load_level("lost-phone"))
    session.give_up()
    (tmp_path / "games").mkdir()
    (tmp_path / "games" / "one.json").write_text(session.transcript.to_json())
    return tmp_path


def test_every_command_works_one_after_the_other(desk: Path) -> None:
    done = []
    for words in commands():
        if needs_a_window(words):
            assert all(load_level(word) for word in words[1:])
            continue
        found = [str(path) for word in words for path in (desk.glob(word) if "*" in word else ())]
        typed = [*(word for word in words if "*" not in word), *found]
        # A few games tell whether the strategy can play there; fifty take their time.
        if "--seeds" in typed:
            typed[typed.index("--seeds") + 1] = "2"
        result = CliRunner().invoke(app, typed)
        assert result.exit_code == 0, f"sandpit {shlex.join(words)}: {result.output}"
        done.append(words[0])
    assert {"levels", "new", "draw", "check", "score", "run"} <= set(done)


def test_the_example_of_a_level_is_good_and_can_be_found() -> None:
    (text,) = blocks("json")
    level = Level.parse(text)
    games = [play_game(STRATEGIES["steepest"], level, seed) for seed in range(5)]
    assert any(game.score.stars for game in games)


def test_the_example_in_python_finds(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "Score(total=" in capsys.readouterr().out


def test_the_recipe_for_ci_fails_where_a_command_does() -> None:
    """GitHub's own shell looks only at the last command of a pipe."""
    (recipe,) = blocks("yaml")
    runs = re.findall(r"- run: (.*)", recipe)
    assert any(run.startswith("sandpit score ") for run in runs)
    assert not any("|" in run for run in runs)


def test_the_blocks_are_all_of_a_kind_that_is_tested() -> None:
    assert set(re.findall(r"^```(\w+)", README, re.MULTILINE)) <= set(LANGUAGES)


def test_all_links_lead_to_something() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (Path(sandpit.__file__).parent.parent / target).exists(), target


def test_what_is_said_of_the_score_is_so() -> None:
    """500 for a find, all at par, none at the last dip; stars at par and halfway."""
    level = Level.parse(json.dumps({**json.loads(blocks("json")[0]), "dips": 15, "par": 5}))
    top = level.ground(None).optima.points[0]
    told = {}
    for dips in (5, 10, 11, 15):
        session = sandpit.Session(level)
        for _ in range(dips - 1):
            session.play(sandpit.Probe((-3.0, 2.0)))
        session.play(sandpit.Probe(top))
        score = sandpit.score(level, session.transcript)
        told[dips] = (score.total, score.stars)
    assert told == {5: (1000, 3), 10: (750, 2), 11: (700, 1), 15: (500, 1)}
