"""Keeps the game of a level on the disk while it is played."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandpit.desktop.scene import Stage, Ticket
from sandpit.errors import SandpitError, SaveError
from sandpit.game import Level, Session, replay, score_session
from sandpit.library import Library, Saves
from sandpit.library.saves import KeptGame


@dataclass(frozen=True)
class TakenUp:
    """A game to go on with, and its stored states, which the next one takes the place of."""

    session: Session
    states: tuple[str, ...] = ()


def taken_up(level: Level, kept: Sequence[KeptGame], player: str) -> TakenUp:
    """Return the first of the kept games that still holds and goes on, or a new one.

    Those that hold no longer give way to what is stored next.
    """
    states: list[str] = []
    for game in kept:
        states.append(game.text)
        try:
            again = replay(level, game.transcript)
        except SandpitError:
            continue
        if again.failure is None and again.session.state.outcome is None:
            return TakenUp(again.session, tuple(states))
    return TakenUp(Session(level, player=player), tuple(states))


class Keeper:
    """Finds the unfinished games of a level, and stores how one goes on from stored `states`."""

    def __init__(
        self, saves: Saves, library: Library, level: Level, states: Sequence[str] = ()
    ) -> None:
        self._saves = saves
        self._level = level
        self._name = library.name_of(level)
        self._states = list(states)

    def kept(self) -> tuple[KeptGame, ...]:
        """Return the unfinished games, the latest first."""
        if self._name != self._level.id:
            for digest in (self._level.digest, *self._level.former_digests):
                self._saves.adopt(self._name, self._level.id, digest)
        return self._saves.all_unfinished(self._name)

    def store(self, session: Session) -> str:
        """Store the game as it stands, in place of its earlier state; return what went wrong.

        A state that another window has gone on with is none of this game's any more: both games
        are kept.
        """
        transcript, before = session.transcript, self._states
        goes_on = session.state.outcome is None
        self._states = [transcript.to_json()] if goes_on else []
        try:
            if goes_on:
                self._saves.autosave(self._name, transcript, before)
            else:
                self._saves.record(self._name, transcript, score_session(session), before)
        except SaveError as error:
            return error.message
        return self._saves.trouble

    def forget(self) -> str:
        """Forget this unfinished game; return why it could not be, or nothing."""
        try:
            self._saves.forget(self._name, self._states)
        except SaveError as error:
            return error.message
        return ""


def preparation(stage: Stage, ticket: Ticket) -> Callable[[], Ticket] | None:
    """Return what makes a ticket one for a game: it reads the level, and takes a game up.

    Which games are kept is asked here, in the loop; None where the ticket has its game already.
    """
    entry, given, player = ticket.entry, ticket.level, stage.settings.player
    if ticket.session is not None:
        return None
    if given is not None:
        kept = Keeper(stage.saves, stage.library, given).kept()
    elif entry is not None:
        kept = stage.saves.all_unfinished(entry.id)
    else:
        raise ValueError("a game is played on a level")

    def prepare() -> Ticket:
        level = entry.load() if entry is not None else given
        assert level is not None
        game = taken_up(level, () if ticket.anew else kept, player)
        game.session.foresee()
        return Ticket(level=level, session=game.session, states=game.states)

    return prepare
