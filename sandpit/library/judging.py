"""Judging transcript files: everything that `sandpit score` tells of one."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from sandpit.errors import SandpitError, TranscriptError
from sandpit.game import Level, Score, Transcript, replay, score_session
from sandpit.library.files import read_transcript
from sandpit.library.levels import Library

MOST_LEVELS: Final = 32
"""So many levels are kept: some have megabytes of data."""


@dataclass(frozen=True)
class Judged:
    """The verdict on one file: the score of what is valid of it, and what is wrong, if anything.

    `transcript` and `score` are None where it does not come so far. `error` names the file, the
    place in it and the cure; it is empty where all is valid.
    """

    file: str
    transcript: Transcript | None = None
    score: Score | None = None
    valid_actions: int = 0
    error: str = ""

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.error

    def members(self) -> dict[str, Any]:
        """Return what is known of it, for programs: always the same members, None where unknown."""
        transcript, score = self.transcript, self.score
        told = {
            "transcript": self.file,
            "valid": self.valid,
            "level": transcript and transcript.level,
            "player": transcript and transcript.player,
            "total": score and score.total,
            "stars": score and score.stars,
            "outcome": score and score.outcome and str(score.outcome),
            "dips": score and score.dips,
            "parts": score and [dict(vars(part)) for part in score.parts],
            "actions": transcript and len(transcript.actions),
            "valid_actions": self.valid_actions,
        }
        return told if self.valid else {**told, "error": self.error}


class Judge:
    """Replays and scores transcript files, each on `level` or else on the library's of its id.

    A level is read, and its ground made, once for all its games; of many levels the ones that
    were played last are kept.
    """

    def __init__(self, library: Library, level: Level | None = None) -> None:
        self._library = library
        self._level = level
        self._read = lru_cache(maxsize=MOST_LEVELS)(self._attempted)

    def judge(self, path: Path) -> Judged:
        """Return the verdict on a file; whatever is wrong with it is told there."""
        file = str(path)
        try:
            transcript = read_transcript(path)
        except SandpitError as wrong:  # it names the file
            return Judged(file, error=str(wrong))
        try:
            again = replay(self._level or self._known(transcript.level), transcript)
            score = score_session(again.session)
        except TranscriptError as wrong:
            return Judged(file, transcript, error=str(wrong.placed_in(file)))
        except SandpitError as wrong:
            return Judged(file, transcript, error=f"{file}: {wrong}")
        failure = again.failure
        error = "" if failure is None else str(failure.placed_in(file))
        return Judged(file, transcript, score, again.session.action_count, error)

    def _known(self, id: str) -> Level:
        level = self._read(id)
        if isinstance(level, SandpitError):
            raise level
        return level

    def _attempted(self, id: str) -> Level | SandpitError:
        """Return a level or what is wrong with it: a bad one is not tried again for each game."""
        try:
            return self._library.find(id).load()
        except SandpitError as wrong:
            return wrong


def judge(path: Path, library: Library, level: Level | None = None) -> Judged:
    """Replay and score one transcript file, on `level` or else on the library's of its id."""
    return Judge(library, level).judge(path)
