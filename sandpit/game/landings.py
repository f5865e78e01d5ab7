"""Whether an action leads to the landing that a transcript keeps of it.

Processors and libraries differ in the last bits of a sum, and steps on rough ground amplify them.
So a replay goes on from the landing that was kept, once it is sure that the rules lead there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sandpit.errors import IllegalAction, counted
from sandpit.game.actions import Momentum, Move, Newton, Probe, Step
from sandpit.game.brief import Brief
from sandpit.game.points import Point
from sandpit.game.reading import Reading
from sandpit.game.rules import (
    SINGULAR,
    TARGETS,
    TOLERANCE,
    Landing,
    is_beyond,
    land,
    solved,
)
from sandpit.surfaces import Array

ROUNDING = 1e-12
"""How far two machines may differ in a slope, as a share of the steepest that was seen along that
axis: 10,000 rounding errors. At a bottom all of a slope may be such an error, and a large rate
carries it far."""


class Target(NamedTuple):
    """Where a move ends if the domain has no edge, and how far machines may differ, both (n,)."""

    at: Array
    spread: Array


def confirmed(brief: Brief, readings: Sequence[Reading], move: Move, kept: Point) -> Landing:
    """Return the landing of `move` after `readings` that a transcript kept, shape (n,).

    Raises IllegalAction where the rules forbid the move, or lead elsewhere: beyond 1e-9 of an
    axis' width, and beyond what the move makes of the last bits of what it goes by.
    """
    try:
        landing = land(brief, _last(readings), move)
    except IllegalAction:
        if not (isinstance(move, Newton) and move.name in brief.moves):
            raise
    else:
        if landing[0].tolist() == list(kept):  # nearly always
            return landing
        if isinstance(move, Probe):
            raise IllegalAction(
                "a probe lands where it was aimed", cure="write null for its landing"
            )
    target = _SPREADS[type(move)](brief, readings, move)
    _check_kept(brief, target, kept)
    return np.array(kept), is_beyond(brief, target.at)


def _check_kept(brief: Brief, target: Target, kept: Point) -> None:
    if len(kept) != brief.dimension:
        raise IllegalAction(
            f"it lands at a point of {counted(brief.dimension, 'coordinate')}, not of {len(kept)}"
        )
    clip, near = brief.box.clip, TOLERANCE * brief.box.extent
    lowest = np.maximum(clip(target.at - target.spread) - near, brief.box.lower)
    highest = np.minimum(clip(target.at + target.spread) + near, brief.box.upper)
    wrong = np.flatnonzero(~((lowest <= kept) & (kept <= highest)))
    if wrong.size:
        i = int(wrong[0])
        name, there = brief.axes[i].name, float(clip(target.at)[i])
        raise IllegalAction(
            f"it lands at {name} = {there:.12g}, not at {kept[i]:.12g} as the transcript says",
            cure="keep the landings as the game wrote them",
        )


def _along_the_arrow(brief: Brief, readings: Sequence[Reading], move: Step | Momentum) -> Target:
    at = np.array(TARGETS[type(move)](brief, _last(readings), move))
    slopes = [reading.gradient for reading in readings if reading.gradient is not None]
    return Target(at, ROUNDING * abs(move.rate) * np.abs(slopes).max(axis=0))


def _newton(brief: Brief, readings: Sequence[Reading], _move: Newton) -> Target:
    # Where it was played, the Hessian may have been just on the other side of the threshold.
    at, condition = solved(brief, _last(readings), 0.5 * SINGULAR)
    return Target(at, TOLERANCE * condition * brief.box.extent)


_SPREADS: Mapping[type[Move], Callable[[Brief, Sequence[Reading], Any], Target]] = {
    Step: _along_the_arrow,
    Momentum: _along_the_arrow,
    Newton: _newton,
}


def _last(readings: Sequence[Reading]) -> Reading | None:
    return readings[-1] if readings else None
