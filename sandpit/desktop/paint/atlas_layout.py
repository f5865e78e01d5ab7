"""Where the slices of an atlas stand: a triangle of panes, and the room that it leaves."""

from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.paint.frame import Frame, axis_name
from sandpit.desktop.paint.scale import Spread
from sandpit.desktop.paint.type import Role
from sandpit.desktop.paint.view import Look, Pixel
from sandpit.game import Brief
from sandpit.surfaces import Array

GAP = 9
"""Between two panes, in design pixels."""
HEADED = 112
"""Panes at least this high, in design pixels, have headings of their own."""
WIDEST = 1.5
"""No pane is wider than this many times its height, unless the ground would be too small."""
UNKNOWN = Spread(0.0, 1.0)
"""The heights of a profile before any was read."""


@dataclass(frozen=True)
class Pane:
    """One slice through the current point: along `axes`, one (a profile) or two (a map)."""

    axes: tuple[int, ...]
    plot: Rect
    spreads: tuple[Spread, ...]
    """The ranges of its axes."""

    @property
    def is_map(self) -> bool:
        """Whether it is a slice along two axes."""
        return len(self.axes) == 2

    def frame(self, heights: Spread | None) -> Frame:
        """Return its frame; a profile shows `heights` upwards."""
        up = self.spreads[1] if self.is_map else heights or UNKNOWN
        return Frame(self.plot, self.spreads[0], up)

    def spot(self, at: Array, height: float, heights: Spread | None) -> Pixel:
        """Return the pixel that a place of this height is projected to."""
        frame = self.frame(heights)
        up = float(at[self.axes[1]]) if self.is_map else height
        return frame.pixel(float(at[self.axes[0]]), up)

    def moved(self, point: Array, pixel: Pixel) -> Array:
        """Return `point` with the slice's own coordinates as they are at a pixel."""
        changed = point.copy()
        for axis, value in zip(self.axes, self.frame(None).point(pixel), strict=False):
            changed[axis] = value
        return changed


@dataclass(frozen=True)
class Sheet:
    """The panes, first the maps, row by row, then the profiles; and the free upper right corner."""

    panes: tuple[Pane, ...]
    corner: Rect
    clearing: Rect
    """The free places right of the middle pane, below what is written in the corner."""
    headed: bool
    """Whether there is room for a heading above each pane."""

    @property
    def maps(self) -> tuple[Pane, ...]:
        """The slices along two axes."""
        return tuple(pane for pane in self.panes if pane.is_map)

    @property
    def profiles(self) -> tuple[Pane, ...]:
        """The slices along one axis, from the first axis to the last."""
        return tuple(pane for pane in self.panes if not pane.is_map)

    @property
    def whole(self) -> Rect:
        """The rectangle around all panes."""
        return self.panes[0].plot.unionall([pane.plot for pane in self.panes])


def sheet(size: tuple[int, int], brief: Brief, look: Look) -> Sheet:
    """Lay the panes of a level out on a picture of `size`, all of them equally large."""
    px, count = look.type.px, brief.dimension
    below = px(4) + look.type.line(Role.SMALL) + look.type.line(Role.AXIS)
    left, above, right = px(9) + look.type.em(55), px(8), px(10)
    width = max(8 * count, size[0] - left - right)
    height = max(8 * count, size[1] - above - below)
    headed = height >= count * px(HEADED)
    head = look.type.line(Role.SMALL) if headed else 0
    pitch_y = (height + px(GAP)) // count
    tall = max(4, pitch_y - px(GAP) - head)
    needed = (look.ground // height + px(GAP)) // count + 1
    pitch_x = min((width + px(GAP)) // count, max(round(WIDEST * tall) + px(GAP), needed))
    wide = max(4, pitch_x - px(GAP))
    spare = max(0, width - count * pitch_x + px(GAP)) // 2
    low, high = brief.box.lower.tolist(), brief.box.upper.tolist()
    spreads = [Spread(a, b) for a, b in zip(low, high, strict=True)]

    def place(row: int, column: int) -> Rect:
        x = left + spare + column * pitch_x
        return Rect(x, above + row * pitch_y + head, wide, tall)

    panes = [
        Pane((column, row), place(row, column), (spreads[column], spreads[row]))
        for row in range(count)
        for column in range(row)
    ]
    panes += [Pane((axis,), place(axis, axis), (spreads[axis],)) for axis in range(count)]
    half = count // 2
    corner = place(0, half).union(place(half - 1, count - 1))
    clearing = place(half, half + 1).union(place(half, max(half + 1, count - 1)))
    return Sheet(tuple(panes), corner.inflate(-px(12), 0).move(px(6), 0), clearing, headed)


def title(pane: Pane, brief: Brief) -> str:
    """Return what a slice is called, after the axes that it lies along: "x–y slice"."""
    names = (axis_name(brief.axes[axis].name) for axis in pane.axes)
    return "–".join(names) + " slice"
