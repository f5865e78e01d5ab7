"""A small chart of height against dip."""

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.frame import Frame, draw_up
from sandpit.desktop.paint.layers import stamp
from sandpit.desktop.paint.scale import Spread, figure, padded, written
from sandpit.desktop.paint.shapes import bundle, dashes, disc, ring, shape, star
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import State

WAITING = "The heights of your dips appear here."
LEAST = 5
"""The chart has room for at least so many dips from the start."""


def draw_chart(target: Surface, rect: Rect, state: State, look: Look) -> None:
    """Draw the heights of all readings so far inside `rect`, the latest and the best one marked.

    A win by height is a dashed line with its name. Before the first dip there are words.
    """
    if not state.readings:
        _draw_waiting(target, rect, look)
        return
    frame = _frame(rect, state, look)
    pygame.draw.rect(target, look.theme.raised, frame.plot)
    _draw_axes(target, frame, look)
    if state.brief.win.height is not None:
        _name_goal(target, rect, state.brief.win.height, look)
    old = target.get_clip()
    target.set_clip(old.clip(rect))
    _draw_line(target, frame, state, look)
    target.set_clip(old)


def _draw_waiting(target: Surface, rect: Rect, look: Look) -> None:
    """Say what will be here."""
    words = look.type.wrap(WAITING, Role.SMALL, look.theme.muted, rect.width - look.type.px(24))
    place = words.get_rect(midtop=(rect.centerx, rect.top + look.type.px(6)))
    old = target.get_clip()
    target.set_clip(old.clip(rect))
    target.blit(words, place)
    target.set_clip(old)


def _frame(rect: Rect, state: State, look: Look) -> Frame:
    px, left = look.type.px, look.type.px(10) + look.type.em(36)
    plot = Rect(
        rect.left + left,
        rect.top + look.type.line(Role.SMALL) + px(4),
        max(8, rect.width - left - px(12)),
        max(8, rect.height - 2 * look.type.line(Role.SMALL) - px(4 + 8)),
    )
    heights = [reading.height for reading in state.readings]
    if state.brief.win.height is not None:
        heights.append(state.brief.win.height)
    up = padded(min(heights), max(heights))
    first = 0 if state.readings[0].number == 0 else 1
    last = max([first + LEAST - 1, *(reading.number for reading in state.readings)])
    return Frame(plot, Spread(first - 0.5, last + 0.5), up)


def _draw_axes(target: Surface, frame: Frame, look: Look) -> None:
    theme, plot = look.theme, frame.plot
    for y, _ in frame.ticks_up(look):
        target.fill(theme.faint, Rect(plot.left, round(y), plot.width, look.type.hair))
    draw_up(target, frame, look.type.render("height", Role.SMALL, theme.muted), look)
    pygame.draw.rect(target, theme.edge, plot, look.type.hair)
    low, high = round(frame.across.low + 0.5), round(frame.across.high - 0.5)
    room = look.type.size("88", Role.SMALL)[0] * 2
    every = next(
        n
        for n in (1, 2, 5, 10, 20, 50, 100, 1000, 10**6)
        if plot.width / (high - low + 1) * n > room
    )
    for number in range(low, high + 1):
        if number % every == 0:
            label = look.type.render(written(number, 1.0), Role.SMALL, theme.muted)
            x = round(frame.pixel(number, frame.up.low)[0])
            target.blit(label, label.get_rect(midtop=(x, plot.bottom + look.type.px(2))))
    name = look.type.render("dip", Role.SMALL, theme.muted)
    spot = name.get_rect(topright=(plot.left - look.type.px(9), plot.bottom + look.type.px(2)))
    target.blit(name, spot)


def _draw_line(target: Surface, frame: Frame, state: State, look: Look) -> None:
    theme, scale = look.theme, look.type.scale
    goal = state.brief.win.height
    if goal is not None:
        y = frame.pixel(0.0, goal)[1]
        ends: list[Pixel] = [(frame.plot.left, y), (frame.plot.right, y)]
        dashes(target, theme.accent, ends, 1.6 * scale)
    places = [frame.pixel(reading.number, reading.height) for reading in state.readings]
    bundle(target, theme.muted, np.array(places), 1.6 * scale)
    crowd = min(1.0, frame.plot.width / len(places) / (9.0 * scale))
    for reading, place in zip(state.readings, places, strict=True):
        if reading is not state.best:
            disc(target, theme.ink, place, max(1.5, 3.6 * scale * crowd))
    ring(target, theme.ink, places[-1], 11.0 * scale, 1.8 * scale)
    for reading, place in zip(state.readings, places, strict=True):
        if reading is state.best:
            sprite, middle = shape(star(7.5 * scale), theme.accent, theme.raised, 1.6 * scale)
            stamp(target, sprite, (place[0] + middle[0], place[1] + middle[1]))


def _name_goal(target: Surface, rect: Rect, goal: float, look: Look) -> None:
    """Write above the chart what its dashed line is."""
    words = look.type.render(f"goal {figure(goal)}", Role.SMALL, look.theme.accent)
    place = words.get_rect(topright=(rect.right - look.type.px(12), rect.top))
    target.blit(words, place)
    right = place.left - look.type.px(6)
    ends: list[Pixel] = [(right - look.type.px(24), place.centery), (right, place.centery)]
    dashes(target, look.theme.accent, ends, 1.6 * look.type.scale)
