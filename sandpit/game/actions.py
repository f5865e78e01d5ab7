"""What a player can do, and how it is written in a transcript."""

import reprlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from numbers import Real
from typing import Any, ClassVar, Final, Self, SupportsFloat

import numpy as np

from sandpit.errors import IllegalAction, TranscriptError, suggestion
from sandpit.game.document import pointer_to, shortened

_NO_NUMBERS = (bool, np.timedelta64)
"""What Python takes for numbers, but no player means as one."""


def _float(value: Any) -> float:
    """Return a number of any kind as a float: infinite where it is too large for one.

    Raises IllegalAction for what is no real number; what is not finite, the rules refuse.
    """
    if isinstance(value, float):  # nearly always, and asking for a protocol takes its time
        return float(value)
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    foreign = isinstance(value, SupportsFloat) and not isinstance(value, np.generic | np.ndarray)
    if (isinstance(value, Real) or foreign) and not isinstance(value, _NO_NUMBERS):
        try:
            return float(value)
        except OverflowError:
            return inf if value > 0 else -inf
        except (TypeError, ValueError):  # a number by its class alone
            pass
    raise IllegalAction(f"{reprlib.repr(value)} is not a number", cure="use a float")


def _number(value: object) -> float:
    if type(value) is float and isfinite(value):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a number is wanted here")
    number = _float(value)
    if not isfinite(number):
        raise ValueError("a finite number is wanted here")
    return number


_NUMBER: Mapping[str, Any] = {"type": "number"}


@dataclass(frozen=True)
class Probe:
    """Put the stick in at a point of the domain: `{"probe": [2.5, 3.0]}`.

    Of each kind of action, `keeps_landing` tells whether a transcript keeps where it landed: of
    this one it does not, since the action says so itself. `schema` is the JSON Schema of what
    stands behind its name.
    """

    name: ClassVar[str] = "probe"
    keeps_landing: ClassVar[bool] = False
    example: ClassVar[str] = '{"probe": [2.5, 3.0]}'
    schema: ClassVar[Mapping[str, Any]] = {"type": "array", "items": _NUMBER, "minItems": 1}
    at: tuple[float, ...]

    def __init__(self, at: Iterable[float]) -> None:
        try:
            coordinates = tuple(at)
        except TypeError:
            raise IllegalAction(
                f"{reprlib.repr(at)} is not a point", cure="write one number for each axis"
            ) from None
        if set(map(type, coordinates)) != {float}:
            coordinates = tuple(map(_float, coordinates))
        object.__setattr__(self, "at", coordinates)

    def encode(self) -> list[float]:
        """Return what stands behind "probe" in a transcript."""
        return list(self.at)

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read it back; raises ValueError."""
        if not isinstance(value, list):
            raise ValueError("a probe needs a list of coordinates, one for each axis")
        return cls([x if type(x) is float and isfinite(x) else _number(x) for x in value])


@dataclass(frozen=True)
class Step:
    """Go from the last reading along its arrow, `rate` times the gradient: `{"step": 0.2}`."""

    name: ClassVar[str] = "step"
    keeps_landing: ClassVar[bool] = True
    example: ClassVar[str] = '{"step": 0.2}'
    schema: ClassVar[Mapping[str, Any]] = _NUMBER
    rate: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", _float(self.rate))

    def encode(self) -> float:
        """Return what stands behind "step" in a transcript."""
        return self.rate

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read it back; raises ValueError."""
        return cls(_number(value))


@dataclass(frozen=True)
class Momentum:
    """Go on with a share of the velocity, and along the arrow: `{"momentum": {...}}`.

    The velocity is the last displacement, none after a probe; the new one is `keep` times it
    plus `rate` times the arrow (the heavy ball of Polyak, 1964). `keep` is from 0 to 1.
    """

    name: ClassVar[str] = "momentum"
    keeps_landing: ClassVar[bool] = True
    example: ClassVar[str] = '{"momentum": {"rate": 0.1, "keep": 0.9}}'
    schema: ClassVar[Mapping[str, Any]] = {
        "type": "object",
        "properties": {"rate": _NUMBER, "keep": {**_NUMBER, "minimum": 0, "maximum": 1}},
        "required": ["rate", "keep"],
        "additionalProperties": False,
    }
    rate: float
    keep: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", _float(self.rate))
        object.__setattr__(self, "keep", _float(self.keep))

    def encode(self) -> dict[str, float]:
        """Return what stands behind "momentum" in a transcript."""
        return {"rate": self.rate, "keep": self.keep}

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read it back; raises ValueError."""
        if not isinstance(value, dict) or set(value) != {"rate", "keep"}:
            raise ValueError("momentum needs a rate and a keep")
        return cls(_number(value["rate"]), _number(value["keep"]))


@dataclass(frozen=True)
class _Plain:
    """An action that has no number of its own: it is written with `true`."""

    name: ClassVar[str]
    keeps_landing: ClassVar[bool]
    example: ClassVar[str]
    schema: ClassVar[Mapping[str, Any]] = {"const": True}

    def encode(self) -> bool:
        """Return what stands behind its name in a transcript."""
        return True

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read it back; raises ValueError."""
        if value is not True:
            raise ValueError("this action takes no value")
        return cls()


@dataclass(frozen=True)
class Newton(_Plain):
    """Go to the stationary point of the quadratic model at the last reading."""

    name: ClassVar[str] = "newton"
    keeps_landing: ClassVar[bool] = True
    example: ClassVar[str] = '{"newton": true}'


@dataclass(frozen=True)
class GiveUp(_Plain):
    """End the game; costs no dip and takes no reading."""

    name: ClassVar[str] = "give-up"
    keeps_landing: ClassVar[bool] = False
    example: ClassVar[str] = '{"give-up": true}'


Move = Probe | Step | Momentum | Newton
Action = Move | GiveUp

GOES_ON: Final = "from"
"""The member that later kinds of play will write beside an action: the dip that it goes on from."""

ACTIONS: Mapping[str, type[Action]] = {
    kind.name: kind for kind in (Probe, Step, Momentum, Newton, GiveUp)
}
"""Every action by the name that it has in a transcript."""


def encode_action(action: Action) -> dict[str, Any]:
    """Return the action as it stands in a transcript.

    >>> encode_action(Step(0.2))
    {'step': 0.2}
    """
    return {action.name: action.encode()}


def action_schema() -> dict[str, Any]:
    """Return the JSON Schema of an action in a transcript."""
    kinds = [
        {
            "type": "object",
            "properties": {name: dict(kind.schema)},
            "required": [name],
            "additionalProperties": False,
        }
        for name, kind in ACTIONS.items()
    ]
    return {"oneOf": kinds}


def decode_action(entry: object, pointer: str) -> Action:
    """Read one entry of a transcript's actions; raises TranscriptError at `pointer`."""
    if isinstance(entry, dict) and entry.get(GOES_ON) is not None:
        raise TranscriptError(
            "going on from an earlier dip belongs to a later version of the game",
            pointer=pointer + pointer_to((GOES_ON,)),
            cure="score it with the version that wrote it",
        )
    if isinstance(entry, dict) and GOES_ON in entry:
        entry = {name: value for name, value in entry.items() if name != GOES_ON}
    if not isinstance(entry, dict) or len(entry) != 1:
        raise TranscriptError(
            "an action is an object with one member",
            pointer=pointer,
            cure='write one such as {"probe": [2.5, 3.0]} or {"step": 0.2}',
        )
    ((name, value),) = entry.items()
    if name not in ACTIONS:
        raise TranscriptError(
            f'"{shortened(name)}" is not an action',
            pointer=pointer,
            cure=suggestion(name, ACTIONS),
        )
    try:
        return ACTIONS[name].decode(value)
    except ValueError as error:
        raise TranscriptError(
            str(error), pointer=pointer + pointer_to((name,)), cure=f"write {ACTIONS[name].example}"
        ) from None
