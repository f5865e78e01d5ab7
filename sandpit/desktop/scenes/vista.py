"""The picture on the title: a hill half under sand, and the way up it."""

import json

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.layout import middle
from sandpit.desktop.paint.layers import noise
from sandpit.desktop.paint.sand import Alpha
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

UNCOVERED = 0.44
EDGE = 90.0
"""How far the sand at the picture's edge is blown, in design pixels."""


def climb() -> Session:
    """Return a finished game on the picture's level."""
    session = Session(Level.parse(json.dumps(LEVEL), id="title"))
    session.play(Probe((4.15, 3.0)))
    for rate in (0.9, 0.55, 0.42, 0.35):
        session.play(Step(rate))
    session.give_up()
    return session


class Vista(Part):
    """The plot of a climb with half of the sand blown away; on its right it ends in loose sand."""

    def __init__(self, rect: Rect, kit: Kit, image: Surface) -> None:
        super().__init__("vista", rect, kit)
        self._image = image

    def draw(self, target: Surface) -> None:
        target.blit(self._image, self.rect)


def vista(room: tuple[int, int], kit: Kit) -> Surface:
    """Paint the picture: as much of the plot, without its axes, as fills the room."""
    session = climb()
    brief, side = session.state.brief, max(room)
    more = 1.1
    while True:
        size = (round(side * more), round(side * more))
        view = view_for(brief.dimension)(Rect((0, 0), size), brief, kit.look)
        if min(view.plot.size) >= side:
            break
        more += 0.05
    view.refresh(session)
    page = Surface(size, 0, 32)
    view.draw(page, Overlay(uncover=UNCOVERED, trail=Trail.SHOWN))
    image = Surface(room, pygame.SRCALPHA, 32)
    image.blit(page, (0, 0), middle(view.plot, *room))
    pygame.surfarray.pixels_alpha(image)[:] = _cover(room, kit)
    return image


def _cover(room: tuple[int, int], kit: Kit) -> Alpha:
    """Return how dense the picture is at each pixel: its right edge is that of blown sand."""
    (width, height), px = room, kit.px
    rng = np.random.default_rng(11)
    coarse = noise((width, height), (max(2, width // px(170)), max(2, height // px(46))), rng)
    fine = noise((width, height), (max(2, width // px(26)), max(2, height // px(9))), rng)
    left = (width - np.arange(width, dtype=np.float32))[:, None] / px(EDGE)
    loose = left * (2.0 - left / 2.0).clip(1.0) - 0.75 + 0.22 * coarse + 0.1 * fine
    return np.asarray(255.0 * loose.clip(0.0, 1.0), dtype=np.uint8)
