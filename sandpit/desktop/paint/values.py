"""The heights that are written beside dips, where there is room for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect, Surface

from sandpit.desktop.paint.marks import haloed
from sandpit.desktop.paint.view import Look, Pixel

AWAY = 8.0
"""How far from a dip its height stands, in design pixels."""


@dataclass(frozen=True, eq=False)
class Values:
    """The heights that are shown: by number of the reading, the text and where it stands."""

    look: Look
    shown: Mapping[int, tuple[str, Rect]]

    @classmethod
    def placed(
        cls,
        look: Look,
        items: Sequence[tuple[int, str, Pixel]],
        room: Rect,
        taken: Sequence[Rect],
    ) -> "Values":
        """Place the text of (number, text, dip) beside its dip, the last of the items first.

        Each is tried below, to the right, to the left and above, and left out where it would leave
        the room or lie over another or what is `taken`. The last item always stands somewhere.
        """
        shown: dict[int, tuple[str, Rect]] = {}
        used = list(taken)
        for number, text, dip in reversed(items):
            tried = [
                (len(place.collidelistall(used)), not room.contains(place), i)
                for i, place in enumerate(_beside(look, text, dip))
            ]
            hidden, outside, best = min(tried)
            place = _beside(look, text, dip)[best]
            if not shown or not (hidden or outside):
                place = place.clamp(room)
                shown[number] = (text, place)
                used.append(place)
        return cls(look, shown)

    def draw(self, target: Surface, number: int) -> None:
        """Write the height of a reading, if it has room."""
        if number in self.shown:
            text, place = self.shown[number]
            target.blit(haloed(self.look, text), place)


def _beside(look: Look, text: str, dip: Pixel) -> list[Rect]:
    x, y, away = round(dip[0]), round(dip[1]), look.type.px(AWAY)
    area = haloed(look, text).get_rect()
    below, right, left, above = area.copy(), area.copy(), area.copy(), area.copy()
    below.midtop, above.midbottom = (x, y + away), (x, y - away)
    right.midleft, left.midright = (x + away, y), (x - away, y)
    return [below, right, left, above]
