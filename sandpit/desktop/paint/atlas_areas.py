"""Where an atlas changes from one frame to the next."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.paint import marks
from sandpit.desktop.paint.atlas_layout import Pane, title
from sandpit.desktop.paint.atlas_paper import Paper
from sandpit.desktop.paint.layers import ease
from sandpit.desktop.paint.plot_view import alike
from sandpit.desktop.paint.tags import along, beyond, cursor_tag, promise_tag
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Overlay, Pixel
from sandpit.surfaces import Array

WHOLE = ("uncover", "trail", "traced", "find", "dip", "hover", "newton", "sketch")
"""What of an overlay changes the whole sheet."""


def sliding(overlay: Overlay) -> Array:
    """Return the point that an overlay's step has come to."""
    assert overlay.slide is not None
    start, end, t = overlay.slide
    return start + ease(t) * (end - start)


def outline(pane: Pane, look: Look) -> tuple[Rect, int]:
    """Return the outline of a chosen slice, and its width."""
    line = look.type.px(2.5)
    return pane.plot.inflate(2 * line, 2 * line), line


@dataclass(frozen=True)
class Areas:
    """What the parts of an overlay cover; `small` is the look of marks, `last` the last dip."""

    paper: Paper
    small: Look
    room: Rect
    last: Array | None
    spot: Callable[[Pane, Array], Pixel]
    arrow: Callable[[int], tuple[Pixel, Pixel] | None]
    """Tail and head of the last dip's arrow in the slice of this number."""

    def changed(self, before: Overlay, after: Overlay) -> Iterator[Rect]:
        """Yield what differs, where nothing does that changes the whole sheet."""
        for names, areas in _COVERED.items():
            if not all(alike(getattr(before, name), getattr(after, name)) for name in names):
                yield from areas(self, before)
                yield from areas(self, after)

    def promised(self, overlay: Overlay) -> Rect:
        """Return where the promise stands, beside the ghost in the chosen slice."""
        assert overlay.ghost is not None
        look, pane = self.paper.look, self.paper.sheet.panes[overlay.chosen]
        card, spot = promise_tag(look, overlay.promise), self.spot(pane, overlay.ghost)
        keep = self.small.type.px(marks.GHOST + 5)
        if 2 * card.width > pane.plot.width:
            return self._in_corner(card, pane)
        start = spot if self.last is None else self.spot(pane, self.last)
        return beyond(card, (start, spot, keep), pane.plot, [self._square(start, 12)])

    def _in_corner(self, card: Rect, pane: Pane) -> Rect:
        """Return the card behind the name of the chosen slice: the slice has no room for it."""
        look, room = self.paper.look, self.paper.name_room
        name = look.type.size(title(pane, self.paper.brief), Role.SMALL)[0]
        return card.move(room.left + name + look.type.px(10), room.centery - card.height // 2)

    def cursor_tag(self, at: Array, chosen: int) -> Rect:
        """Return where the cursor's coordinates stand, clear of the last dip's arrow."""
        pane, ends = self.paper.sheet.panes[chosen], self.arrow(chosen)
        taken = () if ends is None else along(self.small, ends)
        text = self.paper.tag(pane, at)
        return cursor_tag(self.small, self.spot(pane, at), text, self.room, taken)

    def cursor(self, overlay: Overlay) -> Iterator[Rect]:
        """Yield what the choice of a slice and the cursor cover."""
        frame, line = outline(self.paper.sheet.panes[overlay.chosen], self.paper.look)
        yield Rect(frame.left, frame.top, frame.width, line)
        yield Rect(frame.left, frame.bottom - line, frame.width, line)
        yield Rect(frame.left, frame.top, line, frame.height)
        yield Rect(frame.right - line, frame.top, line, frame.height)
        yield self.paper.name_room
        if overlay.cursor is None:
            return
        for number, pane in enumerate(self.paper.sheet.panes):
            spot = self.spot(pane, overlay.cursor)
            if number == overlay.chosen:
                tag = self.cursor_tag(overlay.cursor, number)
                yield self._square(spot, 20).union(tag).inflate(4, 4)
            else:
                yield self._square(spot, 8).clip(pane.plot)

    def ghost(self, overlay: Overlay) -> Iterator[Rect]:
        """Yield what the ghost, the way to it and its promise cover."""
        if overlay.ghost is None:
            return
        for pane in self.paper.sheet.panes:
            area = self._square(self.spot(pane, overlay.ghost), 18)
            if self.last is not None:
                area.union_ip(self._square(self.spot(pane, self.last), 18))
            yield area.clip(pane.plot)
        if overlay.promise:
            yield self.promised(overlay).inflate(4, 4)

    def chosen(self, overlay: Overlay) -> Iterator[Rect]:
        """Yield the chosen slice: in a small one alone there are flags."""
        yield self.paper.sheet.panes[overlay.chosen].plot

    def slide(self, overlay: Overlay) -> Iterator[Rect]:
        """Yield what the sliding marker covers."""
        if overlay.slide is not None:
            for pane in self.paper.sheet.panes:
                yield self._square(self.spot(pane, sliding(overlay)), 12).clip(pane.plot)

    def _square(self, spot: Pixel, reach: float) -> Rect:
        more = self.small.type.px(reach) + 2
        return Rect(round(spot[0]) - more, round(spot[1]) - more, 2 * more, 2 * more)


_COVERED: Mapping[tuple[str, ...], Callable[[Areas, Overlay], Iterator[Rect]]] = {
    ("cursor", "chosen"): Areas.cursor,
    ("chosen",): Areas.chosen,
    ("ghost", "promise", "chosen"): Areas.ghost,
    ("slide",): Areas.slide,
}
"""What of an overlay is drawn in small areas, and where."""
