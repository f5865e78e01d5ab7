"""The dips that are left, to be counted at a glance."""

from pygame import Rect, Surface

from sandpit.desktop.paint.badges import LOW, fuel, pips
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part


class Pips(Part):
    """The number of dips left, and a pip for each."""

    def __init__(self, rect: Rect, kit: Kit, left: int, budget: int) -> None:
        super().__init__("pips", rect, kit)
        self._budget = budget
        self._left = left

    @property
    def left(self) -> int:
        """How many dips are left."""
        return self._left

    @left.setter
    def left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.touch()

    @property
    def words(self) -> str:
        """The same in words, with the call to hurry."""
        count = "1 dip left" if self._left == 1 else f"{self._left} dips left"
        return f"Hurry up! {count}" if 0 < self._left <= LOW else count

    @property
    def overflow(self) -> tuple[int, int]:
        width, height = self.kit.type.size(self.words, Role.HEADING)
        picture = self._picture().get_size()
        return (
            max(0, width - self.rect.width, picture[0] - self.rect.width),
            max(0, height + self.kit.px(6) + picture[1] - self.rect.height),
        )

    def draw(self, target: Surface) -> None:
        theme = self.kit.theme
        ink = theme.accent if self._left <= LOW else theme.ink
        words = self.kit.type.render(self.words, Role.HEADING, ink)
        target.blit(words, self.rect.topleft)
        target.blit(self._picture(), (self.rect.left, self._top()))

    def _top(self) -> int:
        return self.rect.top + self.kit.high(Role.HEADING) + self.kit.px(6)

    def _picture(self) -> Surface:
        """Return the pips; where they have no room, a bar of the same share."""
        look, width = self.kit.look, self.rect.width
        picture = pips(look, self._left, self._budget, width)
        fits = picture.get_height() <= self.rect.bottom - self._top()
        return picture if fits else fuel(look, self._left / self._budget, width)
