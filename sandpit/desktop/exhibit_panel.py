"""What the level's model shows now, as a part of a scene: its curve, map, sheet or chain."""

from pygame import Rect, Surface

from sandpit.desktop.glass import Glass
from sandpit.desktop.jobs import Workshop
from sandpit.desktop.paint.exhibits.table import draw_exhibit
from sandpit.desktop.paint.layers import ease
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.game import Session
from sandpit.surfaces import Array, Exhibit

FADE = 0.35
"""Seconds in which one answer turns into the next."""
ASKING = "Asking the model…"
"""What is said while it is being worked out."""
WAITING = "After a dip, this shows what the model answers there."


class ExhibitPanel(Part):
    """The exhibit of a session's last dip; a few words before the first.

    A scene that has a session with `Session.exhibit` makes one beside its log, from 260 x 200
    design pixels up, on a panel; it calls `show` after each dip (when the stick has gone in) and
    `update` in each frame.
    """

    def __init__(self, rect: Rect, kit: Kit, session: Session, workshop: Workshop) -> None:
        super().__init__("exhibit", rect, kit)
        self._session = session
        self._workshop = workshop
        self._glass = Glass(kit, ASKING)
        self._asked: int | None = None
        self._former: Surface | None = None
        self._left = 0.0
        self._image: Surface = self._blank()
        self.show(0.0)

    @property
    def fading(self) -> bool:
        """Whether an answer is still turning into the next."""
        return self._left > 0.0

    def show(self, seconds: float = FADE) -> None:
        """Show what the model answers at the last dip, faded in over some seconds.

        It is worked out beside the loop; until it has come the answer before it stays.
        """
        session, at = self._session, self._session.state.position
        if at is None:
            self._image = self._blank(WAITING)
            return
        number = self._asked = len(session.state.readings)
        self._glass = Glass(self.kit, ASKING)

        def answered(exhibit: Exhibit) -> None:
            if number == self._asked:
                self._asked = None
                self._turn(exhibit, seconds)

        exhibit = self._workshop.ask(("exhibit", number), lambda _: _exhibit(session, at), answered)
        if exhibit is not None:
            answered(exhibit)

    def wait(self, dt: float) -> None:
        if self._asked is not None and self._glass.wait(dt):
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
        if self._asked is not None:
            self._glass.draw(target, self.rect)
        if self._former is not None:
            self._former.set_alpha(round(255 * (1.0 - ease(1.0 - self._left / FADE))))
            target.blit(self._former, self.rect)

    def _turn(self, exhibit: Exhibit, seconds: float) -> None:
        """Let the answer that is shown turn into another one."""
        self._former = self._image if seconds > 0.0 else None
        self._left = seconds
        self._image = self._painted(exhibit)
        self.touch()

    def _blank(self, words: str = "") -> Surface:
        """Return the panel's ground with a few words on it."""
        kit = self.kit
        picture = Surface(self.rect.size, 0, 32)
        picture.fill(kit.theme.panel)
        if words:
            room = picture.get_rect()
            text = kit.type.wrap(words, Role.SMALL, kit.theme.muted, room.width)
            picture.blit(text, text.get_rect(center=room.center))
        return picture

    def _painted(self, exhibit: Exhibit) -> Surface:
        """Return the exhibit on the panel's ground."""
        picture = self._blank()
        draw_exhibit(picture, picture.get_rect(), exhibit, self.kit.look)
        return picture


def _exhibit(session: Session, at: Array) -> Exhibit:
    """Return what a level shows of its model at a dip: panels are only made where it has one."""
    exhibit = session.exhibit(at)
    assert exhibit is not None
    return exhibit
