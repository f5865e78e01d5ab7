"""The stars of a score, as a part of a scene."""

from pygame import Rect, Surface

from sandpit.desktop.paint.badges import stars
from sandpit.desktop.paint.layers import ease
from sandpit.desktop.part import Kit, Part

OF = 3
"""So many stars can be had."""
LEAST = 9.0
"""A star that grows begins with so many pixels."""


class Stars(Part):
    """Three stars in a row at the left of `rect`, `count` of them full; part of one is smaller."""

    def __init__(
        self, name: str, rect: Rect, kit: Kit, count: float, *, right: bool = False
    ) -> None:
        super().__init__(name, rect, kit)
        self._side = min(rect.height, rect.width * 5 // 17) / kit.type.scale
        self._count = count
        self._right = right

    @property
    def count(self) -> float:
        """How many are full: 1.5 while the second is still growing."""
        return self._count

    @count.setter
    def count(self, count: float) -> None:
        if count != self._count:
            self._count = count
            self.touch()

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self._row.get_size()
        return (max(0, width - self.rect.width), max(0, height - self.rect.height))

    def draw(self, target: Surface) -> None:
        row, whole = self._row, int(self._count)
        place = row.get_rect(midleft=self.rect.midleft)
        if self._right:
            place.right = self.rect.right
        target.blit(row, place)
        grown = ease(self._count - whole)
        if grown > 0.0:
            high = row.get_height()
            pitch = (row.get_width() - high) // (OF - 1)
            side = max(LEAST, self._side * self.kit.type.scale * round(8 * grown) / 8)
            star = stars(self.kit.look, 1, of=1, side=side / self.kit.type.scale)
            middle = (place.left + whole * pitch + high // 2, place.centery)
            target.blit(star, star.get_rect(center=middle))

    @property
    def _row(self) -> Surface:
        return stars(self.kit.look, int(self._count), side=self._side)
