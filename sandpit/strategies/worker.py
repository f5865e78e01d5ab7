"""A strategy from a Python file: the player's own `next_step(f, J, H)`."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sandpit.errors import StrategyError
from sandpit.game import Dipstick, Move, State
from sandpit.strategies.strategy import Strategy, anywhere, towards

NextStep = Callable[[float, Any, Any], Any]


@dataclass(frozen=True)
class Worker(Strategy):
    """Dig where a function says: from height, gradient and Hessian to a displacement.

    The first dip is at the level's start, or at a random place. `J` and `H` are None where the
    stick does not measure them. A displacement that leaves the domain is held at its edge.
    """

    name: str
    needs: Dipstick
    next_step: NextStep

    @classmethod
    def from_file(cls, path: Path) -> "Worker":
        """Load the file's `next_step`; raises StrategyError. The file is run as a program."""
        spec = importlib.util.spec_from_file_location(f"sandpit_worker_{path.stem}", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise StrategyError(f"there is no strategy file {path}", cure="check the spelling")
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise StrategyError(f"{path} does not run: {type(error).__name__}: {error}") from error
        step = getattr(module, "next_step", None)
        if not callable(step):
            raise StrategyError(
                f"{path} has no function next_step",
                cure="write: def next_step(f, J, H): return -0.1 * J",
            )
        return cls(path.stem, Dipstick.HEIGHT, step)

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return a probe where the function's displacement leads."""
        last = state.last
        if last is None:
            return anywhere(state, rng)
        try:
            answer = self.next_step(last.height, last.gradient, last.hessian)
            displacement = np.asarray(answer, dtype=np.float64)
        except Exception as error:
            raise StrategyError(
                f"{self.name} failed at dip {last.number}: {type(error).__name__}: {error}"
            ) from error
        if displacement.shape != (state.brief.dimension,) or not np.isfinite(displacement).all():
            raise StrategyError(
                f"{self.name} answered {answer!r} at dip {last.number}",
                cure=f"return {state.brief.dimension} finite numbers, the displacement",
            )
        return towards(state, displacement)
