"""The mathematics of a hill, set on a card."""

from collections.abc import Sequence

import pygame
from pygame import Rect, Surface

from sandpit.desktop.equation import factors, terms
from sandpit.desktop.mathematics import Entry
from sandpit.desktop.paint.formula import formula
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit
from sandpit.desktop.scroll import Scroll

SIZES = (18, 15, 12)
"""The sizes, in design pixels, that mathematics is set in."""
INDENT = 20
"""About how wide a quad is, in design pixels."""


class MathematicsCard(Scroll):
    """The entries below one another; where they are longer than the place they scroll."""

    def __init__(self, name: str, rect: Rect, kit: Kit, told: Sequence[Entry]) -> None:
        super().__init__(name, rect, kit, kit.type.line(Role.BODY))
        self.lay(self._set(told))

    def _set(self, told: Sequence[Entry]) -> Surface:
        """Return the whole sheet, as high as it needs to be."""
        kit, width = self.kit, self.rect.width - self.kit.px(14)
        pieces: list[tuple[Surface, int]] = []
        for entry in told:
            pieces.append((kit.type.render(entry.caption, Role.SMALL, kit.theme.muted), kit.px(3)))
            for whole, short in entry.lines:
                lines = set_lines(whole, kit, width) or set_lines(short, kit, width)
                pieces += [(line, kit.px(5)) for line in lines]
            image, gap = pieces[-1]
            pieces[-1] = (image, gap + kit.px(10))
        high = sum(image.get_height() + gap for image, gap in pieces)
        sheet = Surface((self.rect.width, max(1, high)), pygame.SRCALPHA, 32)
        top = 0
        for image, gap in pieces:
            sheet.blit(image, (0, top))
            top += image.get_height() + gap
        return sheet


def set_lines(latex: str, kit: Kit, width: int) -> list[Surface]:
    """Return a formula set in lines of this width; none where it cannot be.

    It is broken between its terms, and where that is not enough between their factors.
    Each piece is measured once, at one size: a long formula takes little longer than a short one.
    """
    ink, largest = kit.theme.ink, SIZES[0]
    ways = (list(terms(latex)), SIZES), (list(factors(latex)), SIZES[1:])
    for pieces, sizes in ways if latex else ():
        wide = [formula(piece, kit.px(largest), ink).get_width() for piece in pieces]
        for size in sizes:
            room = width * largest / size
            if max(wide) + kit.px(INDENT) <= room:
                lines = _lines(pieces, wide, room - kit.px(INDENT), kit.px(6))
                images = [formula(line, kit.px(size), ink) for line in lines]
                if max(image.get_width() for image in images) <= width:
                    return images
    return []


def _lines(pieces: Sequence[str], wide: Sequence[int], room: float, gap: int) -> list[str]:
    """Put as many pieces in each line as have room; all but the first line are indented."""
    lines, used = [""], 0
    for piece, length in zip(pieces, wide, strict=True):
        if used and used + length + gap > room:
            lines.append(r"\quad ")
            used = 0
        lines[-1] += piece
        used += length + gap
    return lines
