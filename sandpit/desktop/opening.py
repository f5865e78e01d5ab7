"""How large a window opens, on any desktop, and what is remembered of it."""

from dataclasses import dataclass, replace

Size = tuple[int, int]

USUAL: Size = (1280, 720)
"""The window on a desktop of `FULL_HD` pixels; a larger desktop gets one in proportion."""
FULL_HD: Size = (1920, 1080)

SMALLEST: Size = (800, 600)
"""The least size of the window, where the desktop has room for it."""

BARS = 0.12
"""The share of a desktop's height that its own bars and a window's title may take.

SDL 2 knows better, but pygame-ce 2.5 does not tell. Windows takes 79 pixels of 768, which is the
most: macOS with its dock and GNOME take no larger share.
"""
EDGES = 0.02
"""The share of a desktop's width that a window's two edges may take."""


def usable(desktop: Size) -> Size:
    """Return how large a window may be inside its frame, on a desktop with bars."""
    return round(desktop[0] * (1 - EDGES)), round(desktop[1] * (1 - BARS))


def least(desktop: Size) -> Size:
    """Return the least size of the window: smaller only where a desktop has no room for it."""
    room = usable(desktop)
    return min(SMALLEST[0], room[0]), min(SMALLEST[1], room[1])


def opening(desktop: Size, remembered: Size | None = None) -> Size:
    """Return the size at which a window opens: the one remembered if it fits, or the usual."""
    room, floor = usable(desktop), least(desktop)
    if remembered is None:
        grown = max(1.0, min(desktop[0] / FULL_HD[0], desktop[1] / FULL_HD[1]))
        remembered = (round(USUAL[0] * grown), round(USUAL[1] * grown))
    width, height = (
        min(most, max(low, side)) for low, side, most in zip(floor, remembered, room, strict=True)
    )
    return width, height


@dataclass(frozen=True)
class Placement:
    """How a window stands that does not fill the screen.

    `size` is the one that it has, or goes back to when it is no longer maximised; `at` is its
    upper left corner on the desktop, None where the system is to choose. `before` is the size
    before the last change, and `widest` that of the window maximised.
    """

    size: Size
    maximised: bool = False
    at: tuple[int, int] | None = None
    before: Size | None = None
    widest: Size | None = None

    def resized(self, size: Size) -> "Placement":
        """Return it after the window has got another size.

        A window that shrinks is not maximised any more, whether or not the system has said so.
        """
        if not self.maximised:
            return self if size == self.size else replace(self, size=size, before=self.size)
        if self.widest is not None and (size[0] < self.widest[0] or size[1] < self.widest[1]):
            return replace(self, size=size, maximised=False, widest=None)
        return replace(self, widest=size)

    def stretched(self, size: Size) -> "Placement":
        """Return it after the window has been maximised, and has this size now.

        Some systems tell of the new size first: then it was not one to go back to. Others tell
        of it later: then it is still the size it had, which may be smaller than one before.
        """
        back = self.size
        if size == self.size and self.before is not None and _holds(size, self.before):
            back = self.before
        return replace(self, size=back, maximised=True, before=None, widest=None)

    def restored(self) -> "Placement":
        """Return it after the window is no longer maximised."""
        return replace(self, maximised=False, widest=None)


def _holds(outer: Size, inner: Size) -> bool:
    """Tell whether a size is no smaller than another, in width as in height."""
    return outer[0] >= inner[0] and outer[1] >= inner[1]
