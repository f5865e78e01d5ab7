"""The heights that are written beside dips, where there is room for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pygame import Rect, Surface

from sandpit.desktop.paint.marks import haloed
from sandpit.desktop.paint.view import Look, Pixel

AWAY = (8.0, 26.0)
"""How far from a dip its height stands, in design pixels: beside it, or past a mark beside it."""
SIDES = ((0, 1), (1, 0), (-1, 0), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""The sides of a dip, (right, down), in the order in which they are tried."""


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

        Each is tried beside its dip on all sides, below first, and left out where it would leave
        the room or lie over another or what is `taken`. The last item always stands somewhere, if
        need be a little farther off.
        """
        shown: dict[int, tuple[str, Rect]] = {}
        used = list(taken)
        for number, text, dip in reversed(items):
            places = _beside(look, text, dip)
            if shown:
                places = places[: len(SIDES)]
            tried = [
                (len(place.collidelistall(used)), not room.contains(place), i)
                for i, place in enumerate(places)
            ]
            hidden, outside, best = min(tried)
            place = places[best]
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
    """Return where a text may stand: on all sides of a dip, then on all sides farther off."""
    x, y = round(dip[0]), round(dip[1])
    area = haloed(look, text).get_rect()
    places = []
    for away in map(look.type.px, AWAY):
        across, up = away + area.width // 2, away + area.height // 2
        for right, down in SIDES:
            area.center = (x + right * across, y + down * up)
            places.append(area.copy())
    return places
