"""The model around a dip: contours over a round patch of a map, or a curve along a profile."""

from collections.abc import Sequence

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
LABELS = (0.2, 0.8, 0.35, 0.65, 0.5)
"""Where along a line its label is tried, as shares of its length."""
LABELLED = 64
"""The contours of a patch with at least this radius, in design pixels, have labels."""


def draw_patch(
    target: Surface,
    look: Look,
    place: tuple[Pixel, Rect],
    sheet: tuple[LocalModel, Array],
    taken: Sequence[Rect] = (),
) -> None:
    """Draw the model's contours on a disc around its dip's spot, inside a room.

    The `sheet` is the model, and how far one pixel leads to the right, and one pixel up, (2, n).
    No label covers what is `taken`.
    """
    (spot, room), (model, ways) = place, sheet
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
        shown = np.where(inside, values, np.nan)
        _draw_lines(target, look, (spot, radius), shown, [*taken, _dot(look, spot)])
    target.set_clip(old)


def _dot(look: Look, spot: Pixel) -> Rect:
    side = look.type.px(36)
    return Rect(round(spot[0]) - side // 2, round(spot[1]) - side // 2, side, side)


def _draw_lines(
    target: Surface, look: Look, disc: tuple[Pixel, float], values: Array, taken: list[Rect]
) -> None:
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
    room = target.get_clip()
    for height, line in found:
        if not levels.is_index(height):
            continue
        label = haloed(look, written(height, levels.step))
        for share in LABELS:
            at = line[round(share * (len(line) - 1))]
            spot = label.get_rect(center=tuple(np.rint(at).astype(int)))
            if room.contains(spot) and spot.collidelist(taken) < 0:
                target.blit(label, spot)
                taken.append(spot.inflate(spot.width, spot.height))
                break


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
