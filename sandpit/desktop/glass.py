"""The sign that something is being worked out: it comes late, so that what is quick shows none."""

from pygame import BLEND_PREMULTIPLIED, Rect, Surface
from pygame import BLEND_RGBA_MULT as BLEND_MULT

from sandpit.desktop.paint.hourglass import ROUND, frame_at, hourglass
from sandpit.desktop.paint.layers import ease, part
from sandpit.desktop.paint.type import Role
from sandpit.desktop.part import Kit

LATE = 0.2
"""Seconds before it is seen."""
COME = 0.3
"""Seconds in which it comes."""


class Glass:
    """An hourglass in the middle of a place, with a few words below it, while something waits.

    With `still` its sand does not run.
    """

    def __init__(self, kit: Kit, words: str, *, still: bool = False) -> None:
        self._kit = kit
        self._words = words
        self._still = still
        self._passed = 0.0

    def wait(self, dt: float) -> bool:
        """Let `dt` seconds pass; return whether it looks another way now."""
        before = self._look
        self._passed += dt
        return self._look != before

    @property
    def seen(self) -> bool:
        """Whether anything of it is seen yet."""
        return self._look[0] > 0

    def draw(self, target: Surface, rect: Rect) -> None:
        """Draw it as far as it has come."""
        strength, frame = self._look
        if strength == 0:
            return
        kit = self._kit
        glass = hourglass(kit.look, frame)
        words = kit.type.wrap(self._words, Role.SMALL, kit.theme.muted, rect.width)
        block = Rect(0, 0, rect.width, glass.get_height() + kit.px(8) + words.get_height())
        block.center = rect.center
        # Its pictures are shared: a copy is as strong as it has come.
        faint = glass.copy()
        faint.fill((strength, strength, strength, strength), special_flags=BLEND_MULT)
        target.blit(faint, faint.get_rect(midtop=block.midtop), special_flags=BLEND_PREMULTIPLIED)
        text = words.copy()
        text.set_alpha(strength)
        target.blit(text, text.get_rect(midbottom=block.midbottom))

    @property
    def _look(self) -> tuple[int, int]:
        """How strong it is, of 255, and which of its pictures is seen."""
        strength = round(8 * ease(part(self._passed, LATE, LATE + COME))) * 255 // 8
        seconds = 0.3 * ROUND if self._still else max(0.0, self._passed - LATE)
        return strength, frame_at(seconds) if strength else 0
