"""The marks on a plot: dips, the stick, the ghost, the trail, the goal, the cursor."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.flags import Pole
from sandpit.desktop.paint.layers import ease, mix, part, smooth, stamp
from sandpit.desktop.paint.shapes import bar, bundle, circle, dashes, disc, ring, shape, star
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel

GHOST = 12.0
"""The radius of a ghost's ring, in design pixels."""
STAR = 13.0
"""The radius of an optimum's star, in design pixels."""


@lru_cache(maxsize=256)
def haloed(look: Look, text: str) -> Surface:
    """Return small text in the map's ink with a light edge, readable on any ground."""
    edge = look.type.px(1.6)
    light = look.type.render(text, Role.LABEL, look.theme.rim)
    dark = look.type.render(text, Role.LABEL, look.theme.stroke)
    both = Surface((dark.get_width() + 2 * edge, dark.get_height() + 2 * edge), pygame.SRCALPHA, 32)
    for x, y in circle((edge, edge), edge, 16):
        both.blit(light, (round(x), round(y)))
    both.blit(dark, (edge, edge))
    return both


def draw_dip(target: Surface, look: Look, at: Pixel, coat: Coat = Coat.WHOLE) -> None:
    """Draw the hole of a dip."""
    scale = look.type.scale
    radius = (2.4 + 1.6 * coat.weight) * scale
    if coat.rim:
        disc(target, look.theme.rim, at, radius + (0.6 + 1.4 * coat.weight) * scale)
    if coat.ink:
        disc(target, look.theme.stroke, at, radius)


def draw_stressed(target: Surface, look: Look, at: Pixel) -> None:
    """Draw the hole of a dip that is pointed at."""
    scale = look.type.scale
    disc(target, look.theme.rim, at, 7.5 * scale)
    disc(target, look.theme.flag, at, 5.5 * scale)


def draw_stuck(target: Surface, look: Look, at: Pixel, coat: Coat = Coat.WHOLE) -> None:
    """Draw the double ring of a dip that is stuck in a merely local optimum."""
    scale = look.type.scale
    if coat.rim:
        for radius in (10.0, 15.0):
            ring(target, look.theme.rim, at, (radius + 1.2) * scale, 4.0 * scale)
    if coat.ink:
        for radius in (10.0, 15.0):
            ring(target, look.theme.stroke, at, radius * scale, 1.6 * scale)


def draw_wall(
    target: Surface, look: Look, at: Pixel, along: Pixel, coat: Coat = Coat.WHOLE
) -> None:
    """Draw the bar of a dip that was held at a wall; `along` is the wall's direction, length 1."""
    scale = look.type.scale
    edge, core = (look.theme.rim, 16.0, 8.0), (look.theme.stroke, 14.0, 4.5)
    for color, half, width in (*([edge] * coat.rim), *([core] * coat.ink)):
        reach = half * scale
        start = (at[0] - along[0] * reach, at[1] - along[1] * reach)
        end = (at[0] + along[0] * reach, at[1] + along[1] * reach)
        bar(target, color, start, end, width * scale)


def draw_stick(target: Surface, look: Look, at: Pixel, t: float) -> None:
    """Draw the dip-stick coming down and going in, and the sand's ripple; t from 0 to 1."""
    theme, scale = look.theme, look.type.scale
    wave = part(t, 0.35, 1.0)
    if 0.0 < wave < 1.0:
        reach = (6.0 + 26.0 * ease(wave)) * scale
        tone = mix(theme.stroke, theme.sand, wave)
        ring(target, tone, at, reach, (1.0 - wave) * 3.0 * scale)
    at = (round(at[0]), at[1])
    high = (1.0 - ease(part(t, 0.0, 0.4))) * 46.0 * scale
    stamp(target, _shadow(look, round(8 * high / (46.0 * scale))), at)
    length = (Pole.SHORT.value + 34.0 * (1.0 - ease(part(t, 0.25, 0.6)))) * scale
    foot = at[1] - high
    bar(target, theme.rim, (at[0], foot), (at[0], foot - length), 8.0 * scale)
    bar(target, theme.stroke, (at[0], foot), (at[0], foot - length), 4.0 * scale)
    bands = 6
    for i in range(1, bands, 2):
        start, end = foot - length * i / bands, foot - length * (i + 1) / bands
        bar(target, theme.flag, (at[0], start), (at[0], end), 4.0 * scale)


@lru_cache(maxsize=16)
def _shadow(look: Look, high: int) -> Surface:
    """Return the shadow of the stick's foot, which is `high` (0 to 8) eighths of its fall up."""
    wide, tall = look.type.px(15 + 2 * high), look.type.px(6 + 0.8 * high)
    ink = (*look.theme.stroke[:3], 130 - 11 * high)

    def paint(big: Surface, n: int) -> None:
        pygame.draw.ellipse(big, ink, Rect(0, 0, wide * n, tall * n))

    return smooth((wide, tall), paint)


def draw_marker(target: Surface, look: Look, at: Pixel) -> None:
    """Draw the player's own place while it slides."""
    scale = look.type.scale
    disc(target, look.theme.rim, at, 9.0 * scale)
    disc(target, look.theme.flag, at, 7.0 * scale)
    disc(target, look.theme.rim, at, 2.5 * scale)


def draw_way(target: Surface, look: Look, start: Pixel, end: Pixel) -> None:
    """Draw the way to where a move would land: up to the ghost's ring, not into it."""
    far, scale = math.dist(start, end), look.type.scale
    if far > GHOST * scale:
        share = 1.0 - GHOST * scale / far
        near = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        dashes(target, look.theme.stroke, [start, near], 2.2 * scale, look.theme.rim)


def draw_ghost(target: Surface, look: Look, start: Pixel | None, end: Pixel) -> None:
    """Draw where a move would land, a hollow ring, and the way there."""
    scale, theme = look.type.scale, look.theme
    if start is not None:
        draw_way(target, look, start, end)
    ring(target, theme.rim, end, GHOST * scale, 7.0 * scale)
    ring(target, theme.flag, end, (GHOST - 1.8) * scale, 3.2 * scale)


def draw_trail(target: Surface, look: Look, places: Sequence[Pixel], traced: float = 1.0) -> None:
    """Draw the way through all dips: it gets bolder from the first to the last.

    Only the share `traced` of its length is drawn, from the first dip on.
    """
    scale, theme = look.type.scale, look.theme
    legs = list(_traced(places, traced))
    for color, extra in ((theme.rim, 3.0), (theme.flag, 0.0)):
        for i, (start, end) in enumerate(legs):
            width = 1.4 + 2.2 * (i + 1) / max(1, len(places) - 1) + extra
            bar(target, color, start, end, width * scale)
            disc(target, color, end, width * scale / 2)


def _traced(places: Sequence[Pixel], share: float) -> Iterator[tuple[Pixel, Pixel]]:
    """Yield the legs of a way as far as a share of its length goes."""
    left = share * sum(math.dist(*leg) for leg in pairwise(places))
    for start, end in pairwise(places):
        far = math.dist(start, end)
        if left < far and share < 1.0:
            (x0, y0), (x1, y1), part = start, end, left / far
            yield start, (x0 + part * (x1 - x0), y0 + part * (y1 - y0))
            return
        yield start, end
        left -= far


def draw_thin_trail(target: Surface, look: Look, places: Sequence[Pixel]) -> None:
    """Draw the way through all dips as a fine line, quieter than the dips."""
    if len(places) > 1:
        line = np.array(places)
        for color, width in ((look.theme.rim, 4.4), (look.theme.stroke, 1.4)):
            bundle(target, color, line, width * look.type.scale)


def draw_optimum(target: Surface, look: Look, at: Pixel, reach: float, t: float = 1.0) -> None:
    """Draw the star of a global optimum and, `reach` pixels around it, what counts as found."""
    scale, theme = look.type.scale, look.theme
    if t <= 0.0:
        return
    size = STAR * scale * ease(t)
    if reach > 1.5 * size:
        dashes(target, theme.stroke, circle(at, reach), 1.6 * scale, theme.rim)
    sprite, middle = shape(star(size), theme.flag, theme.rim, 2.2 * scale)
    stamp(target, sprite, (at[0] + middle[0], at[1] + middle[1]))


def draw_cursor(target: Surface, look: Look, at: Pixel, text: str, tag: Rect) -> None:
    """Draw the cross-hair, and its coordinates where they stand beside it."""
    scale, theme = look.type.scale, look.theme
    for color, width, grow in ((theme.rim, 5.0, 1.5), (theme.stroke, 2.0, 0.0)):
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            near, far = (5.0 - grow) * scale, (16.0 + grow) * scale
            start = (at[0] + dx * near, at[1] + dy * near)
            bar(target, color, start, (at[0] + dx * far, at[1] + dy * far), width * scale)
    draw_tag(target, look, text, tag)


def tag_size(look: Look, text: str) -> tuple[int, int]:
    """Return the size of a card with a few characters."""
    width, height = look.type.size(text, Role.SMALL)
    return width + look.type.px(12), height + look.type.px(4)


def draw_tag(target: Surface, look: Look, text: str, place: Rect) -> None:
    """Write a few characters on a small card."""
    theme, radius = look.theme, look.type.px(5)
    pygame.draw.rect(target, theme.panel, place, border_radius=radius)
    pygame.draw.rect(target, theme.edge, place, width=look.type.hair, border_radius=radius)
    label = look.type.render(text, Role.SMALL, theme.ink)
    target.blit(label, label.get_rect(center=place.center))
