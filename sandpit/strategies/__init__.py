"""Players that are programs: one file a strategy, a table, and the tournament."""

from sandpit.strategies.strategy import Strategy
from sandpit.strategies.table import STRATEGIES, find_strategy
from sandpit.strategies.tournament import Game, Tally, games, play_game, tally

__all__ = [
    "STRATEGIES",
    "Game",
    "Strategy",
    "Tally",
    "find_strategy",
    "games",
    "play_game",
    "tally",
]
