"""What a player is told before the first dip."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sandpit.surfaces import Box, Goal


class Dipstick(StrEnum):
    """What the dip-stick measures; each kind measures also what the ones before it do."""

    HEIGHT = "height"
    GRADIENT = "gradient"
    HESSIAN = "hessian"

    @property
    def order(self) -> int:
        """The highest order of derivative that it shows: 0, 1 or 2."""
        return _ORDERS[self]


_ORDERS: Mapping[Dipstick, int] = {stick: order for order, stick in enumerate(Dipstick)}


class Cover(StrEnum):
    """How much of the ground is seen while playing."""

    COVERED = "covered"
    BRUSHED = "brushed"
    OPEN = "open"


@dataclass(frozen=True)
class Axis:
    """One axis of the domain: its name, its range (low, high) and its unit (may be empty)."""

    name: str
    range: tuple[float, float]
    unit: str = ""


@dataclass(frozen=True)
class Win:
    """What finds: coming within `distance` of a global optimum, or reaching `height`.

    Just one of the two is set. A distance is measured in the axes' own units.
    """

    distance: float | None = None
    height: float | None = None


@dataclass(frozen=True, eq=False)
class Brief:
    """The rules of one level as its player knows them; nothing in it is hidden.

    `taylor` is the order of the Taylor polynomial that each dip tells, 0 for none.
    """

    axes: tuple[Axis, ...]
    box: Box
    goal: Goal
    stick: Dipstick
    taylor: int
    cover: Cover
    moves: tuple[str, ...]
    dips: int
    par: int
    win: Win

    @property
    def dimension(self) -> int:
        """The number of axes."""
        return len(self.axes)

    @cached_property
    def unit(self) -> str:
        """The unit that all axes share, empty where they do not: only then has a length one."""
        units = {axis.unit for axis in self.axes}
        return units.pop() if len(units) == 1 else ""

    @cached_property
    def sign(self) -> int:
        """The sign of the goal: +1 for a peak, -1 for a pit."""
        return self.goal.sign

    @cached_property
    def bounds(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The lowest and the highest coordinates, as plain numbers."""
        return tuple(self.box.lower.tolist()), tuple(self.box.upper.tolist())

    @cached_property
    def diagonal(self) -> float:
        """The distance between two opposite corners of the domain."""
        return self.box.diagonal
