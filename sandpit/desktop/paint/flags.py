"""Numbered flags on their poles, and which of them are shown where dips crowd together."""

import math
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.layers import ease, smooth
from sandpit.desktop.paint.shapes import bar
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel

POLE = 36.0
"""The height of a flag's pole, in design pixels."""
TOP = POLE + 8.0
"""How far the marks of a dip reach above it, in design pixels."""
CLOTH = 19.0
"""The height of a flag's cloth, in design pixels."""
WIDEST = 8888
"""No number is wider on a flag."""


class Rank(Enum):
    """What a flag says besides its number: (is the latest, is the best so far)."""

    PLAIN = (False, False)
    BEST = (False, True)
    LATEST = (True, False)
    LATEST_BEST = (True, True)

    @classmethod
    def of(cls, *, latest: bool, best: bool) -> "Rank":
        """Return the rank of a reading."""
        return cls((latest, best))

    @property
    def latest(self) -> bool:
        """Whether the flag is of the accent's colour."""
        return self.value[0]

    @property
    def best(self) -> bool:
        """Whether the flag bears a star."""
        return self.value[1]


class Wind(Enum):
    """Which way a flag flies from its pole."""

    EAST = "east"
    WEST = "west"


class Flag(NamedTuple):
    """The flag of one reading; number 0 is the free start."""

    number: int
    rank: Rank = Rank.PLAIN
    wind: Wind = Wind.EAST


def flag_text(number: int, rank: Rank) -> str:
    """Return what is written on the flag of a reading."""
    name = str(number) if number else "start"
    return f"★{name}" if rank.best else name


def draw_flag(target: Surface, look: Look, foot: Pixel, flag: Flag, t: float = 1.0) -> None:
    """Plant a flag straight above `foot`; t unfurls it."""
    place = _place(look, foot, flag)
    pole = look.type.px(3)
    shown = max(pole * 2, round(place.width * ease(t)))
    left = 0 if flag.wind is Wind.EAST else place.width - shown
    _blit(target, look, flag, place, Rect(left, 0, shown, place.height))


def draw_pole(target: Surface, look: Look, foot: Pixel, flag: Flag) -> None:
    """Draw what of a flag is below its cloth."""
    place, cloth = _place(look, foot, flag), _cloth_height(look)
    _blit(target, look, flag, place, Rect(0, cloth, place.width, place.height - cloth))


def draw_cloth(target: Surface, look: Look, foot: Pixel, flag: Flag) -> None:
    """Draw a flag's cloth with its number, above all marks."""
    place = _place(look, foot, flag)
    _blit(target, look, flag, place, Rect(0, 0, place.width, _cloth_height(look)))


def cloth_rect(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return what a flag's cloth covers."""
    place = _place(look, foot, flag)
    return Rect(place.topleft, (place.width, _cloth_height(look)))


def flag_rect(look: Look, foot: Pixel) -> Rect:
    """Return what the widest flag covers, whichever way it flies."""
    widest = [_place(look, foot, Flag(WIDEST, Rank.BEST, wind)) for wind in Wind]
    return widest[0].union(widest[1]).inflate(4, 4)


def uncrowded(look: Look, feet: Sequence[tuple[Flag, Pixel]], dots: Sequence[Pixel]) -> set[int]:
    """Return the numbers of the flags that have room; the latest, best and first always do.

    Of the others the rounder number goes first: tens, fives, even ones, then the rest. A flag has
    no room where its cloth would lie over that of one shown, or over one of the `dots`.
    """
    first = min((flag.number for flag, _ in feet), default=0)
    shown: set[int] = set()
    taken: list[Rect] = []
    for flag, foot in sorted(feet, key=lambda item: _turn(item[0], first)):
        cloth = cloth_rect(look, foot, flag)
        must = flag.rank is not Rank.PLAIN or flag.number == first
        if must or not (cloth.collidelist(taken) >= 0 or _holds_any(cloth, dots)):
            shown.add(flag.number)
            taken.append(cloth)
    return shown


def apart(numbers: Iterable[tuple[Flag, Pixel]], reach: float) -> set[int]:
    """Return the numbers of the readings that have `reach` pixels to those before them in turn."""
    items = list(numbers)
    first = min((flag.number for flag, _ in items), default=0)
    kept: list[Pixel] = []
    found: set[int] = set()
    for flag, spot in sorted(items, key=lambda item: _turn(item[0], first)):
        if all(math.dist(spot, other) >= reach for other in kept):
            found.add(flag.number)
            kept.append(spot)
    return found


_ROUND = (10, 5, 2)


def _turn(flag: Flag, first: int) -> tuple[int, int]:
    """Return when a flag is placed: the latest, the best, the first, then the rounder numbers."""
    said = (flag.rank.latest, flag.rank.best, flag.number == first)
    if any(said):
        return said.index(True), flag.number
    fits = (i for i, unit in enumerate(_ROUND) if flag.number % unit == 0)
    return len(said) + next(fits, len(_ROUND)), flag.number


def _holds_any(cloth: Rect, dots: Sequence[Pixel]) -> bool:
    return any(cloth.collidepoint(dot) for dot in dots)


def _cloth_height(look: Look) -> int:
    return look.type.px(2) + look.type.px(CLOTH) + look.type.px(2)


def _place(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return where a flag's picture lies."""
    pole, (width, height) = look.type.px(3), _sprite(look, flag).get_size()
    left = round(foot[0]) - pole
    if flag.wind is Wind.WEST:
        left = round(foot[0]) + pole - width
    return Rect(left, round(foot[1]) - height + pole, width, height)


def _blit(target: Surface, look: Look, flag: Flag, place: Rect, part: Rect) -> None:
    spot = part.move(place.topleft)
    target.blit(_sprite(look, flag), spot, part, special_flags=pygame.BLEND_PREMULTIPLIED)


def _sprite(look: Look, flag: Flag) -> Surface:
    return _flag(look, flag_text(flag.number, flag.rank), flag.rank, flag.wind)


@lru_cache(maxsize=256)
def _flag(look: Look, text: str, rank: Rank, wind: Wind) -> Surface:
    theme, px = look.theme, look.type.px
    cloth, ink = (theme.flag, theme.on_flag) if rank.latest else (theme.rim, theme.stroke)
    edge = theme.rim if rank.latest else theme.stroke
    label = look.type.render(text, Role.FLAG, ink)
    left, tall, tail = px(3), px(CLOTH), px(5)
    wide = label.get_width() + px(8) + tail
    size = (left + wide + px(3), px(POLE) + px(3) + left)

    def paint(big: Surface, n: int) -> None:
        top, pole = px(2) * n, round((left + 0.5) * n)
        cloth_corners = [
            (pole, top),
            (pole + wide * n, top),
            (pole + (wide - tail) * n, top + tall * n / 2),
            (pole + wide * n, top + tall * n),
            (pole, top + tall * n),
        ]
        foot = (pole, big.get_height() - left * n)
        bar(big, theme.rim, (pole, top - n), foot, 5.0 * look.type.scale * n)
        bar(big, theme.stroke, (pole, top), foot, 2.2 * look.type.scale * n)
        pygame.draw.polygon(big, cloth, cloth_corners)
        line = max(n, round(1.5 * look.type.scale * n))
        pygame.draw.lines(big, edge, closed=True, points=cloth_corners, width=line)

    sprite, across = smooth(size, paint), left + px(4)
    if wind is Wind.WEST:
        sprite = pygame.transform.flip(sprite, flip_x=True, flip_y=False)
        across = size[0] - across - label.get_width()
    spot = (across, px(2) + (tall - label.get_height()) // 2)
    sprite.blit(label.premul_alpha(), spot, special_flags=pygame.BLEND_PREMULTIPLIED)
    return sprite
