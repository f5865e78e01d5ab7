"""The rules: where an action lands, what may be said of it, and when the game ends.

All are pure functions of public facts; the hidden surface is not known here.
"""

import math
import reprlib
from collections.abc import Callable, Mapping, Sequence
from operator import add, le, mul
from typing import Any

import numpy as np

from sandpit.errors import IllegalAction, counted
from sandpit.game.actions import Momentum, Move, Newton, Probe, Step
from sandpit.game.brief import Brief, Dipstick
from sandpit.game.reading import Reading, Remark
from sandpit.game.state import Outcome
from sandpit.surfaces import Array

SINGULAR = 1e-12
"""The reciprocal condition number below which a Hessian counts as singular, its axes measured in
shares of the domain: whether there is a stationary point does not depend on their units."""

TOLERANCE = 1e-9
"""How far a landing may lie from where the rules lead, as a share of each axis' width, and still be
the same place: machines differ in the last bits of a sum."""

BACK = 1e-9
"""A step has overshot where the slope along its way leads back by more than this share of the one
that it began with: at the very bottom the sign of what is left of a slope is chance."""

FLAT = 1e-6
"""A gradient is flat where crossing the whole domain along it would change the height by less
than this share of 1 + |height|."""


Landing = tuple[Array, bool]
"""Where a move ends, shape (n,), and whether the edge of the domain held it."""


def land(brief: Brief, last: Reading | None, move: Move) -> Landing:
    """Return where `move` ends when it starts from the reading `last`.

    Raises IllegalAction where the rules forbid it.
    """
    target = TARGETS.get(type(move))
    if target is None and not isinstance(move, Probe):
        raise IllegalAction(f"{reprlib.repr(move)} is not a move", cure="play a Probe or a Step")
    if move.name not in brief.moves:
        raise IllegalAction(
            f"this level does not allow the move {move.name}",
            cure="its moves are " + ", ".join(brief.moves),
        )
    return _probed(brief, move) if target is None else _held(brief, target(brief, last, move))


def _probed(brief: Brief, move: Any) -> Landing:
    if len(move.at) != len(brief.axes):
        raise IllegalAction(
            f"a point of this level has {counted(brief.dimension, 'coordinate')}, "
            f"not {len(move.at)}",
            cure="write one number for each axis",
        )
    if not _is_inside(brief, move.at):
        raise _outside(brief, move.at)
    return np.array(move.at), False


def _is_inside(brief: Brief, at: Sequence[float]) -> bool:
    lowest, highest = brief.bounds
    return all(map(le, lowest, at)) and all(map(le, at, highest))


def _outside(brief: Brief, at: tuple[float, ...]) -> IllegalAction:
    axis, coordinate = next(
        (axis, coordinate)
        for axis, coordinate in zip(brief.axes, at, strict=True)
        if not axis.range[0] <= coordinate <= axis.range[1]
    )
    low, high = axis.range
    shown = f"{coordinate:g}"
    told = f"{coordinate!r}" if low <= float(shown) <= high else shown  # beyond by a hair
    return IllegalAction(
        f"{axis.name} = {told} is outside the domain",
        cure=f"{axis.name} runs from {low:g} to {high:g}",
    )


def _step_target(brief: Brief, last: Reading | None, move: Step) -> list[float]:
    start, gradient = _arrow(brief, last)
    pace = brief.sign * move.rate
    along = [pace * slope for slope in gradient.tolist()]
    return list(map(add, start.tolist(), along))


def _momentum_target(brief: Brief, last: Reading | None, move: Momentum) -> list[float]:
    start, gradient = _arrow(brief, last)
    if not 0.0 <= move.keep <= 1.0:
        said = "momentum keeps a share from 0 to 1 of the velocity"
        raise IllegalAction(said, cure="write a keep from 0 to 1")
    with np.errstate(over="ignore", invalid="ignore"):
        velocity = brief.sign * move.rate * gradient
        if last is not None and last.velocity is not None:
            velocity = velocity + move.keep * last.velocity
        return list(map(float, start + velocity))


def _newton_target(brief: Brief, last: Reading | None, _move: Newton) -> list[float]:
    return list(map(float, solved(brief, last, SINGULAR)[0]))


def solved(brief: Brief, last: Reading | None, least: float) -> tuple[Array, Array]:
    """Return where Newton's step ends if the domain has no edge, and each axis' condition.

    `least` is the reciprocal condition number below which the Hessian is refused. The condition
    of an axis, shape (n,), tells by how much it enlarges an error of the Hessian, in shares of
    the domain: sum_k |v_ik| max|l| / |l_k| for the eigenvectors v and the eigenvalues l.
    """
    start, gradient = _arrow(brief, last)
    hessian = last.hessian if last is not None else None
    if hessian is None:
        raise IllegalAction("this dip-stick does not measure the Hessian")
    sides = brief.box.extent / brief.box.extent.max()
    values, vectors = np.linalg.eigh(hessian * np.outer(sides, sides))
    sizes = np.abs(values)
    if not sizes.max() > 0.0 or sizes.min() < least * sizes.max():
        raise IllegalAction(
            "the Hessian is singular here: the quadratic model has no single stationary point",
            cure="take a step or probe elsewhere",
        )
    with np.errstate(over="ignore", invalid="ignore"):
        target = start - sides * (vectors @ ((vectors.T @ (sides * gradient)) / values))
        return target, np.abs(vectors) @ (sizes.max() / sizes)


TARGETS: Mapping[type[Move], Callable[[Brief, Reading | None, Any], list[float]]] = {
    Step: _step_target,
    Momentum: _momentum_target,
    Newton: _newton_target,
}
"""Where each move that goes on from the last reading would end if the domain had no edge."""


def _arrow(brief: Brief, last: Reading | None) -> tuple[Array, Array]:
    """Return where the last reading was taken and the gradient that it showed."""
    if last is not None and last.gradient is not None:
        return last.at, last.gradient
    if brief.stick is Dipstick.HEIGHT:
        raise IllegalAction("this dip-stick shows no gradient to follow", cure="probe instead")
    raise IllegalAction("there is no reading yet to go on from", cure="probe somewhere first")


def _held(brief: Brief, wanted: list[float]) -> Landing:
    """Return the nearest place of the domain: in plain numbers, as most levels have few axes."""
    if _is_inside(brief, wanted):
        return np.array(wanted), False
    if not all(map(math.isfinite, wanted)):
        raise IllegalAction("the step is not finite", cure="take a smaller rate")
    target = np.array(wanted)
    return brief.box.clip(target), is_beyond(brief, target)


def is_beyond(brief: Brief, target: Array) -> bool:
    """Tell whether the edge of the domain holds a move that would end at `target`, shape (n,).

    It does not where the move ends on the edge but for the last bits, on whatever machine.
    """
    away = np.abs(target - brief.box.clip(target))
    return bool((away > TOLERANCE * brief.box.extent).any())


def check_finite(reading: Reading) -> None:
    """Raise IllegalAction where anything that the stick shows is not finite."""
    shown = reading.height
    if reading.gradient is not None:
        shown += sum(reading.gradient.tolist())
    bends = reading.hessian is None or np.isfinite(reading.hessian).all()
    if bends and math.isfinite(shown):  # where it is not, the sum alone may be too large
        return
    parts = (reading.height, reading.gradient, reading.hessian)
    if not all(np.isfinite(part).all() for part in parts if part is not None):
        raise IllegalAction("the ground has no finite reading there", cure="dip beside that place")


def remark(
    brief: Brief, before: Reading | None, reading: Reading, move: Move | None, *, held: bool
) -> tuple[Remark, ...]:
    """Return what can be said of a new reading from what is shown; `move` is None at the start.

    `held` tells that the edge of the domain held the move that led there.
    `local-optimum` is not among it: that remark is the session's, which knows the ground.
    """
    overshot = flat = False
    if reading.gradient is not None:
        slopes = reading.gradient.tolist()
        flat = math.hypot(*slopes) * brief.diagonal <= FLAT * (1.0 + abs(reading.height))
        if isinstance(move, Step) and move.rate > 0.0 and not held and before is not None:
            assert before.gradient is not None
            # The way that was gone leads back here.
            way = before.gradient.tolist()
            along = sum(map(mul, way, slopes))
            overshot = along < 0.0 and along < -BACK * sum(map(mul, way, way))
    if not (held or overshot or flat):
        return ()
    told = ((Remark.HIT_THE_WALL, held), (Remark.OVERSHOOT, overshot), (Remark.FLAT, flat))
    return tuple(said for said, holds in told if holds)


def outcome(brief: Brief, dips: int, *, found: bool) -> Outcome | None:
    """Return how a game stands after so many dips; None while it goes on.

    `found` is the judge's word on the last of them, who knows the ground.
    """
    if found:
        return Outcome.FOUND
    return Outcome.OUT_OF_DIPS if dips == brief.dips else None
