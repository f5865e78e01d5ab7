"""Where the moves of a game would land, for the ghosts of its plot."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sandpit.desktop.jobs import Workshop
from sandpit.errors import IllegalAction
from sandpit.game import Move, Newton, Reading, Session
from sandpit.surfaces import Array

FAR = 300
"""Among more axes than so many Newton's step takes longer than a frame: a second among 1,000."""


@dataclass(frozen=True)
class Landed:
    """Where a move would land, shape (n,), or None where it cannot be made."""

    at: Array | None


@dataclass(frozen=True)
class _Wish:
    """A move that is asked for from the reading `last` before its landing is known."""

    last: Reading | None
    then: Callable[[], None]


class Landings:
    """Asks a session where moves would land, once for each dip and move.

    What takes longer than a frame is worked out beside the loop; `come` is told when it is known.
    """

    def __init__(
        self, session: Session, workshop: Workshop, come: Callable[[], None] = lambda: None
    ) -> None:
        self._session = session
        self._workshop = workshop
        self._come = come
        self._last: Reading | None = None
        self._known: dict[str, tuple[Move, Landed]] = {}
        self._wish: _Wish | None = None

    def of(self, move: Move) -> Array | None:
        """Return where a move would land; None where it cannot be made now, or is not known yet."""
        landed = self._landed(move)
        return None if landed is None else landed.at

    def ready(self, move: Move, then: Callable[[], None]) -> bool:
        """Return whether a move can be made at once; `then` is told when it can.

        It is not told if another dip comes first.
        """
        if not self._is_far(move) or self._landed(move) is not None:
            return True
        self._wish = _Wish(self._session.state.last, then)
        return False

    def _is_far(self, move: Move) -> bool:
        return isinstance(move, Newton) and self._session.state.brief.dimension > FAR

    def _arrive(self) -> None:
        """Tell that a landing is known, and let the move be made that waits for it."""
        self._come()
        wish, self._wish = self._wish, None
        if wish is not None and wish.last is self._session.state.last:
            wish.then()

    def _landed(self, move: Move) -> Landed | None:
        state = self._session.state
        if state.last is None or state.outcome is not None:
            return Landed(None)
        if state.last is not self._last:
            self._last = state.last
            self._known.clear()
        known = self._known.get(move.name)
        if known is not None and known[0] == move:
            return known[1]
        landed: Landed | None
        if self._is_far(move):
            key = ("landing", len(state.readings))
            landed = self._workshop.ask(key, lambda _: self._ask(move), lambda _: self._arrive())
        else:
            landed = self._ask(move)
        if landed is not None:
            self._known[move.name] = (move, landed)
        return landed

    def _ask(self, move: Move) -> Landed:
        try:
            return Landed(self._session.landing(move))
        except IllegalAction:
            return Landed(None)


def is_known(session: Session, at: Array) -> bool:
    """Tell whether a dip at a point, shape (n,), would read only what has been read there."""
    known = any(np.array_equal(at, reading.at) for reading in session.state.readings)
    return known and not session.level.by_chance
