"""Motion that explains: a step slides along its arrow, then the stick goes in."""

from dataclasses import dataclass

from sandpit.desktop.paint.view import Dip, Slide
from sandpit.surfaces import Array

SLIDE, DIP = 0.55, 0.5
"""Seconds that each takes."""


def eased(t: float) -> float:
    """Return t in 0..1 with a soft start and a soft end."""
    return t * t * (3 - 2 * t)


@dataclass
class Motion:
    """One move on its way: a slide from `start`, if it has one, then a dip at `end`.

    `passed` is in seconds. With reduced motion there is nothing to wait for.
    """

    start: Array | None
    end: Array
    passed: float = 0.0

    @property
    def sliding(self) -> bool:
        """Whether the slide is not over yet."""
        return self.start is not None and self.passed < SLIDE

    @property
    def over(self) -> bool:
        """Whether all of it is over."""
        return self.passed >= DIP + (0.0 if self.start is None else SLIDE)

    @property
    def slide(self) -> Slide | None:
        """What slides now."""
        if self.start is None or not self.sliding:
            return None
        return Slide(self.start, self.end, eased(self.passed / SLIDE))

    @property
    def dip(self) -> Dip | None:
        """What dips now."""
        if self.sliding or self.over:
            return None
        return Dip(self.end, (self.passed - (0.0 if self.start is None else SLIDE)) / DIP)
