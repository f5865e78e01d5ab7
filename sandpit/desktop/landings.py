"""Where the moves of a game would land, for the ghosts of its plot."""

from sandpit.errors import IllegalAction
from sandpit.game import Move, Reading, Session
from sandpit.surfaces import Array


class Landings:
    """Asks a session where moves would land, once for each dip and move.

    Newton's step among a thousand axes takes seconds to work out: too long for each motion of the
    mouse.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: Reading | None = None
        self._known: dict[str, tuple[Move, Array | None]] = {}

    def of(self, move: Move) -> Array | None:
        """Return where a move would land, shape (n,), or None where it cannot be made now."""
        state = self._session.state
        if state.last is None or state.outcome is not None:
            return None
        if state.last is not self._last:
            self._last = state.last
            self._known.clear()
        known = self._known.get(move.name)
        if known is None or known[0] != move:
            known = self._known[move.name] = (move, self._ask(move))
        return known[1]

    def _ask(self, move: Move) -> Array | None:
        try:
            return self._session.landing(move)
        except IllegalAction:
            return None
