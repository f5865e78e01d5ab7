"""The nouns of the game can be copied and sent: to other processes, machines and days."""

import copy
import json
import pickle
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sandpit import Level, Newton, Probe, Session, Step, load_level, replay, score
from sandpit.errors import SurfaceError
from tests.written import TWO_HILLS, make_level, written

NOISE = {"height": 0.3, "gradient": 0.2, "hessian": 0.1}
LEVELS: dict[str, Callable[[], Level]] = {
    "still": lambda: make_level(surface=TWO_HILLS),
    "drawn and noisy": lambda: make_level(surface={"kind": "waves"}, noise=NOISE),
    "from a start, with momentum": lambda: make_level(
        surface=TWO_HILLS, start=[1, 5], moves=["step", "momentum", "newton", "probe"]
    ),
    "a formula": lambda: load_level("lost-phone"),
    "with a table": lambda: load_level("hubbles-line"),
    "with a picture": lambda: load_level("cumberland"),
    "by mini-batches": lambda: load_level("by-the-handful"),
}
some_level = pytest.mark.parametrize("make", LEVELS.values(), ids=LEVELS)

WAYS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
}
some_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


def begun(level: Level) -> Session:
    session = Session(level, seed=3, player="ada")
    box = level.brief.box
    session.play(Probe((box.lower + 0.4 * box.extent).tolist()))
    if "step" in level.moves:
        session.play(Step(1e-4))
    return session


def told(session: Session) -> list[Any]:
    """Return all that a game has shown, to the last bit."""
    state = session.state
    parts = [
        part.tobytes() if isinstance(part, np.ndarray) else part
        for reading in state.readings
        for part in reading
    ]
    return [*parts, state.dips_left, state.outcome, session.transcript]


def end(session: Session) -> Session:
    """Play one more probe, and give up if the game goes on."""
    box = session.level.brief.box
    session.play(Probe((box.lower + 0.7 * box.extent).tolist()))
    if session.state.outcome is None:
        session.give_up()
    return session


@some_level
@some_way
def test_a_copy_of_a_game_goes_on_by_itself(
    make: Callable[[], Level], way: Callable[[Any], Any]
) -> None:
    session = begun(make())
    before = told(session)
    other = way(session)
    assert told(other) == before
    end(other)
    assert told(session) == before
    assert told(end(session)) == told(other)
    assert score(session.level, other.transcript) == score(other.level, session.transcript)


@some_level
def test_a_fork_is_an_independent_game_in_the_same_state(make: Callable[[], Level]) -> None:
    session = begun(make())
    before = told(session)
    fork = session.fork()
    end(session)
    assert told(fork) == before
    assert told(end(fork)) == told(session)


@some_level
@some_way
def test_a_copy_of_a_level_is_the_same_level(
    make: Callable[[], Level], way: Callable[[Any], Any]
) -> None:
    level = make()
    other = way(level)
    assert (other.digest, other.id, other.brief.axes) == (level.digest, level.id, level.brief.axes)
    assert not other.brief.box.lower.flags.writeable
    game = end(begun(level))
    assert replay(other, game.transcript).failure is None
    assert told(end(begun(other))) == told(game)


def test_a_level_is_whole_without_the_files_that_lay_beside_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("t,y\n0,1\n1,2\n2,4\n")
    axes = [{"name": name, "range": [-3, 3]} for name in "ab"]
    data = {"kind": "fit", "model": "a + b*t", "data": {"file": "t.csv"}, "x": "t", "y": "y"}

    members = written(axes=axes, surface=data, goal="pit")
    (tmp_path / "fit.json").write_text(json.dumps(members))
    level = load_level(tmp_path / "fit.json")
    kept = pickle.dumps(level)
    (tmp_path / "t.csv").unlink()
    other = pickle.loads(kept)
    assert other.matches(level.digest)
    assert told(end(begun(other))) == told(end(begun(level)))
    with pytest.raises(SurfaceError, match="beside this level"):
        other._read("other.csv")


@some_way
def test_states_transcripts_and_scores_are_copied_whole(way: Callable[[Any], Any]) -> None:
    session = begun(make_level(surface=TWO_HILLS))
    session.play(Newton())
    end(session)
    state = way(session.state)
    assert [reading.height for reading in state.readings] == [
        reading.height for reading in session.state.readings
    ]
    assert state.brief.axes == session.state.brief.axes
    for reading in state.readings:
        assert not reading.at.flags.writeable
        assert not reading.gradient.flags.writeable
    assert way(session.transcript) == session.transcript
    result = score(session.level, session.transcript)
    assert way(result) == result


def test_the_package_says_that_it_is_typed() -> None:
    assert files("sandpit").joinpath("py.typed").is_file()
