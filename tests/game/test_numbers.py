"""The numbers of a move: whatever a player's program writes there, no game is spoilt by it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import inf, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import IllegalAction
from sandpit.game import ACTIONS, GiveUp, Momentum, Newton, Probe, Session, Step, Transcript, replay
from tests.written import make_level

LEVEL = make_level(moves=["probe", "step", "momentum", "newton"])

MAKERS: Mapping[str, Callable[[Any, Any], Any]] = {
    Probe.name: lambda a, b: Probe((a, b)),
    Step.name: lambda a, _: Step(a),
    Momentum.name: Momentum,
    Newton.name: lambda _a, _b: Newton(),
    GiveUp.name: lambda _a, _b: GiveUp(),
}
"""Each action by its name, made of two numbers."""

KINDS = (
    *(np.float16, np.float32, np.float64, np.longdouble),
    *(np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64),
)
SMALL = (0.5, 1, 2.0, 1e-3)
NO_NUMBERS: tuple[Any, ...] = (
    *(True, False, np.True_, None, "0.5", b"1", [], [1.0], {}, object(), 1j, 1 + 0j),
    *(
        np.str_("1"),
        np.bytes_(b"1"),
        np.complex64(1),
        np.datetime64("2020"),
        np.timedelta64(1, "s"),
    ),
    *(np.timedelta64("NaT", "s"), np.void(b"1"), np.array([0.5]), np.zeros(2), np.array("1")),
)
NOT_FINITE = (nan, inf, -inf, 10**400, -(10**5000), np.float32("nan"), np.longdouble("1e4000"))

numbers = st.one_of(
    st.sampled_from(SMALL),
    st.builds(lambda kind, value: kind(value), st.sampled_from(KINDS), st.sampled_from(SMALL)),
    st.builds(np.array, st.sampled_from(SMALL)),
    st.sampled_from((Fraction(1, 3), Decimal("0.1"), Fraction(10**400), Decimal("NaN"))),
    st.floats(),
    st.integers(-(10**400), 10**400),
)
anything = numbers | st.sampled_from(NO_NUMBERS) | st.sampled_from(NOT_FINITE)


@pytest.mark.parametrize("name", ACTIONS)
@given(first=anything, second=anything)
def test_whatever_stands_for_a_number_the_game_is_kept_or_nothing_happens(
    name: str, first: Any, second: Any
) -> None:
    session = Session(LEVEL)
    session.play(Probe((1.0, 5.0)))
    state, transcript = session.state, session.transcript
    try:
        session.apply(MAKERS[name](first, second))
    except IllegalAction:
        assert session.state is state
        assert session.transcript == transcript
        return
    text = session.transcript.to_json()
    again = replay(LEVEL, Transcript.from_json(text))
    assert again.failure is None
    assert again.session.transcript == session.transcript
    last, same = session.state.readings[-1], again.session.state.readings[-1]
    assert last.at.tobytes() == same.at.tobytes()
    assert last.height == same.height


@pytest.mark.parametrize("name", [Probe.name, Step.name, Momentum.name])
@pytest.mark.parametrize("kind", [*KINDS, np.array, Fraction, Decimal])
def test_a_number_of_any_kind_is_played_as_the_same_number(name: str, kind: Any) -> None:
    session, plain = Session(LEVEL), Session(LEVEL)
    for one in (session, plain):
        one.play(Probe((1.0, 5.0)))
    session.play(MAKERS[name](kind(1), kind(0)))
    plain.play(MAKERS[name](1.0, 0.0))
    assert session.transcript == plain.transcript
    assert session.transcript.to_json() == plain.transcript.to_json()


@pytest.mark.parametrize("name", [Probe.name, Step.name, Momentum.name])
@pytest.mark.parametrize(
    "value", [*NO_NUMBERS, *NOT_FINITE], ids=lambda value: type(value).__name__
)
def test_what_is_no_finite_number_is_refused(name: str, value: Any) -> None:
    session = Session(LEVEL)
    session.play(Probe((1.0, 5.0)))
    with pytest.raises(IllegalAction):
        session.play(MAKERS[name](value, 0.5))
    assert session.state.dips_left == LEVEL.dips - 1


@pytest.mark.parametrize("at", [None, 3, "ab", 0.5, np.array(1.0), [[1, 2], [3, 4]], np.eye(2)])
def test_what_is_no_point_is_refused(at: Any) -> None:
    with pytest.raises(IllegalAction, match="is not a"):
        Probe(at)
