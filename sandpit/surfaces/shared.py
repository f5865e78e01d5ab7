"""What the parts of one ground share while it is built: files read once, and common budgets."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sandpit.errors import SurfaceError

T = TypeVar("T")


class Shared:
    """One ground's files, each read and prepared once, and what its parts have taken together.

    It lives as long as the building of a ground, so nothing outlives a level.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}
        self._taken: dict[str, int] = {}

    def once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """Return what `make` gave when it was first asked for by this key."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def take(self, what: str, amount: int, most: int) -> None:
        """Count an amount of something; raises SurfaceError beyond `most` of it together."""
        taken = self._taken[what] = self._taken.get(what, 0) + amount
        if taken > most:
            raise SurfaceError(
                f"with this, the ground has {taken:,} {what}; at most {most:,} are allowed",
                cure="leave some out, or use fewer surfaces",
            )
