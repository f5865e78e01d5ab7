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
        self._states: list[str] = []

    def session(self, player: str) -> Session:
        """Return the latest unfinished game that still holds, or a new one."""
        if self._name != self._level.id:
            for digest in (self._level.digest, *self._level.former_digests):
                self._saves.adopt(self._name, self._level.id, digest)
        for kept in self._saves.all_unfinished(self._name):
            # Those that hold no longer give way to what is stored next.
            self._states.append(kept.text)
            try:
                again = replay(self._level, kept.transcript)
            except SandpitError:
                continue
            if again.failure is None and again.session.state.outcome is None:
                return again.session
        return self.anew(player)

    def anew(self, player: str) -> Session:
        """Return a new game; an unfinished one stays for another time."""
        return Session(self._level, player=player)

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
