"""Motion that explains: a step slides along its arrow, then the stick goes in."""

from dataclasses import dataclass

from sandpit.desktop.paint.view import Dip, Slide
from sandpit.surfaces import Array

SLIDE, DIP = 0.55, 0.5
"""Seconds that each takes."""


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
        return self.passed < self._lead

    @property
    def over(self) -> bool:
        """Whether all of it is over."""
        return self.passed >= self._lead + DIP

    @property
    def slide(self) -> Slide | None:
        """What slides now; the plot gives it its soft start and end."""
        if self.start is None or not self.sliding:
            return None
        return Slide(self.start, self.end, self.passed / SLIDE)

    @property
    def dip(self) -> Dip | None:
        """What dips now."""
        if self.sliding or self.over:
            return None
        return Dip(self.end, (self.passed - self._lead) / DIP)

    @property
    def _lead(self) -> float:
        """The seconds before the dip."""
        return 0.0 if self.start is None else SLIDE
