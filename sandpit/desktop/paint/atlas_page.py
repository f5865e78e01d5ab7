"""The page of an atlas: names and ticks on the outer edge, headings, and the free corner."""

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.atlas_layout import Pane, Sheet, title
from sandpit.desktop.paint.frame import Frame, axis_name, named
from sandpit.desktop.paint.scale import Spread, figure, ticks, written
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.game import Brief
from sandpit.surfaces import Array

FEW = 3
"""An edge of a pane has about so many ticks."""


def page(size: tuple[int, int], sheet: Sheet, brief: Brief, look: Look) -> Surface:
    """Return the page around the panes: axes, and headings where there is room."""
    picture = Surface(size, 0, 32)
    picture.fill(look.theme.background)
    for pane in sheet.panes:
        if pane.plot.left == sheet.whole.left and pane.is_map:
            _write_up(picture, pane.frame(None), named(brief.axes[pane.axes[1]], look), look)
        if pane.plot.bottom == sheet.whole.bottom:
            _write_across(picture, pane, brief, look)
        if sheet.headed:
            head = look.type.render(title(pane, brief), Role.SMALL, look.theme.muted)
            picture.blit(head, head.get_rect(midbottom=pane.plot.midtop))
    return picture


def _write_across(picture: Surface, pane: Pane, brief: Brief, look: Look) -> None:
    plot, px = pane.plot, look.type.px
    frame = pane.frame(None)
    values, step = ticks(*pane.spreads[0], FEW)
    right = -1
    for value in values.tolist():
        x = round(frame.pixel(value, frame.up.low)[0])
        label = look.type.render(written(value, step), Role.SMALL, look.theme.muted)
        spot = label.get_rect(midtop=(x, plot.bottom + px(5)))
        spot.clamp_ip(Rect(plot.left, spot.top, plot.width, spot.height))
        if spot.left > right:
            picture.fill(look.theme.edge, Rect(x, plot.bottom + px(1.5), look.type.hair, px(4)))
            picture.blit(label, spot)
            right = spot.right + px(3)
    name = named(brief.axes[pane.axes[0]], look)
    below = plot.bottom + px(2) + look.type.line(Role.SMALL)
    picture.blit(name, name.get_rect(midtop=(plot.centerx, below)))


def write_heights(picture: Surface, pane: Pane, up: Spread, look: Look) -> None:
    """Write the heights beside the first profile; the others have the same."""
    name = look.type.render("height", Role.SMALL, look.theme.muted)
    _write_up(picture, pane.frame(up), name, look)


def _write_up(picture: Surface, frame: Frame, name: Surface, look: Look) -> None:
    plot, px = frame.plot, look.type.px
    values, step = ticks(*frame.up, FEW)
    top = plot.bottom + plot.height
    right = plot.left - px(7) - look.type.em(31)
    for value in values.tolist():
        y = round(frame.pixel(frame.across.low, value)[1])
        label = look.type.render(written(value, step), Role.SMALL, look.theme.muted)
        spot = label.get_rect(midright=(plot.left - px(7), y))
        spot.clamp_ip(Rect(spot.left, plot.top - px(3), spot.width, plot.height + px(6)))
        if spot.bottom <= top + px(4):
            mark = Rect(plot.left - px(5.5), y, px(4), look.type.hair)
            picture.fill(look.theme.edge, mark)
            picture.blit(label, spot)
            top, right = spot.top, min(right, spot.left - px(3))
    turned = pygame.transform.rotate(name, 90)
    spot = turned.get_rect(midright=(right, plot.centery))
    spot.left = max(0, spot.left)
    picture.blit(turned, spot)


def write_corner(picture: Surface, sheet: Sheet, look: Look, told: str) -> None:
    """Write in the free corner through what the slices go, in letters that have room there."""
    roles = (Role.LABEL, Role.SMALL, Role.FLAG)
    fits = (role for role in roles if look.type.size(told, role)[0] <= sheet.corner.width)
    words = look.type.render(told, next(fits, Role.FLAG), look.theme.ink)
    picture.blit(words, sheet.corner.topleft, Rect(0, 0, sheet.corner.width, words.get_height()))


def write_point(picture: Surface, room: Rect, brief: Brief, look: Look, point: Array) -> Rect:
    """Write the current point, as many coordinates a line as fit; return the room left below."""
    parts = [
        f"{axis_name(axis.name)} = {figure(round(value, 6))}"
        for axis, value in zip(brief.axes, point.tolist(), strict=True)
    ]
    gap = look.type.px(14)
    x, y, line = room.left, room.top, look.type.line(Role.SMALL)
    for part in parts:
        label = look.type.render(part, Role.SMALL, look.theme.muted)
        if x > room.left and x + label.get_width() > room.right:
            x, y = room.left, y + line
        if y + line > room.bottom:
            break
        picture.blit(label, (x, y))
        x += label.get_width() + gap
    used = y + line + look.type.px(6) - room.top
    return Rect(room.left, room.top + used, room.width, max(0, room.height - used))


def draw_key(picture: Surface, room: Rect, spread: Spread, look: Look) -> None:
    """Draw what heights the colours stand for, level, where there is room."""
    theme, px = look.theme, look.type.px
    line = look.type.line(Role.SMALL)
    if room.height < 2 * line + px(14):
        return
    word = look.type.render("height", Role.SMALL, theme.muted)
    picture.blit(word, room.topleft)
    strip = Rect(room.left, room.top + line, min(room.width, px(260)), px(12))
    table = theme.tint.table()
    scale = Surface((len(table), 1), 0, 32)
    pygame.surfarray.blit_array(scale, table[:, None])
    picture.blit(pygame.transform.smoothscale(scale, strip.size), strip)
    pygame.draw.rect(picture, theme.edge, strip, look.type.hair)
    values, step = ticks(*spread, max(2, strip.width // px(44)))
    for value in values.tolist():
        x = round(strip.left + (value - spread.low) / spread.size * (strip.width - 1))
        picture.fill(theme.edge, Rect(x, strip.bottom, look.type.hair, px(4)))
        label = look.type.render(written(value, step), Role.SMALL, theme.muted)
        spot = label.get_rect(midtop=(x, strip.bottom + px(4)))
        picture.blit(label, spot.clamp(room.inflate(px(8), 0)))
