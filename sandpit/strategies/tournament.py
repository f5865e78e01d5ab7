"""Strategies at play: one game, and the tally of many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sandpit.errors import IllegalAction, StrategyError
from sandpit.game import Level, Outcome, Score, Session, Transcript, score_session
from sandpit.strategies.strategy import Strategy

STRATEGY = 0x706C6179
"""Keeps a strategy's stream apart from those that make its surface: it must not guess them."""


@dataclass(frozen=True)
class Game:
    """A finished game of a strategy."""

    transcript: Transcript
    score: Score


@dataclass(frozen=True)
class Tally:
    """Many games of one strategy on one level: the share found, and means over the games.

    `dips` is the mean over the games that found, or None where none did.
    """

    level: str
    strategy: str
    games: int
    found: float
    total: float
    stars: float
    dips: float | None


def play_game(strategy: Strategy, level: Level, seed: int) -> Game:
    """Let a strategy play one game; `seed` fixes the level's chance and the strategy's own.

    Raises StrategyError where the strategy cannot play the level or makes a forbidden move.
    """
    session = Session(level, seed, strategy.name)
    rng = np.random.default_rng([seed, STRATEGY])
    strategy.require(session.state)
    while session.state.outcome is None:
        try:
            session.play(strategy.next_move(session.state, rng))
        except IllegalAction as error:
            raise StrategyError(f'"{strategy.name}" made a forbidden move: {error}') from error
    return Game(session.transcript, score_session(session))


def games(strategy: Strategy, level: Level, count: int) -> Iterator[Game]:
    """Yield so many games of a strategy on a level, seeded 0, 1, 2...; raises StrategyError."""
    for seed in range(count):
        yield play_game(strategy, level, seed)


def tally(level: Level, strategy: Strategy, played: Sequence[Game]) -> Tally:
    """Return the tally of some games, at least one."""
    scores = [game.score for game in played]
    finds = [score.dips for score in scores if score.outcome is Outcome.FOUND]
    return Tally(
        level=level.id,
        strategy=strategy.name,
        games=len(played),
        found=len(finds) / len(scores),
        total=float(np.mean([score.total for score in scores])),
        stars=float(np.mean([score.stars for score in scores])),
        dips=float(np.mean(finds)) if finds else None,
    )
