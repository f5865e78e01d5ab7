"""What class a model gives each place of the plane, and the examples with their true classes."""

from functools import lru_cache

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.contours import Levels, lines
from sandpit.desktop.paint.exhibits.axes import draw_axes, framed
from sandpit.desktop.paint.exhibits.lettering import headline, share_right
from sandpit.desktop.paint.layers import image, mix, stamp
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.shapes import bundle, circle, shape
from sandpit.desktop.paint.theme import luminance
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.surfaces.exhibit import DecisionExhibit

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Okabe and Ito's colours, told apart by colour-blind eyes; each class has a shape too."""
FAINT, STRONG = 0.14, 0.62
"""How much of its class's colour the ground has, from a mere guess to certainty."""


def draw_decision(target: Surface, rect: Rect, exhibit: DecisionExhibit, look: Look) -> None:
    """Draw the map of the model's answers, the points, and what share of them it has right."""
    body = headline(target, rect, share_right(exhibit.right), look)
    body = _draw_key(target, rect, body, exhibit, look)
    across = Spread(float(exhibit.xs[0]), float(exhibit.xs[-1]))
    up = Spread(float(exhibit.ys[0]), float(exhibit.ys[-1]))
    frame = framed(body, across, up, look)
    ground = _tinted(exhibit, look)
    target.blit(pygame.transform.smoothscale(ground, frame.plot.size), frame.plot)
    _draw_borders(target, frame.plot, exhibit, look)
    crowd = (frame.plot.width * frame.plot.height / len(exhibit.points)) ** 0.5
    radius = min(5.5 * look.type.scale, max(2.6, 0.3 * crowd))
    old = target.get_clip()
    target.set_clip(old.clip(frame.plot))
    for (x, y), kind in zip(exhibit.points.tolist(), exhibit.classes.tolist(), strict=True):
        _draw_marker(target, frame.pixel(x, y), kind, radius, look)
    target.set_clip(old)
    draw_axes(target, body, frame, (exhibit.x_label, exhibit.y_label), look)


def _draw_key(
    target: Surface, rect: Rect, body: Rect, exhibit: DecisionExhibit, look: Look
) -> Rect:
    """Write which shape is which class: beside the headline, or where that is full, below it."""
    px, line = look.type.px, look.type.line(Role.SMALL)
    names = [look.type.render(name, Role.SMALL, look.theme.muted) for name in exhibit.names]
    wide = sum(name.get_width() + px(24) for name in names)
    taken = look.type.size(share_right(exhibit.right), Role.NUMBER)[0] + px(14)
    x, y = rect.right - wide, rect.top + line // 2
    if wide > rect.width - taken:
        x, y = rect.left, body.top + line // 2
        body = Rect(body.left, body.top + line, body.width, max(1, body.height - line))
    for kind, name in enumerate(names):
        _draw_marker(target, (x + px(7), y), kind, 5.0 * look.type.scale, look)
        target.blit(name, name.get_rect(midleft=(x + px(15), y)))
        x += name.get_width() + px(24)
    return body


def _tinted(exhibit: DecisionExhibit, look: Look) -> Surface:
    """Return one pixel for each place of the grid."""
    count = max(2, len(exhibit.names))
    colours = np.array([_colour(kind, look)[:3] for kind in range(count)], dtype=np.float64)
    ground = np.array(look.theme.raised[:3], dtype=np.float64)
    guess = 1.0 / count
    sure = np.clip((exhibit.certainty - guess) / (1.0 - guess), 0.0, 1.0)
    share = (FAINT + (STRONG - FAINT) * sure)[..., None]
    tint = ground + share * (colours[exhibit.answers] - ground)
    return image(np.rint(tint[:, ::-1]).astype(np.uint8))


def _draw_borders(target: Surface, plot: Rect, exhibit: DecisionExhibit, look: Look) -> None:
    """Draw the lines between the classes."""
    half = Levels(np.array([0.5]), 1.0, 1.0)
    for kind in np.unique(exhibit.answers)[1:].tolist():
        share = (exhibit.answers == kind).astype(np.float64)
        for axis in (0, 1, 0, 1):
            count = share.shape[axis]
            wide = np.pad(share, [(int(axis == k),) * 2 for k in (0, 1)], mode="edge")
            share = np.mean([wide.take(range(k, k + count), axis) for k in range(3)], axis=0)
        for _, line in lines(share, half, plot.size):
            bundle(target, look.theme.ink, line + np.array(plot.topleft), 1.6 * look.type.scale)


def _colour(kind: int, look: Look) -> Color:
    """Return the colour of a class, dimmer in the dark."""
    colour = Color(COLOURS[kind % len(COLOURS)])
    dark = luminance(look.theme.background) < 0.2
    return mix(colour, look.theme.background, 0.1) if dark else colour


def _draw_marker(target: Surface, at: Pixel, kind: int, radius: float, look: Look) -> None:
    sprite, middle = _marker(kind, round(radius, 1), look)
    stamp(target, sprite, (at[0] + middle[0], at[1] + middle[1]))


@lru_cache(maxsize=128)
def _marker(kind: int, radius: float, look: Look) -> tuple[Surface, Pixel]:
    """Return the mark of a class: a shape of its own, in the class's colour, with a dark edge."""
    r = radius
    low, tall = 0.866 * r * 1.15, 1.15 * r
    shapes: tuple[list[list[Pixel]], ...] = (
        [circle((0.0, 0.0), r, 20)[:-1]],
        [[(0.0, -tall), (low, tall / 2), (-low, tall / 2)]],
        [
            [
                (-0.85 * r, -0.85 * r),
                (0.85 * r, -0.85 * r),
                (0.85 * r, 0.85 * r),
                (-0.85 * r, 0.85 * r),
            ]
        ],
        [[(0.0, -1.25 * r), (0.9 * r, 0.0), (0.0, 1.25 * r), (-0.9 * r, 0.0)]],
        [_block(r, 0.38 * r), _block(0.38 * r, r)],
        [[(0.0, tall), (-low, -tall / 2), (low, -tall / 2)]],
    )
    colour = mix(Color(COLOURS[kind % len(COLOURS)]), Color("white"), 0.08)
    return shape(shapes[kind % len(shapes)], colour, look.theme.stroke, max(1.0, 0.24 * r))


def _block(wide: float, high: float) -> list[Pixel]:
    return [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]
