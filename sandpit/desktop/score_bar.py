"""One part of a score: its name, its points, and a bar of how many it could have had."""

from collections.abc import Mapping

from pygame import Rect, Surface

from sandpit.desktop.card import draw_card
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit, Part
from sandpit.game.scoring import CLOSENESS, FIND, THRIFT
from sandpit.game.scoring import Part as Points

MOST: Mapping[str, int] = {"find": FIND, "thrift": THRIFT, "closeness": CLOSENESS}
"""How many points each part of a score can have."""
BAR = 9
"""How thick a bar is, in design pixels."""


class ScoreBar(Part):
    """A line of words above a bar; `share` of the points has been counted."""

    def __init__(self, rect: Rect, kit: Kit, points: Points, share: float = 1.0) -> None:
        super().__init__(f"score-{points.name}", rect, kit)
        self._points = points
        self._share = share

    @property
    def share(self) -> float:
        """What share of its points has been counted, 0 to 1."""
        return self._share

    @share.setter
    def share(self, share: float) -> None:
        if share != self._share:
            self._share = share
            self.touch()

    @property
    def overflow(self) -> tuple[int, int]:
        name, points = (self.kit.type.size(word, Role.LABEL) for word in self._words(1.0))
        high = max(name[1], points[1]) + self.kit.px(BAR)
        wide = name[0] + points[0] + self.kit.px(8)
        return (max(0, wide - self.rect.width), max(0, high - self.rect.height))

    def draw(self, target: Surface) -> None:
        kit, theme = self.kit, self.kit.theme
        name, points = (
            kit.type.render(word, Role.LABEL, color)
            for word, color in zip(self._words(self._share), (theme.ink, theme.muted), strict=True)
        )
        target.blit(name, name.get_rect(topleft=self.rect.topleft))
        target.blit(points, points.get_rect(topright=self.rect.topright))
        high = kit.px(BAR)
        track = Rect(self.rect.left, self.rect.bottom - high, self.rect.width, high)
        draw_card(target, track, theme.faint, high // 2)
        had = self._share * self._points.points / MOST.get(self._points.name, FIND)
        if had > 0.0:
            draw_card(
                target,
                Rect(track.topleft, (max(high, round(track.width * had)), high)),
                theme.accent,
                high // 2,
            )

    def _words(self, share: float) -> tuple[str, str]:
        most = MOST.get(self._points.name, FIND)
        name = self._points.name.capitalize()
        return name, f"{round(share * self._points.points)} of {most}"
