"""Sandpit: a game that teaches how machines learn, and the engine that scores it.

>>> import sandpit
>>> session = sandpit.Session(sandpit.load_level("lost-phone"))
>>> reading = session.play(sandpit.Probe((2.0, 3.0)))
>>> reading.gradient.shape
(2,)

The names below are loaded when they are first used, so that opening the game's window does not
wait for the parts that only scoring needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandpit.errors import (
        IllegalAction,
        LevelError,
        LibraryError,
        SandpitError,
        SaveError,
        StrategyError,
        TranscriptError,
    )
    from sandpit.game import (
        GiveUp,
        Level,
        Momentum,
        Newton,
        Outcome,
        Probe,
        Reading,
        Remark,
        Score,
        Session,
        State,
        Step,
        Transcript,
        replay,
        score,
    )
    from sandpit.library import load_level

__version__ = "0.1.0"

_HOMES = {
    "sandpit.errors": (
        "IllegalAction",
        "LevelError",
        "LibraryError",
        "SandpitError",
        "SaveError",
        "StrategyError",
        "TranscriptError",
    ),
    "sandpit.game": (
        "GiveUp",
        "Level",
        "Momentum",
        "Newton",
        "Outcome",
        "Probe",
        "Reading",
        "Remark",
        "Score",
        "Session",
        "State",
        "Step",
        "Transcript",
        "replay",
        "score",
    ),
    "sandpit.library": ("load_level",),
}

__all__ = [
    "GiveUp",
    "IllegalAction",
    "Level",
    "LevelError",
    "LibraryError",
    "Momentum",
    "Newton",
    "Outcome",
    "Probe",
    "Reading",
    "Remark",
    "SandpitError",
    "SaveError",
    "Score",
    "Session",
    "State",
    "Step",
    "StrategyError",
    "Transcript",
    "TranscriptError",
    "__version__",
    "load_level",
    "replay",
    "score",
]


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(home), name)
            return value
    raise AttributeError(f"module 'sandpit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
