"""Playing a transcript again: how one is loaded, checked and scored."""

import json
from dataclasses import dataclass
from itertools import chain, repeat

from sandpit.errors import IllegalAction, TranscriptError, counted
from sandpit.game.actions import Action, encode_action
from sandpit.game.document import shortened
from sandpit.game.level import Level
from sandpit.game.session import Session
from sandpit.game.transcript import Transcript


@dataclass(frozen=True)
class Replay:
    """The session that a transcript's valid prefix leads to, and its first failure, if any."""

    session: Session
    failure: TranscriptError | None


def replay(level: Level, transcript: Transcript) -> Replay:
    """Play a transcript again as far as it keeps the rules.

    Raises TranscriptError where it is not of this very level, or lacks a seed that is needed.
    """
    if not level.matches(transcript.digest):
        raise TranscriptError(
            f'this transcript was not played on the level "{level.id}" as it is now',
            pointer="/digest",
            cure=f"its digest is {level.digest}; replay it on the file that was played",
        )
    if level.needs_seed and transcript.seed is None:
        raise TranscriptError(
            "this level leaves things to chance, but the transcript has no seed", pointer="/seed"
        )
    session = Session(level, transcript.seed, transcript.player)
    landings = transcript.landings or ()
    known = chain(landings, repeat(None))
    for i, (action, kept) in enumerate(zip(transcript.actions, known, strict=False)):
        try:
            session.apply(action, kept)
        except IllegalAction as error:
            return Replay(session, _failure(i, action, error))
    if len(landings) > len(transcript.actions):
        return Replay(session, _too_many(len(landings), len(transcript.actions)))
    return Replay(session, None)


def _too_many(landings: int, actions: int) -> TranscriptError:
    return TranscriptError(
        f"there are {counted(landings, 'landing')} for {counted(actions, 'action')}",
        pointer="/landings",
        cure="keep one for each action, null for a probe",
    )


def _failure(index: int, action: Action, error: IllegalAction) -> TranscriptError:
    written = shortened(json.dumps(encode_action(action)))
    return TranscriptError(
        f"action {index + 1}, {written}, breaks the rules: {error.message}; {_prefix(index)}",
        pointer=f"/actions/{index}",
        cure=error.cure,
    )


def _prefix(count: int) -> str:
    match count:
        case 0:
            return "none comes before it"
        case 1:
            return "the one before it is valid"
        case _:
            return f"the {count} before it are valid"
