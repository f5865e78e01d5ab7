"""The picture on the title: a hill half under sand, and the way up it."""

import json

import pygame
from pygame import Rect, Surface

from sandpit.desktop.layout import middle
from sandpit.desktop.paint.view import Overlay, Trail
from sandpit.desktop.paint.views import view_for
from sandpit.desktop.part import Kit, Part
from sandpit.game import Level, Probe, Session, Step

LEVEL = {
    "format": 1,
    "title": "Sandpit",
    "goal": "peak",
    "axes": [{"name": "x", "range": [0, 6]}, {"name": "y", "range": [0, 6]}],
    "surface": {
        "kind": "formula",
        "formula": "3*exp(-((x-2)^2 + (y-3.9)^2)/2.4) + 1.7*exp(-((x-4.7)^2 + (y-1.3)^2)/1.5)"
        " + 0.25*sin(1.7*x)*cos(1.3*y)",
    },
    "dipstick": "gradient",
    "moves": ["probe", "step"],
    "dips": 20,
    "win": {"distance": 0.1},
    "par": 4,
}
"""A level for looking at: none that is played, so that it gives nothing away."""

UNCOVERED = 0.52


def climb() -> Session:
    """Return a finished game on the picture's level."""
    session = Session(Level.parse(json.dumps(LEVEL), id="title"))
    session.play(Probe((4.7, 3.2)))
    for rate in (2.5, 1.2, 0.6, 0.35):
        session.play(Step(rate))
    session.give_up()
    return session


class Vista(Part):
    """The plot of a climb, with half of the sand blown away, in a square frame."""

    def __init__(self, rect: Rect, kit: Kit) -> None:
        side = min(rect.size)
        super().__init__("vista", middle(rect, side, side), kit)
        self._image = self._painted(climb())

    def draw(self, target: Surface) -> None:
        target.blit(self._image, self.rect)
        pygame.draw.rect(target, self.kit.theme.edge, self.rect, self.kit.px(2))

    def _painted(self, session: Session) -> Surface:
        """Return the plot without its axes: of a larger picture, what lies inside the frame."""
        brief = session.state.brief
        more = 1.1
        while True:
            size = (round(self.rect.width * more), round(self.rect.height * more))
            view = view_for(brief.dimension)(Rect((0, 0), size), brief, self.kit.look)
            if min(view.plot.size) >= self.rect.width:
                break
            more += 0.05
        view.refresh(session)
        page = Surface(size, 0, 32)
        view.draw(page, Overlay(uncover=UNCOVERED, trail=Trail.SHOWN))
        return page.subsurface(middle(view.plot, *self.rect.size)).copy()
