"""The marks in one pane of an atlas: dips that fade with their distance, arrows, flags."""

from functools import lru_cache

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.arrows import displacement, draw_arrow
from sandpit.desktop.paint.atlas_layout import Pane
from sandpit.desktop.paint.layers import part, stamp
from sandpit.desktop.paint.marks import Rank
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.shapes import bar, disc
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Brief, Dipstick, Reading, Remark
from sandpit.surfaces import Array

SIGHT = 0.5
"""At this distance from a slice, as a share of the axes, a dip has faded as far as dips do."""
STEPS = 8
"""Dips fade in so many steps."""
FAINTEST = 2
"""The farthest dips have so many of these steps left, and no flag."""
STRETCH = 1.7
"""Arrows are longer than on a map by this factor: of most, each slice shows but a part."""
SHORT = 0.12
"""An arrow whose projection is below this share of its length points out of the slice."""


def nearness(brief: Brief, pane: Pane, at: Array, point: Array) -> int:
    """Return how near a place is to a slice through `point`: STEPS on it, FAINTEST if far."""
    away = (at - point) / brief.box.extent
    away = np.delete(away, list(pane.axes))
    share = 1.0 - float(np.linalg.norm(away)) / SIGHT
    return max(FAINTEST, round(STEPS * max(0.0, share)))


def draw_place(target: Surface, look: Look, spot: Pixel, near: int) -> None:
    """Draw the hole of a dip, fading."""
    if near >= STEPS:
        marks.draw_dip(target, look, spot)
    else:
        stamp(target, _place(look, near), spot)


@lru_cache(maxsize=64)
def _place(look: Look, near: int) -> Surface:
    side = 2 * look.type.px(8) + 1
    sprite = Surface((side, side), pygame.SRCALPHA, 32)
    marks.draw_dip(sprite, look, (side / 2, side / 2))
    return _faded(sprite.premul_alpha(), near)


def draw_flag(
    target: Surface, look: Look, spot: Pixel, name: tuple[int, Rank], near: int, room: Rect
) -> None:
    """Plant a fading flag at `spot`, held inside its pane."""
    sprite = _flag(look, name[0], name[1], near)
    place = sprite.get_rect()
    place.bottomleft = (round(spot[0]) - look.type.px(3), round(spot[1]) + look.type.px(3))
    target.blit(sprite, place.clamp(room), special_flags=pygame.BLEND_PREMULTIPLIED)


@lru_cache(maxsize=512)
def _flag(look: Look, number: int, rank: Rank, near: int) -> Surface:
    room = marks.flag_rect(look, (0, 0), number)
    sprite = Surface(room.size, pygame.SRCALPHA, 32)
    foot = (look.type.px(3), room.height - look.type.px(3))
    marks.draw_flag(sprite, look, foot, (number, rank))
    return _faded(sprite.subsurface(sprite.get_bounding_rect()).copy(), near)


def _faded(sprite: Surface, near: int) -> Surface:
    """Return a premultiplied sprite with `near` of STEPS of its strength."""
    share = round(255 * min(near, STEPS) / STEPS)
    sprite.fill((share, share, share, share), special_flags=pygame.BLEND_RGBA_MULT)
    return sprite


def draw_measured(
    target: Surface,
    look: Look,
    pane: Pane,
    reading: Reading,
    measure: tuple[Brief, float, Spread | None],
    t: float = 1.0,
) -> None:
    """Draw a dip on its slice and its arrow's projection; `measure` is the brief, the gauge of
    arrows, and the heights of the profiles.
    """
    brief, gauge, heights = measure
    spot = pane.spot(reading.at, reading.height, heights)
    if Remark.HIT_THE_WALL in reading.remarks:
        _draw_walls(target, look, pane, spot, reading, brief)
    if Remark.LOCAL_OPTIMUM in reading.remarks:
        marks.draw_stuck(target, look, spot)
    arrow = displacement(brief, reading, gauge)
    if arrow is not None and brief.stick is not Dipstick.HEIGHT:
        if pane.is_map:
            vector = _projected(pane, arrow, brief)
            if vector is not None:
                draw_arrow(target, look, (spot, vector), t)
        else:
            _draw_tangent(target, look, pane, reading, (brief, heights), t)
    marks.draw_dip(target, look, spot)


def _projected(pane: Pane, arrow: Array, brief: Brief) -> Pixel | None:
    """Return an arrow in pixels of a map; None where it hardly lies in the slice."""
    shares = STRETCH * arrow / brief.box.extent
    x, y = (float(shares[axis]) for axis in pane.axes)
    if np.hypot(x, y) < SHORT * float(np.linalg.norm(shares)):
        return None
    return x * pane.plot.width, -y * pane.plot.height


def _draw_tangent(
    target: Surface,
    look: Look,
    pane: Pane,
    reading: Reading,
    measure: tuple[Brief, Spread | None],
    t: float,
) -> None:
    """Draw the slope along a profile's axis as an arrow along its tangent."""
    brief, heights = measure
    assert reading.gradient is not None
    frame = pane.frame(heights)
    slope = float(reading.gradient[pane.axes[0]])
    rise = slope * pane.plot.height / frame.up.size / (pane.plot.width / frame.across.size)
    length = 0.4 * min(pane.plot.size) / float(np.hypot(1.0, rise))
    way = float(np.sign(slope)) * brief.goal.sign
    spot = pane.spot(reading.at, reading.height, heights)
    if way:
        draw_arrow(target, look, (spot, (way * length, -way * rise * length)), t)
    else:
        ends = (spot[0] - length / 2, spot[1]), (spot[0] + length / 2, spot[1])
        for color, width in ((look.theme.rim, 5.0), (look.theme.stroke, 2.2)):
            bar(target, color, *ends, width * look.type.scale)


def _draw_walls(
    target: Surface, look: Look, pane: Pane, spot: Pixel, reading: Reading, brief: Brief
) -> None:
    box = brief.box
    near = np.minimum(reading.at - box.lower, box.upper - reading.at) <= 1e-9 * box.extent
    for axis, along in zip(pane.axes, ((0.0, 1.0), (1.0, 0.0)), strict=False):
        if near[axis]:
            marks.draw_wall(target, look, spot, along)


def draw_dipping(target: Surface, look: Look, spot: Pixel, t: float) -> None:
    """Draw the dip-stick going in; t from 0 to 1."""
    if part(t, 0.0, 1.0) < 1.0:
        marks.draw_stick(target, look, spot, t)


def draw_echo(target: Surface, look: Look, spot: Pixel) -> None:
    """Draw the small sign of a cursor that moves in another slice."""
    disc(target, look.theme.rim, spot, 4.6 * look.type.scale)
    disc(target, look.theme.flag, spot, 2.8 * look.type.scale)
