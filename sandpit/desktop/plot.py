"""The plot as a part of a scene: pointed at, dragged on, and moved over by keys or stick."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

import numpy as np
import pygame
from pygame import Rect, Surface

from sandpit.desktop.bindings import Command, Press
from sandpit.desktop.cursor import Cursor
from sandpit.desktop.input.mouse import is_second_click
from sandpit.desktop.paint.view import Overlay, Pixel, View
from sandpit.desktop.paint.views import view_for
from sandpit.desktop.part import Kit, Part
from sandpit.desktop.stride import Stride, steepness
from sandpit.game import Session
from sandpit.surfaces import Array, Box

COARSE, FINE = 1 / 48, 1 / 480
"""How far a key moves the cross, as a share of the domain."""

NEXT_TO_NONE = 1 / 64
"""At the edge of a plot that shows but a part of the box, a smaller share of a move is none."""

LEAN = 0.5
"""How much of the domain a stick that leans fully crosses in a second."""

SAME = 0.75
"""A click less than so many pixels of the screen from a flag's foot is at its very place: half a
pixel, and what the point was rounded by."""

GRAB, DRAG = 12, 6
"""How near an arrow must be pressed to be grabbed, and how far pulled to be dragged, in design
pixels."""

_WAYS: Mapping[Command, tuple[int, int]] = {
    Command.LEFT: (0, -1),
    Command.RIGHT: (0, 1),
    Command.DOWN: (1, -1),
    Command.UP: (1, 1),
}
"""Which axis a command moves the cross along, and which way."""


class Player(Protocol):
    """What a plot tells whoever plays on it."""

    def probe(self, at: Array) -> None:
        """The player wants a dip at a point."""

    def drag(self, rate: float | None) -> None:
        """The player pulls a step along the arrow: the rate so far, None where it leads nowhere."""

    def drop(self, rate: float | None) -> None:
        """The player lets the arrow go: a step at this rate is wanted, or with None no step."""


@dataclass
class _Pull:
    """A press of the mouse: where it began, and whether it has become a drag along the arrow.

    The `second` click of a double click may drag; let go in its place it is no dip.
    """

    begin: tuple[int, int]
    on_arrow: bool
    second: bool
    dragging: bool = False
    rate: float | None = None


def tidied(point: Array, box: Box) -> Array:
    """Return a point with no more decimals than can be pointed at, inside the box.

    Among many axes a short way is shared by all of them: each keeps the more decimals.
    """
    finest = 2000.0 * (1.0 if box.dimension <= 6 else 1e6)
    exponent = np.floor(np.log10(box.extent / finest))
    # Divided by a power of ten, a whole number becomes the double nearest to the decimal.
    up, down = 10.0 ** np.maximum(exponent, 0.0), 10.0 ** np.maximum(-exponent, 0.0)
    return box.clip(np.round(point / up * down) / down * up)


class Plot(Part):
    """The map or the profile of a session, with its cross, its ghost and its motion.

    Without a `player` it is only looked at. Its ground takes `least` pixels wherever it can. A
    `view` that has been painted for the same place and looks is shown on.
    """

    focusable: ClassVar[bool] = True

    def __init__(  # noqa: PLR0913 (its place and looks, what it shows, and to whom it tells)
        self,
        rect: Rect,
        kit: Kit,
        session: Session,
        player: Player | None = None,
        *,
        view: View | None = None,
        least: int = 0,
    ) -> None:
        super().__init__("plot", rect, kit)
        self._session = session
        self._player = player
        brief = session.state.brief
        look = replace(kit.look, ground=least)
        if view is None or (view.rect, view.look) != (rect, look):
            view = view_for(brief.dimension)(rect, brief, look)
        self.view: View = view
        self.view.refresh(session)
        self.overlay = Overlay()
        self._drawn: Overlay | None = None
        self._pull: _Pull | None = None
        self.keyed: Array | None = None
        """Where the keys or the stick have put the cross."""

    @property
    def enabled(self) -> bool:
        return self._player is not None

    @property
    def ring(self) -> Rect:
        return self.view.plot

    def show(self, overlay: Overlay) -> None:
        """Show another overlay in the next frame."""
        self.overlay = overlay
        self.stale = True

    def refresh(self) -> None:
        """Show what the session shows now."""
        self.view.refresh(self._session)
        if self.keyed is not None and self.view.parts > 1:
            self._hold()
        elif not self._in_sight(
            self._cross if self.overlay.cursor is None else self.overlay.cursor
        ):
            # The plane has turned, and left the cross behind: it begins at the last dip again.
            self.keyed = None
            if self.overlay.cursor is not None:
                self.overlay = replace(self.overlay, cursor=self._cross)
        self._drawn = None
        self.touch()

    def soiled(self) -> list[Rect]:
        if self._drawn is None:
            return [self.rect]
        return self.view.dirty(self._drawn, self.overlay)

    def draw(self, target: Surface) -> None:
        self.view.draw(target, self.overlay)
        self._drawn = self.overlay

    def lean(self, way: tuple[float, float], dt: float) -> None:
        """Move the cross as a stick leans, right and down, for `dt` seconds."""
        move = np.zeros_like(self._box.extent)
        for cross, sign in zip(
            self.view.ways(self.overlay.chosen), (way[0], -way[1]), strict=False
        ):
            move += sign * abs(sign) * LEAN * dt * cross
        self._move(move)

    def press(self, press: Press) -> bool:
        if press.command is Command.CONFIRM and self._player is not None:
            self._player.probe(self._tidied(self._cross))
            return True
        if self.turn(press):
            return True
        ways = self.view.ways(self.overlay.chosen)
        axis, sign = _WAYS.get(press.command, (len(ways), 0))
        if axis >= len(ways):
            return False
        self._move(sign * (FINE if press.fine else COARSE) * ways[axis])
        return True

    def turn(self, press: Press) -> bool:
        """Choose another slice, also where another part has the focus; False if none is asked."""
        if press.command is not Command.SLICE or self.view.parts == 1:
            return False
        self._choose((self.overlay.chosen + (-1 if press.fine else 1)) % self.view.parts)
        return True

    def pointer(self, event: pygame.event.Event) -> bool:
        if self._player is None or event.type == pygame.MOUSEWHEEL:
            return False
        if event.type == pygame.MOUSEMOTION:
            return self._hover(event.pos)
        if event.type == pygame.MOUSEBUTTONDOWN:
            return self._grab(event)
        if event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_LEFT:
            return self._let_go(event.pos)
        return False

    def let_go(self) -> None:
        self.cancel()

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:
        if self._player is None or self.view.part_at(pixel) is None:
            return Cursor.ARROW
        return Cursor.HAND if self._is_on_arrow(pixel) else Cursor.CROSS

    def cancel(self) -> bool:
        """Forget a drag that has begun; False if none has."""
        if self._pull is None or self._player is None:
            return False
        self._pull = None
        self._player.drop(None)
        return True

    @property
    def astray(self) -> bool:
        """Whether the arrow is being pulled where no step leads."""
        pull = self._pull
        return pull is not None and pull.dragging and pull.rate is None

    @property
    def _box(self) -> Box:
        return self._session.state.brief.box

    @property
    def _cross(self) -> Array:
        """Where the keys' cross stands: where it was put, or the last dip, or the middle."""
        if self.keyed is not None:
            return self.keyed
        position = self._session.state.position
        return self._box.centre if position is None else position

    def _hold(self) -> None:
        """Keep the cross in its slice, which goes through another point now."""
        position = self._session.state.position
        if self.keyed is None or position is None:
            return
        own = self.view.ways(self.overlay.chosen).any(axis=0)
        self.keyed = np.where(own, self.keyed, position)
        if self.overlay.cursor is not None:
            self.overlay = replace(self.overlay, cursor=self.keyed)

    def _choose(self, part: int) -> None:
        """Move the cross in another slice from now on: it begins at the current point."""
        self.keyed = None
        self.show(replace(self.overlay, chosen=part, cursor=self._cross))

    def _in_sight(self, point: Array) -> bool:
        """Return whether the plot shows where a point is."""
        return self.view.plot.inflate(2, 2).collidepoint(self.view.pixel_at(point))

    def _move(self, by: Array) -> None:
        """Move the cross, as far as it stays in the box and, of many axes, in the plot."""
        cross, share = self._cross, 1.0
        while share > NEXT_TO_NONE and not self._in_sight(self._box.clip(cross + share * by)):
            share /= 2
        self.keyed = self._box.clip(cross + share * by) if share > NEXT_TO_NONE else cross
        self.show(replace(self.overlay, cursor=self.keyed))

    def _hover(self, pixel: tuple[int, int]) -> bool:
        pull = self._pull
        if pull is not None and pull.on_arrow and self._player is not None:
            far = np.hypot(pixel[0] - pull.begin[0], pixel[1] - pull.begin[1])
            pull.dragging = pull.dragging or bool(far > self.kit.px(DRAG))
            if pull.dragging:
                pull.rate = self._rate_at(pixel)
                self.show(replace(self.overlay, cursor=None))
                self._player.drag(pull.rate)
            return True
        point = self.view.point_at(pixel)
        if point is not None:
            self.keyed = self._tidied(point)
            chosen = self.view.part_at(pixel) or 0
            self.show(replace(self.overlay, cursor=self.keyed, chosen=chosen))
        elif self.overlay.cursor is not None:
            self.show(replace(self.overlay, cursor=None))
        return False

    def _grab(self, event: pygame.event.Event) -> bool:
        if event.button == pygame.BUTTON_RIGHT:
            return self.cancel()
        inside = self.rect.collidepoint(event.pos)
        if event.button == pygame.BUTTON_LEFT and inside:
            on_arrow = self._is_on_arrow(event.pos)
            self._pull = _Pull(event.pos, on_arrow, is_second_click(event))
        return inside

    def _let_go(self, pixel: tuple[int, int]) -> bool:
        pull, self._pull = self._pull, None
        if pull is None or self._player is None:
            return False
        if pull.dragging:
            self._player.drop(pull.rate)
            return True
        point = self.view.point_at(pixel)
        if point is not None and not pull.second:
            self._player.probe(self._marked(pixel, self._tidied(point)))
        return True

    def _marked(self, pixel: tuple[int, int], point: Array) -> Array:
        """Return the place of the flag that stands at a pixel, or else the point itself.

        It is one whose foot is no pixel away from `point`, and which the part shows where it is:
        with several slices a flag may stand far before or behind the one that is clicked.
        """
        part = self.view.part_at(pixel) or 0
        ways = self.view.ways(part)
        sides = (ways * ways).sum(axis=1)
        here = np.array(self.view.pixel_at(point, part))
        for reading in reversed(self._session.state.readings):
            away = point - reading.at
            aside = away - (ways @ away / sides) @ ways
            foot = np.array(self.view.pixel_at(reading.at, part))
            beside = np.abs(here - foot)[: len(ways)]
            if beside.max() < SAME and np.all(np.abs(aside) <= 1e-9 * self._box.extent):
                return reading.at
        return point

    def _tidied(self, point: Array) -> Array:
        """Return a point that was pointed at: the last dip's own coordinates stay as they are.

        There and back again by keys leads to them but for the last bits of a sum.
        """
        position = self._session.state.position
        tidy = tidied(point, self._box)
        if position is None:
            return tidy
        return np.where(np.abs(point - position) <= 1e-9 * self._box.extent, position, tidy)

    def _rate_at(self, pixel: tuple[int, int]) -> float | None:
        plot = self.view.room(self.overlay.chosen)
        inside = (
            min(plot.right - 1, max(plot.left, pixel[0])),
            min(plot.bottom - 1, max(plot.top, pixel[1])),
        )
        point, last = self.view.point_at(inside), self._session.state.last
        if point is None or last is None:
            return None
        ways = self.view.ways(self.overlay.chosen)
        return Stride.towards(self._session.state.brief, last, point, ways)

    def _is_on_arrow(self, pixel: tuple[int, int]) -> bool:
        state = self._session.state
        if state.last is None or "step" not in state.brief.moves or not steepness(state.last):
            return False
        ends = self.view.arrow_ends(self.overlay.chosen)
        foot = self.view.pixel_at(state.last.at, self.overlay.chosen)
        grips = [(foot, foot)] if ends is None else [(foot, foot), ends]
        return min(_distance(pixel, *grip) for grip in grips) <= self.kit.px(GRAB)


def _distance(pixel: Pixel, begin: Pixel, end: Pixel) -> float:
    """Return how far a pixel is from a line between two others."""
    here, tail, head = map(np.array, (pixel, begin, end))
    along = head - tail
    share = float((here - tail) @ along) / max(1e-9, float(along @ along))
    return float(np.linalg.norm(here - tail - min(1.0, max(0.0, share)) * along))
