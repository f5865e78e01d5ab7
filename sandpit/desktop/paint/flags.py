"""Numbered flags on their poles, and which of them are shown where dips crowd together."""

import math
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import pygame
from pygame import Rect, Surface

from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.layers import ease, smooth
from sandpit.desktop.paint.shapes import bar
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel

TOP = 44.0
"""How far the marks of a dip reach above it, in design pixels; a taller flag needs more."""
CLOTH = 19.0
"""The height of a flag's cloth, in design pixels."""
TAIL = 5.0
"""How deep a cloth is notched, in design pixels."""
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


class Pole(Enum):
    """The height of a flag's pole, in design pixels: a cloth on a tall one clears one beside it."""

    SHORT = 36.0
    TALL = 61.0


class Flag(NamedTuple):
    """The flag of one reading; number 0 is the free start."""

    number: int
    rank: Rank = Rank.PLAIN
    wind: Wind = Wind.EAST
    pole: Pole = Pole.SHORT

    def stands(self) -> "list[Flag]":
        """Return the flag in each of the four ways that it may stand, the best liked first."""
        other = Wind.WEST if self.wind is Wind.EAST else Wind.EAST
        winds = (self.wind, other)
        return [self._replace(wind=wind, pole=pole) for pole in Pole for wind in winds]


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


def draw_post(
    target: Surface, look: Look, foot: Pixel, tip: Pixel, coat: Coat = Coat.WHOLE
) -> None:
    """Draw what leads straight down from a flag's foot, in one line with its pole."""
    rim, ink = _widths(look)
    left, top, high = round(foot[0]), round(foot[1]), max(0, round(tip[1]) - round(foot[1]))
    if coat.rim:
        target.fill(look.theme.rim, Rect(left - rim // 2, top, rim, high))
    if coat.ink:
        target.fill(look.theme.stroke, Rect(left - ink // 2, top, ink, high))


def _widths(look: Look) -> tuple[int, int]:
    """Return how wide a pole is with its rim, and without: both odd, so that it has a middle."""
    return 1 + 2 * look.type.px(2.0), 1 + 2 * round(0.6 * look.type.scale)


def cloth_rect(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return what a flag's cloth covers."""
    place = _place(look, foot, flag)
    return Rect(place.topleft, (place.width, _cloth_height(look)))


def number_rect(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return what must stay free for a flag's number to be read: its cloth without the pole."""
    cloth, pole = cloth_rect(look, foot, flag), 2 * look.type.px(3)
    left = cloth.left + pole * (flag.wind is Wind.EAST)
    return Rect(left, cloth.top, cloth.width - pole, cloth.height)


def pole_rect(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return what a flag's pole covers below its cloth."""
    place, high, wide = _place(look, foot, flag), _cloth_height(look), 2 * look.type.px(3)
    return Rect(round(foot[0]) - wide // 2, place.top + high, wide, place.height - high)


def flag_rect(look: Look, foot: Pixel) -> Rect:
    """Return what the widest flag covers, whichever way it stands."""
    widest = [_place(look, foot, flag) for flag in Flag(WIDEST, Rank.BEST).stands()]
    return widest[0].unionall(widest[1:]).inflate(4, 4)


def apart(numbers: Iterable[tuple[Flag, Pixel]], reach: float) -> set[int]:
    """Return the numbers of the readings that have `reach` pixels to those before them in turn."""
    items = list(numbers)
    first = min((flag.number for flag, _ in items), default=0)
    kept: list[Pixel] = []
    found: set[int] = set()
    for flag, spot in sorted(items, key=lambda item: turn(item[0], first)):
        if all(math.dist(spot, other) >= reach for other in kept):
            found.add(flag.number)
            kept.append(spot)
    return found


_ROUND = (10, 5, 2)


def turn(flag: Flag, first: int) -> tuple[int, int]:
    """Return when a flag is placed: the latest, the best, the first, then the rounder numbers."""
    said = (flag.rank.latest, flag.rank.best, flag.number == first)
    if any(said):
        return said.index(True), flag.number
    fits = (i for i, unit in enumerate(_ROUND) if flag.number % unit == 0)
    return len(said) + next(fits, len(_ROUND)), flag.number


def _cloth_height(look: Look) -> int:
    return look.type.px(2) + look.type.px(CLOTH) + look.type.px(2)


def _place(look: Look, foot: Pixel, flag: Flag) -> Rect:
    """Return where a flag's picture lies."""
    pole, (width, height) = (
        look.type.px(3),
        _size(look, flag_text(flag.number, flag.rank), flag.pole),
    )
    left = round(foot[0]) - pole
    if flag.wind is Wind.WEST:
        left = round(foot[0]) + pole - width
    return Rect(left, round(foot[1]) - height + pole, width, height)


def _size(look: Look, text: str, pole: Pole) -> tuple[int, int]:
    """Return how large a flag's picture is, without painting it."""
    px = look.type.px
    wide = look.type.size(text, Role.FLAG)[0] + px(8) + px(TAIL)
    return 2 * px(3) + wide, px(pole.value) + 2 * px(3)


def _blit(target: Surface, look: Look, flag: Flag, place: Rect, part: Rect) -> None:
    spot = part.move(place.topleft)
    target.blit(_sprite(look, flag), spot, part, special_flags=pygame.BLEND_PREMULTIPLIED)


def _sprite(look: Look, flag: Flag) -> Surface:
    return _flag(look, flag_text(flag.number, flag.rank), flag._replace(number=0))


@lru_cache(maxsize=512)
def _flag(look: Look, text: str, flag: Flag) -> Surface:
    rank, wind = flag.rank, flag.wind
    theme, px = look.theme, look.type.px
    cloth, ink = (theme.flag, theme.on_flag) if rank.latest else (theme.rim, theme.stroke)
    edge = theme.rim if rank.latest else theme.stroke
    label = look.type.render(text, Role.FLAG, ink)
    left, tall, tail = px(3), px(CLOTH), px(TAIL)
    size = _size(look, text, flag.pole)
    wide = size[0] - 2 * px(3)

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
        rim, ink = _widths(look)
        bar(big, theme.rim, (pole, top - n), foot, rim * n)
        bar(big, theme.stroke, (pole, top), foot, ink * n)
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
