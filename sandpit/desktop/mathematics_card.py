"""The mathematics of a hill, set on a card."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pygame
from pygame import Rect, Surface

from sandpit.desktop.glass import Glass
from sandpit.desktop.jobs import Job, Workshop
from sandpit.desktop.mathematics import Statement
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit
from sandpit.desktop.scroll import Scroll
from sandpit.desktop.typesetting import Typesetter

SETTING = "Setting the formulas…"
"""What is said while they are set."""
SIZES = (18, 17, 16, 15)
"""The sizes, in design pixels, that mathematics is set in: one for all that a card says."""


@dataclass(frozen=True)
class Entry:
    """A caption and the formulas below it, each set in lines."""

    caption: str
    formulas: tuple[tuple[Surface, ...], ...]


Tell = Callable[[], Sequence[Statement]]
"""Works out what a card says."""


class MathematicsCard(Scroll):
    """The statements below one another; where they are longer than the place they scroll.

    Formulas are set beside the loop, once for each size: an hourglass tells that they are. `ready`
    is called when they have come, if they were not there at once.
    """

    def __init__(  # noqa: PLR0913 (what a part takes; what it says, who sets it, who is told)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        tell: Tell,
        workshop: Workshop,
        *,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name, rect, kit, kit.type.line(Role.BODY))
        self._ready = ready
        self._sheeted: Surface | None = None
        self._glass = Glass(kit, SETTING)
        width = rect.width - kit.px(14)
        set_ = workshop.ask(
            (name, width, kit), lambda job: typeset(tell(), kit, width, job), self._arrived
        )
        if set_ is not None:
            self._lay(set_)

    @property
    def height(self) -> int | None:
        """How high all that it says is, in pixels; None while it is being set."""
        return None if self._sheeted is None else self._sheeted.get_height()

    def wait(self, dt: float) -> None:
        if self._sheeted is None and self._glass.wait(dt):
            self.touch()

    def draw(self, target: Surface) -> None:
        super().draw(target)
        if self._sheeted is None:
            self._glass.draw(target, self.rect)

    def _arrived(self, entries: Sequence[Entry]) -> None:
        self._lay(entries)
        self._ready()

    def _lay(self, entries: Sequence[Entry]) -> None:
        """Show the whole sheet, as high as it needs to be."""
        kit, width = self.kit, self.rect.width - self.kit.px(14)
        pieces: list[tuple[Surface, int]] = []
        for entry in entries:
            caption = kit.type.wrap(entry.caption, Role.SMALL, kit.theme.muted, width)
            pieces.append((caption, kit.px(3)))
            for lines in entry.formulas:
                pieces += [(line, kit.px(5)) for line in lines]
            image, gap = pieces[-1]
            pieces[-1] = (image, gap + kit.px(10))
        high = sum(image.get_height() + gap for image, gap in pieces)
        sheet = Surface((self.rect.width, max(1, high)), pygame.SRCALPHA, 32)
        top = 0
        for image, gap in pieces:
            sheet.blit(image, (0, top))
            top += image.get_height() + gap
        self._sheeted = sheet
        self.lay(sheet)


def typeset(told: Sequence[Statement], kit: Kit, width: int, job: Job[Any]) -> Sequence[Entry]:
    """Return what is told with its formulas set; it looks up at each whether anybody waits."""
    lines = iter(set_lines([line for entry in told for line in entry.lines], kit, width, job.check))
    return [Entry(entry.caption, tuple(tuple(next(lines)) for _ in entry.lines)) for entry in told]


def set_lines(
    told: Sequence[tuple[str, str]],
    kit: Kit,
    width: int,
    check: Callable[[], None] = lambda: None,
) -> list[list[Surface]]:
    """Return formulas set in lines of this width, all in one size; none for one that cannot be.

    They are broken inside brackets only where they have no room otherwise, even in the smallest
    size; what has no room at all is replaced by its second, shorter form. `check` is called before
    each formula: it may raise, to stop the work.
    """
    setter = Typesetter(kit, width)
    chosen = []
    for forms in told:
        check()
        chosen.append(_fitting(setter, forms))
    ways = [(size, deep) for deep in (False, True) for size in SIZES]
    size = next(
        (
            size
            for size, deep in ways
            if all(setter.terms(latex, size, deep=deep) for latex in chosen if latex)
        ),
        SIZES[-1],
    )
    found = []
    for latex in chosen:
        check()
        found.append(setter.set(latex, size))
    return found


def _fitting(setter: Typesetter, forms: tuple[str, str]) -> str:
    """Return the first of the forms that can be set in the smallest size; "" if none can."""
    for latex in forms:
        try:
            if latex and setter.terms(latex, SIZES[-1], deep=True):
                return latex
        except ValueError:  # it cannot be read
            continue
    return ""
