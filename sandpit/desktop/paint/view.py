"""What the plots share: the promise of a view, and what is laid over it for one frame."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pygame import Rect, Surface

from sandpit.desktop.paint.theme import Theme
from sandpit.desktop.paint.type import Type

# The title needs only a look: it does not wait for the game to be loaded.
if TYPE_CHECKING:
    from sandpit.desktop.paint.sketch import Sketch
    from sandpit.game import Session
    from sandpit.surfaces import Array

Pixel = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """What every painter needs: the colours and the type.

    `ground` is how many pixels the ground of a plot should take at least.
    """

    theme: Theme
    type: Type
    ground: int = 0


class Trail(Enum):
    """Whether the path through all dips is drawn."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class Slide(NamedTuple):
    """A marker on its way between two points of the domain; t runs from 0 to 1."""

    start: Array
    end: Array
    t: float


class Dip(NamedTuple):
    """The stick going in at a point, then its arrow growing; t runs from 0 to 1."""

    at: Array
    t: float


@dataclass(frozen=True, eq=False)
class Overlay:
    """What is drawn over the ground and the flags in one frame; points have shape (n,).

    `dip` animates the latest reading of the last refresh: refresh first, then let t run.
    `slide` is drawn beside what the last refresh showed: slide first, then refresh.
    `uncover` is how much of the sand has blown away: 0 as while playing, 1 all of it.
    Of the trail `traced` is drawn so far: 1 is all of it.
    `find` is how far the light around the dip that found has come: 0 none, 1 all of it.
    `hover` is the number of the reading that is pointed at.
    `chosen` is the part of the plot that the cursor moves in.
    `newton` is where Newton's step would land; `promise` is written beside the ghost, and
    `sketch` is what is drawn of the model at the last dip.
    """

    cursor: Array | None = None
    ghost: Array | None = None
    slide: Slide | None = None
    dip: Dip | None = None
    uncover: float = 0.0
    trail: Trail = Trail.HIDDEN
    traced: float = 1.0
    find: float = 0.0
    hover: int | None = None
    chosen: int = 0
    newton: Array | None = None
    promise: str = ""
    sketch: Sketch | None = None


class View(Protocol):
    """A plot of the domain: profile, map, atlas or board, by the number of its axes.

    It has one or more parts, numbered from 0: the atlas has one for each of its slices.
    """

    rect: Rect
    """All that it draws on."""
    look: Look
    """The colours and the type that it draws with."""

    @property
    def plot(self) -> Rect:
        """The ground itself, inside its frame, on the screen."""
        ...

    def point_at(self, pixel: Pixel) -> Array | None:
        """Return the point of the domain under a pixel, shape (n,), or None outside the plot."""
        ...

    def pixel_at(self, point: Array, part: int = 0) -> Pixel:
        """Return the place of a point of the domain on the screen, in one of the parts."""
        ...

    def arrow_ends(self, part: int = 0) -> tuple[Pixel, Pixel] | None:
        """Return tail and head of the last reading's arrow as a part shows it, on the screen."""
        ...

    @property
    def parts(self) -> int:
        """How many parts the plot has."""
        ...

    def part_at(self, pixel: Pixel) -> int | None:
        """Return the part under a pixel, or None outside them all."""
        ...

    def room(self, part: int) -> Rect:
        """Return the ground of a part, on the screen."""
        ...

    def ways(self, part: int) -> Array:
        """Return what crosses a part to the right, and upwards: shape (1 or 2, n), orthogonal."""
        ...

    def beside_last(self, size: tuple[int, int]) -> Rect:
        """Return where words of this size may stand, on the screen, clear of the last dip."""
        ...

    @property
    def complete(self) -> bool:
        """Whether all of its pictures have room."""
        ...

    @property
    def charts_heights(self) -> bool:
        """Whether it holds a chart of height against dip."""
        ...

    def look_ahead(self, session: Session) -> None:
        """Work out what the next `refresh` needs and what may take long; nothing is drawn by it.

        It may be done beside the loop, while the view is drawn as it is.
        """
        ...

    def refresh(self, session: Session) -> None:
        """Paint the cached layers anew from what the session shows: after a dip, or at the end."""
        ...

    def draw(self, target: Surface, overlay: Overlay) -> None:
        """Blit the cached layers and draw the overlay, inside the target's clip."""
        ...

    def dirty(self, before: Overlay, after: Overlay) -> list[Rect]:
        """Return the parts of `rect` that differ between two frames of one refresh.

        To redraw only these: set the target's clip to each, and `draw`.
        """
        ...
