"""Keeps the game of a level on the disk while it is played."""

from sandpit.errors import SandpitError, SaveError
from sandpit.game import Level, Session, replay, score_session
from sandpit.library import Library, Saves


class Keeper:
    """Finds the unfinished game of a level, and stores how it goes on."""

    def __init__(self, saves: Saves, library: Library, level: Level) -> None:
        self._saves = saves
        self._level = level
        self._name = library.name_of(level)

    def session(self, player: str) -> Session:
        """Return the unfinished game where there is one that still holds, or a new one."""
        if self._name != self._level.id:
            self._saves.adopt(self._name, self._level.id, self._level.digest)
        kept = self._saves.unfinished(self._name)
        if kept is not None:
            try:
                again = replay(self._level, kept)
            except SandpitError:
                return Session(self._level, player=player)
            if again.failure is None and again.session.state.outcome is None:
                return again.session
        return Session(self._level, player=player)

    def store(self, session: Session) -> str:
        """Store the game as it stands; return why it could not be, or nothing."""
        transcript = session.transcript
        try:
            if session.state.outcome is None:
                self._saves.autosave(self._name, transcript)
            else:
                self._saves.record(self._name, transcript, score_session(session))
        except SaveError as error:
            return error.message
        return ""

    def forget(self) -> str:
        """Forget the unfinished game; return why it could not be, or nothing."""
        try:
            self._saves.forget(self._name)
        except SaveError as error:
            return error.message
        return ""
