"""The table of strategies, and how a name or a file becomes one."""

from collections.abc import Mapping
from pathlib import Path

from sandpit.errors import StrategyError, suggestion
from sandpit.strategies.newton import Newton
from sandpit.strategies.random import Random
from sandpit.strategies.steepest import Steepest
from sandpit.strategies.strategy import Strategy
from sandpit.strategies.worker import Worker

STRATEGIES: Mapping[str, Strategy] = {
    strategy.name: strategy for strategy in (Random(), Steepest(), Newton())
}
"""Every built-in strategy by its name."""


def find_strategy(name: str) -> Strategy:
    """Return the strategy of this name, or that of a .py file; raises StrategyError."""
    if name.endswith(".py"):
        return Worker.from_file(Path(name))
    if name not in STRATEGIES:
        known = (*STRATEGIES, "or a .py file with next_step(f, J, H)")
        cure = suggestion(name, STRATEGIES, "choose from " + ", ".join(known))
        raise StrategyError(f'there is no strategy "{name}"', cure=cure)
    return STRATEGIES[name]
