"""A small chart of how far the model was off against how far was gone, both by powers of ten."""

import math
from collections.abc import Sequence

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.frame import Frame
from sandpit.desktop.paint.scale import Spread, raised
from sandpit.desktop.paint.shapes import bar, dashes, disc, ring
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.game import Reading
from sandpit.game.taylor import promises

LEAST = 1e-12
"""Errors below this share of the heights are rounding, and are not drawn."""


def error_points(readings: Sequence[Reading], order: int) -> list[tuple[float, float]]:
    """Return (log10 of the step's length, log10 of the error) of each promise that was off."""
    return [
        (math.log10(p.length), math.log10(p.error))
        for p in promises(readings, order)
        if p.length > 0.0 and p.error > LEAST * (1.0 + abs(p.got))
    ]


def draw_errors(
    target: Surface, rect: Rect, readings: Sequence[Reading], order: int, look: Look
) -> None:
    """Draw the errors of the model of one order, and of the linear one beside a quadratic.

    Through the points of order k goes a guide of slope k + 1: so fast must the errors shrink. The
    last point of each has a ring around it.
    """
    series = {k: error_points(readings, k) for k in ((1, 2) if order == 2 else (order,))}
    frame = _frame(rect, [point for points in series.values() for point in points], look)
    pygame.draw.rect(target, look.theme.raised, frame.plot)
    _draw_axes(target, frame, look)
    old = target.get_clip()
    target.set_clip(old.clip(frame.plot))
    for k, points in series.items():
        _draw_series(target, frame, (k, points), look)
    target.set_clip(old)
    words = ", ".join(f"{_mark(k)} {_name(k)}" for k in series)
    key = look.type.render(words, Role.SMALL, look.theme.ink)
    target.blit(key, key.get_rect(midtop=(rect.centerx, rect.top)))


def _mark(order: int) -> str:
    return "○" if order == 1 else "●"


def _name(order: int) -> str:
    return {0: "constant", 1: "linear", 2: "quadratic"}.get(order, f"order {order}")


def _frame(rect: Rect, points: Sequence[tuple[float, float]], look: Look) -> Frame:
    px, line = look.type.px, look.type.line(Role.SMALL)
    plot = Rect(
        rect.left + px(46),
        rect.top + line + px(4),
        rect.width - px(58),
        rect.height - 2 * line - px(8),
    )
    plot.width, plot.height = max(8, plot.width), max(8, plot.height)
    table = np.array(points or [(0.0, 0.0)])
    low, high = table.min(axis=0) - 0.3, table.max(axis=0) + 0.3
    return Frame(
        plot, *(Spread(math.floor(a), math.ceil(b)) for a, b in zip(low, high, strict=True))
    )


def _draw_axes(target: Surface, frame: Frame, look: Look) -> None:
    theme, plot, px = look.theme, frame.plot, look.type.px
    for k in _powers(frame.up, plot.height // px(20)):
        y = round(frame.pixel(frame.across.low, k)[1])
        target.fill(theme.faint, Rect(plot.left, y, plot.width, look.type.hair))
        label = look.type.render(_power(k), Role.SMALL, theme.muted)
        target.blit(label, label.get_rect(midright=(plot.left - px(5), y)))
    for k in _powers(frame.across, plot.width // px(46)):
        x = round(frame.pixel(k, frame.up.low)[0])
        target.fill(theme.faint, Rect(x, plot.top, look.type.hair, plot.height))
        label = look.type.render(_power(k), Role.SMALL, theme.muted)
        target.blit(label, label.get_rect(midtop=(x, plot.bottom + px(2))))
    pygame.draw.rect(target, theme.edge, plot, look.type.hair)
    name = look.type.render("error", Role.SMALL, theme.muted)
    target.blit(name, name.get_rect(topleft=(plot.left + px(5), plot.top + px(2))))
    name = look.type.render("length", Role.SMALL, theme.muted)
    target.blit(name, name.get_rect(bottomright=(plot.right - px(5), plot.bottom - px(1))))


def _powers(spread: Spread, most: int) -> range:
    low, high = round(spread.low), round(spread.high)
    return range(low, high + 1, max(1, math.ceil((high - low) / max(1, most))))


def _power(exponent: int) -> str:
    return {0: "1", 1: "10"}.get(exponent, "10" + raised(exponent))


def _draw_series(
    target: Surface, frame: Frame, series: tuple[int, Sequence[tuple[float, float]]], look: Look
) -> None:
    order, points = series
    if not points:
        return
    scale, theme = look.type.scale, look.theme
    x, y = np.mean(points, axis=0).tolist()
    ends = [
        frame.pixel(end, y + (order + 1) * (end - x))
        for end in (frame.across.low, frame.across.high)
    ]
    if order == 1:
        dashes(target, theme.muted, ends, 1.2 * scale)
    else:
        bar(target, theme.muted, ends[0], ends[1], 1.4 * scale)
    _name_guide(target, frame, (order, x, y), look)
    for point in points:
        if order == 1:
            ring(target, theme.ink, frame.pixel(*point), 4.5 * scale, 1.8 * scale)
        else:
            disc(target, theme.accent, frame.pixel(*point), 4.2 * scale)
    ring(target, theme.ink, frame.pixel(*points[-1]), 8.5 * scale, 1.6 * scale)


def _name_guide(target: Surface, frame: Frame, guide: tuple[int, float, float], look: Look) -> None:
    """Write beside a guide which slope it has, where it has left its points, inside the frame."""
    order, x, y = guide
    slope = order + 1
    words = look.type.render(f"expected slope {slope}", Role.SMALL, look.theme.muted)
    up = frame.up.low + (0.3 if order == 1 else 0.75) * frame.up.size
    spot, away = frame.pixel(x + (up - y) / slope, up), look.type.px(9)
    if order == 1:
        place = words.get_rect(midleft=(round(spot[0]) + away, round(spot[1])))
    else:
        place = words.get_rect(midright=(round(spot[0]) - away, round(spot[1])))
    target.blit(words, place.clamp(frame.plot))
