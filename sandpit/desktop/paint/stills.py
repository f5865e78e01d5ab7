"""The pictures that lie still under what moves on a plot: ground, sand, and all dips."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from pygame import Rect, Surface

from sandpit.desktop.paint import flags, marks
from sandpit.desktop.paint.coat import Coat
from sandpit.desktop.paint.crowd import Crowd
from sandpit.desktop.paint.flags import Flag, Rank, Wind
from sandpit.desktop.paint.goals import goals_of
from sandpit.desktop.paint.planting import Planting, Site, plant
from sandpit.desktop.paint.sand import Blanket, Spring
from sandpit.desktop.paint.scale import figure
from sandpit.desktop.paint.sketch import Sketch
from sandpit.desktop.paint.values import Values
from sandpit.desktop.paint.view import Look, Overlay, Pixel, Trail
from sandpit.game import Brief, Dipstick, Outcome, Reading, Session
from sandpit.surfaces import Array

KEPT = 3
"""How many composed pictures are kept for frames to come."""
DOT = 6.0
"""The half of a dip's width that no written height may cover, in design pixels."""


@dataclass(frozen=True)
class Ground:
    """The painted layers of one refresh, each as large as the view's rectangle."""

    bare: Surface
    """Everything below the sand."""
    blanket: Blanket | None
    """The sand, or None where there is none."""
    corner: tuple[int, int]
    """Where the sand's upper left corner lies."""


class Still(NamedTuple):
    """What a picture without what moves shows: how much of the sand is gone, how many dips.

    Of the trail, if it is shown, `traced` is drawn: 1 for all of it.
    """

    share: float
    trail: Trail
    dips: int
    traced: float = 1.0
    sketch: Sketch | None = None
    stands: tuple[tuple[int, Flag], ...] = ()
    """The flags that stand otherwise than where there is neither ghost nor diamond."""


FlagPainter = Callable[[Surface, Look, Pixel, Flag], None]
"""Draws a flag, or a part of it, above its foot."""


class Stills(ABC):
    """Keeps the layers of one refresh, and the pictures composed of them.

    All pixels count from the corner of `rect`.
    """

    elbow: ClassVar[float]
    """Dips closer together than this, in design pixels, do not all show their arrows."""

    def __init__(self, rect: Rect, brief: Brief, look: Look) -> None:
        self.rect = Rect(rect)
        self.brief = brief
        self.look = look
        self._inner = self._layout()
        self._readings: tuple[Reading, ...] = ()
        self._best: Reading | None = None
        self._ground: Ground | None = None
        self._over = self._found = False
        self._goals: list[tuple[Array, float]] = []
        site = Site(look, self._flag_room(), np.zeros((0, 2)))
        self._crowd = Crowd(plant(site, []), frozenset(), Values(look, {}))
        self._stills: dict[Still, Surface] = {}
        self._former: Surface | None = None

    # What each kind of plot gives

    @abstractmethod
    def _layout(self) -> Rect:
        """Return where the ground lies."""

    @abstractmethod
    def _paint(self, session: Session) -> Ground:
        """Paint the layers from what the session shows."""

    @abstractmethod
    def _finish(self, target: Surface) -> None:
        """Draw what lies on top of ground and sand: grid and border."""

    @abstractmethod
    def _spot(self, at: Array, height: float | None) -> Pixel:
        """Return the pixel of a place, or of the ground there where the height is known."""

    @abstractmethod
    def _foot(self, reading: Reading) -> Pixel:
        """Return where a reading's flag and stick stand."""

    @abstractmethod
    def _draw_measured(self, target: Surface, reading: Reading, t: float, coat: Coat) -> None:
        """Draw a dip and all that it showed, but for its flag and height; t lets it come."""

    @abstractmethod
    def _draw_dot(self, target: Surface, reading: Reading, coat: Coat) -> None:
        """Draw a dip that has no room for more than its place."""

    @abstractmethod
    def _strokes(self, reading: Reading) -> list[Pixel]:
        """Return points along a reading's arrow, its head first, that flags keep clear of."""

    @abstractmethod
    def _wind(self, reading: Reading) -> Wind:
        """Return which way a reading's flag flies."""

    @abstractmethod
    def _draw_sketch(self, target: Surface, sketch: Sketch) -> None:
        """Draw what is asked for of the model at a dip."""

    # Composing

    def refresh(self, session: Session) -> None:
        """Paint the cached layers anew from what the session shows: after a dip, or at the end."""
        state = session.state
        grown = len(state.readings) > len(self._readings)
        if self._ground is not None and grown:
            self._former = self._still(Still(0.0, Trail.HIDDEN, len(self._readings)))
        self._readings, self._best = state.readings, state.best
        self._over = state.outcome is not None
        self._found = state.outcome is Outcome.FOUND and bool(state.readings)
        self._goals = goals_of(session)
        self._ground = self._paint(session)
        self._crowd = self._settled()
        self._stills.clear()

    def _still(self, key: Still) -> Surface:
        """Return the picture without what moves on it, from the cache."""
        if key not in self._stills:
            while len(self._stills) >= KEPT:
                del self._stills[next(iter(self._stills))]
            self._stills[key] = self._composed(key)
        return self._stills[key]

    def _composed(self, key: Still) -> Surface:
        picture = Surface(self.rect.size, 0, 32)
        if self._ground is None:
            picture.fill(self.look.theme.background)
            return picture
        picture.blit(self._ground.bare, (0, 0))
        if self._ground.blanket is not None:
            self._ground.blanket.draw(picture, self._ground.corner, key.share)
            self._ground.blanket.strew(picture, self._ground.corner, key.share)
        self._finish(picture)
        if key.trail is Trail.SHOWN and len(self._readings) > 1:
            self._draw_trail(picture, key.traced)
        if key.sketch is not None:
            self._draw_sketch(picture, key.sketch)
        self._draw_readings(picture, self._readings[: key.dips], dict(key.stands))
        return picture

    def _draw_trail(self, target: Surface, traced: float) -> None:
        places = [self._spot(r.at, r.height) for r in self._readings]
        marks.draw_trail(target, self.look, places, traced)

    def _springs(self) -> list[Spring]:
        """Return where the wind comes from that blows the sand away: from the find, if any."""
        if not self._found:
            return []
        x, y = self._spot(self._readings[-1].at, self._readings[-1].height)
        area = Rect((0, 0), self._inner.size)
        return [(area, (x - self._inner.left, y - self._inner.top))]

    def _draw_readings(
        self, picture: Surface, readings: Sequence[Reading], stands: Mapping[int, Flag]
    ) -> None:
        """Draw poles, then arrows and dots, then numbers: what matters more lies above."""
        crowd = self._crowd
        by_number = {reading.number: reading for reading in readings}
        flagged = [by_number[n] for n in crowd.planting if n in by_number]
        for reading in flagged:
            self._draw_flag(picture, reading, flags.draw_pole, stands)
        strong = [r for r in readings if r is self._best or r is self._readings[-1]]
        for coat in (Coat.RIM, Coat.INK):
            for reading in readings:
                if reading in strong:
                    continue
                if reading.number in crowd.arrowed:
                    self._draw_measured(picture, reading, 1.0, coat)
                else:
                    self._draw_dot(picture, reading, coat)
        for reading in strong:
            self._draw_measured(picture, reading, 1.0, Coat.WHOLE)
        for reading in readings:
            crowd.values.draw(picture, reading.number)
        for reading in flagged:
            self._draw_flag(picture, reading, flags.draw_cloth, stands)

    def _draw_flag(
        self, target: Surface, reading: Reading, draw: FlagPainter, stands: Mapping[int, Flag]
    ) -> None:
        flag = stands.get(reading.number) or self._crowd.flag(reading.number)
        draw(target, self.look, self._foot(reading), flag or self._flag(reading))

    def _settled(self) -> Crowd:
        """Return what of the readings is shown, after each refresh."""
        named = [(self._flag(r), r) for r in self._readings]
        spots = [(flag, self._spot(r.at, r.height)) for flag, r in named]
        arrowed = flags.apart(spots, self.elbow * self.look.type.scale)
        points = [spot for _, spot in spots]
        for flag, reading in named:
            if flag.rank is not Rank.PLAIN:
                points += self._strokes(reading)
            elif reading.number in arrowed:
                points += self._strokes(reading)[:1]
        site = Site(self.look, self._flag_room(), np.array(points).reshape(-1, 2), self._stars())
        planting = plant(site, [(flag, self._foot(r)) for flag, r in named])
        return Crowd(planting, frozenset(arrowed), self._valued(planting))

    def _valued(self, planting: Planting) -> Values:
        """Return the heights written beside the dips: none but where the stick tells no more."""
        if self.brief.stick is not Dipstick.HEIGHT:
            return Values(self.look, {})
        spots = [(r, self._spot(r.at, r.height)) for r in self._readings]
        taken = [*planting.cloths(), *planting.poles()]
        taken += [self._around(spot, DOT) for _, spot in spots] + self._stars()
        items = [(r.number, figure(r.height), spot) for r, spot in spots]
        return Values.placed(self.look, items, self._inner, taken)

    def _stars(self) -> list[Rect]:
        """Return what the stars of the optima cover, once they are uncovered."""
        return [self._around(self._spot(at, height), marks.STAR) for at, height in self._goals]

    def _flag_room(self) -> Rect:
        """Return where cloths may hang: inside the frame, and in the free strip above it."""
        inner, more = self._inner, self.look.type.px(4)
        return Rect(inner.left - more, 0, inner.width + 2 * more, inner.bottom)

    def _stands(self, overlay: Overlay) -> dict[int, Flag]:
        """Return how those flags stand that step aside for where a move would land."""
        if not self._readings or (overlay.ghost is None and overlay.newton is None):
            return {}
        ends = [end for end in (overlay.ghost, overlay.newton) if end is not None]
        places = [self._around(self._spot(end, None), marks.GHOST + 1) for end in ends]
        return self._crowd.planting.dodged(places)

    def _flag(self, reading: Reading) -> Flag:
        latest, best = reading is self._readings[-1], reading is self._best
        rank = Rank.of(latest=latest, best=best and len(self._readings) > 1)
        return Flag(reading.number, rank, self._wind(reading))

    def _around(self, spot: Pixel, reach: float) -> Rect:
        side = 2 * self.look.type.px(reach) + 2
        area = Rect(0, 0, side, side)
        area.center = (round(spot[0]), round(spot[1]))
        return area
