"""The chain rule with its numbers: boxes from the input to the loss, a derivative on each link."""

import math
from collections.abc import Sequence

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
TALLER = 1.6
"""A box whose formula takes two lines is so many times as high as others."""
ROLES = (Role.AXIS, Role.SMALL, Role.FLAG)
"""What a formula is set in, the first that has room."""

VALUES = (Role.NUMBER, Role.LABEL, Role.SMALL)
"""What a value is set in, the first that has room."""


def draw_chain(target: Surface, rect: Rect, exhibit: ChainExhibit, look: Look) -> None:
    """Draw one box below the other, the arrows between them, and their product at the bottom."""
    px, links = look.type.px, exhibit.links
    foot = 2 * look.type.line(Role.SMALL) + px(4)
    column = rect.width * 56 // 100
    role = _common(links, rect.width - column - px(21), look)
    said = [_lines(link, column - px(14), look) for link in links]
    shares = [TALLER if len(lines) > 1 else 1.0 for lines in said]
    pitch = min(px(64), (rect.height - foot) / sum(shares))
    gap = min(px(9), max(1, round(pitch / 4)))
    top, boxes = float(rect.top), list[Rect]()
    for share in shares:
        boxes.append(Rect(rect.left, round(top), column, max(1, round(pitch * share) - gap)))
        top += pitch * share
    for box, link, lines in zip(boxes, links, said, strict=True):
        _draw_box(target, box, (link, lines), look)
    for k, link in enumerate(links):
        _draw_link(target, boxes[k : k + 2], (link, role), rect.right, look)
    low = round(top) + px(2)
    _draw_product(target, Rect(rect.left, low, rect.width, rect.bottom - low), exhibit, look)


def _lines(link: Link, width: int, look: Look) -> list[str]:
    """Return a formula in one line where it has room beside its value, else in two."""
    room = width - look.type.size(_value(link), Role.NUMBER)[0] - look.type.px(6)
    if look.type.size(link.formula, Role.SMALL)[0] <= room:
        return [link.formula]
    first, comma, rest = link.formula.partition(", ")
    return [first + comma.rstrip(), rest] if rest else [first]


def _draw_box(target: Surface, box: Rect, told: tuple[Link, list[str]], look: Look) -> None:
    (link, formula), theme, px = told, look.theme, look.type.px
    pygame.draw.rect(target, theme.raised, box, border_radius=px(6))
    pygame.draw.rect(target, theme.edge, box, look.type.hair, border_radius=px(6))
    inner = box.inflate(-px(14), 0)
    value = fitted(_value(link), VALUES, theme.ink, inner.width * 2 // 5, look)
    target.blit(value, value.get_rect(midright=inner.midright))
    room = inner.width - value.get_width() - px(6)
    lines = [fitted(line, ROLES, theme.ink, room, look) for line in formula]
    if box.height >= px(TIGHT) * len(formula):
        lines.insert(0, fitted(link.name, (Role.SMALL,), theme.muted, room, look))
    pitch = min(look.type.line(Role.SMALL), box.height // len(lines))
    top = box.centery - pitch * len(lines) // 2
    for k, line in enumerate(lines):
        middle = top + pitch * k + pitch // 2
        target.blit(line, line.get_rect(midleft=(inner.left, middle)))


def _common(links: tuple[Link, ...], room: int, look: Look) -> Role:
    """Return the role in which all the derivatives have room."""
    widest = max(look.type.size(_slope(link), Role.LABEL)[0] for link in links)
    return Role.LABEL if widest <= room else Role.SMALL


def _value(link: Link) -> str:
    return figure(float(f"{link.value:.3g}"))


def _slope(link: Link) -> str:
    return f"{link.derivative_name} = {figure(link.derivative, 3)}"


def _draw_link(
    target: Surface, boxes: Sequence[Rect], told: tuple[Link, Role], right: int, look: Look
) -> None:
    """Draw the arrow from a box into the next, and beside it the derivative; the last goes out."""
    (link, role), theme, px = told, look.theme, look.type.px
    box, width, head = boxes[0], 2.0 * look.type.scale, 4.5 * look.type.scale
    lane, side = float(box.right + px(11)), float(box.right)
    start = box.centery + (box.height / 4 if len(boxes) > 1 else 0.0)
    middle = round(start)
    if len(boxes) > 1:
        end = boxes[1].centery - boxes[1].height / 4
        bar(target, theme.accent, (side, start), (lane, start), width)
        bar(target, theme.accent, (lane, start - width / 2), (lane, end + width / 2), width)
        bar(target, theme.accent, (lane, end), (side + head, end), width)
        tip = [(side + head, end - head), (side + head, end + head), (side, end)]
        middle = round((start + end) / 2)
    else:
        bar(target, theme.accent, (side, start), (lane - head, start), width)
        tip = [(lane - head, start - head), (lane - head, start + head), (lane, start)]
    pygame.draw.polygon(target, theme.accent, tip)
    left = round(lane) + px(8)
    text = fitted(_slope(link), (role, Role.FLAG), theme.ink, right - left, look)
    target.blit(text, text.get_rect(midleft=(left, middle)))


def _draw_product(target: Surface, rect: Rect, exhibit: ChainExhibit, look: Look) -> None:
    """Spell out that the derivatives of all links make this example's part of the whole."""
    links = exhibit.links
    above = links[-1].derivative_name.split("/")[0]
    below = links[0].derivative_name.split("/")[-1]
    factors = [figure(float(f"{link.derivative:.3g}")) for link in links]
    total = math.prod(link.derivative for link in links)
    bracketed = [f"({one})" if one.startswith("−") and k else one for k, one in enumerate(factors)]
    muted, accent = look.theme.muted, look.theme.accent
    lines = (
        ("its part: " + " · ".join(bracketed) + f" = {figure(total, 3)}", Role.SMALL, muted),
        (f"all {exhibit.count}: {above}/{below} = {figure(exhibit.whole)}", Role.LABEL, accent),
    )
    top = rect.top
    for words, role, color in lines:
        text = fitted(words, (role,), color, rect.width, look)
        target.blit(text, (rect.left, top))
        top += look.type.line(Role.SMALL)
