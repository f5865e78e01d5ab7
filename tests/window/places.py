"""Where things lie in the game's window, for hands that have no eyes."""

from functools import partial

import numpy as np
from pygame import Rect

from sandpit.desktop.app import App
from sandpit.desktop.layout import scale_for
from sandpit.desktop.opening import USUAL
from sandpit.desktop.paint.theme import THEMES
from sandpit.desktop.paint.type import Type
from sandpit.desktop.part import Kit
from sandpit.desktop.plot import Plot
from sandpit.desktop.scenes.desk import desk
from sandpit.desktop.scenes.tools import bar_height
from sandpit.desktop.screen import Canvas
from sandpit.game import Session
from sandpit.library import Saves, load_level


def spot(at: tuple[float, float], size: tuple[int, int] = USUAL) -> tuple[float, float]:
    """Return where a point of lost-phone's domain lies in a window of this size."""
    kit = Kit(THEMES["light"], Type(scale_for(size)))
    session = Session(load_level("lost-phone"))
    brief = session.level.brief
    places = desk(Rect((0, 0), size), kit, brief, partial(bar_height, brief, kit))
    plot = Plot(places.plot, kit, session, least=places.least)
    return plot.view.pixel_at(np.array(at))


def card(level: str) -> tuple[float, float]:
    """Return where a level's card lies in the first chapter."""
    app = App(Canvas(USUAL), Saves.in_memory())
    app.go("chapters")
    return app.scene.part(level).rect.center
