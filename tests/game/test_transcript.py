"""A transcript is the game: written, read and replayed, it gives the same to the last bit."""

import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import IllegalAction, TranscriptError
from sandpit.game import (
    Action,
    GiveUp,
    Level,
    Momentum,
    Newton,
    Probe,
    Session,
    State,
    Step,
    Transcript,
    replay,
    score,
    score_session,
)
from tests.game.words import TRANSCRIPT
from tests.written import TWO_HILLS, bowl, make_level

NOISE = {"height": 0.3, "gradient": 0.2, "hessian": 0.1}
LEVELS: dict[str, Level] = {
    "still": make_level(surface=TWO_HILLS),
    "from a start": make_level(start=[1, 5], moves=["step", "newton"]),
    "noisy": make_level(surface=TWO_HILLS, noise=NOISE),
    "drawn": make_level(surface={"kind": "hill", "center": "random"}),
    "drawn and noisy": make_level(surface={"kind": "waves"}, noise=NOISE),
    "of one axis": make_level(**bowl(1)),
    "of five axes": make_level(**bowl(5)),
    "with momentum": make_level(surface=TWO_HILLS, moves=["probe", "step", "momentum"]),
    "with a Taylor series": make_level(
        axes=[{"name": "x", "range": [-2, 4]}],
        surface={"kind": "formula", "formula": "sin(2*x) - x^2/9"},
        taylor=6,
        moves=["probe", "step", "momentum", "newton"],
    ),
    "by mini-batches": make_level(
        goal="pit",
        axes=[{"name": "w", "count": 2, "range": [-3, 3]}],
        surface={
            "kind": "network",
            "layers": [1, 1],
            "activation": "tanh",
            "loss": "mean-squares",
            "data": {"inputs": [[-1], [0], [1], [2]], "targets": [-1, 0, 1, 1]},
            "batch": 2,
        },
        dipstick="gradient",
        moves=["probe", "step"],
        win={"height": -1},
    ),
}

rates = st.floats(-1e3, 1e3) | st.floats(allow_nan=False, allow_infinity=False)
wild = st.floats() | st.integers(-(10**400), 10**400)


def actions_for(level: Level) -> st.SearchStrategy[Action]:
    """Return actions that are mostly legal on a level."""
    n = level.brief.dimension
    low, high = level.brief.axes[0].range
    inside = st.lists(st.floats(low, high), min_size=n, max_size=n).map(Probe)
    heavy = st.builds(Momentum, rates, st.floats(0, 1))
    moves = [inside, inside, st.builds(Step, rates), heavy, st.just(Newton())]
    return st.one_of(*moves, *moves, st.just(GiveUp()))


def wild_actions_for(level: Level) -> st.SearchStrategy[Action]:
    """Return any actions at all."""
    anywhere = st.lists(wild, max_size=8).map(Probe)
    return st.one_of(
        actions_for(level), anywhere, st.builds(Step, wild), st.builds(Momentum, wild, wild)
    )


def assert_same(one: Any, other: Any) -> None:
    """Compare two readings or their parts to the last bit."""
    for mine, theirs in zip(one, other, strict=True):
        if isinstance(mine, np.ndarray):
            assert mine.tobytes() == theirs.tobytes()
        else:
            assert mine == theirs


def assert_same_state(one: State, other: State) -> None:
    assert (one.dips_left, one.outcome) == (other.dips_left, other.outcome)
    assert len(one.readings) == len(other.readings)
    for mine, theirs in zip(one.readings, other.readings, strict=True):
        assert_same(mine, theirs)


def play(level: Level, seed: int | None, player: str, actions: list[Action]) -> Session:
    """Play what is legal of some actions."""
    session = Session(level, seed, player)
    for action in actions:
        try:
            session.apply(action)
        except IllegalAction:
            continue
    return session


some_level = pytest.mark.parametrize("level", LEVELS.values(), ids=LEVELS)
seeds = st.none() | st.integers(0, 2**64 - 1)


@some_level
@given(data=st.data(), seed=seeds, player=st.text(max_size=250))
def test_a_game_written_read_and_replayed_is_the_same_game(
    level: Level, data: st.DataObject, seed: int | None, player: str
) -> None:
    actions = data.draw(st.lists(actions_for(level), max_size=15))
    session = play(level, seed, player, actions)
    text = session.transcript.to_json()
    text.encode("utf-8")
    transcript = Transcript.from_json(text)
    assert transcript == session.transcript
    assert transcript.to_json() == text
    again = replay(level, transcript)
    assert again.failure is None
    assert again.session.transcript == transcript
    assert_same_state(again.session.state, session.state)
    assert score(level, transcript) == score_session(session)


@some_level
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_no_illegal_action_changes_a_session(level: Level, data: st.DataObject, seed: int) -> None:
    session = Session(level, seed)
    for action in data.draw(st.lists(wild_actions_for(level), max_size=15)):
        state, transcript = session.state, session.transcript
        copies = [[copy.copy(part) for part in reading[1:5]] for reading in state.readings]
        try:
            session.apply(action)
        except IllegalAction:
            assert session.state is state
            assert session.transcript == transcript
            for reading, parts in zip(session.state.readings, copies, strict=True):
                for part, kept in zip(reading[1:5], parts, strict=True):
                    np.testing.assert_array_equal(part, kept)
        else:
            assert session.transcript.actions == (*transcript.actions, action)


def test_a_player_may_have_a_name_in_any_script() -> None:
    for name in ("Ada", "Σοφία", "明", "🦊", 'a"b\\c', "\u202e"):
        transcript = Session(LEVELS["still"], player=name).transcript
        assert Transcript.from_json(transcript.to_json()).player == name


def test_a_name_that_no_file_can_hold_is_mended() -> None:
    transcript = Session(LEVELS["still"], player="a\ud800" + 300 * "b").transcript
    assert Transcript.from_json(transcript.to_json()) == transcript
    assert len(transcript.player) == 200


def text_of(**changes: Any) -> str:
    level = LEVELS["still"]
    members = {"format": 1, "level": level.id, "digest": level.digest, "actions": [], **changes}
    return json.dumps({name: value for name, value in members.items() if value is not ...})


UNREADABLE: dict[str, tuple[str, str, str]] = {
    "not JSON": ("{", "", "line 1, column 2"),
    "empty": ("", "", "not JSON"),
    "a list": ("[]", "", "no JSON object"),
    "of the format true": (text_of(format=True), "/format", "whole number"),
    "of a format with a point": (text_of(format=1.0), "/format", "whole number"),
    "of the seed true": (text_of(seed=True), "/seed", "whole number"),
    "of a seed with a point": (text_of(seed=1.0), "/seed", "whole number"),
    "of another format": (text_of(format=3), "/format", "not one of the choices"),
    "without a digest": (text_of(digest=...), "/digest", "missing"),
    "with a digest of another kind": (text_of(digest="md5:1"), "/digest", "not written"),
    "with a misspelt key": (text_of(actoins=[]), "/actoins", 'did you mean "actions"?'),
    "with a score": (text_of(score=1000), "/score", "not known here"),
    "a seed that is no number": (text_of(seed="x"), "/seed", "whole number"),
    "a seed below 0": (text_of(seed=-1), "/seed", "too small"),
    "a key twice": (text_of()[:-1] + ', "level": "b"}', "/level", "appears twice"),
    "actions that are no list": (text_of(actions={}), "/actions", "a list is wanted"),
    "an action that is no object": (text_of(actions=[3]), "/actions/0", "one member"),
    "an action of two": (
        text_of(actions=[{"step": 1, "newton": True}]),
        "/actions/0",
        "one member",
    ),
    "an unknown action": (
        text_of(actions=[{"step": 1}, {"setp": 1}]),
        "/actions/1",
        'did you mean "step"?',
    ),
    "a NaN": (text_of(actions=[{"probe": [1, float("nan")]}]), "/actions/0/probe", "finite"),
    "an infinity": (text_of(actions=[{"step": float("inf")}]), "/actions/0/step", "finite"),
    "a number beyond all": (text_of(actions=[{"step": 10**400}]), "/actions/0/step", "finite"),
    "a rate in words": (text_of(actions=[{"step": "0.2"}]), "/actions/0/step", "number"),
    "a rate of true": (text_of(actions=[{"step": True}]), "/actions/0/step", "number"),
    "a point that is none": (text_of(actions=[{"probe": 3}]), "/actions/0/probe", "list"),
    "a newton with a number": (text_of(actions=[{"newton": 1}]), "/actions/0/newton", "true"),
    "an action of a later version": (
        text_of(actions=[{"step": 0.2, "from": 3}]),
        "/actions/0/from",
        "later version",
    ),
    "a momentum without a keep": (
        text_of(actions=[{"momentum": {"rate": 1}}]),
        "/actions/0/momentum",
        "a rate and a keep",
    ),
    "a momentum that is a number": (
        text_of(actions=[{"momentum": 1}]),
        "/actions/0/momentum",
        "a rate and a keep",
    ),
    "a momentum of words": (
        text_of(actions=[{"momentum": {"rate": "1", "keep": 0}}]),
        "/actions/0/momentum",
        "number",
    ),
    "an action unlike all": (text_of(actions=[{"x" * 61: 1}]), "/actions/0", "not an action"),
    "a false end": (text_of(actions=[{"give-up": False}]), "/actions/0/give-up", "true"),
}


@pytest.mark.parametrize(("text", "pointer", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_transcript_is_refused_with_its_place(
    text: str, pointer: str, words: str
) -> None:
    with pytest.raises(TranscriptError) as caught:
        Transcript.from_json(text, source="game.json")
    assert caught.value.pointer == pointer
    assert caught.value.source == "game.json"
    assert words in str(caught.value)


@pytest.mark.parametrize("mistake", UNREADABLE)
def test_what_is_no_transcript_is_told_in_these_words(mistake: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        Transcript.from_json(UNREADABLE[mistake][0])
    assert (caught.value.message, caught.value.cure) == TRANSCRIPT[mistake]


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_whatever_stands_for_an_action_only_a_transcript_error_comes_of_it(value: Any) -> None:
    for entry in (value, {"probe": value}, {"step": value}, {"dig": value}):
        try:
            Transcript.from_json(text_of(actions=[entry]))
        except TranscriptError as error:
            assert error.pointer.startswith("/actions")


def test_a_transcript_cut_short_anywhere_is_refused() -> None:
    text = play(LEVELS["still"], None, "ada", [Probe((1, 1)), Step(0.1)]).transcript.to_json()
    for length in range(len(text)):
        with pytest.raises(TranscriptError):
            Transcript.from_json(text[:length])


def test_a_transcript_of_another_level_is_refused() -> None:
    with pytest.raises(TranscriptError) as caught:
        replay(LEVELS["still"], Session(LEVELS["noisy"]).transcript)
    assert caught.value.pointer == "/digest"
    assert LEVELS["still"].digest in str(caught.value)


def test_a_transcript_without_the_seed_that_it_needs_is_refused() -> None:
    level = LEVELS["drawn"]
    with pytest.raises(TranscriptError) as caught:
        replay(level, Transcript(level.id, level.digest))
    assert caught.value.pointer == "/seed"


@pytest.mark.parametrize("valid", range(4))
def test_the_first_failure_is_told_with_the_valid_prefix(valid: int) -> None:
    level = LEVELS["still"]
    good = tuple(Probe((float(i), 5.0)) for i in range(valid))
    actions: tuple[Action, ...] = (*good, Step(1e308), Probe((1.0, 1.0)))
    again = replay(level, Transcript(level.id, level.digest, actions=actions))
    assert again.failure is not None
    assert again.failure.pointer == f"/actions/{valid}"
    assert again.session.transcript.actions == good
    assert len(again.session.state.readings) == valid


def test_actions_after_the_end_break_the_rules() -> None:
    level = LEVELS["still"]
    transcript = Transcript(level.id, level.digest, actions=(GiveUp(), Probe((1.0, 1.0))))
    failure = replay(level, transcript).failure
    assert failure is not None
    assert "over" in str(failure)
