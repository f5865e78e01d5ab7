"""The largest parts of a gradient as bars, and how much the others make together."""

import math

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.frame import axis_name
from sandpit.desktop.paint.scale import figure, written
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.game import Brief, Reading
from sandpit.surfaces import Array

MOST = 16
"""No more bars than this."""
HEADING = "steepest axes"
WAITING = "The arrow's parts appear here after a dip."
BLIND = "This stick shows no gradient."


def draw_bars(
    target: Surface, rect: Rect, reading: Reading | None, brief: Brief, look: Look
) -> None:
    """Draw the largest parts of a reading's gradient inside `rect`, the largest on top.

    A bar to the right, in the accent's colour, is a slope upwards along its axis; one to the
    left, in ink, a slope downwards. Below stands the length of all the others.
    """
    theme, row = look.theme, _row(look)
    title = look.type.render(HEADING, Role.SMALL, theme.muted)
    target.blit(title, title.get_rect(topleft=rect.topleft), _within(title, rect))
    body = Rect(rect.left, rect.top + row, rect.width, max(0, rect.height - row))
    if reading is None or reading.gradient is None:
        text = WAITING if brief.stick.order else BLIND
        note = look.type.wrap(text, Role.SMALL, theme.muted, rect.width)
        target.blit(note, body, Rect(0, 0, body.width, body.height))
        return
    slopes = reading.gradient
    room = max(1, (body.height - round(1.6 * row)) // row)
    shown = largest(slopes, min(MOST, room, slopes.size))
    _draw_rows(target, Rect(body.topleft, (body.width, row)), (slopes, shown), brief, look)
    foot = Rect(body.left, body.top + row * len(shown), body.width, round(1.6 * row))
    _draw_rest(target, foot, (slopes, shown), look)


def largest(slopes: Array, count: int) -> Array:
    """Return the indices of the largest parts of a gradient (n,), the largest first."""
    sizes = np.abs(slopes)
    some = np.argpartition(-sizes, count - 1)[:count]
    return np.asarray(some[np.lexsort((some, -sizes[some]))])


def _row(look: Look) -> int:
    return round(look.type.line(Role.SMALL) * 1.08)


def _within(text: Surface, rect: Rect) -> Rect:
    return Rect(0, 0, min(text.get_width(), rect.width), min(text.get_height(), rect.height))


def _draw_rows(
    target: Surface, first: Rect, parts: tuple[Array, Array], brief: Brief, look: Look
) -> None:
    slopes, shown = parts
    names = [axis_name(brief.axes[i].name) for i in shown.tolist()]
    top = float(np.abs(slopes[shown]).max())
    values = [_signed(float(slopes[i]), top) for i in shown.tolist()]
    gap = look.type.px(8)
    wide = min(first.width * 3 // 10, max(look.type.size(name, Role.AXIS)[0] for name in names))
    tail = max(look.type.size(value, Role.SMALL)[0] for value in values)
    lane = Rect(first.left + wide + gap, first.top, first.width - wide - tail - 2 * gap, 0)
    height = first.height
    lane.height = height * len(shown)
    target.fill(look.theme.edge, Rect(lane.centerx, lane.top, look.type.hair, lane.height))
    for k, (name, value, i) in enumerate(zip(names, values, shown.tolist(), strict=True)):
        cell = Rect(first.left, first.top + k * height, first.width, height)
        text = look.type.render(name, Role.AXIS, look.theme.ink)
        spot = text.get_rect(midright=(cell.left + wide, cell.centery))
        spot.left = max(cell.left, spot.left)
        target.blit(text, spot, Rect(0, 0, wide, text.get_height()))
        share = float(slopes[i]) / top if top > 0.0 else 0.0
        _draw_bar(target, Rect(lane.left, cell.top, lane.width, height), share, look)
        text = look.type.render(value, Role.SMALL, look.theme.ink)
        target.blit(text, text.get_rect(midright=(cell.right, cell.centery)))


def _signed(slope: float, top: float) -> str:
    """Return a slope with its sign, to three figures of the largest one."""
    step = 10.0 ** (math.floor(math.log10(top)) - 2) if top > 0.0 else 1.0
    return ("+" if slope > 0.0 else "") + written(slope, min(1.0, step))


def _draw_bar(target: Surface, lane: Rect, share: float, look: Look) -> None:
    """Draw a pointed bar from the lane's middle, `share` (-1 to 1) of its half long."""
    length = share * (lane.width // 2 - look.type.px(2))
    if abs(length) < 1.0:
        return
    theme, half = look.theme, round(lane.height * 0.31)
    tip = min(abs(length), float(half)) * (1 if length > 0 else -1)
    x, y = float(lane.centerx), lane.centery
    color = theme.accent if length > 0 else theme.muted
    corners = [
        (x, y - half),
        (x + length - tip, y - half),
        (x + length, y),
        (x + length - tip, y + half),
        (x, y + half),
    ]
    pygame.draw.polygon(target, color, corners)
    pygame.draw.aalines(target, color, closed=False, points=corners[1:4])


def _draw_rest(target: Surface, rect: Rect, parts: tuple[Array, Array], look: Look) -> None:
    """Tell how long the gradient is without the bars, and draw their share of its square."""
    slopes, shown = parts
    others = slopes.size - len(shown)
    square, mine = float(slopes @ slopes), float(slopes[shown] @ slopes[shown])
    rest = max(0.0, square - mine) ** 0.5
    noun = "other" if others == 1 else "others"
    words = f"{others:,} {noun}, length {figure(rest)}" if others else "all axes"
    text = look.type.render(words, Role.SMALL, look.theme.ink)
    target.blit(text, rect.topleft, _within(text, rect))
    strip = Rect(0, 0, rect.width, look.type.px(7))
    strip.bottomleft = (rect.left, rect.bottom)
    pygame.draw.rect(target, look.theme.faint, strip)
    if square > 0.0:
        full = Rect(strip.topleft, (round(strip.width * mine / square), strip.height))
        pygame.draw.rect(target, look.theme.accent, full)
    pygame.draw.rect(target, look.theme.edge, strip, look.type.hair)
