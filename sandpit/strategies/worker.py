"""A strategy from a Python file: the player's own `next_step(f, J, H)`."""

import reprlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from sandpit.errors import StrategyError
from sandpit.game import Array, Dipstick, Move, State
from sandpit.strategies.strategy import Strategy, anywhere, towards

NextStep = Callable[[float, Any, Any], Any]

_NUMBERS = "iufO"
"""numpy's letters for what may stand for real numbers: no truth values, no texts."""

LONGEST_ERROR = 120
"""The most characters of a player's own error that are told."""


@dataclass(frozen=True)
class Worker(Strategy):
    """Dig where a function says: from height, gradient and Hessian to a displacement.

    The first dip is at the level's start, or at a random place. `J` and `H` are None where the
    stick does not measure them. A displacement that leaves the domain is held at its edge.
    A function may take as long as it likes: Ctrl-C ends it. While it runs, the file's folder is
    on Python's path, so it may import what lies beside it.
    """

    name: str
    needs: Dipstick
    path: Path
    next_step: NextStep

    @classmethod
    def from_file(cls, path: Path) -> "Worker":
        """Load the file's `next_step`; raises StrategyError. The file is run as a program."""
        text = _read(path)
        try:
            with _neighbours(path):
                module = _run(path, text)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise StrategyError(
                f"{_at(path, _line(path, error))} does not run: {_said(error)}",
                cure="try it with python first",
            ) from error
        step = getattr(module, "next_step", None)
        if not callable(step):
            raise StrategyError(
                f"{path} has no function next_step",
                cure="write: def next_step(f, J, H): return -0.1 * J",
            )
        return cls(path.stem, Dipstick.HEIGHT, path, step)

    def next_move(self, state: State, rng: np.random.Generator) -> Move:
        """Return a probe where the function's displacement leads."""
        last = state.last
        if last is None:
            return anywhere(state, rng)
        try:
            with _neighbours(self.path):
                answer = self.next_step(last.height, _copy(last.gradient), _copy(last.hessian))
            are_numbers = np.asarray(answer).dtype.kind in _NUMBERS
            displacement = (
                np.atleast_1d(np.asarray(answer, dtype=np.float64)) if are_numbers else None
            )
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            place = _at(self.path, _line(self.path, error) or self._first_line)
            raise StrategyError(
                f"{place} failed at dip {last.number}: {_said(error)}",
                cure="J and H are None where the level's stick does not measure them",
            ) from error
        if displacement is None or not _is_displacement(displacement, state.brief.dimension):
            raise StrategyError(
                f"{_at(self.path, self._first_line)} answered {reprlib.repr(answer)} "
                f"at dip {last.number}",
                cure=f"return {state.brief.dimension} finite numbers, the displacement",
            )
        return towards(state, displacement)

    @property
    def _first_line(self) -> int | None:
        """Where the function begins, if it is one that was written in Python."""
        code = getattr(self.next_step, "__code__", None)
        return code.co_firstlineno if isinstance(code, CodeType) else None


def _read(path: Path) -> bytes:
    """Return what is in a strategy file; raises StrategyError."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        said, cure = f"there is no strategy file {path}", "check the spelling"
    except OSError as error:
        said, cure = f"{path} cannot be read: {error.strerror}", "name a file that can be"
    except ValueError:  # of a null, or half a surrogate pair
        said, cure = f"{str(path)!r} is not a valid file name", "rename it"
    raise StrategyError(said, cure=cure)


@contextmanager
def _neighbours(path: Path) -> Iterator[None]:
    """Let what is run within import the modules beside a file, as Python does for a program.

    No compiled copies of them are left there.
    """
    folder, writes = str(path.absolute().parent), sys.dont_write_bytecode
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        if folder in sys.path:
            sys.path.remove(folder)


def _forget(folder: Path, known: set[str]) -> None:
    """Forget the modules of a folder that are not `known`: another file may have like names.

    Whoever has imported them keeps them.
    """
    new = {name: name.partition(".")[0] for name in set(sys.modules) - known}
    files = {top: getattr(sys.modules.get(top), "__file__", None) for top in new.values()}
    beside = {top for top, file in files.items() if file and folder in Path(file).parents[:2]}
    for name, top in new.items():
        if top not in known and top in beside:
            del sys.modules[name]


def _run(path: Path, text: bytes) -> ModuleType:
    """Run a file as a module of its own, and return it; raises whatever the file raises.

    Nothing is kept beside the file: a changed one is read anew. The module is registered, as
    what is imported would be: `dataclasses` and `typing` look there for the names in it.
    """
    module = ModuleType(f"sandpit_worker_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    known = set(sys.modules)
    try:
        exec(compile(text, path, "exec", dont_inherit=True), module.__dict__)
    except BaseException:
        sys.modules.pop(module.__name__, None)
        raise
    finally:
        _forget(path.absolute().parent, known)
    return module


def _is_displacement(answer: Array, dimension: int) -> bool:
    return answer.shape == (dimension,) and bool(np.isfinite(answer).all())


def _copy(array: Array | None) -> Array | None:
    """Return an array that the function may write to."""
    return None if array is None else array.copy()


def _line(path: Path, error: BaseException) -> int | None:
    """Return the line of the file at which an error was raised, the innermost, if any."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _at(path: Path, line: int | None) -> str:
    return str(path) if line is None else f"{path}, line {line},"


def _said(error: BaseException) -> str:
    """Return an error of the player's own in one line, not too long."""
    try:
        words = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # even an error's text is the player's own
        words = ""
    said = " ".join(f"{type(error).__name__}: {words}".split())
    return said.rstrip(": ") if len(said) <= LONGEST_ERROR else said[: LONGEST_ERROR - 3] + "..."
