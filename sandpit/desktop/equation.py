"""A formula set as mathematics, as a part of a scene."""

import re
from collections.abc import Iterator

from pygame import Rect, Surface

from sandpit.desktop.paint.formula import formula
from sandpit.desktop.part import Kit, Part

SIZES = (22, 20, 18, 16, 15, 14)
"""The sizes, in design pixels, that a formula is set in."""

_OPENING = re.compile(r"\\left|\{|\\begin|\(|\[")
_CLOSING = re.compile(r"\\right|\}|\\end|\)|\]")
_TOKEN = re.compile(r"\\left.|\\right.|\\[A-Za-z]+|.")


def terms(latex: str) -> Iterator[str]:
    """Yield the parts of a sum, each but the first with its sign: where a line may be broken.

    >>> list(terms("f = a - (b + c) + d"))
    ['f = a ', '- (b + c) ', '+ d']
    """
    depth, term = 0, ""
    for token in _TOKEN.findall(latex):
        if token in "+-" and depth == 0 and term.strip() and not term.rstrip().endswith("="):
            yield term
            term = ""
        depth += bool(_OPENING.match(token)) - bool(_CLOSING.match(token))
        term += token
    yield term


def factors(latex: str) -> Iterator[str]:
    r"""Yield the parts of a sum cut also between the factors of its products.

    >>> list(factors(r"a = 2 e^{x} \left(x + 1\right)"))
    ['a ', '= 2 ', 'e^{x} ', '\\left(x + 1\\right)']
    """
    for term in terms(latex):
        depth, factor = 0, ""
        for token in _TOKEN.findall(term):
            depth += bool(_OPENING.match(token)) - bool(_CLOSING.match(token))
            factor += token
            if token == " " and depth == 0 and factor.strip() not in _JOINING:
                yield factor
                factor = ""
        if factor:
            yield factor


_JOINING = ("", "=", "+", "-")


class Equation(Part):
    """A formula at the top left of its place, as large as has room, broken between its terms.

    LaTeX that cannot be set, or not large enough to be read, leaves the place empty.
    """

    def __init__(self, name: str, rect: Rect, kit: Kit, latex: str) -> None:
        super().__init__(name, rect, kit)
        self._lines = self._set(list(terms(latex)) if latex else [])
        self.rect.height = sum(self._heights())

    @property
    def shown(self) -> bool:
        """Whether there is anything to be seen."""
        return bool(self._lines)

    @property
    def overflow(self) -> tuple[int, int]:
        widest = max((line.get_width() for line in self._lines), default=0)
        return (max(0, widest - self.rect.width), 0)

    def draw(self, target: Surface) -> None:
        top = self.rect.top
        for line, height in zip(self._lines, self._heights(), strict=True):
            target.blit(line, (self.rect.left, top))
            top += height

    def _heights(self) -> list[int]:
        return [line.get_height() + self.kit.px(4) for line in self._lines]

    def _set(self, parts: list[str]) -> list[Surface]:
        """Return the lines in the largest size in which they have room."""
        for size in SIZES:
            try:
                lines = self._broken(parts, self.kit.px(size))
            except ValueError:
                return []
            wide = max((line.get_width() for line in lines), default=0)
            high = sum(line.get_height() + self.kit.px(4) for line in lines)
            if wide <= self.rect.width and high <= self.rect.height:
                return lines
        return []

    def _broken(self, parts: list[str], size: int) -> list[Surface]:
        """Return the lines in one size: each takes as many terms as it has room for."""
        ink, lines, line = self.kit.theme.ink, list[Surface](), ""
        for part in parts:
            longer = line + part
            if line and formula(longer, size, ink).get_width() > self.rect.width:
                lines.append(formula(line, size, ink))
                longer = r"\quad " + part
            line = longer
        return [*lines, formula(line, size, ink)] if line else lines
