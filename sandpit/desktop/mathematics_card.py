"""The mathematics of a hill, set on a card."""

from collections.abc import Sequence

import pygame
from pygame import Rect, Surface

from sandpit.desktop.mathematics import Statement
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit
from sandpit.desktop.scroll import Scroll
from sandpit.desktop.typesetting import Typesetter

SIZES = (18, 17, 16, 15)
"""The sizes, in design pixels, that mathematics is set in: one for all that a card says."""


class MathematicsCard(Scroll):
    """The statements below one another; where they are longer than the place they scroll."""

    def __init__(self, name: str, rect: Rect, kit: Kit, told: Sequence[Statement]) -> None:
        super().__init__(name, rect, kit, kit.type.line(Role.BODY))
        self._sheeted = self._set(told)
        self.lay(self._sheeted)

    @property
    def height(self) -> int:
        """How high all that it says is, in pixels."""
        return self._sheeted.get_height()

    def _set(self, told: Sequence[Statement]) -> Surface:
        """Return the whole sheet, as high as it needs to be."""
        kit, width = self.kit, self.rect.width - self.kit.px(14)
        formulas = iter(set_lines([line for entry in told for line in entry.lines], kit, width))
        pieces: list[tuple[Surface, int]] = []
        for entry in told:
            caption = kit.type.wrap(entry.caption, Role.SMALL, kit.theme.muted, width)
            pieces.append((caption, kit.px(3)))
            for _ in entry.lines:
                pieces += [(line, kit.px(5)) for line in next(formulas)]
            image, gap = pieces[-1]
            pieces[-1] = (image, gap + kit.px(10))
        high = sum(image.get_height() + gap for image, gap in pieces)
        sheet = Surface((self.rect.width, max(1, high)), pygame.SRCALPHA, 32)
        top = 0
        for image, gap in pieces:
            sheet.blit(image, (0, top))
            top += image.get_height() + gap
        return sheet


def set_lines(told: Sequence[tuple[str, str]], kit: Kit, width: int) -> list[list[Surface]]:
    """Return formulas set in lines of this width, all in one size; none for one that cannot be.

    They are broken inside brackets only where they have no room otherwise, even in the smallest
    size; what has no room at all is replaced by its second, shorter form.
    """
    setter = Typesetter(kit, width)
    chosen = [_fitting(setter, forms) for forms in told]
    ways = [(size, deep) for deep in (False, True) for size in SIZES]
    size = next(
        (
            size
            for size, deep in ways
            if all(setter.terms(latex, size, deep=deep) for latex in chosen if latex)
        ),
        SIZES[-1],
    )
    return [setter.set(latex, size) for latex in chosen]


def _fitting(setter: Typesetter, forms: tuple[str, str]) -> str:
    """Return the first of the forms that can be set in the smallest size; "" if none can."""
    for latex in forms:
        try:
            if latex and setter.terms(latex, SIZES[-1], deep=True):
                return latex
        except ValueError:  # it cannot be read
            continue
    return ""
