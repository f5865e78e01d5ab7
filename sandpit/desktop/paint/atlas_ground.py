"""The ground of an atlas: all maps of a sheet tinted, lit and contoured in one go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.atlas_layout import Pane, Sheet
from sandpit.desktop.paint.contours import Levels
from sandpit.desktop.paint.layers import image, mix
from sandpit.desktop.paint.relief import LIGHT, STEEP, Grey, palette, shares
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.shapes import bundle
from sandpit.desktop.paint.view import Look
from sandpit.game import Session, State
from sandpit.game.sight import Mask, under_sand
from sandpit.surfaces import Array

if TYPE_CHECKING:
    from contourpy import SerialContourGenerator

Masks = list[Mask]

SAMPLES = 65
"""Heights along each side of a map: between them, small maps are smooth."""
MORE = 1.7
"""Without labels, contours may lie closer than on a map by this factor."""
FINELY = 180
"""In smaller maps, in pixels, contours are found from every other height."""
FINE = 160
"""Heights along a profile."""


def map_heights(session: Session, panes: Sequence[Pane], point: Array) -> Array:
    """Return the heights that may be seen in slices of two axes, shape (k, SAMPLES, SAMPLES)."""
    lines = session.state.brief.box.linspaces(SAMPLES)
    seen = [session.sight(*_mesh(lines, pane, point)).ravel() for pane in panes]
    return np.stack(seen).reshape(len(panes), SAMPLES, SAMPLES)


def profile_heights(session: Session, panes: Sequence[Pane], point: Array) -> Array:
    """Return the heights that may be seen in slices of one axis, shape (k, FINE)."""
    lines = session.state.brief.box.linspaces(FINE)
    return np.stack([session.sight(*_mesh(lines, pane, point)).ravel() for pane in panes])


def hidden_in(state: State, sheet: Sheet, point: Array) -> Masks:
    """Tell where sand lies in each slice, or lay while playing, (across, upwards)."""
    box = state.brief.box
    fine, coarse = box.linspaces(FINE), box.linspaces(SAMPLES)
    flat = [under_sand(state, tuple(_mesh(coarse, pane, point))) for pane in sheet.maps]
    thin = [under_sand(state, tuple(_mesh(fine, pane, point))) for pane in sheet.profiles]
    return [
        *(mask.reshape(SAMPLES, SAMPLES) for mask in flat),
        *(mask.reshape(FINE, 1).repeat(8, axis=1) for mask in thin),
    ]


def _mesh(lines: Sequence[Array], pane: Pane, point: Array) -> list[Array]:
    """Return the axes of a slice: whole lines along its own, the point's place along others."""
    return [
        line if axis in pane.axes else point[axis : axis + 1] for axis, line in enumerate(lines)
    ]


def paint_maps(
    target: Surface, panes: Sequence[Pane], heights: Array, spread: Spread, look: Look
) -> None:
    """Paint slices of heights (k, n, n) at their places; they share the colours' `spread`.

    NaN is ground that is not seen: it is tinted as the middle heights, and bears no lines.
    """
    blind = bool(np.isnan(heights).any())
    solid = np.nan_to_num(heights, nan=(spread.low + spread.high) / 2) if blind else heights
    strip = _tinted(solid, spread, look)
    count = heights.shape[1]
    for number, pane in enumerate(panes):
        piece = strip.subsurface(Rect(0, number * count, count, count))
        target.blit(pygame.transform.smoothscale(piece, pane.plot.size), pane.plot)
    wide, high = panes[0].plot.size
    levels = Levels.of(spread, (round(MORE * wide), round(MORE * high)), look)
    every = 2 if max(wide, high) < FINELY else 1
    generator = _tracer(panes, heights[:, ::every, ::every])
    for height in levels.heights.tolist():
        ink = _ink(height, spread, look, 0.72 if levels.is_index(height) else 0.42)
        for line in generator.lines(height):
            bundle(target, ink, np.asarray(line), max(1.0, 0.7 * look.type.scale))


def _tracer(panes: Sequence[Pane], heights: Array) -> "SerialContourGenerator":
    """Return what traces the contours of all maps at once, in pixels of the sheet.

    The maps lie below one another in one grid, with a row of NaN, which has no lines, after each.
    """
    import contourpy  # the title comes up without it

    k, count, _ = heights.shape
    grid = np.full((k, count + 1, count), np.nan)
    grid[:, :-1] = heights.transpose(0, 2, 1)
    wide, high = panes[0].plot.size
    corners = np.array([(pane.plot.left, pane.plot.bottom - 1) for pane in panes], dtype=np.float64)
    x = corners[:, :1, None] + np.linspace(0.0, wide - 1, count)[None, None]
    y = corners[:, 1:, None] - (np.arange(count + 1.0) * ((high - 1) / (count - 1)))[None, :, None]
    flat = (k * (count + 1), count)
    generator = contourpy.contour_generator(
        np.broadcast_to(x, grid.shape).reshape(flat),
        np.broadcast_to(y, grid.shape).reshape(flat),
        grid.reshape(flat),
        name="serial",
        line_type=contourpy.LineType.Separate,
    )
    assert isinstance(generator, contourpy.SerialContourGenerator)
    return generator


def _tinted(heights: Array, spread: Spread, look: Look) -> Surface:
    """Return maps (k, n, n) below one another, one pixel for each height, lit from top left."""
    values = shares(heights, spread)
    count = values.shape[1]
    # From (map, x, y upwards) to the strip's (x, y downwards).
    tall = values.transpose(1, 0, 2)[:, :, ::-1].reshape(count, -1)
    indexed = Surface(tall.shape, 0, 8)
    indexed.set_palette(palette(look.theme))
    pygame.surfarray.pixels2d(indexed)[:] = tall.astype(np.uint8)
    picture = Surface(tall.shape, 0, 32)
    picture.blit(indexed, (0, 0))
    light = Surface(tall.shape, 0, 8)
    light.set_palette([(grey, grey, grey) for grey in range(256)])
    pygame.surfarray.pixels2d(light)[:] = _light(values)
    grey = Surface(tall.shape, 0, 32)
    grey.blit(light, (0, 0))
    picture.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return picture


def _light(values: Grey) -> npt.NDArray[np.uint8]:
    """Return the light on maps (k, n, n) that run from 0 to 255, as a strip (n, k n)."""
    count = values.shape[1]
    slope = np.zeros_like(values)
    slope[:, :-1, 1:] = values[:, 1:, 1:] - values[:, :-1, 1:]
    slope[:, :-1, 1:] -= values[:, :-1, 1:] - values[:, :-1, :-1]
    slope[:, -1], slope[:, :, 0] = slope[:, -2], slope[:, :, 1]
    slope *= np.float32(count / (255.0 * STEEP))
    slope += 1.0
    np.clip(slope, 0.0, 2.0, out=slope)
    slope *= LIGHT
    grey = slope.transpose(1, 0, 2)[:, :, ::-1].reshape(count, -1)
    return np.asarray(grey, dtype=np.uint8)


def _ink(height: float, spread: Spread, look: Look, share: float) -> Color:
    table = look.theme.tint.table()
    place = round((height - spread.low) / spread.size * 255)
    return mix(Color(*table[min(255, max(0, place))].tolist()), look.theme.stroke, share)


def paint_profiles(
    target: Surface, panes: Sequence[Pane], heights: Array, up: Spread, look: Look
) -> None:
    """Paint slices of heights (k, n) as solid ground below the height, and its line."""
    theme = look.theme
    column = image(np.ascontiguousarray(theme.tint.table()[None, ::-1]))
    for pane, values in zip(panes, heights, strict=True):
        plot = pane.plot
        target.fill(theme.sky, plot)
        if np.isnan(values).all():
            continue
        strata = pygame.transform.smoothscale(column, plot.size)
        target.blit(strata, plot)
        x = plot.left + np.linspace(0, plot.width - 1, values.size)
        y = plot.bottom - 1 - (values - up.low) / up.size * (plot.height - 1)
        y = np.where(np.isfinite(y), y, plot.bottom - 1.0)
        line = np.stack([x, y], axis=-1)
        above = [*line.tolist(), (plot.right, plot.top), (plot.left, plot.top)]
        above[0][0], above[-3][0] = plot.left, plot.right
        pygame.draw.polygon(target, theme.sky, above)
        clip = target.get_clip()
        target.set_clip(clip.clip(plot))
        bundle(target, theme.stroke, line, max(1.0, 1.8 * look.type.scale))
        target.set_clip(clip)
