"""A formula set as mathematics, as a part of a scene."""

from pygame import Rect, Surface

from sandpit.desktop.paint.formula import formula
from sandpit.desktop.part import Kit, Part

LARGEST, LEAST = 22, 11
"""The sizes, in design pixels, that a formula is set in."""


class Equation(Part):
    """A formula at the top left of its place, as large as has room, up to a limit.

    LaTeX that cannot be set, or only too small to be read, leaves the place empty.
    """

    def __init__(self, name: str, rect: Rect, kit: Kit, latex: str) -> None:
        super().__init__(name, rect, kit)
        self._image = self._set(latex)
        if self._image is not None:
            self.rect.height = self._image.get_height()

    @property
    def shown(self) -> bool:
        """Whether there is anything to be seen."""
        return self._image is not None

    @property
    def overflow(self) -> tuple[int, int]:
        return (
            (0, 0)
            if self._image is None
            else (max(0, self._image.get_width() - self.rect.width), 0)
        )

    def draw(self, target: Surface) -> None:
        if self._image is not None:
            target.blit(self._image, self.rect)

    def _set(self, latex: str) -> Surface | None:
        kit = self.kit
        for size in range(LARGEST, LEAST - 1, -1):
            try:
                image = formula(latex, kit.px(size), kit.theme.ink)
            except ValueError:
                return None
            if image.get_width() <= self.rect.width and image.get_height() <= self.rect.height:
                return image
        return None
