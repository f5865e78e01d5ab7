"""The score: bounded, told in sentences, and always recomputed from a replay."""

from dataclasses import dataclass

from sandpit.errors import counted
from sandpit.game.brief import Brief
from sandpit.game.level import Level
from sandpit.game.replay import replay
from sandpit.game.session import Session
from sandpit.game.state import Outcome
from sandpit.game.transcript import Transcript

FIND = 500
"""Points for finding, however many dips it took."""

THRIFT = 500
"""Points for finding at par or better; they fall evenly to 0 at the last dip."""

CLOSENESS = 400
"""The most points that a miss can earn, less than any find."""


@dataclass(frozen=True)
class Part:
    """A part of a score: its name, its points, and one sentence that says where they come from."""

    name: str
    points: int
    reason: str


@dataclass(frozen=True)
class Score:
    """The score of a game: `total` from 0 to 1000, `stars` from 0 to 3, and the parts.

    `outcome` is None where the game has not ended: it has no points yet, as to tell how near it
    came would tell where to go.
    """

    total: int
    stars: int
    outcome: Outcome | None
    dips: int
    parts: tuple[Part, ...]


def score(level: Level, transcript: Transcript) -> Score:
    """Replay a transcript and return its score.

    Any find beats any miss; fewer dips and coming closer never score less. Raises
    TranscriptError with the place of the first action that breaks the rules.
    """
    again = replay(level, transcript)
    if again.failure is not None:
        raise again.failure
    return score_session(again.session)


def score_session(session: Session) -> Score:
    """Return the score of a game as it stands."""
    state = session.state
    dips = state.brief.dips - state.dips_left
    if state.outcome is Outcome.FOUND:
        parts: tuple[Part, ...] = (_find(state.brief), _thrift(state.brief, dips))
        stars = _stars(state.brief, dips)
    else:
        parts, stars = (_closeness(session),), 0
    return Score(sum(part.points for part in parts), stars, state.outcome, dips, parts)


def _find(brief: Brief) -> Part:
    return Part("find", FIND, f"You found the {brief.goal}: {FIND} points, however long it took.")


def _thrift(brief: Brief, dips: int) -> Part:
    if dips <= brief.par:
        return Part(
            "thrift",
            THRIFT,
            f"{counted(dips, 'dip')}, and par is {brief.par}: all {THRIFT} points.",
        )
    points = round(THRIFT * (brief.dips - dips) / (brief.dips - brief.par))
    reason = (
        f"{counted(dips, 'dip')} where par is {brief.par}: {points} of {THRIFT} points, "
        f"which fall to none at dip {brief.dips}."
    )
    return Part("thrift", points, reason)


def _closeness(session: Session) -> Part:
    near = session.closeness()
    if near is None:
        return Part("closeness", 0, f"The game is not over: 0 of {CLOSENESS} points so far.")
    points = round(CLOSENESS * near.share)
    return Part("closeness", points, f"{near.reason}: {points} of {CLOSENESS} points.")


def _stars(brief: Brief, dips: int) -> int:
    """Return 3 stars up to par, 2 up to halfway between par and the budget, else 1."""
    if dips <= brief.par:
        return 3
    return 2 if 2 * dips <= brief.par + brief.dips else 1
