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
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Reading
from sandpit.game.taylor import promises

MARK = 16.0
"""The room of a mark in the legend, in design pixels."""
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
    legend names it; in the plot its name would lie on points and lines. The last point of each has
    a ring around it.
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
    _draw_legend(target, rect, list(series), look)


def _draw_legend(target: Surface, rect: Rect, orders: Sequence[int], look: Look) -> None:
    """Name each order beside its mark, with the slope of its guide where there is room."""
    px, gap = look.type.px, look.type.px(14)
    for words in ([f"{_name(k)}, slope {k + 1}" for k in orders], [_name(k) for k in orders]):
        labels = [look.type.render(text, Role.SMALL, look.theme.ink) for text in words]
        wide = sum(px(MARK) + label.get_width() for label in labels) + gap * (len(labels) - 1)
        if wide <= rect.width:
            break
    x, middle = rect.centerx - wide // 2, rect.top + look.type.line(Role.SMALL) // 2
    for order, label in zip(orders, labels, strict=True):
        _draw_mark(target, order, (x + px(MARK) / 3, float(middle)), look)
        target.blit(label, label.get_rect(midleft=(x + px(MARK), middle)))
        x += px(MARK) + label.get_width() + gap


def _draw_mark(target: Surface, order: int, spot: Pixel, look: Look) -> None:
    """Draw a point of an order's errors: a ring for the linear model, a disc for others."""
    scale, theme = look.type.scale, look.theme
    if order == 1:
        ring(target, theme.ink, spot, 4.5 * scale, 1.8 * scale)
    else:
        disc(target, theme.accent, spot, 4.2 * scale)


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
        bar(target, theme.accent, ends[0], ends[1], 1.4 * scale)
    for point in points:
        _draw_mark(target, order, frame.pixel(*point), look)
    ring(target, theme.ink, frame.pixel(*points[-1]), 8.5 * scale, 1.6 * scale)
