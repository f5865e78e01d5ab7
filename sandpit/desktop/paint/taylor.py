"""The model around a dip: contours over a round patch of a map, or a curve along a profile."""

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint.contours import Levels, lines
from sandpit.desktop.paint.frame import Frame
from sandpit.desktop.paint.marks import haloed
from sandpit.desktop.paint.scale import Spread, written
from sandpit.desktop.paint.shapes import bundle, circle, dashes
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game.taylor import LocalModel
from sandpit.surfaces import Array

PATCH = 0.27
"""The radius of the patch, as a share of the map's shorter side."""
CELLS = 72
"""The patch has so many cells along a side."""
LABELLED = 64
"""The contours of a patch with at least this radius, in design pixels, have labels."""


def draw_patch(
    target: Surface, look: Look, place: tuple[Pixel, Rect], model: LocalModel, ways: Array
) -> None:
    """Draw the model's contours on a disc around its dip's spot, inside a room.

    `ways`, shape (2, n), is how far one pixel leads to the right, and one pixel up.
    """
    spot, room = place
    radius = PATCH * min(room.size)
    side = np.linspace(-radius, radius, CELLS + 1)
    right, up = np.meshgrid(side, side, indexing="ij")
    values = model.along(ways, np.stack([right, up], axis=-1))
    inside = np.hypot(right, up) <= radius
    low, high = float(values[inside].min()), float(values[inside].max())
    old = target.get_clip()
    target.set_clip(old.clip(room))
    scale, theme = look.type.scale, look.theme
    edge = circle(spot, radius)
    for color, width in ((theme.rim, 3.0), (theme.flag, 1.2)):
        dashes(target, color, edge, width * scale)
    if high - low > 1e-12 * (1.0 + abs(high)):
        _draw_lines(target, look, (spot, radius), np.where(inside, values, np.nan))
    target.set_clip(old)


def _draw_lines(target: Surface, look: Look, disc: tuple[Pixel, float], values: Array) -> None:
    (left, top), radius = disc
    left, top = left - radius, top - radius
    size = (round(2 * radius), round(2 * radius))
    spread = Spread(float(np.nanmin(values)), float(np.nanmax(values)))
    levels = Levels.of(spread, size, look)
    scale, theme = look.type.scale, look.theme
    found = [(height, line + np.array([left, top])) for height, line in lines(values, levels, size)]
    for color, width in ((theme.rim, 4.0), (theme.flag, 1.8)):
        for _, line in found:
            bundle(target, color, line, width * scale)
    if radius < look.type.px(LABELLED):
        return
    taken: list[Rect] = []
    for height, line in found:
        label = haloed(look, written(height, levels.step))
        spot = label.get_rect(center=tuple(np.rint(line[len(line) // 5]).astype(int)))
        if levels.is_index(height) and spot.collidelist(taken) < 0:
            target.blit(label, spot)
            taken.append(spot.inflate(spot.width, spot.height))


def draw_curve(target: Surface, look: Look, frame: Frame, model: LocalModel, axis: int = 0) -> None:
    """Draw the model as a curve along one axis of its dip, as far as the frame shows it."""
    here = model.reading.at
    way = np.zeros((1, here.size))
    way[0, axis] = 1.0
    x = np.linspace(*frame.across, max(2, frame.plot.width // 2))
    heights = model.along(way, (x - here[axis])[:, None])
    reach = frame.up.size
    shown = (heights > frame.up.low - reach) & (heights < frame.up.high + reach)
    old = target.get_clip()
    target.set_clip(old.clip(frame.plot))
    places = np.array(
        [frame.pixel(a, b) for a, b in zip(x.tolist(), heights.tolist(), strict=True)]
    )
    for run in np.split(np.arange(x.size), np.flatnonzero(np.diff(shown)) + 1):
        if len(run) > 1 and shown[run[0]]:
            for color, width in ((look.theme.rim, 5.0), (look.theme.flag, 2.4)):
                bundle(target, color, places[run], width * look.type.scale)
    target.set_clip(old)
