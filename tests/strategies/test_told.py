"""What strategies say when they cannot play, word for word, and what a tally tells of losses."""

import sys
from pathlib import Path

import numpy as np
import pytest

from sandpit.errors import StrategyError
from sandpit.game import Outcome, Probe, Reading, Session
from sandpit.strategies import STRATEGIES, find_strategy, play_game, tally
from sandpit.strategies.steepest import Steepest
from sandpit.strategies.tournament import games
from tests.written import bowl, make_level

STEP = "def next_step(f, J, H):\n    return {}\n"


def refusal(name: str) -> StrategyError:
    """Return what is said when a strategy is looked for, or plays one game on a gradient stick."""
    with pytest.raises(StrategyError) as caught:
        play_game(find_strategy(name), make_level(dipstick="gradient", moves=["probe"]), 0)
    return caught.value


FILES = {
    "return -0.1 *": (
        "{file}, line 1, does not run: SyntaxError: 'return' outside function",
        "try it with python first",
    ),
    "1 / 0": (
        "{file}, line 1, does not run: ZeroDivisionError: division by zero",
        "try it with python first",
    ),
    "raise KeyError": ("{file}, line 1, does not run: KeyError", "try it with python first"),
    "next_stop = 1": (
        "{file} has no function next_step",
        "write: def next_step(f, J, H): return -0.1 * J",
    ),
    STEP.format("H[0]"): (
        "{file}, line 2, failed at dip 1: TypeError: 'NoneType' object is not subscriptable",
        "J and H are None where the level's stick does not measure them",
    ),
    STEP.format("[1, 2, 3]"): (
        "{file}, line 1, answered [1, 2, 3] at dip 1",
        "return 2 finite numbers, the displacement",
    ),
}


@pytest.mark.parametrize("body", FILES)
def test_a_file_that_cannot_play_is_told_with_its_line_and_cure(body: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(body.replace("return -0.1 *", "return 1"), encoding="utf-8")
    said, cure = FILES[body]
    error = refusal(str(file))
    message = said.replace("{file}", str(file))
    assert error.message == message
    assert error.cure == cure


def test_an_error_of_the_players_own_is_cut_to_one_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("raise ValueError('a\\n' * 4000)")
    said = refusal(str(file)).message.split("does not run: ")[1]
    assert said.startswith("ValueError: a a a")
    assert said.endswith("a...")
    assert "\n" not in said
    assert len(said) == 120


@pytest.mark.parametrize(("length", "cut"), [(120, False), (121, True)])
def test_an_error_is_told_whole_as_long_as_it_fits(length: int, cut: bool, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    text = "a" * (length - len("ValueError: "))
    file.write_text(f"raise ValueError('{text}')")
    said = refusal(str(file)).message.split("does not run: ")[1]
    assert len(said) == 120
    assert said.endswith("...") is cut


def test_an_error_that_cannot_be_put_into_words_is_told_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute\n"
    )
    assert refusal(str(file)).message == f"{file}, line 4, does not run: Mute"


def test_the_place_of_an_error_that_has_none_in_the_file_is_the_file(tmp_path: Path) -> None:
    """A character of NUL is refused before there is a line."""
    file = tmp_path / "mine.py"
    file.write_bytes(b"x = 1\n\0")
    assert refusal(str(file)).message.startswith((f"{file} does not run: ", f"{file}, line "))
    assert "line None" not in refusal(str(file)).message


def test_a_file_that_may_not_be_read_is_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "mine.py"
    file.touch()
    monkeypatch.setattr(Path, "read_bytes", forbid)
    error = refusal(str(file))
    assert error.message == f"{file} cannot be read: Permission denied"
    assert error.cure == "name a file that can be"


def test_a_file_knows_where_it_lies_and_is_compiled_by_pythons_own_rules(tmp_path: Path) -> None:
    """What this program itself takes from the future is not taken for the player's file."""
    file = tmp_path / "mine.py"
    file.write_text(
        f"assert __file__ == {str(file)!r}\n"
        "def next_step(f: float, J, H):\n    return 0 * J\n"
        "assert next_step.__annotations__ == {'f': float}\n"
    )
    assert find_strategy(str(file)).name == "mine"


def test_nothing_is_left_of_a_file_that_does_not_run(tmp_path: Path) -> None:
    before = set(sys.modules)
    file = tmp_path / "broken.py"
    file.write_text("import beside\n1 / 0\n")
    (tmp_path / "beside.py").touch()
    refusal(str(file))
    assert set(sys.modules) == before


def test_of_modules_only_those_beside_the_file_are_forgotten(tmp_path: Path) -> None:
    """A package is beside it with all its parts; what lies deeper on the path is another's."""
    other, beside = tmp_path / "of" / "another", tmp_path / "helpers"
    for folder in (other, beside):
        folder.mkdir(parents=True)
    (other / "elsewhere.py").touch()
    (beside / "__init__.py").touch()
    (beside / "rates.py").write_text("RATE = 0.1")
    file = tmp_path / "forgetful.py"
    file.write_text(
        f"import sys\nsys.path.insert(0, {str(other)!r})\nimport elsewhere\ndel sys.path[0]\n"
        "from helpers.rates import RATE\n" + STEP.format("0 * J")
    )
    before = set(sys.modules)
    try:
        find_strategy(str(file))
        assert set(sys.modules) - before == {"elsewhere", "sandpit_worker_forgetful"}
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]


def test_a_file_that_is_not_there_and_a_name_that_cannot_be_are_told(tmp_path: Path) -> None:
    missing = refusal(str(tmp_path / "none.py"))
    assert missing.message == f"there is no strategy file {tmp_path / 'none.py'}"
    assert missing.cure == "check the spelling"
    impossible = refusal("a\0b.py")
    assert impossible.message == r"'a\x00b.py' is not a valid file name"
    assert impossible.cure == "rename it"


def test_an_unknown_name_is_told_with_all_there_are() -> None:
    error = refusal("zzz")
    assert error.message == 'there is no strategy "zzz"'
    names = ", ".join(STRATEGIES)
    assert error.cure == f"choose from {names}, or a .py file with next_step(f, J, H)"


def test_what_a_strategy_lacks_is_told_with_what_there_is() -> None:
    error = refusal("newton")
    assert error.message == 'the strategy "newton" needs a stick that measures the hessian'
    assert error.cure == "this level's stick measures the gradient"


def test_a_tally_of_losses_has_no_dips_and_no_stars() -> None:
    level = make_level(win={"distance": 1e-9}, dips=2, par=1)
    played = list(games(STRATEGIES["random"], level, 3))
    row = tally(level, STRATEGIES["random"], played)
    assert {game.score.outcome for game in played} == {Outcome.OUT_OF_DIPS}
    assert (row.games, row.found, row.dips, row.stars) == (3, 0.0, None, 0.0)
    assert row.total == pytest.approx(np.mean([game.score.total for game in played]))


def test_a_tallys_stars_are_the_mean_of_its_games() -> None:
    level = make_level(**bowl(2))
    played = list(games(STRATEGIES["newton"], level, 4))
    row = tally(level, STRATEGIES["newton"], played)
    assert row.stars == pytest.approx(np.mean([game.score.stars for game in played]))
    assert row.stars > 0


def test_games_are_seeded_one_after_the_other() -> None:
    level, random = make_level(), STRATEGIES["random"]
    assert list(games(random, level, 3)) == [play_game(random, level, seed) for seed in range(3)]


def test_two_readings_at_one_slope_ask_for_the_first_step_again() -> None:
    """Barzilai and Borwein's rate has no meaning where the slope did not change."""
    ramp = {"kind": "formula", "formula": "x + y"}
    session = Session(
        make_level(surface=ramp, win={"height": 11.9}, dipstick="gradient", moves=["probe"])
    )
    session.play(Probe((1.0, 1.0)))
    session.play(Probe((1.5, 1.5)))
    step = Steepest().displacement(session.state)
    assert np.linalg.norm(step) == pytest.approx(0.1 * 6 * np.sqrt(2))


def test_where_the_quadratic_model_leads_neither_up_nor_down_a_step_is_made() -> None:
    """Newton's way across the arrow is of no use: it needs to go towards the goal."""
    saddle = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [1.0, -1.0]}
    level = make_level(surface=saddle, goal="pit", win={"height": -4.4})
    session = Session(level)
    reading: Reading = session.play(Probe((3.5, 3.5)))
    assert reading.gradient is not None
    across = np.array([-0.5, -0.5])
    assert float(across @ reading.gradient) == pytest.approx(0.0)
    move = STRATEGIES["newton"].next_move(session.state, np.random.default_rng(0))
    assert isinstance(move, Probe)
    landing = np.array(move.at) - [3.5, 3.5]
    assert landing == pytest.approx(Steepest().displacement(session.state))
