"""Where flags are planted so that their numbers can be read, and which of a crowd are shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from pygame import Rect

from sandpit.desktop.paint.flags import Flag, Rank, cloth_rect, number_rect, pole_rect, turn
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.surfaces import Array

Faults = tuple[int, bool, int]
"""What is wrong with a stand: numbers it hides or is hidden by, whether it leaves the room, and
the points that it covers; all of them 0 where nothing is."""


@dataclass(frozen=True, eq=False)
class Site:
    """Where flags may stand: inside a room, clear of points (k, 2) such as dips and arrow heads.

    `marks` are other things that no number may hide or be hidden by, such as the stars.
    """

    look: Look
    room: Rect
    points: Array
    marks: Sequence[Rect] = ()

    def faults(self, foot: Pixel, flag: Flag, taken: Sequence[Rect]) -> Faults:
        """Return what is wrong with a flag that stands so, beside rectangles that are taken."""
        number = number_rect(self.look, foot, flag)
        outside = not self.room.contains(cloth_rect(self.look, foot, flag))
        return len(number.collidelistall(taken)), outside, self._covered(number)

    def _covered(self, area: Rect) -> int:
        x, y = self.points.T
        inside = (x >= area.left) & (x < area.right) & (y >= area.top) & (y < area.bottom)
        return int(np.count_nonzero(inside))


@dataclass(frozen=True, eq=False)
class Planting:
    """The flags that are shown, by number, each with the pixel of its foot."""

    site: Site
    flags: Mapping[int, tuple[Flag, Pixel]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers, those that matter more later: they are drawn above the others."""
        first = min(self.flags, default=0)
        return iter(sorted(self.flags, key=lambda n: turn(self.flags[n][0], first), reverse=True))

    def __contains__(self, number: int) -> bool:
        """Tell whether a number has a flag."""
        return number in self.flags

    def cloths(self) -> list[Rect]:
        """Return what the cloths cover, in the order of `flags`."""
        return [cloth_rect(self.site.look, foot, flag) for flag, foot in self.flags.values()]

    def poles(self) -> list[Rect]:
        """Return what the poles cover, in the order of `flags`."""
        return [pole_rect(self.site.look, foot, flag) for flag, foot in self.flags.values()]

    def dodged(self, marks: Sequence[Rect]) -> dict[int, Flag]:
        """Return how those flags stand which step aside for marks that came later."""
        cloths, numbers = self.cloths(), list(self.flags)
        found = {}
        for i in sorted({i for mark in marks for i in mark.collidelistall(cloths)}):
            flag, foot = self.flags[numbers[i]]
            others = cloths[:i] + cloths[i + 1 :]

            def hidden(
                stand: Flag, foot: Pixel = foot, others: list[Rect] = others
            ) -> tuple[int, Faults]:
                cloth = cloth_rect(self.site.look, foot, stand)
                return len(cloth.collidelistall(marks)), self.site.faults(foot, stand, others)

            best = min(flag.stands(), key=hidden)
            if hidden(best) < hidden(flag):
                found[numbers[i]] = best
                cloths[i] = cloth_rect(self.site.look, foot, best)
        return found

    def moved(self, stands: Mapping[int, Flag]) -> "Planting":
        """Return the same flags, some of which stand otherwise."""
        flags = {n: (stands.get(n, flag), foot) for n, (flag, foot) in self.flags.items()}
        return Planting(self.site, flags)


def plant(site: Site, feet: Sequence[tuple[Flag, Pixel]]) -> Planting:
    """Plant the flags that have room; the latest, the best and the first always do.

    Of the others the rounder number goes first: tens, fives, even ones, then the rest. Each tries
    four stands, and has no room where it would hide a number or a point in all of them.
    """
    first = min((flag.number for flag, _ in feet), default=0)
    taken: list[Rect] = list(site.marks)
    found: dict[int, tuple[Flag, Pixel]] = {}
    for flag, foot in sorted(feet, key=lambda item: turn(item[0], first)):
        stand, faults = _best(site, foot, flag, taken)
        if flag.rank is not Rank.PLAIN or flag.number == first or not any(faults):
            found[flag.number] = (stand, foot)
            taken.append(number_rect(site.look, foot, stand))
    return Planting(site, found)


def _best(site: Site, foot: Pixel, flag: Flag, taken: Sequence[Rect]) -> tuple[Flag, Faults]:
    """Return the stand with the least faults, and these; the first that has none is taken."""
    found: list[tuple[Faults, Flag]] = []
    for stand in flag.stands():
        faults = site.faults(foot, stand, taken)
        if not any(faults):
            return stand, faults
        found.append((faults, stand))
    faults, stand = min(found, key=lambda item: item[0])
    return stand, faults
