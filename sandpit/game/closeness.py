"""How near a game came to finding, for the judge alone.

Machines differ in the last bits of a distance and a height. Points are rounded from them, and
round numbers of a designer's lie on the very edges of rounding: so they are first brought to nine
digits. What is left is a game whose tenth digit lies on such an edge and the points of which do
too, one of some billions.
"""

from typing import Final, NamedTuple

import numpy as np

from sandpit.game.ground import Ground
from sandpit.game.reading import Reading
from sandpit.surfaces import Array

_LEAST_CLIMB: Final = 1e-9
"""The least height to climb that is more than an error of the last bits, as a share of 1 or of the
height that is wanted."""


def _steady(number: float) -> float:
    """Return a number to nine digits: the same one on every machine."""
    return float(f"{number:.9g}")


class Closeness(NamedTuple):
    """The share of the way that was made, 0 to 1 (1 is a find), and a sentence that tells it."""

    share: float
    reason: str


def closeness(ground: Ground, readings: tuple[Reading, ...], start: Array) -> Closeness:
    """Return how near the best of `readings` came; more readings never come less near.

    A level won by distance counts winning distance / nearest distance. A level won by height
    counts the share of the climb from the height at `start` to the one that wins.
    """
    if not readings:
        return Closeness(0.0, "No dip was made")
    points = [reading.at for reading in readings]
    if ground.brief.win.distance is not None:
        return _by_distance(ground, points, ground.brief.win.distance)
    assert ground.brief.win.height is not None
    return _by_height(ground, points, ground.brief.win.height, start)


def _by_distance(ground: Ground, points: list[Array], reach: float) -> Closeness:
    nearest = _steady(min(ground.distance(point) for point in points))
    unit = f" {ground.brief.unit}".rstrip()
    place = f"Your nearest dip was {nearest:.3g}{unit} from the {ground.brief.goal}"
    return Closeness(min(1.0, reach / nearest) if nearest > 0.0 else 1.0, place)


def _by_height(ground: Ground, points: list[Array], wanted: float, start: Array) -> Closeness:
    sign = ground.brief.goal.sign
    best = sign * float((sign * ground.surface.heights(np.array(points))).max())
    base = float(ground.surface.heights(start))
    climb = sign * (wanted - base)
    if not climb > _LEAST_CLIMB * max(1.0, abs(wanted)):
        climb = max(1.0, abs(wanted))
        base = wanted - sign * climb
    share = _steady(sign * (best - base) / climb)
    reason = f"Your best dip was at height {_steady(best):.4g}, and {wanted:.4g} was wanted"
    return Closeness(min(1.0, max(0.0, share)), reason)
