"""A window onto rows of which not all have room, and the bar that shows where it stands."""

from collections.abc import Callable

import pygame
from pygame import Rect, Surface

from sandpit.desktop.part import Kit, Part

BAR = 6
"""The width of a bar, in design pixels."""


class Reel:
    """Which of `rows` rows are in sight: `room` of them, from `first` on."""

    def __init__(self) -> None:
        self.first = 0
        self.room = 1
        self.rows = 0

    def fit(self, rows: int, room: int) -> None:
        """Take another number of rows, or room for another number of them."""
        self.rows, self.room = rows, max(1, room)
        self.turn(0)

    @property
    def most(self) -> int:
        """The first row in sight when the last one is; 0 where all have room."""
        return max(0, self.rows - self.room)

    def turn(self, by: int) -> bool:
        """Scroll down by so many rows, as far as there are any; False if it did not move."""
        before, self.first = self.first, min(self.most, max(0, self.first + by))
        return self.first != before

    def reach(self, row: int) -> bool:
        """Scroll as little as brings a row into sight; False if it is so already."""
        if row < self.first:
            return self.turn(row - self.first)
        return self.turn(max(0, row - self.first - self.room + 1))


def draw_bar(target: Surface, track: Rect, kit: Kit, shares: tuple[float, float]) -> None:
    """Draw a scroll bar; `shares` says how much is in sight, and how far that is scrolled."""
    seen, gone = shares
    thumb = track.copy()
    thumb.height = min(track.height, max(kit.px(16), round(track.height * seen)))
    thumb.top += round((track.height - thumb.height) * gone)
    pygame.draw.rect(target, kit.theme.faint, track, border_radius=kit.px(3))
    pygame.draw.rect(target, kit.theme.edge, thumb, border_radius=kit.px(3))


def draw_side_bar(target: Surface, rect: Rect, kit: Kit, scrolled: tuple[int, int]) -> None:
    """Draw the bar at the right of what lies in `rect`: how far it is scrolled, of which height."""
    at, total = scrolled
    track = Rect(0, rect.top, kit.px(BAR), rect.height)
    track.right = rect.right
    shares = (rect.height / total, at / max(1, total - rect.height))
    draw_bar(target, track, kit, shares)


class Scrollbar(Part):
    """The bar of a reel: a press or a pull on it scrolls there."""

    def __init__(
        self, name: str, rect: Rect, kit: Kit, reel: Reel, on_turn: Callable[[int], None]
    ) -> None:
        super().__init__(name, rect, kit)
        self._reel = reel
        self._on_turn = on_turn

    def draw(self, target: Surface) -> None:
        reel = self._reel
        track = Rect(0, self.rect.top, self.kit.px(BAR), self.rect.height)
        track.centerx = self.rect.centerx
        shares = reel.room / max(1, reel.rows), reel.first / max(1, reel.most)
        draw_bar(target, track, self.kit, shares)

    def pointer(self, event: pygame.event.Event) -> bool:
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT
        pulled = event.type == pygame.MOUSEMOTION and event.buttons[0]
        if not (pressed or pulled) or not self.rect.collidepoint(event.pos):
            return False
        share = (event.pos[1] - self.rect.top) / max(1, self.rect.height)
        to = round(share * self._reel.rows - self._reel.room / 2)
        self._on_turn(to - self._reel.first)
        return True
