"""Something that is held down and so repeats: a key, a button of a gamepad, a leaning stick."""

from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

Held = TypeVar("Held")


class Pace(NamedTuple):
    """How something repeats, in seconds: how long until the first time, and between the others."""

    first: float
    then: float


@dataclass
class Hold(Generic[Held]):
    """What is held, and the time until it repeats.

    It repeats on the app's own clock and once a frame at most: a frame that took long adds none.
    """

    what: Held
    pace: Pace
    _wait: float = field(init=False)

    def __post_init__(self) -> None:
        self._wait = self.pace.first

    def repeats(self, dt: float) -> bool:
        """Let `dt` seconds pass; True if it repeats now."""
        self._wait -= dt
        if self._wait > 0:
            return False
        late = self._wait + self.pace.then
        self._wait = late if late > 0 else self.pace.then
        return True
