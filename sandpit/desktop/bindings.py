"""What can be commanded, and which keys and gamepad buttons command it: one table for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import pygame

from sandpit.desktop.input.stroke import Stroke


class Command(StrEnum):
    """What a player can ask for, whatever the key, button or pointer that asked."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    CONFIRM = "confirm"
    BACK = "back"
    NEXT = "next"
    PREVIOUS = "previous"
    STEP = "step"
    NEWTON = "newton"
    MOMENTUM = "momentum"
    MODEL = "model"
    SLICE = "slice"
    SHORTER = "shorter"
    LONGER = "longer"
    RESTART = "restart"
    GIVE_UP = "give-up"
    SAVE = "save"
    MENU = "menu"
    HELP = "help"
    MUTE = "mute"
    FULLSCREEN = "fullscreen"
    QUIT = "quit"


class Pad(StrEnum):
    """The controls of a gamepad, by the names printed on the commonest one."""

    A = "A"
    B = "B"
    X = "X"
    Y = "Y"
    LEFT_SHOULDER = "LB"
    RIGHT_SHOULDER = "RB"
    BACK = "Back"
    START = "Start"
    GUIDE = "Guide"
    LEFT_STICK = "LS"
    RIGHT_STICK = "RS"
    LEFT_TRIGGER = "LT"
    RIGHT_TRIGGER = "RT"
    UP = "D-pad up"
    DOWN = "D-pad down"
    LEFT = "D-pad left"
    RIGHT = "D-pad right"


class Key(NamedTuple):
    """A key with the modifiers that must be held; `name` is what a keyboard prints on it."""

    code: int
    name: str
    mods: int = 0

    @property
    def label(self) -> str:
        """How the key is written in the help, its modifiers first."""
        before = "Ctrl+" if self.mods & pygame.KMOD_CTRL else ""
        before += "Shift+" if self.mods & pygame.KMOD_SHIFT else ""
        before += "Alt+" if self.mods & pygame.KMOD_ALT else ""
        return before + self.name


class Press(NamedTuple):
    """One command as given; `fine` asks for a small amount of it (Shift is held).

    `again` says that it is no press of its own: what gave it is held down.
    """

    command: Command
    fine: bool = False
    again: bool = False


REPEATING = frozenset(
    {
        *(Command.UP, Command.DOWN, Command.LEFT, Command.RIGHT),
        *(Command.SHORTER, Command.LONGER),
    }
)
"""What goes on while its key or button is held: the cursor, the rate and scrolling.

All else costs, ends, confirms, leaves or opens something, and is done once a press.
"""


@dataclass(frozen=True)
class Binding:
    """One line of the table: a command, what gives it, and what the help says of it."""

    command: Command
    says: str
    keys: tuple[Key, ...]
    pads: tuple[Pad, ...] = ()


BINDINGS: tuple[Binding, ...] = (
    Binding(Command.UP, "Move up", (Key(pygame.K_UP, "↑"),), (Pad.UP,)),
    Binding(Command.DOWN, "Move down", (Key(pygame.K_DOWN, "↓"),), (Pad.DOWN,)),
    Binding(Command.LEFT, "Move left", (Key(pygame.K_LEFT, "←"),), (Pad.LEFT,)),
    Binding(Command.RIGHT, "Move right", (Key(pygame.K_RIGHT, "→"),), (Pad.RIGHT,)),
    Binding(
        Command.CONFIRM,
        "Dip here; press a button",
        (
            Key(pygame.K_RETURN, "Enter"),
            Key(pygame.K_SPACE, "Space"),
            Key(pygame.K_KP_ENTER, "Enter"),
        ),
        (Pad.A,),
    ),
    Binding(Command.STEP, "Step along the arrow", (Key(pygame.K_s, "S"),), (Pad.X,)),
    Binding(Command.NEWTON, "Newton’s step", (Key(pygame.K_n, "N"),), (Pad.Y,)),
    Binding(Command.MOMENTUM, "Step with momentum", (Key(pygame.K_v, "V"),), (Pad.RIGHT_TRIGGER,)),
    Binding(Command.MODEL, "Show the Taylor model", (Key(pygame.K_t, "T"),), (Pad.LEFT_TRIGGER,)),
    Binding(
        Command.SLICE,
        "Another slice; Shift: back",
        (Key(pygame.K_PAGEDOWN, "PgDn"), Key(pygame.K_c, "C")),
        (Pad.RIGHT_STICK,),
    ),
    Binding(
        Command.SHORTER,
        "A shorter step",
        (Key(pygame.K_COMMA, ","), Key(pygame.K_LEFTBRACKET, "[")),
        (Pad.LEFT_SHOULDER,),
    ),
    Binding(
        Command.LONGER,
        "A longer step",
        (Key(pygame.K_PERIOD, "."), Key(pygame.K_RIGHTBRACKET, "]")),
        (Pad.RIGHT_SHOULDER,),
    ),
    Binding(Command.NEXT, "Next control", (Key(pygame.K_TAB, "Tab"),), (Pad.BACK,)),
    Binding(Command.PREVIOUS, "Control before", (Key(pygame.K_TAB, "Tab", pygame.KMOD_SHIFT),)),
    Binding(Command.BACK, "Back, or cancel", (Key(pygame.K_ESCAPE, "Esc"),), (Pad.B,)),
    Binding(Command.RESTART, "Start the level again", (Key(pygame.K_r, "R"),), (Pad.LEFT_STICK,)),
    Binding(Command.GIVE_UP, "Give up and see the hill", (Key(pygame.K_g, "G"),)),
    Binding(Command.SAVE, "Save the game as a file", (Key(pygame.K_s, "S", pygame.KMOD_CTRL),)),
    Binding(Command.MENU, "Menu", (Key(pygame.K_F10, "F10"),), (Pad.START,)),
    Binding(Command.HELP, "Help", (Key(pygame.K_F1, "F1"), Key(pygame.K_h, "H")), (Pad.GUIDE,)),
    Binding(Command.MUTE, "Sound on or off", (Key(pygame.K_m, "M"),)),
    Binding(
        Command.FULLSCREEN,
        "Full screen",
        (Key(pygame.K_F11, "F11"), Key(pygame.K_RETURN, "Enter", pygame.KMOD_ALT)),
    ),
    Binding(Command.QUIT, "Quit", (Key(pygame.K_q, "Q", pygame.KMOD_CTRL),)),
)


def key_of(command: Command) -> str:
    """Return what is printed on the key that gives a command first."""
    return next(binding.keys[0].label for binding in BINDINGS if binding.command is command)


class Bindings:
    """Looks commands up in a table of bindings; a code bound twice is a ValueError."""

    def __init__(self, table: Iterable[Binding] = BINDINGS) -> None:
        self._keys: dict[tuple[int, int], Command] = {}
        self._pads: dict[Pad, Command] = {}
        for binding in table:
            for key in binding.keys:
                if self._keys.setdefault((key.code, key.mods), binding.command) != binding.command:
                    raise ValueError(f"{key.label} is bound twice")
            for pad in binding.pads:
                if self._pads.setdefault(pad, binding.command) != binding.command:
                    raise ValueError(f"{pad} is bound twice")

    def of_key(self, stroke: Stroke) -> Press | None:
        """Return the press that a key gives; with modifiers that mean nothing it gives none.

        The character that it types counts first, then its code, then its place. Shift makes a
        press fine, unless Shift was needed to type the character.
        """
        for code, held in stroke.readings():
            command = self._keys.get((code, held))
            if command is not None:
                return Press(command)
            if held == pygame.KMOD_SHIFT and (code, 0) in self._keys:
                return Press(self._keys[code, 0], fine=True)
        return None

    def of_pad(self, pad: Pad) -> Press | None:
        """Return the press a gamepad's control gives."""
        command = self._pads.get(pad)
        return None if command is None else Press(command)
