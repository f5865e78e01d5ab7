"""The score's promises, for games of every kind."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandpit.errors import TranscriptError
from sandpit.game import Level, Outcome, Probe, Session, Transcript, score, score_session
from tests.written import make_level

PEAK = (4.0, 2.0)
LEVELS: dict[str, Level] = {
    "by distance": make_level(),
    "by height": make_level(win={"height": 9.9}),
    "by a height from a start": make_level(win={"height": 9.9}, start=[1.0, 5.0]),
    "of one dip": make_level(dips=1, par=1),
    "with par at the budget": make_level(par=12),
    "a pit": make_level(goal="pit", win={"height": 0.05}),
}
levels = st.sampled_from(list(LEVELS.values()))
points = st.tuples(st.floats(0, 6), st.floats(0, 6))
paths = st.lists(points, max_size=12)


def play(level: Level, path: list[tuple[float, float]]) -> Session:
    session = Session(level, seed=0)
    for at in path:
        if session.state.outcome is None:
            session.play(Probe(at))
    return session


def ended(level: Level, path: list[tuple[float, float]]) -> Session:
    """Play, and give up where the game goes on."""
    session = play(level, path)
    if session.state.outcome is None:
        session.give_up()
    return session


@given(levels, paths)
def test_a_score_is_whole_bounded_and_the_sum_of_its_parts(level: Level, path: Any) -> None:
    result = score_session(ended(level, path))
    assert type(result.total) is int
    assert 0 <= result.total <= 1000
    assert result.total == sum(part.points for part in result.parts)
    assert result.dips == min(len(path), result.dips)


@given(levels, paths)
def test_each_part_is_told_in_one_sentence(level: Level, path: Any) -> None:
    for session in (play(level, path), ended(level, path)):
        for part in score_session(session).parts:
            assert part.reason.endswith(".")
            assert part.reason[0].isupper() or part.reason[0].isdigit()
            assert str(part.points) in part.reason
            assert "\n" not in part.reason


@given(levels, paths)
def test_a_score_is_the_same_however_often_it_is_asked_for(level: Level, path: Any) -> None:
    session = ended(level, path)
    assert score(level, session.transcript) == score_session(session) == score_session(session)


@given(levels, paths, paths)
def test_any_find_beats_any_miss(level: Level, one: Any, other: Any) -> None:
    results = [score_session(ended(level, path)) for path in (one, other)]
    finds = [result.total for result in results if result.outcome is Outcome.FOUND]
    misses = [result.total for result in results if result.outcome is not Outcome.FOUND]
    assert all(find > miss for find in finds for miss in misses)


def test_the_slowest_find_beats_the_nearest_miss() -> None:
    level = LEVELS["by distance"]
    slowest = score_session(play(level, [(0.0, 6.0)] * 11 + [PEAK]))
    nearest = score_session(ended(level, [(4.0, 2.2001)]))
    assert slowest.outcome is Outcome.FOUND
    assert nearest.outcome is Outcome.GAVE_UP
    assert slowest.total > nearest.total


@pytest.mark.parametrize("level", LEVELS.values(), ids=LEVELS)
def test_fewer_dips_to_the_same_find_never_score_less(level: Level) -> None:
    end = (0.0, 6.0) if level.goal == "pit" else PEAK
    start = PEAK if level.goal == "pit" else (0.0, 6.0)
    games = [play(level, [start] * idle + [end]) for idle in range(level.dips)]
    results = [score_session(game) for game in games]
    assert {result.outcome for result in results} == {Outcome.FOUND}
    totals = [result.total for result in results]
    assert totals == sorted(totals, reverse=True)


@given(levels, paths, st.data())
def test_fewer_dips_to_the_same_nearness_never_score_less(
    level: Level, path: Any, data: st.DataObject
) -> None:
    """Idle dips, a repetition of one that was made, gain nothing."""
    if not path:
        return
    longer = list(path)
    longer.insert(data.draw(st.integers(1, len(path))), path[0])
    shorter = score_session(ended(level, path))
    again = score_session(ended(level, longer))
    assert again.total <= shorter.total or shorter.outcome is not again.outcome


@given(levels, paths, points)
def test_coming_closer_never_scores_less(level: Level, path: Any, further: Any) -> None:
    """One more dip, wherever it is, cannot take away that one was near."""
    if play(level, path).state.outcome is None:
        before, after = (score_session(ended(level, way)) for way in (path, [*path, further]))
        assert after.total >= before.total


@given(st.floats(0.21, 4.0), st.floats(0.21, 4.0))
def test_the_nearer_of_two_misses_never_scores_less(one: float, other: float) -> None:
    for name in ("by distance", "by height"):
        totals = [
            score_session(ended(LEVELS[name], [(4.0, 2.0 + away)])).total
            for away in sorted((one, other))
        ]
        assert totals[0] >= totals[1]


@given(points.filter(lambda at: abs(at[0] - 4.0) > 0.5 and abs(at[0] - 1.0) > 0.5))
def test_the_score_of_a_game_that_goes_on_tells_nothing_of_the_ground(at: Any) -> None:
    """Nor does the session: three distances would tell where to go."""
    hill = {"kind": "hill", "width": 1.5, "height": 10.0}
    for win in ({"distance": 0.2}, {"height": 9.9}):
        grounds = [{**hill, "center": [x, 2.0]} for x in (4.0, 1.0)]
        games = [play(make_level(surface=ground, win=win), [at]) for ground in grounds]
        first, second = map(score_session, games)
        assert first == second
        assert (first.total, first.outcome) == (0, None)
        assert "not over" in first.parts[0].reason
        assert [game.closeness() for game in games] == [None, None]


@pytest.mark.parametrize("dips", range(1, 13))
def test_three_stars_are_for_a_find_within_par(dips: int) -> None:
    level = LEVELS["by distance"]
    result = score_session(play(level, [(0.0, 6.0)] * (dips - 1) + [PEAK]))
    assert (result.stars == 3) is (dips <= level.par)
    assert 1 <= result.stars <= 3
    assert result.dips == dips


@given(levels, paths)
def test_a_miss_has_no_star(level: Level, path: Any) -> None:
    result = score_session(play(level, path))
    assert (result.stars == 0) is (result.outcome is not Outcome.FOUND)


def test_finding_within_par_is_a_full_score() -> None:
    assert score_session(play(LEVELS["by distance"], [PEAK])).total == 1000


def test_a_game_without_a_dip_scores_nothing() -> None:
    session = Session(LEVELS["by distance"])
    session.give_up()
    result = score_session(session)
    assert (result.total, result.stars, result.outcome) == (0, 0, Outcome.GAVE_UP)


def test_a_score_is_never_read_from_a_file() -> None:
    """A transcript has no place for one."""
    text = Session(LEVELS["by distance"]).transcript.to_json()
    with pytest.raises(TranscriptError, match="score"):
        Transcript.from_json(text[:-1] + ', "score": 1000}')


def test_a_transcript_that_breaks_the_rules_has_no_score() -> None:
    level = LEVELS["by distance"]
    good = play(level, [(1.0, 1.0)]).transcript
    broken = replace(good, actions=(*good.actions, Probe((9.0, 9.0))))
    with pytest.raises(TranscriptError) as caught:
        score(level, broken)
    assert caught.value.pointer == "/actions/1"
    assert "the one before it is valid" in str(caught.value)


@given(st.floats(0.25, 3.5), st.floats(0, 6.28))
def test_a_miss_earns_in_proportion_to_the_winning_distance_over_its_own(
    away: float, way: float
) -> None:
    """Twice as far is worth half as much: 400 points times 0.2 over the distance."""
    at = (PEAK[0] + away * math.cos(way), PEAK[1] + away * math.sin(way))
    if not (0 <= at[0] <= 6 and 0 <= at[1] <= 6):
        return
    total = score_session(ended(make_level(), [at])).total
    assert total == pytest.approx(400 * 0.2 / math.dist(at, PEAK), abs=0.51)


@given(st.floats(0.5, 2.0))
def test_a_miss_by_height_earns_the_share_of_the_climb(away: float) -> None:
    """From the start's height at (1, 5) to the 9.9 that win."""
    level = make_level(win={"height": 9.9}, start=[1.0, 5.0])

    def height(x: float, y: float) -> float:
        return 10 * math.exp(-((x - 4) ** 2 + (y - 2) ** 2) / (2 * 1.5**2))

    base = height(1.0, 5.0)
    share = (height(PEAK[0], PEAK[1] + away) - base) / (9.9 - base)
    total = score_session(ended(level, [(PEAK[0], PEAK[1] + away)])).total
    assert total == pytest.approx(400 * share, abs=0.51)


@pytest.mark.parametrize("dips", range(1, 13))
def test_the_points_for_thrift_fall_evenly_from_par_to_none_at_the_last_dip(dips: int) -> None:
    total = score_session(play(make_level(), [(0.5, 5.5)] * (dips - 1) + [PEAK])).total
    assert total == 500 + round(500 * min(1, (12 - dips) / (12 - 4)))
