"""A line of text to type in, on top of pygame_gui's, which knows selection and clipboard."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import pygame
from pygame import Rect, Surface

from sandpit.desktop.cursor import Cursor
from sandpit.desktop.input.keyboard import is_repeat, with_members
from sandpit.desktop.input.stroke import Stroke
from sandpit.desktop.paint.type import STYLES, Role
from sandpit.desktop.part import Kit, Part

if TYPE_CHECKING:
    from pygame_gui import UIManager
    from pygame_gui.elements import UITextEntryLine

_PASSED_ON = frozenset(
    {
        *(pygame.K_TAB, pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_ESCAPE),
        *(pygame.K_UP, pygame.K_DOWN, pygame.K_F1, pygame.K_F10, pygame.K_F11),
    }
)
_PASSED_ON_WITH_CTRL = frozenset({pygame.K_q, pygame.K_s})
_REPEATING = frozenset({pygame.K_BACKSPACE, pygame.K_DELETE, pygame.K_LEFT, pygame.K_RIGHT})
"""What goes on while its key is held, besides the letters, which the system itself repeats."""

_TEXT_MODIFIERS = pygame.KMOD_SHIFT | pygame.KMOD_CTRL


def pasted() -> str:
    """Return the text in the clipboard as one line; empty where it holds none."""
    try:
        return re.sub(r"\s+", " ", pygame.scrap.get_text().strip("\r\n"))
    except pygame.error:  # no clipboard here
        return ""


def _hex(color: pygame.Color) -> str:
    return f"#{color.r:02x}{color.g:02x}{color.b:02x}"


class Entry(Part):
    """One line to type in while in focus; `on_change` is told each new text."""

    focusable: ClassVar[bool] = True

    def __init__(  # noqa: PLR0913 (name, place and looks, and what it does)
        self,
        name: str,
        rect: Rect,
        kit: Kit,
        text: str,
        on_change: Callable[[str], None],
        *,
        longest: int = 40,
    ) -> None:
        super().__init__(name, rect, kit)
        self._on_change = on_change
        self._longest = longest
        self._manager, self._line = self._made(text, longest)
        self._focused = False
        self._commanding = False
        self._run(0.0)

    @property
    def text(self) -> str:
        """What has been typed."""
        return str(self._line.get_text())

    def pointer(self, event: pygame.event.Event) -> bool:
        inside = event.type != pygame.MOUSEWHEEL and self.rect.collidepoint(event.pos)
        if inside or self._focused:
            self._manager.process_events(event)
            self._run(0.0)
        return inside and event.type == pygame.MOUSEBUTTONDOWN

    def cursor_at(self, pixel: tuple[int, int]) -> Cursor:  # noqa: ARG002 (the same all over it)
        return Cursor.TEXT

    def typed(self, event: pygame.event.Event) -> bool:
        """Take a key or a typed text; False for keys that mean something to the scene."""
        before = self.text
        if event.type == pygame.KEYDOWN:
            stroke = Stroke.of(event)
            command = stroke.held == pygame.KMOD_CTRL
            if stroke.key in _PASSED_ON or (stroke.key in _PASSED_ON_WITH_CTRL and command):
                return False
            self._key(event, stroke)
        elif event.type == pygame.KEYUP:
            self._commanding = False
        elif not self._commanding:
            self._take(event)
        if self.text != before:
            self._on_change(self.text)
        return True

    def focus(self, *, here: bool) -> None:
        """Begin or end typing."""
        if here != self._focused:
            self._focused = here
            self._manager.set_focus_set(self._line if here else None)
            pygame.key.set_repeat()  # the line would let every key repeat
            self._run(0.0)

    def blink(self, dt: float) -> None:
        """Let the cursor blink for `dt` seconds."""
        if self._focused:
            self._run(dt)

    def draw(self, target: Surface) -> None:
        self._manager.draw_ui(target)

    def _key(self, event: pygame.event.Event, stroke: Stroke) -> None:
        """Take a key: one that edits, or a command; what types something comes as a text."""
        # Some keyboards type a letter even with Ctrl held: that is a command, and no text.
        self._commanding = stroke.held == pygame.KMOD_CTRL
        if is_repeat(event) and stroke.key not in _REPEATING:
            return
        if stroke.held & ~_TEXT_MODIFIERS:
            return
        if self._commanding and stroke.key == pygame.K_v:
            # The line drops what is too long; of a text it takes as much as has room.
            text = pasted()[: self._longest]
            self._take(pygame.event.Event(pygame.TEXTINPUT, text=text))
        else:
            self._take(with_members(event, key=stroke.key, mod=stroke.held))

    def _take(self, event: pygame.event.Event) -> None:
        self._manager.process_events(event)
        self._run(0.0)

    def _run(self, dt: float) -> None:
        self._manager.update(dt)
        self.touch()

    def _made(self, text: str, longest: int) -> tuple["UIManager", "UITextEntryLine"]:
        from pygame_gui import UIManager
        from pygame_gui.elements import UITextEntryLine

        bottom_right = (self.rect.right + 1, self.rect.bottom + 1)
        manager = UIManager(bottom_right, theme_path=self._looks())
        line = UITextEntryLine(self.rect, manager, initial_text=text)
        line.set_text_length_limit(longest)
        return manager, line

    def _looks(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return the theme in pygame_gui's terms."""
        theme, style = self.kit.theme, STYLES[Role.BODY]
        size = self.kit.type.font(Role.BODY).point_size
        colours = {
            "dark_bg": theme.raised,
            "selected_bg": theme.accent,
            "normal_text": theme.ink,
            "selected_text": theme.on_accent,
            "normal_border": theme.edge,
            "text_cursor": theme.ink,
        }
        return {
            "text_entry_line": {
                "colours": {name: _hex(color) for name, color in colours.items()},
                "font": {
                    "name": "sandpit",
                    "size": str(size),
                    "regular_path": str(style.face.path),
                },
                "misc": {
                    "shape": "rounded_rectangle",
                    "shape_corner_radius": str(self.kit.px(10)),
                    "border_width": str(max(1, self.kit.px(1.25))),
                    "shadow_width": "0",
                    "padding": f"{self.kit.px(10)},{self.kit.px(4)}",
                },
            }
        }
