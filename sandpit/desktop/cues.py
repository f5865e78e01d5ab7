"""What is heard once the stick has told of a dip."""

from collections.abc import Mapping

from sandpit.desktop.sound import Cue
from sandpit.game import Outcome, Remark, State

_REMARKED: Mapping[Remark, Cue] = {
    Remark.LOCAL_OPTIMUM: Cue.LOCAL,
    Remark.HIT_THE_WALL: Cue.WALL,
}


def cues(state: State) -> list[Cue]:
    """Return what is heard of the last dip: that the game has ended, or what was remarked."""
    if state.outcome is not None:
        return [Cue.FOUND if state.outcome is Outcome.FOUND else Cue.LOST]
    remarks = () if state.last is None else state.last.remarks
    return [_REMARKED[remark] for remark in remarks if remark in _REMARKED]
