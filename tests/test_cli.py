"""The commands: exit codes, data on stdout, messages on stderr, and no traceback ever."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sandpit
from sandpit.cli import app
from sandpit.game import (
    ACTIONS,
    Action,
    GiveUp,
    Level,
    Newton,
    Probe,
    Session,
    Step,
    Transcript,
    score_session,
)
from sandpit.game.ground import Ground
from sandpit.library import checking, load_level, shipped_levels
from sandpit.library.findings import Finding, warning
from sandpit.strategies import STRATEGIES
from tests.written import make_level, written

COMMANDS = ("play", "levels", "check", "score", "draw", "run", "new", "schema")
LOST_PHONE = shipped_levels() / "2-gradients" / "lost-phone.json"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sandpit_(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(result: Result, code: int = 1) -> str:
    """Return the message of a command that failed in the way it should."""
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert result.stderr.strip()
    return result.stderr


def store(path: Path, members: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(members if isinstance(members, str) else json.dumps(members))
    return path


def transcript_of(level: Level, *actions: Action, player: str = "ada") -> Transcript:
    session = Session(level, player=player)
    for action in actions:
        session.apply(action)
    return session.transcript


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = sandpit_(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"sandpit {command}" in result.stdout


def test_the_help_names_every_command() -> None:
    said = sandpit_("--help").stdout
    assert all(command in said for command in COMMANDS)


def test_the_version_is_told() -> None:
    assert sandpit_("--version").stdout == f"sandpit {sandpit.__version__}\n"


USAGE = {
    "unknown command": ["dig"],
    "unknown option": ["levels", "--colour"],
    "check of nothing": ["check"],
    "score of nothing": ["score"],
    "run without a level": ["run", "random"],
    "no seeds": ["run", "random", "lost-phone", "--seeds", "0"],
    "seeds in words": ["run", "random", "lost-phone", "--seeds", "ten"],
    "a picture of nothing": ["draw"],
    "a picture to nowhere": ["draw", "lost-phone"],
    "a size that is none": ["draw", "lost-phone", "-o", "x.png", "--size", "large"],
    "a size too small": ["draw", "lost-phone", "-o", "x.png", "--size", "1x1"],
    "a size too large": ["draw", "lost-phone", "-o", "x.png", "--size", "99999x99999"],
    "a size of other digits": ["draw", "lost-phone", "-o", "x.png", "--size", "²x³"],
    "a size of many digits": ["draw", "lost-phone", "-o", "x.png", "--size", f"{'9' * 5000}x240"],
    "a picture that is no PNG": ["draw", "lost-phone", "-o", "x.gif"],
    "a picture without an ending": ["draw", "lost-phone", "-o", "x"],
    "a picture on the output": ["draw", "lost-phone", "-o", "-"],
    "new without a name": ["new"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_a_wrong_usage_exits_with_2(arguments: list[str], desk: Path) -> None:
    refused(sandpit_(*arguments), code=2)
    assert list(desk.iterdir()) == []


def test_the_levels_are_listed_for_people_and_for_programs() -> None:
    people, programs = sandpit_("levels"), sandpit_("levels", "--json")
    assert people.exit_code == programs.exit_code == 0
    assert people.stderr == programs.stderr == ""
    rows = json.loads(programs.stdout)
    ids = [row["id"] for row in rows]
    assert "lost-phone" in ids
    assert len(ids) == len(set(ids))
    for row in rows:
        assert set(row) >= {"id", "title", "chapter", "axes", "goal", "dipstick", "dips", "par"}
        assert Path(row["path"]).is_file()
        assert row["id"] in people.stdout
        assert row["title"] in people.stdout


def test_a_broken_level_or_chapter_of_the_player_hides_no_other(home: Path) -> None:
    own = home / "sandpit" / "levels"
    store(own / "good.json", written(title="Good [b]hill[/b] :smile:"))
    store(own / "broken.json", "{")
    store(own / "one" / "chapter.json", '{"title": 3}')
    store(own / "one" / "other.json", written())
    store(own / "lost-phone.json", written())
    result = sandpit_("levels", "--json")
    assert result.exit_code == 0
    assert "Traceback" not in result.stderr
    for name in ("broken.json", "chapter.json", "lost-phone.json is hidden"):
        assert name in result.stderr
    rows = {row["id"]: row for row in json.loads(result.stdout)}
    assert {"good", "other", "himmelblau"} <= set(rows)
    assert rows["lost-phone"]["path"] == str(LOST_PHONE)
    assert "Good [b]hill[/b] :smile:" in sandpit_("levels").stdout


def test_levels_of_a_further_folder_are_listed(desk: Path) -> None:
    store(desk / "mine" / "a-hill.json", written())
    rows = json.loads(sandpit_("levels", "--levels", "mine", "--json").stdout)
    assert rows[-1]["id"] == "a-hill"
    assert "nowhere" in refused(sandpit_("levels", "--levels", "nowhere"))


def test_check_says_good_of_the_shipped_levels() -> None:
    result = sandpit_("check", shipped_levels(), "--json")
    findings = json.loads(result.stdout)
    assert [finding for finding in findings if not finding["good"]] == []
    assert result.exit_code == 0
    assert any(finding["file"] == str(LOST_PHONE) for finding in findings)


def test_check_names_each_mistake_with_its_place_and_cure(desk: Path) -> None:
    store(desk / "good.json", written())
    store(desk / "bad.json", written(titel="x"))
    result = sandpit_("check", "good.json", "bad.json", "missing.json")
    said = refused(result)
    assert "good  good.json" in said
    assert 'bad.json /titel: the key "titel" is not known here (did you mean "title"?)' in said
    assert "there is no file missing.json" in said
    as_json = sandpit_("check", "good.json", "bad.json", "--json")
    assert as_json.exit_code == 1
    good, bad = json.loads(as_json.stdout)
    assert good["good"] is True
    assert (bad["good"], bad["pointer"]) == (False, "/titel")
    assert bad["cure"] == 'did you mean "title"?'


def test_a_warning_is_told_before_the_verdict_and_leaves_the_file_good(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubt(level: Level, ground: Ground) -> Iterator[Finding]:
        yield warning(f"{level.id} is steep", pointer="/surface", cure="flatten it")

    monkeypatch.setattr(checking, "DOUBTS", (doubt,))
    store(desk / "hill.json", written())
    result = sandpit_("check", "hill.json")
    lines = result.stderr.splitlines()
    assert lines == [
        "warning hill.json /surface: hill is steep (flatten it)",
        "good  hill.json",
    ]
    assert result.exit_code == 0
    told = json.loads(sandpit_("check", "hill.json", "--json").stdout)
    assert [(finding["severity"], finding["good"]) for finding in told] == [
        ("warning", True),
        ("none", True),
    ]


def test_check_names_the_characters_that_a_plain_machine_cannot_show(desk: Path) -> None:
    texts = {"title": "傍晚", "story": "Привет, Ελλάδα 😀", "comment": "שלום"}
    store(desk / "hill.json", written(**texts))
    result = sandpit_("check", "hill.json")
    assert result.exit_code == 0
    title, story, verdict = result.stderr.splitlines()
    assert title.startswith("warning hill.json /title: the game's typeface lacks 傍 (U+508D), 晚")
    assert story.startswith("warning hill.json /story: the game's typeface lacks 😀 (U+1F600) (")
    assert verdict == "good  hill.json"


def test_check_names_some_of_many_characters_and_counts_the_rest(desk: Path) -> None:
    store(desk / "one" / "a.json", written())
    store(desk / "one" / "chapter.json", {"title": "אבגדהוזחטי", "levels": ["a"]})
    warned = [line for line in sandpit_("check", "one").stderr.splitlines() if "warning" in line]
    assert [("ח (U+05D7) and 2 more" in line, "/title" in line) for line in warned] == [
        (True, True)
    ]


def test_check_looks_into_folders_and_finds_ids_that_stand_twice(desk: Path) -> None:
    store(desk / "levels" / "one" / "same.json", written())
    store(desk / "levels" / "two" / "same.json", written())
    (desk / "empty").mkdir()
    assert 'the id "same"' in refused(sandpit_("check", "levels"))
    assert "no level files" in refused(sandpit_("check", "empty"))
    assert sandpit_("check", "levels/one").exit_code == 0


def test_check_finds_levels_that_a_chapter_names_in_vain(desk: Path) -> None:
    store(desk / "one" / "a-hill.json", written())
    store(desk / "one" / "chapter.json", {"title": "One", "levels": ["a-hil"]})
    said = refused(sandpit_("check", "one"))
    assert "/levels/0" in said
    assert 'did you mean "a-hill"?' in said


@pytest.mark.parametrize(("goal", "height"), [("peak", 10.5), ("pit", -1.0)])
def test_check_finds_a_height_that_nobody_can_reach(desk: Path, goal: str, height: float) -> None:
    store(desk / "a.json", written(goal=goal, win={"height": height}))
    assert "/win/height: nothing wins" in refused(sandpit_("check", "a.json"))


@pytest.mark.parametrize(("goal", "height"), [("peak", 1.5), ("pit", 0.0)])
def test_check_finds_a_height_that_a_plain_does_not_have(
    desk: Path, goal: str, height: float
) -> None:
    plain = {"kind": "formula", "formula": "1"}
    store(desk / "a.json", written(surface=plain, goal=goal, win={"height": height}))
    assert "/win/height: nothing wins" in refused(sandpit_("check", "a.json"))


def test_new_writes_a_level_that_is_good_and_overwrites_nothing(desk: Path) -> None:
    result = sandpit_("new", "my-hill")
    assert (result.exit_code, result.stdout) == (0, "my-hill.json\n")
    assert "sandpit play" in result.stderr
    assert sandpit_("check", "my-hill.json").exit_code == 0
    assert json.loads((desk / "my-hill.json").read_text())["title"] == "My hill"
    before = (desk / "my-hill.json").read_bytes()
    assert "exists already" in refused(sandpit_("new", "my-hill"))
    assert (desk / "my-hill.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", ".json", "sub/", "chapter", "chapter.json", "a\x1bb"])
def test_new_wants_a_name(name: str, desk: Path) -> None:
    refused(sandpit_("new", name))
    assert list(desk.iterdir()) == []


def test_the_schema_describes_a_level_to_an_editor() -> None:
    result = sandpit_("schema")
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["additionalProperties"] is False
    members = json.loads(LOST_PHONE.read_text())
    assert set(members) <= set(schema["properties"])
    assert set(schema["required"]) <= set(members)
    assert {"$schema", "comment"} <= set(schema["properties"])
    for name, member in schema["properties"].items():
        assert member.get("description") or "$ref" in member, name


def test_the_schema_describes_a_transcript_to_a_program() -> None:
    schema = json.loads(sandpit_("schema", "transcript").stdout)
    session = Session(load_level("lost-phone"))
    session.play(Probe((2.0, 3.0)))
    session.play(Step(0.01))
    members = json.loads(session.transcript.to_json())
    assert set(members) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    assert schema["properties"]["format"]["enum"] == [1, 2]
    kinds = schema["properties"]["actions"]["items"]["oneOf"]
    assert [kind["required"] for kind in kinds] == [[name] for name in ACTIONS]
    landing = schema["properties"]["landings"]["anyOf"][0]["items"]["anyOf"]
    assert [form["type"] for form in landing] == ["array", "string", "null"]


def test_the_schema_describes_a_score() -> None:
    schema = json.loads(sandpit_("schema", "score").stdout)
    result = score_session(Session(load_level("lost-phone")))
    assert set(schema["properties"]) == set(asdict(result))


def test_there_is_no_schema_of_anything_else() -> None:
    assert sandpit_("schema", "player").exit_code == 2


def test_a_game_is_scored_for_people_and_for_programs(desk: Path) -> None:
    level = sandpit.load_level("lost-phone")
    game = transcript_of(level, Probe((2.0, 3.0)), Step(0.01), GiveUp(), player="Ada [x]")
    store(desk / "game.json", game.to_json())
    people = sandpit_("score", "game.json")
    assert people.exit_code == 0
    assert people.stderr == ""
    assert "Ada [x]" in people.stdout
    expected = sandpit.score(level, game)
    (row,) = json.loads(sandpit_("score", "game.json", "--json").stdout)
    assert row["valid"] is True
    assert (row["total"], row["stars"], row["dips"]) == (expected.total, 0, 2)
    assert (row["outcome"], row["level"]) == ("gave-up", "lost-phone")
    assert sum(part["points"] for part in row["parts"]) == row["total"]


def test_a_long_path_is_written_in_full_where_no_terminal_reads(desk: Path) -> None:
    path = desk / ("long-" * 30) / "game.json"
    store(path, transcript_of(sandpit.load_level("lost-phone"), GiveUp()).to_json())
    assert str(path) in sandpit_("score", path).stdout


def test_a_game_of_a_level_of_ones_own_is_scored_by_its_path_or_folder(desk: Path) -> None:
    store(desk / "mine" / "a-hill.json", written())
    level = sandpit.load_level("mine/a-hill.json")
    store(desk / "game.json", transcript_of(level, Probe((4.0, 2.0))).to_json())
    for option in (("--level", "mine/a-hill.json"), ("--levels", "mine")):
        (row,) = json.loads(sandpit_("score", "game.json", *option, "--json").stdout)
        assert (row["total"], row["stars"]) == (1000, 3)
    assert 'no level "a-hill"' in refused(sandpit_("score", "game.json"))


def with_members(**changes: Any) -> str:
    game = transcript_of(sandpit.load_level("lost-phone"), Probe((2.0, 3.0)))
    return json.dumps({**json.loads(game.to_json()), **changes})


def fifty_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


def written_as(text: str | bytes) -> Callable[[Path], Any]:
    if isinstance(text, bytes):
        return lambda path: path.write_bytes(text)
    return lambda path: path.write_text(text)


BAD_TRANSCRIPTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "missing": (lambda path: None, "there is no file"),
    "a folder": (lambda path: path.mkdir(), "is a folder"),
    "50 MB": (fifty_megabytes, "50,000,000 bytes"),
    "binary": (written_as(b"\xff\xfe\x00"), "UTF-8"),
    "empty": (written_as(""), "not JSON"),
    "truncated": (written_as(with_members()[:-9]), "line 1"),
    "NaN": (written_as(with_members(actions=[{"step": float("nan")}])), "/actions/0/step"),
    "huge rate": (
        written_as(with_members(actions=[{"probe": [2.0, 3.0]}, {"step": 1e308}])),
        "/actions/1",
    ),
    "huge number": (written_as(with_members(actions=[{"step": 10**400}])), "/actions/0/step"),
    "unknown action": (written_as(with_members(actions=[{"dig": 1}])), '"dig" is not an action'),
    "wrong digest": (written_as(with_members(digest="sha256:" + 64 * "0")), "/digest"),
    "unknown level": (written_as(with_members(level="lost-fone")), '"lost-phone"'),
    "a path for a level": (written_as(with_members(level="../../etc/passwd")), "no level"),
    "a newton not allowed": (written_as(with_members(actions=[{"newton": True}])), "/actions/0"),
    "outside": (written_as(with_members(actions=[{"probe": [9, 9]}])), "outside"),
    "a deep one": (written_as("[" * 100_000), "too deep"),
}


@pytest.mark.parametrize(("make", "words"), BAD_TRANSCRIPTS.values(), ids=BAD_TRANSCRIPTS)
def test_a_bad_transcript_is_told_in_one_message(
    make: Callable[[Path], Any], words: str, desk: Path
) -> None:
    path = desk / "game.json"
    make(path)
    before = sorted(desk.iterdir())
    said = refused(sandpit_("score", path))
    assert words in said
    assert said.count("not valid") == 1
    assert said.count("game.json") == 1
    assert len(said.splitlines()) == 1
    result = sandpit_("score", path, "--json")
    assert result.exit_code == 1
    (row,) = json.loads(result.stdout)
    assert row["valid"] is False
    assert words in row["error"]
    assert sorted(desk.iterdir()) == before


def test_a_transcript_that_breaks_the_rules_is_told_with_its_valid_prefix(desk: Path) -> None:
    good = [{"probe": [2.0, 3.0]}, {"step": 0.01}]
    text = with_members(actions=[*good, {"probe": [7, 7]}, {"step": 0.1}])
    store(desk / "game.json", text)
    said = refused(sandpit_("score", "game.json"))
    assert "game.json /actions/2: action 3, " in said
    assert "the 2 before it are valid" in said
    (row,) = json.loads(sandpit_("score", "game.json", "--json").stdout)
    assert (row["valid_actions"], row["actions"], row["dips"]) == (2, 4, 2)


def test_one_bad_transcript_does_not_keep_the_good_ones_from_their_scores(desk: Path) -> None:
    store(desk / "good.json", with_members())
    store(desk / "bad.json", "{")
    result = sandpit_("score", "bad.json", "good.json")
    assert result.exit_code == 1
    assert "good.json" in result.stdout
    assert "bad.json" in result.stderr
    assert "bad.json" not in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "random", "no-such-level"],
        ["run", "no-such-strategy", "lost-phone"],
        ["run", "missing.py", "lost-phone"],
        ["run", "newton", "lost-phone"],
        ["run", "random", "missing.json"],
        ["score", "game.json", "--level", "missing.json"],
        ["draw", "no-such-level", "-o", "x.png"],
        ["draw", "lost-phone", "-o", "x.png", "--transcript", "missing.json"],
        ["draw", "lost-phone", "-o", "/dev/null/x.png"],
        ["play", "no-such-level"],
        ["play", "missing.json"],
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_told_in_one_message(arguments: list[str], desk: Path) -> None:
    said = refused(sandpit_(*arguments))
    assert said.startswith("sandpit: ")
    assert len(said.splitlines()) == 1
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_plays_and_its_tally_is_told(name: str) -> None:
    arguments = ["run", name, "satellite-dish", "--seeds", "3"]
    people, programs = sandpit_(*arguments), sandpit_(*arguments, "--json")
    assert people.exit_code == programs.exit_code == 0
    (row,) = json.loads(programs.stdout)
    assert (row["strategy"], row["games"]) == (name, 3)
    assert 0 <= row["found"] <= 1
    assert name in people.stdout


def test_what_a_players_own_strategy_prints_is_no_data(desk: Path) -> None:
    store(
        desk / "mine.py",
        "print('loading')\ndef next_step(f, J, H):\n    print(f)\n    return -0.1 * J\n",
    )
    result = sandpit_("run", "mine.py", "lost-phone", "--seeds", "1", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["strategy"] == "mine"
    assert "loading" in result.stderr


def shell(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    checkout = Path(sandpit.__file__).parent.parent
    env = {**os.environ, "PYTHONPATH": str(checkout), **variables}
    command = [sys.executable, "-m", "sandpit", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, timeout=60, check=False)


def test_what_a_strategy_writes_past_python_is_no_data_either(desk: Path) -> None:
    body = (
        "import os\ndef next_step(f, J, H):\n    os.write(1, b'raw')\n    os.system('echo sub')\n"
    )
    store(desk / "loud.py", body + "    return -0.1 * J\n")
    done = shell("run", "loud.py", "lost-phone", "--seeds", "1", "--json", cwd=desk)
    assert json.loads(done.stdout)[0]["strategy"] == "loud"
    assert b"raw" in done.stderr
    assert b"sub" in done.stderr


LISTENING = """
import signal
from sandpit.cli import app
signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a shell, whoever runs the tests
app()
"""

HANGING = {
    "while it plays": (
        "def next_step(f, J, H):\n    print('here', flush=True)\n    while True: pass"
    ),
    "while it loads": "print('here', flush=True)\nwhile True: pass",
    "asleep": (
        "import time\ndef next_step(f, J, H):\n    print('here', flush=True)\n    time.sleep(60)"
    ),
}


@pytest.mark.parametrize("body", HANGING.values(), ids=HANGING)
def test_ctrl_c_ends_a_strategy_that_does_not_end(body: str, desk: Path) -> None:
    store(desk / "mine.py", body)
    checkout = Path(sandpit.__file__).parent.parent
    child = subprocess.Popen(
        [sys.executable, "-c", LISTENING, "run", "mine.py", "lost-phone"],
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    while "here" not in child.stderr.readline():
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=20)
    assert (child.returncode, out) == (130, "")
    assert err.strip().splitlines()[-1] == "sandpit: stopped"
    assert "Traceback" not in err


def test_there_is_no_colour_where_no_terminal_reads(desk: Path) -> None:
    store(desk / "bad.json", "{")
    for arguments in (["levels"], ["check", "bad.json"]):
        done = shell(*arguments, cwd=desk, TERM="xterm-256color")
        assert b"\x1b" not in done.stdout + done.stderr


def test_a_terminal_that_knows_no_unicode_is_written_to_nevertheless(desk: Path) -> None:
    store(desk / "mine" / "a.json", written(title="Höhe – 明"))
    for arguments in (["levels", "--levels", "mine"], ["levels", "--levels", "mine", "--json"]):
        done = shell(*arguments, cwd=desk, PYTHONIOENCODING="ascii")
        assert done.returncode == 0, done.stderr
        if "--json" in arguments:
            assert json.loads(done.stdout)[-1]["title"] == "Höhe – 明"


def test_newton_is_refused_by_a_level_without_it(desk: Path) -> None:
    """The same mistake in Python and at the command line."""
    level = make_level(moves=["probe"])
    store(desk / "small.json", written(moves=["probe"]))
    members = {**json.loads(Session(level).transcript.to_json()), "actions": [{"newton": True}]}
    store(desk / "game.json", members)
    assert "does not allow" in refused(sandpit_("score", "game.json", "--level", "small.json"))
    with pytest.raises(sandpit.IllegalAction, match="does not allow"):
        Session(level).play(Newton())


@pytest.mark.parametrize("driver", [None, "x11"])
def test_without_a_screen_the_game_says_so(driver: str | None, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        environment.pop(name, None)
    if driver is not None:
        environment["SDL_VIDEODRIVER"] = driver
    command = [sys.executable, "-m", "sandpit"]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no window can be opened" in done.stderr
    assert "Traceback" not in done.stderr
