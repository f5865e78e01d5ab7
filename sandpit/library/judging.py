"""Judging transcript files: everything that `sandpit score` tells of one."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sandpit.errors import SandpitError, TranscriptError
from sandpit.game import Level, Score, Transcript, replay, score_session
from sandpit.library.files import read_transcript
from sandpit.library.levels import Library


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
            "parts": score and [asdict(part) for part in score.parts],
            "actions": transcript and len(transcript.actions),
            "valid_actions": self.valid_actions,
        }
        return told if self.valid else {**told, "error": self.error}


def judge(path: Path, library: Library, level: Level | None = None) -> Judged:
    """Replay and score a transcript file, on `level` or else on the library's level of its id."""
    file = str(path)
    try:
        transcript = read_transcript(path)
    except SandpitError as wrong:  # it names the file
        return Judged(file, error=str(wrong))
    try:
        again = replay(level or library.find(transcript.level).load(), transcript)
        score = score_session(again.session)
    except TranscriptError as wrong:
        return Judged(file, transcript, error=str(wrong.placed_in(file)))
    except SandpitError as wrong:
        return Judged(file, transcript, error=f"{file}: {wrong}")
    failure = again.failure
    error = "" if failure is None else str(failure.placed_in(file))
    return Judged(file, transcript, score, len(again.session.transcript.actions), error)
