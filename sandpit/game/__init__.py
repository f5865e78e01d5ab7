"""The game itself: levels, rules, sessions, transcripts and scores; no disk, no drawing."""

from sandpit.game.actions import ACTIONS, Action, GiveUp, Momentum, Move, Newton, Probe, Step
from sandpit.game.brief import Axis, Brief, Cover, Dipstick, Win
from sandpit.game.level import Level
from sandpit.game.reading import Reading, Remark
from sandpit.game.replay import Replay, replay
from sandpit.game.scoring import Part, Score, score, score_session
from sandpit.game.session import Revealed, Session
from sandpit.game.state import Outcome, State
from sandpit.game.transcript import Transcript
from sandpit.surfaces import Array, Reader

__all__ = [
    "ACTIONS",
    "Action",
    "Array",
    "Axis",
    "Brief",
    "Cover",
    "Dipstick",
    "GiveUp",
    "Level",
    "Momentum",
    "Move",
    "Newton",
    "Outcome",
    "Part",
    "Probe",
    "Reader",
    "Reading",
    "Remark",
    "Replay",
    "Revealed",
    "Score",
    "Session",
    "State",
    "Step",
    "Transcript",
    "Win",
    "replay",
    "score",
    "score_session",
]
