"""Strategies: each of the table keeps the rules, and a player's own file is told its mistakes."""

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sandpit.errors import SandpitError, StrategyError
from sandpit.game import Level, Outcome, Probe, Session, State, replay, score
from sandpit.library import Library, shipped_levels
from sandpit.strategies import STRATEGIES, Strategy, find_strategy, play_game, tally
from tests.written import TWO_HILLS, bowl, make_level

SHIPPED = Library.of(shipped_levels())
LEVELS: dict[str, Callable[[], Level]] = {
    **{id: SHIPPED.find(id).load for id in SHIPPED.ids()},
    "flat at its start": lambda: make_level(
        surface={"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-1.0, 1.0]}, start=[3.0, 3.0]
    ),
    "flat nearly everywhere": lambda: make_level(
        surface={"kind": "hill", "center": [4.0, 2.0], "width": 0.02}
    ),
    "noisy": lambda: make_level(noise={"height": 1, "gradient": 3, "hessian": 3}),
    "of one axis": lambda: make_level(**bowl(1)),
    "of twenty axes": lambda: make_level(**bowl(20)),
}


COSTLY = {"handwriting", "by-the-handful"}
"""Levels of thousands of weights, whose games take seconds each: one is enough."""


def can_play(strategy: Strategy, level: Level) -> bool:
    try:
        strategy.require(Session(level, 0).state)
    except StrategyError:
        return False
    return True


@pytest.mark.parametrize("load", LEVELS.values(), ids=LEVELS)
@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES)
def test_a_strategy_plays_by_the_rules_and_the_same_again(
    strategy: Strategy, load: Callable[[], Level]
) -> None:
    level = load()
    if not can_play(strategy, level):
        with pytest.raises(StrategyError, match=strategy.name):
            play_game(strategy, level, 0)
        return
    for seed in range(1 if level.id in COSTLY else 2):
        game = play_game(strategy, level, seed)
        assert game.score.outcome in (Outcome.FOUND, Outcome.OUT_OF_DIPS)
        assert replay(level, game.transcript).failure is None
        assert score(level, game.transcript) == game.score
        assert play_game(strategy, level, seed) == game
        assert game.transcript.player == strategy.name


def test_another_seed_makes_another_game() -> None:
    games = [play_game(STRATEGIES["random"], make_level(), seed) for seed in range(5)]
    assert len({game.transcript for game in games}) == 5


def test_newton_solves_a_quadratic_in_two_dips() -> None:
    level = make_level(**bowl(4))
    game = play_game(STRATEGIES["newton"], level, 1)
    assert (game.score.outcome, game.score.dips) == (Outcome.FOUND, 2)


def readings_at(level: Level, *places: tuple[float, ...]) -> State:
    session = Session(level, 0)
    for place in places:
        session.play(Probe(place))
    return session.state


def landing(name: str, state: State) -> np.ndarray:
    move = STRATEGIES[name].next_move(state, np.random.default_rng(0))
    assert isinstance(move, Probe)
    return np.array(move.at)


@pytest.mark.parametrize(("share", "is_newtons"), [(0.32, True), (0.35, False)])
def test_newton_goes_no_farther_than_a_third_of_the_domain(share: float, is_newtons: bool) -> None:
    """The pit of a dish is a share of the diagonal away; where it is too far, a step is made."""
    level = make_level(**bowl(2))
    away = share * 6 * math.sqrt(2) / math.sqrt(2)
    state = readings_at(level, (1.0 - away, 1.0 - away))
    at_the_pit = bool(np.allclose(landing("newton", state), [1.0, 1.0]))
    assert at_the_pit is is_newtons
    if not is_newtons:
        assert landing("newton", state) == pytest.approx(landing("steepest", state))


@pytest.mark.parametrize("size", [1e-4, 1.0, 1e4])
def test_newton_goes_to_the_pit_of_a_dish_however_shallow(size: float) -> None:
    dish = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [size, 2.0 * size]}
    state = readings_at(make_level(goal="pit", surface=dish), (3.5, 3.4))
    assert landing("newton", state) == pytest.approx([3.0, 3.0])


def test_newton_does_not_climb_to_a_saddle_or_a_top() -> None:
    """Where the quadratic model leads uphill, a step downhill is made instead."""
    dome = {"kind": "bowl", "center": [3.0, 3.0], "curvatures": [-1.0, -2.0]}
    level = make_level(goal="pit", surface=dome)
    state = readings_at(level, (3.5, 3.2))
    assert landing("newton", state) == pytest.approx(landing("steepest", state))
    assert np.linalg.norm(landing("newton", state) - 3.0) > np.linalg.norm([0.5, 0.2])


def test_the_first_step_is_a_tenth_of_the_domain_along_the_arrow() -> None:
    state = readings_at(make_level(), (1.0, 1.0))
    step = landing("steepest", state) - [1.0, 1.0]
    assert np.linalg.norm(step) == pytest.approx(0.1 * 6 * math.sqrt(2))
    assert step / np.linalg.norm(step) == pytest.approx(np.array([3.0, 1.0]) / math.sqrt(10))


def test_later_steps_are_those_of_barzilai_and_borwein() -> None:
    """|s|^2 / |s.y|: on a dish of curvatures 1 and 2, a mean of 1 and 1/2."""
    state = readings_at(make_level(**bowl(2)), (0.0, 0.0), (0.5, 0.2))
    moved, bent = np.array([0.5, 0.2]), np.array([0.5, 0.4])
    rate = (moved @ moved) / (moved @ bent)
    slope = np.array([0.5 - 1.0, 2 * (0.2 - 1.0)])
    assert landing("steepest", state) == pytest.approx([0.5, 0.2] - rate * slope)


def test_no_step_is_longer_than_a_fifth_of_the_domain() -> None:
    """On ground that hardly bends, the two readings ask for a step far out."""
    nearly_even = {"kind": "bowl", "center": [40.0, 3.0], "curvatures": [1.0, 1.0]}
    level = make_level(goal="pit", surface={**nearly_even, "curvatures": [0.01, 0.01]})
    state = readings_at(level, (1.0, 3.0), (1.5, 3.0))
    step = landing("steepest", state) - [1.5, 3.0]
    assert step == pytest.approx([0.2 * 6 * math.sqrt(2), 0.0])


def test_the_better_stick_finds_more() -> None:
    level = make_level(**bowl(3))
    found = {
        name: tally(level, strategy, [play_game(strategy, level, seed) for seed in range(20)]).found
        for name, strategy in STRATEGIES.items()
    }
    assert found["newton"] == 1.0
    assert found["steepest"] > found["random"]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_strategy_cannot_guess_what_the_seed_has_drawn(place: int) -> None:
    """Neither the strategy's chance nor the noise repeats that of any part of the ground."""
    hill = {"kind": "hill", "center": "random", "width": 0.1}
    flat = {"kind": "hill", "center": [0.0, 0.0], "width": 0.5, "height": 0.1}
    terms = [flat] * place + [hill]
    level = make_level(surface={"kind": "sum", "terms": terms}, win={"distance": 0.05})
    games = [play_game(STRATEGIES["random"], level, seed) for seed in range(30)]
    assert tally(level, STRATEGIES["random"], games).found < 0.2


def test_a_tally_is_that_of_its_games() -> None:
    level = make_level(surface=TWO_HILLS)
    games = [play_game(STRATEGIES["steepest"], level, seed) for seed in range(10)]
    row = tally(level, STRATEGIES["steepest"], games)
    finds = [game.score.dips for game in games if game.score.outcome is Outcome.FOUND]
    assert (row.level, row.strategy, row.games) == ("small", "steepest", 10)
    assert row.found == len(finds) / 10
    assert row.dips == pytest.approx(np.mean(finds))
    assert row.total == pytest.approx(np.mean([game.score.total for game in games]))


def test_an_unknown_strategy_is_told_with_the_nearest() -> None:
    with pytest.raises(StrategyError, match='did you mean "newton"'):
        find_strategy("newtn")
    with pytest.raises(StrategyError, match="choose from random"):
        find_strategy("qqqq")


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES)
def test_a_strategy_says_what_it_needs(strategy: Strategy) -> None:
    with pytest.raises(StrategyError, match="probes"):
        play_game(strategy, make_level(moves=["step"], start=[1, 1]), 0)
    if strategy.needs.order > 0:
        with pytest.raises(StrategyError, match=f"measures the {strategy.needs}"):
            play_game(strategy, make_level(dipstick="height", moves=["probe"]), 0)


def worker(path: Path, body: str) -> Strategy:
    file = path / "mine.py"
    file.write_text(body)
    return find_strategy(str(file))


WORKERS = {
    "the arrow": "def next_step(f, J, H):\n    return -0.1 * J",
    "Newton": "from numpy.linalg import solve\ndef next_step(f, J, H):\n    return -solve(H, J)",
    "a list": "def next_step(f, J, H):\n    return [1, 0]",
    "far away": "def next_step(f, J, H):\n    return [1e300, -1e300]",
    "a dataclass with late annotations": (
        "from __future__ import annotations\n"
        "from dataclasses import dataclass, field\n"
        "@dataclass\nclass Memory:\n    steps: list[float] = field(default_factory=list)\n"
        "memory = Memory()\n"
        "def next_step(f, J, H):\n    memory.steps.append(f)\n    return -0.1 * J"
    ),
    "a class that is made while it plays": (
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "from typing import ClassVar, NamedTuple, get_type_hints\n"
        "def next_step(f, J, H):\n"
        "    @dataclass\n    class Step:\n"
        "        rate: ClassVar[float] = 0.1\n        at: int = 0\n"
        "    class Pair(NamedTuple):\n        a: Step\n"
        "    get_type_hints(Step)\n    return -Step.rate * J"
    ),
    "an object that is called": (
        "class Momentum:\n    v = 0\n    def __call__(self, f, J, H):\n"
        "        self.v = 0.5 * self.v - 0.1 * J\n        return self.v\n"
        "next_step = Momentum()"
    ),
    "one that prints": "def next_step(f, J, H):\n    print(f, J, H)\n    return -0.1 * J",
    "one that writes to J": "def next_step(f, J, H):\n    J *= -0.1\n    H += 1\n    return J",
}


@pytest.mark.parametrize("body", WORKERS.values(), ids=WORKERS)
def test_a_players_own_strategy_plays(body: str, tmp_path: Path) -> None:
    level = make_level(**bowl(2))
    game = play_game(worker(tmp_path, body), level, 0)
    assert game.transcript.player == "mine"
    assert replay(level, game.transcript).failure is None


def test_a_players_own_strategy_gets_what_the_stick_measures(tmp_path: Path) -> None:
    body = (
        "import json\nfrom pathlib import Path\n"
        "def next_step(f, J, H):\n"
        f"    Path({str(tmp_path / 'seen')!r}).write_text("
        "json.dumps([f, J is None, H is None]))\n    return [0, 0]"
    )
    for stick, unseen in (("height", [True, True]), ("gradient", [False, True])):
        level = make_level(dipstick=stick, moves=["probe"], start=[1, 1], dips=2, par=1)
        play_game(worker(tmp_path, body), level, 0)
        height, *rest = json.loads((tmp_path / "seen").read_text())
        assert rest == unseen
        assert height == Session(level).state.readings[0].height


BROKEN_FILES = {
    "a syntax error": ("\ndef next_step(f, J, H)", "mine.py, line 2, does not run: SyntaxError"),
    "an error": ("x = 1\n1 / 0", "mine.py, line 2, does not run: ZeroDivisionError"),
    "an error within": ("def f():\n    return 1 / 0\nf()", "line 2, does not run: ZeroDivision"),
    "a missing module": ("import no_such_module", "line 1, does not run: ModuleNotFoundError"),
    "a broken module": ("\nimport json\njson.loads('{')", "line 3, does not run: JSONDecode"),
    "an exit": ("raise SystemExit(0)", "line 1, does not run: SystemExit"),
    "an error of its own": ("class E(BaseException): ...\nraise E", "line 2, does not run: E"),
    "a call of exit": ("import sys\nsys.exit()", "line 2, does not run: SystemExit"),
    "a byte of 0": ("x = '\0'", "mine.py"),
    "an error without words": (
        "class E(Exception):\n    def __str__(self):\n        return 1 / 0\nraise E",
        "line 4, does not run: E",
    ),
    "an error of many lines": ("raise ValueError('a\\n' * 1000)", "ValueError: a a a"),
    "another name": ("def step(f, J, H):\n    return J", "no function next_step"),
    "no function": ("next_step = 3", "no function next_step"),
    "nothing": ("", "no function next_step"),
}


@pytest.mark.parametrize(("body", "words"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_file_that_is_no_strategy_is_told(body: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(StrategyError) as caught:
        worker(tmp_path, body)
    assert words in str(caught.value)
    assert caught.value.cure
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    assert [file.name for file in tmp_path.iterdir()] == ["mine.py"]


def test_a_file_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    answers = {}
    for rate in ("0.1", "0.2"):
        player = worker(tmp_path, f"def next_step(f, J, H):\n    return -{rate} * J")
        answers[rate] = play_game(player, make_level(**bowl(2)), 0).transcript
    assert answers["0.1"] != answers["0.2"]


def test_a_strategy_may_import_what_lies_beside_it(tmp_path: Path) -> None:
    """At once or late, and its own neighbour, not one of the same name in another folder."""
    before, path = set(sys.modules), list(sys.path)
    answers = []
    for rate in ("0.1", "0.2"):
        folder = tmp_path / rate
        folder.mkdir()
        (folder / "helper.py").write_text(f"RATE = {rate}\n")
        (folder / "late.py").write_text("SIGN = -1\n")
        player = worker(
            folder,
            "from helper import RATE\n"
            "def next_step(f, J, H):\n    from late import SIGN\n    return SIGN * RATE * J",
        )
        answers.append(play_game(player, make_level(**bowl(2)), 0).transcript)
        assert sorted(file.name for file in folder.iterdir()) == ["helper.py", "late.py", "mine.py"]
    assert answers[0] != answers[1]
    assert sys.path == path
    assert "helper" not in set(sys.modules) - before


@pytest.mark.parametrize("name", ["missing.py", "folder.py"])
def test_a_strategy_file_that_is_none_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(StrategyError, match="no strategy file"):
        find_strategy(str(tmp_path / name))


ANSWERS = {
    "None": "answered",
    "'up'": "answered",
    "['1', '0']": "answered",
    "[True, False]": "answered",
    "[1]": "answered",
    "[1, 2, 3]": "answered",
    "[[1, 2]]": "answered",
    "float('nan')": "answered",
    "[float('inf'), 0]": "answered",
    "[float('nan'), 0]": "answered",
    "{}": "failed",
    "1 / 0": "failed",
    "undefined": "failed",
    "[10 ** 400, 0]": "failed",
    "exit()": "failed",
    "next_step(f, J, H)": "failed",
    "[0] * 10 ** 6": "answered",
    "J + 1j": "answered",
    "[1j, 0]": "answered",
    "[[1], [2, 3]]": "failed",
    "(x for x in J)": "failed",
    "print(f)": "answered",
}


@pytest.mark.parametrize(("answer", "words"), ANSWERS.items())
def test_an_answer_that_is_no_displacement_is_told(answer: str, words: str, tmp_path: Path) -> None:
    player = worker(tmp_path, f"def next_step(f, J, H):\n    return {answer}")
    with pytest.raises(StrategyError, match=words) as caught:
        play_game(player, make_level(), 0)
    assert "mine.py, line " in str(caught.value)
    assert "at dip 1" in str(caught.value)
    assert caught.value.cure
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("def next_step(f, J, H):\n    x = 1\n    return 1 / 0", 3),
        ("def slope(J):\n    return J.nothing\ndef next_step(f, J, H):\n    return slope(J)", 2),
        ("\n\ndef next_step(f):\n    return f", 3),
        ("\ndef next_step(f, J, H):\n    return [1]", 2),
    ],
)
def test_a_failure_names_the_file_and_its_line(body: str, line: int, tmp_path: Path) -> None:
    player = worker(tmp_path, body)
    with pytest.raises(StrategyError) as caught:
        play_game(player, make_level(), 0)
    assert str(caught.value).startswith(f"{tmp_path / 'mine.py'}, line {line}, ")


def test_on_one_axis_a_plain_number_is_a_displacement(tmp_path: Path) -> None:
    player = worker(tmp_path, "def next_step(f, J, H):\n    return -float(J[0]) / float(H[0, 0])")
    assert play_game(player, make_level(**bowl(1)), 0).score.outcome is Outcome.FOUND


def test_a_strategy_that_breaks_the_rules_is_told() -> None:
    class Cheat(Strategy):
        def next_move(self, state: Any, rng: Any) -> Any:
            from sandpit.game import Probe

            return Probe((100.0, 100.0))

    cheat = Cheat("cheat", STRATEGIES["random"].needs)
    with pytest.raises(StrategyError, match="forbidden move") as caught:
        play_game(cheat, make_level(), 0)
    assert isinstance(caught.value.__cause__, SandpitError)
