"""Keys as one sees them on a keyboard: each in a frame of its own."""

from collections.abc import Sequence

from pygame import Rect, Surface

from sandpit.desktop.card import draw_card
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part


class Keycaps(Part):
    """Keys in a row from the left, in the larger of two sizes that has room."""

    def __init__(self, name: str, rect: Rect, kit: Kit, keys: Sequence[str]) -> None:
        super().__init__(name, rect, kit)
        self._keys = tuple(keys)
        roles = (Role.LABEL, Role.FLAG)
        self._role = next((role for role in roles if self._wide(role) <= rect.width), Role.FLAG)

    @property
    def overflow(self) -> tuple[int, int]:
        return (max(0, self._wide(self._role) - self.rect.width), 0)

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        left, high = self.rect.left, min(kit.px(24), self.rect.height - 2)
        for key in self._keys:
            cap = Rect(left, 0, self._cap(key, self._role), high)
            cap.centery = self.rect.centery
            draw_card(target, cap, theme.raised, kit.px(5), (theme.edge, kit.type.hair))
            image = kit.type.render(key, self._role, theme.ink)
            target.blit(image, image.get_rect(center=cap.center))
            left = cap.right + kit.px(4)

    def _cap(self, key: str, role: Role) -> int:
        return max(self.kit.px(22), self.kit.type.size(key, role)[0] + self.kit.px(10))

    def _wide(self, role: Role) -> int:
        gaps = self.kit.px(4) * max(0, len(self._keys) - 1)
        return sum(self._cap(key, role) for key in self._keys) + gaps
