"""Small signs of what a level is like: how many axes its ground has, and whether it is locked."""

import math

import numpy as np
import pygame
from pygame import Color, Rect, Surface

from sandpit.desktop.paint.shapes import bundle
from sandpit.desktop.part import Kit, Part
from sandpit.game import Brief
from sandpit.surfaces import Goal

FEW = 6
"""Up to so many axes the ground is shown in slices."""


class Emblem(Part):
    """A curve for one axis, contours for two, tiles for a few, bars for many; upside down a pit."""

    def __init__(self, rect: Rect, kit: Kit, brief: Brief, color: Color) -> None:
        super().__init__("emblem", rect, kit)
        self._dimension = brief.dimension
        self._pit = brief.goal is Goal.PIT
        self._color = color

    def draw(self, target: Surface) -> None:
        if self._dimension == 1:
            self._draw_curve(target)
        elif self._dimension == 2:
            self._draw_contours(target)
        elif self._dimension <= FEW:
            self._draw_tiles(target)
        else:
            self._draw_bars(target)

    def _draw_curve(self, target: Surface) -> None:
        rect, places = self.rect.inflate(-2, -4), []
        for i in range(25):
            share = i / 24
            high = math.exp(-(((share - 0.55) / 0.2) ** 2)) + 0.25 * math.exp(
                -(((share - 0.1) / 0.12) ** 2)
            )
            level = high if self._pit else 1.0 - high
            places.append((rect.left + share * rect.width, rect.top + level * rect.height))
        bundle(target, self._color, np.array(places), self._line)

    def _draw_contours(self, target: Surface) -> None:
        for share in (1.0, 0.62, 0.26):
            ring = Rect(0, 0, self.rect.width * share, self.rect.height * share)
            ring.center = (
                round(self.rect.centerx + (1 - share) * self.rect.width / 10),
                self.rect.centery,
            )
            turns = [2 * math.pi * i / 32 for i in range(33)]
            places = [
                (
                    ring.centerx + ring.width / 2 * math.cos(turn),
                    ring.centery + ring.height / 2 * math.sin(turn),
                )
                for turn in turns
            ]
            bundle(target, self._color, np.array(places), self._line)

    def _draw_tiles(self, target: Surface) -> None:
        side = (self.rect.height - self._gap) // 2
        for row in range(2):
            for column in range(3):
                if column <= row + 1:
                    tile = Rect(0, 0, side, side).move(self.rect.topleft)
                    tile.move_ip(column * (side + self._gap), row * (side + self._gap))
                    pygame.draw.rect(target, self._color, tile, max(1, round(self._line)))

    def _draw_bars(self, target: Surface) -> None:
        thick = max(1, (self.rect.height - 3 * self._gap) // 4)
        for row, share in enumerate((1.0, 0.7, 0.5, 0.3)):
            top = self.rect.top + row * (thick + self._gap)
            target.fill(
                self._color, Rect(self.rect.left, top, round(share * self.rect.width), thick)
            )

    @property
    def _gap(self) -> int:
        return self.kit.px(2)

    @property
    def _line(self) -> float:
        return 1.5 * self.kit.type.scale


class Padlock(Part):
    """A padlock at the right of its place."""

    def __init__(self, rect: Rect, kit: Kit, color: Color) -> None:
        super().__init__("lock", rect, kit)
        self._color = color

    def draw(self, target: Surface) -> None:
        px = self.kit.px
        body = Rect(0, 0, px(14), px(10))
        body.bottomright = (self.rect.right, self.rect.centery + px(8))
        pygame.draw.rect(target, self._color, body, border_radius=px(2))
        bow = Rect(0, 0, px(10), px(14))
        bow.midbottom = (body.centerx, body.top + px(6))
        old = target.get_clip()
        target.set_clip(old.clip(Rect(bow.left, bow.top, bow.width, body.top - bow.top)))
        pygame.draw.rect(target, self._color, bow, max(2, px(2)), border_radius=px(5))
        target.set_clip(old)
