"""Levels of chance are won often enough by a program that sees what a player sees."""

import numpy as np
import pytest

from sandpit.errors import StrategyError
from sandpit.game import Outcome
from sandpit.strategies import Strategy, play_game
from tests.levels.shipped import CHANCY, shipped
from tests.levels.surveyor import PLAYERS

GAMES = 20
FAIR = 0.4
MAPPED = tuple(id for id in CHANCY if shipped(id).brief.dimension <= 2)
"""Where a player has to look for the place to start from; of more axes, test_networks plays."""


def share_found(id: str, player: Strategy) -> float:
    try:
        games = [play_game(player, shipped(id), seed) for seed in range(GAMES)]
    except StrategyError:
        return 0.0
    return float(np.mean([game.score.outcome is Outcome.FOUND for game in games]))


@pytest.mark.parametrize("id", MAPPED)
def test_a_sensible_player_finds_in_two_games_of_five(id: str) -> None:
    assert max(share_found(id, player) for player in PLAYERS) >= FAIR
