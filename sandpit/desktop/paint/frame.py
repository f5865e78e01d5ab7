"""The frame of a plot: domain to pixels and back, ticks, and the axes' names."""

from dataclasses import dataclass

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.scale import Spread, ticks, written
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Axis

HALF_TICK = 22.0
"""No number at a tick reaches further to either side than this, in design pixels of text."""

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def axis_name(name: str) -> str:
    """Return an axis' name with the number at its end lowered.

    >>> axis_name("w12")
    'w₁₂'
    """
    stem = name.rstrip("0123456789")
    return stem.rstrip("_") + name[len(stem) :].translate(_LOWERED)


@dataclass(frozen=True)
class Frame:
    """A rectangle of pixels and the two spreads that it shows; y runs upwards."""

    plot: Rect
    across: Spread
    up: Spread

    def pixel(self, x: float, y: float) -> Pixel:
        """Return the place of a point; the plot's edges are the spreads' ends."""
        return (
            self.plot.left + (x - self.across.low) / self.across.size * (self.plot.width - 1),
            self.plot.bottom - 1 - (y - self.up.low) / self.up.size * (self.plot.height - 1),
        )

    def point(self, pixel: Pixel) -> tuple[float, float]:
        """Return the point at a pixel, held inside the spreads."""
        right = (pixel[0] - self.plot.left) / max(1, self.plot.width - 1)
        up = (self.plot.bottom - 1 - pixel[1]) / max(1, self.plot.height - 1)
        return (
            self.across.low + float(np.clip(right, 0.0, 1.0)) * self.across.size,
            self.up.low + float(np.clip(up, 0.0, 1.0)) * self.up.size,
        )

    def ticks_across(self, look: Look) -> list[tuple[float, str]]:
        """Return the ticks of the lower edge: pixel and text."""
        values, step = ticks(*self.across, max(2, self.plot.width // look.type.px(74)))
        return [(self.pixel(v, self.up.low)[0], written(v, step)) for v in values.tolist()]

    def ticks_up(self, look: Look) -> list[tuple[float, str]]:
        """Return the ticks of the left edge: pixel and text."""
        room = self.plot.height // look.type.line(Role.SMALL)  # no label lies over the next
        wanted = max(3, self.plot.height // look.type.px(58))
        values, step = ticks(*self.up, max(1, min(wanted, room - 1)))
        return [(self.pixel(self.across.low, v)[1], written(v, step)) for v in values.tolist()]


def draw_grid(target: Surface, frame: Frame, look: Look) -> None:
    """Draw faint lines across the plot at its ticks."""
    plot = frame.plot
    veil = Surface((plot.width, plot.height), pygame.SRCALPHA, 32)
    color = (*look.theme.stroke[:3], 26)
    for x, _ in frame.ticks_across(look):
        veil.fill(color, Rect(round(x) - plot.left, 0, look.type.hair, plot.height))
    for y, _ in frame.ticks_up(look):
        veil.fill(color, Rect(0, round(y) - plot.top, plot.width, look.type.hair))
    target.blit(veil, plot)


def draw_border(target: Surface, frame: Frame, look: Look) -> None:
    """Draw the line around the plot."""
    line = look.type.px(1.5)
    pygame.draw.rect(target, look.theme.edge, frame.plot.inflate(2 * line, 2 * line), line)


def room_below(axis: Axis, look: Look, beside: int) -> int:
    """Return how high the ticks and the name of the lower axis are, in pixels.

    `beside` is the room on the right of the plot: a short name stands there, beside the ticks.
    """
    ticks_high = look.type.px(7) + look.type.line(Role.SMALL)
    return ticks_high + (0 if _stands_beside(axis, look, beside) else look.type.line(Role.AXIS))


def _stands_beside(axis: Axis, look: Look, beside: int) -> bool:
    return look.type.em(HALF_TICK) + named(axis, look).get_width() <= beside


def draw_across(target: Surface, frame: Frame, axis: Axis, look: Look, *, beside: int = 0) -> None:
    """Write the ticks and the name of the lower axis; `beside` as for `room_below`."""
    plot, gap, length = frame.plot, look.type.px(5), look.type.px(5)
    top = plot.bottom + look.type.px(1.5)
    for x, text in frame.ticks_across(look):
        target.fill(look.theme.edge, Rect(round(x), top, look.type.hair, length))
        label = look.type.render(text, Role.SMALL, look.theme.muted)
        target.blit(label, label.get_rect(midtop=(round(x), top + length)))
    name = named(axis, look)
    if _stands_beside(axis, look, beside):
        target.blit(name, (plot.right + look.type.em(HALF_TICK), top + length - gap // 2))
        return
    below = top + length + look.type.line(Role.SMALL) - gap // 2
    target.blit(name, name.get_rect(midtop=(plot.centerx, below)))


def draw_up(target: Surface, frame: Frame, name: Surface, look: Look) -> None:
    """Write the ticks of the left axis, and its name above them."""
    draw_ticks_up(target, frame, look)
    draw_name_up(target, frame.plot, name, look)


def draw_ticks_up(target: Surface, frame: Frame, look: Look) -> None:
    """Write the ticks of the left axis."""
    plot, length = frame.plot, look.type.px(5)
    right = plot.left - look.type.px(1.5)
    for y, text in frame.ticks_up(look):
        target.fill(look.theme.edge, Rect(right - length, round(y), length, look.type.hair))
        label = look.type.render(text, Role.SMALL, look.theme.muted)
        spot = label.get_rect(midright=(right - length - look.type.px(4), round(y)))
        target.blit(label, spot)


def draw_name_up(target: Surface, plot: Rect, name: Surface, look: Look) -> None:
    """Write the name of the left axis above it."""
    spot = name.get_rect(bottomright=(plot.left - look.type.px(4), plot.top - look.type.px(8)))
    spot.left = max(0, spot.left)
    target.blit(name, spot)


def named(axis: Axis, look: Look) -> Surface:
    """Return an axis' name in italics, with its unit in brackets."""
    name = look.type.render(axis_name(axis.name), Role.AXIS, look.theme.ink)
    unit = look.type.render(f" ({axis.unit})" if axis.unit else "", Role.SMALL, look.theme.muted)
    rise = look.type.font(Role.AXIS).get_ascent() - look.type.font(Role.SMALL).get_ascent()
    size = (name.get_width() + unit.get_width(), max(name.get_height(), unit.get_height() + rise))
    both = Surface(size, pygame.SRCALPHA, 32)
    both.blit(name, (0, 0))
    both.blit(unit, (name.get_width(), rise))
    return both
