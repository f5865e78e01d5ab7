"""A strategy from a Python file: the player's own `next_step(f, J, H)`."""

import importlib.util
import reprlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sandpit.errors import StrategyError
from sandpit.game import Array, Dipstick, Move, State
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
        except (Exception, SystemExit) as error:
            raise StrategyError(
                f"{path} does not run: {_said(error)}", cure="try it with python first"
            ) from error
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
            answer = self.next_step(last.height, _copy(last.gradient), _copy(last.hessian))
            displacement = np.atleast_1d(np.asarray(answer, dtype=np.float64))
        except (Exception, SystemExit) as error:
            raise StrategyError(
                f"{self.name} failed at dip {last.number}: {_said(error)}",
                cure="J and H are None where the level's stick does not measure them",
            ) from error
        if displacement.shape != (state.brief.dimension,) or not np.isfinite(displacement).all():
            raise StrategyError(
                f"{self.name} answered {reprlib.repr(answer)} at dip {last.number}",
                cure=f"return {state.brief.dimension} finite numbers, the displacement",
            )
        return towards(state, displacement)


def _copy(array: Array | None) -> Array | None:
    """Return an array that the function may write to."""
    return None if array is None else array.copy()


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
