"""The ring around the part that has the focus."""

from pygame import Rect, Surface

from sandpit.desktop.card import draw_ring
from sandpit.desktop.part import Kit


def outline(target: Surface, rect: Rect, kit: Kit) -> None:
    """Draw the ring that shows the focus, just outside `rect`."""
    draw_ring(target, ring_of(rect, kit), kit.theme.ink, kit.px(14), max(2, kit.px(2.5)))


def ring_of(rect: Rect, kit: Kit) -> Rect:
    """Return what the focus ring around `rect` covers."""
    return rect.inflate(2 * kit.px(4.5), 2 * kit.px(4.5))
