"""How a game comes to its end on the play screen: it is worked out, then its moment passes."""

from collections.abc import Callable
from dataclasses import replace

from sandpit.desktop.acclaim import RISE, Acclaim, Find
from sandpit.desktop.jobs import Job, Workshop
from sandpit.desktop.paint.view import Trail
from sandpit.desktop.plot import Plot
from sandpit.desktop.reveal import PAUSE
from sandpit.game import Outcome, Session, State


class Ending:
    """The end of one game, from its last move to its result.

    With `still` nothing of it moves.
    """

    def __init__(self, session: Session, workshop: Workshop, *, still: bool) -> None:
        self._session = session
        self._workshop = workshop
        self._still = still
        self._left = PAUSE
        self.pending = False
        """Whether it is being worked out."""

    def look_ahead(self, plot: Plot, then: Callable[[], None]) -> None:
        """Let the plot work out what will be seen, beside the loop; then go on."""
        view, session = plot.view, self._session
        self.pending = True

        def look(_: Job[State]) -> State:
            view.look_ahead(session)
            return session.state

        def go_on(_: State) -> None:
            self.pending = False
            then()

        known = self._workshop.ask("end", look, go_on)
        if known is not None:
            go_on(known)

    def wait(self, dt: float) -> bool:
        """Let `dt` seconds of the moment before the result pass; return whether it is over."""
        if not self.pending:
            self._left -= dt
        return self._left <= 0.0

    def show(self, plot: Plot, acclaim: Acclaim) -> None:
        """Show a find as its moment passes; with reduced motion all that stays of it."""
        begun = self._left < PAUSE and not self.pending
        if not begun or self._session.state.outcome is not Outcome.FOUND:
            return
        find = Find(RISE if self._still else PAUSE - self._left)
        traced = 1.0 if self._still else find.traced
        plot.show(replace(plot.overlay, trail=Trail.SHOWN, traced=traced, find=find.light))
        acclaim.show(find)
