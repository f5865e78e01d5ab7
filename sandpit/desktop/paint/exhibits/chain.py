"""The chain rule with its numbers: boxes from the input to the loss, a derivative on each link."""

import math

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.exhibits.lettering import fitted
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.shapes import bar
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look
from sandpit.surfaces.exhibit import ChainExhibit, Link

TIGHT = 34.0
"""Below this height in design pixels, a box tells its formula and not its name."""


def draw_chain(target: Surface, rect: Rect, exhibit: ChainExhibit, look: Look) -> None:
    """Draw one box below the other, the arrows between them, and their product at the bottom."""
    px, links = look.type.px, exhibit.links
    foot = 2 * look.type.line(Role.SMALL) + px(4)
    pitch = max(1, min(px(64), (rect.height - foot) // len(links)))
    column = rect.width * 60 // 100
    role = _common(links, rect.width - column - px(17), look)
    for k, link in enumerate(links):
        box = Rect(rect.left, rect.top + k * pitch, column, pitch - min(px(9), pitch // 4))
        _draw_box(target, box, link, look)
        lane = Rect(box.right, box.top, rect.right - box.right, pitch)
        _draw_link(target, (box, lane), link, role, look)
    top = rect.top + pitch * len(links) + px(2)
    _draw_product(target, Rect(rect.left, top, rect.width, rect.bottom - top), links, look)


def _draw_box(target: Surface, box: Rect, link: Link, look: Look) -> None:
    theme, px = look.theme, look.type.px
    pygame.draw.rect(target, theme.raised, box, border_radius=px(6))
    pygame.draw.rect(target, theme.edge, box, look.type.hair, border_radius=px(6))
    inner = box.inflate(-px(14), 0)
    value = fitted(
        figure(link.value), (Role.NUMBER, Role.LABEL), theme.ink, inner.width * 2 // 5, look
    )
    target.blit(value, value.get_rect(midright=inner.midright))
    room = inner.width - value.get_width() - px(6)
    roles = (Role.AXIS, Role.SMALL)
    if box.height < look.type.px(TIGHT):
        formula = fitted(link.formula, roles, theme.ink, room, look)
        target.blit(formula, formula.get_rect(midleft=inner.midleft))
        return
    name = fitted(link.name, (Role.SMALL,), theme.muted, room, look)
    formula = fitted(link.formula, roles, theme.ink, room, look)
    target.blit(name, name.get_rect(bottomleft=(inner.left, box.centery + px(3))))
    target.blit(formula, formula.get_rect(topleft=(inner.left, box.centery - px(3))))


def _common(links: tuple[Link, ...], room: int, look: Look) -> Role:
    """Return the role in which all the derivatives have room."""
    widest = max(look.type.size(_slope(link), Role.LABEL)[0] for link in links)
    return Role.LABEL if widest <= room else Role.SMALL


def _slope(link: Link) -> str:
    return f"{link.derivative_name} = {figure(float(f'{link.derivative:.3g}'))}"


def _draw_link(
    target: Surface, places: tuple[Rect, Rect], link: Link, role: Role, look: Look
) -> None:
    """Draw the arrow that leaves a box downwards in its lane, and its derivative beside it."""
    box, lane = places
    theme, scale, px = look.theme, look.type.scale, look.type.px
    x = lane.left + px(9)
    start, end = (float(x), float(box.centery)), (float(x), float(lane.bottom))
    bar(target, theme.accent, (float(box.right), start[1]), start, 2.0 * scale)
    bar(target, theme.accent, start, end, 2.0 * scale)
    head = 4.5 * scale
    tip = [(x - head, end[1] - head), (x + head, end[1] - head), (float(x), end[1] + 1.0)]
    pygame.draw.polygon(target, theme.accent, tip)
    room = lane.right - x - px(8)
    text = fitted(_slope(link), (role,), theme.ink, room, look)
    middle = (round(start[1]) + lane.bottom) // 2 if lane.height > px(40) else round(start[1])
    target.blit(text, text.get_rect(midleft=(x + px(8), middle)))


def _draw_product(target: Surface, rect: Rect, links: tuple[Link, ...], look: Look) -> None:
    """Spell out that the derivatives of all links make one."""
    above = links[-1].derivative_name.split("/")[0]
    below = links[0].derivative_name.split("/")[-1]
    factors = [figure(float(f"{link.derivative:.3g}")) for link in links]
    total = math.prod(link.derivative for link in links)
    bracketed = [f"({one})" if one.startswith("−") and k else one for k, one in enumerate(factors)]
    lines = (
        (f"{above}/{below} = " + " · ".join(bracketed), Role.SMALL, look.theme.muted),
        (f"{above}/{below} = {figure(float(f'{total:.3g}'))}", Role.LABEL, look.theme.accent),
    )
    top = rect.top
    for words, role, color in lines:
        text = fitted(words, (role,), color, rect.width, look)
        target.blit(text, (rect.left, top))
        top += look.type.line(Role.SMALL)
