"""The data with their errors, and the model's curve through them."""

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.axes import draw_axes, framed
from sandpit.desktop.paint.frame import Frame
from sandpit.desktop.paint.layers import mix
from sandpit.desktop.paint.scale import Spread, padded
from sandpit.desktop.paint.shapes import bar, bundle, disc
from sandpit.desktop.paint.view import Look
from sandpit.surfaces.exhibit import CurveExhibit

MOST = 500
"""Of more points only so many are drawn, evenly chosen."""
ROOM = 0.035
"""The curve ends so far from the plot's sides, as a share of its width."""
FAR = 3.0
"""A curve that leaves the plot is followed for so many heights of it."""


def draw_curve(target: Surface, rect: Rect, exhibit: CurveExhibit, look: Look) -> None:
    """Draw data, error bars and curve; the frame depends on the data alone, and keeps still."""
    errors = np.zeros_like(exhibit.y) if exhibit.errors is None else exhibit.errors
    low, high = float((exhibit.y - errors).min()), float((exhibit.y + errors).max())
    first, last = float(exhibit.curve_x[0]), float(exhibit.curve_x[-1])
    room = ROOM * (last - first)
    across = Spread(first - room, last + room)
    frame = framed(rect, across, padded(low, high, 0.06), look)
    pygame.draw.rect(target, look.theme.raised, frame.plot)
    old = target.get_clip()
    target.set_clip(old.clip(frame.plot))
    _draw_line(target, frame, exhibit, look)
    _draw_points(target, frame, exhibit, look)
    target.set_clip(old)
    draw_axes(target, rect, frame, (exhibit.x_label, exhibit.y_label), look)


def _draw_points(target: Surface, frame: Frame, exhibit: CurveExhibit, look: Look) -> None:
    scale, count = look.type.scale, exhibit.x.size
    shown = np.unique(np.linspace(0, count - 1, min(count, MOST)).astype(int))
    crowd = min(1.0, frame.plot.width / shown.size / (7.0 * scale))
    radius = max(1.6, 3.6 * scale * max(0.45, crowd))
    whisker = mix(look.theme.muted, look.theme.raised, 0.3)
    for i in shown.tolist():
        x, y = float(exhibit.x[i]), float(exhibit.y[i])
        if exhibit.errors is not None:
            error = float(exhibit.errors[i])
            ends = frame.pixel(x, y - error), frame.pixel(x, y + error)
            bar(target, whisker, *ends, max(1.0, 1.4 * scale))
            for left, level in ends:
                reach = radius * 0.8
                bar(target, whisker, (left - reach, level), (left + reach, level), 1.4 * scale)
    for i in shown.tolist():
        place = frame.pixel(float(exhibit.x[i]), float(exhibit.y[i]))
        disc(target, look.theme.raised, place, radius + 1.0 * scale)
        disc(target, look.theme.ink, place, radius)


def _draw_line(target: Surface, frame: Frame, exhibit: CurveExhibit, look: Look) -> None:
    up = frame.up
    with np.errstate(over="ignore"):
        y = np.clip(exhibit.curve_y, up.low - FAR * up.size, up.high + FAR * up.size)
    fine = np.isfinite(y)
    pairs = zip(exhibit.curve_x[fine].tolist(), y[fine].tolist(), strict=True)
    line = np.array([frame.pixel(*pair) for pair in pairs])
    bundle(target, look.theme.accent, line, 2.8 * look.type.scale)
