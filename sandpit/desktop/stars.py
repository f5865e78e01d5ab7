"""The stars of a score, as a part of a scene."""

from pygame import Rect, Surface

from sandpit.desktop.paint.badges import stars
from sandpit.desktop.part import Kit, Part


class Stars(Part):
    """Three stars in a row at the left of `rect`, `count` of them full."""

    def __init__(self, name: str, rect: Rect, kit: Kit, count: int, *, right: bool = False) -> None:
        super().__init__(name, rect, kit)
        side = min(rect.height, rect.width * 5 // 17) / kit.type.scale
        self._image = stars(kit.look, count, side=side)
        self._right = right

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self._image.get_size()
        return (max(0, width - self.rect.width), max(0, height - self.rect.height))

    def draw(self, target: Surface) -> None:
        if self._right:
            target.blit(self._image, self._image.get_rect(midright=self.rect.midright))
        else:
            target.blit(self._image, self._image.get_rect(midleft=self.rect.midleft))
