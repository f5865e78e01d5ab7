"""What the level's model shows now, as a part of a scene: its curve, map, sheet or chain."""

from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.table import draw_exhibit
from sandpit.desktop.paint.layers import ease
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.game import Session

FADE = 0.35
"""Seconds in which one answer turns into the next."""
WAITING = "After a dip, this shows what the model answers there."


class ExhibitPanel(Part):
    """The exhibit of a session's last dip; a few words before the first.

    A scene that has a session with `Session.exhibit` makes one beside its log, from 260 x 200
    design pixels up, on a panel; it calls `show` after each dip (when the stick has gone in) and
    `update` in each frame.
    """

    def __init__(self, rect: Rect, kit: Kit, session: Session) -> None:
        super().__init__("exhibit", rect, kit)
        self._session = session
        self._image: Surface = self._painted()
        self._former: Surface | None = None
        self._left = 0.0

    @property
    def fading(self) -> bool:
        """Whether an answer is still turning into the next."""
        return self._left > 0.0

    def show(self, seconds: float = FADE) -> None:
        """Show what the model answers at the last dip, faded in over some seconds."""
        self._former = self._image if seconds > 0.0 else None
        self._left = seconds
        self._image = self._painted()
        self.touch()

    def update(self, dt: float) -> None:
        """Let `dt` seconds pass."""
        if self._left > 0.0:
            self._left = max(0.0, self._left - dt)
            self.touch()
        if self._left == 0.0:
            self._former = None

    def draw(self, target: Surface) -> None:
        target.blit(self._image, self.rect)
        if self._former is not None:
            self._former.set_alpha(round(255 * (1.0 - ease(1.0 - self._left / FADE))))
            target.blit(self._former, self.rect)

    def _painted(self) -> Surface:
        """Return the exhibit on the panel's ground."""
        kit = self.kit
        picture = Surface(self.rect.size, 0, 32)
        picture.fill(kit.theme.panel)
        room = picture.get_rect()
        exhibit = self._session.exhibit()
        if exhibit is None:
            text = kit.type.wrap(WAITING, Role.SMALL, kit.theme.muted, room.width)
            picture.blit(text, text.get_rect(center=room.center))
        else:
            draw_exhibit(picture, room, exhibit, kit.look)
        return picture
