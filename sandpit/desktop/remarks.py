"""What is said of a reading's remarks: at length, in short, and by one sign in the log."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sandpit.desktop.paint.badges import LOW
from sandpit.errors import IllegalAction
from sandpit.game import Momentum, Move, Newton, Outcome, Probe, Reading, Remark, State, Step
from sandpit.surfaces import Goal


class Wording(NamedTuple):
    """How one remark is told."""

    sentence: str
    """As it is said when it happens; {best} stands for highest or deepest."""
    note: str
    """As it is noted beside the log."""
    sign: str
    """As it stands in a row of the log."""


WORDINGS: Mapping[Remark, Wording] = {
    Remark.LOCAL_OPTIMUM: Wording(
        "Stuck in a local optimum: {best} near here, but not the {best} of all.",
        "Only a local optimum.",
        "◉",
    ),
    Remark.HIT_THE_WALL: Wording(
        "You hit the wall: the step stopped at the edge.", "Held at the wall.", "‖"
    ),
    Remark.OVERSHOOT: Wording(
        "You overshot: the arrow turned round.", "Overshot: the arrow turned round.", "↔"
    ),
    Remark.FLAT: Wording("Flat here: the gradient is zero.", "Flat: no slope at all.", "–"),
}
"""The wording of each remark."""


def sentence(remark: Remark, goal: Goal) -> str:
    """Return what is said when a remark is made."""
    best = "highest" if goal is Goal.PEAK else "deepest"
    return WORDINGS[remark].sentence.format(best=best)


def told(state: State, reading: Reading) -> list[str]:
    """Return the sentences that are said of a reading, which led to this state.

    A find has words of its own, which stand over the plot: nothing more is said then.
    """
    said = [sentence(remark, state.brief.goal) for remark in reading.remarks]
    if state.outcome is Outcome.FOUND:
        return []
    if state.outcome is Outcome.OUT_OF_DIPS:
        return [*said, "Out of dips."]
    if state.dips_left == LOW:
        said.append(f"Hurry up! Only {LOW} dips left.")
    return said


MOVES: Mapping[str, str] = {
    Probe.name: "dips of your choice",
    Step.name: "steps",
    Momentum.name: "rolling on",
    Newton.name: "Newton’s step",
}
"""What each kind of move is called where a level does without it."""


DIPPED_THERE = "You know this place already: choose another one."
"""What is said of a dip where a reading lies, on ground that would read the same again."""


def refusal(state: State, move: Move, error: IllegalAction) -> str:
    """Return in a player's words why a move was refused."""
    if move.name not in state.brief.moves:
        return f"This level goes without {MOVES[move.name]}."
    if state.last is None and move.name != Probe.name:
        return "Dip first, then step."
    text = f"{error.message}: {error.cure}" if error.cure else error.message
    return text[0].upper() + text[1:] + "."


def notes(remarks: Iterable[Remark]) -> str:
    """Return the remarks in short sentences, one a line, each with its sign before it."""
    told = (WORDINGS[remark] for remark in remarks)
    return "\n".join(f"{wording.sign}  {wording.note}" for wording in told)


def signs(remarks: Iterable[Remark]) -> str:
    """Return the signs of the remarks, as they stand in the log."""
    return " ".join(WORDINGS[remark].sign for remark in remarks)
