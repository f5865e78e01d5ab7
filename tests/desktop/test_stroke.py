"""What a key commands, on keyboards of all layouts and with all modifiers."""

import platform
from itertools import combinations

import pygame
import pytest

from sandpit.desktop.bindings import BINDINGS, Bindings, Command, Press
from sandpit.desktop.input.stroke import Stroke

of_key = Bindings().of_key
SHIFT, CTRL, ALT = pygame.KMOD_LSHIFT, pygame.KMOD_LCTRL, pygame.KMOD_LALT
ALT_GR, CMD, CAPS, NUM = pygame.KMOD_RALT, pygame.KMOD_LGUI, pygame.KMOD_CAPS, pygame.KMOD_NUM

TYPED = [
    # US: nothing is typed but what is printed
    ("s", Stroke(pygame.K_s, 0, pygame.KSCAN_S, "s"), Press(Command.STEP)),
    ("S with Caps Lock", Stroke(pygame.K_s, CAPS, pygame.KSCAN_S, "S"), Press(Command.STEP)),
    ("Shift+C", Stroke(pygame.K_c, SHIFT, pygame.KSCAN_C, "C"), Press(Command.SLICE, fine=True)),
    ("Shift+.", Stroke(pygame.K_PERIOD, SHIFT, 55, ">"), Press(Command.LONGER, fine=True)),
    ("7", Stroke(pygame.K_7, 0, pygame.KSCAN_7, "7"), None),
    # AZERTY: the period is Shift and the semicolon, M and Q are elsewhere
    ("AZERTY .", Stroke(pygame.K_SEMICOLON, SHIFT, 54, "."), Press(Command.LONGER)),
    ("AZERTY ;", Stroke(pygame.K_SEMICOLON, 0, 54, ";"), None),
    ("AZERTY ,", Stroke(pygame.K_COMMA, 0, pygame.KSCAN_M, ","), Press(Command.SHORTER)),
    ("AZERTY M", Stroke(pygame.K_m, 0, 51, "m"), Press(Command.MUTE)),
    ("AZERTY Q", Stroke(pygame.K_q, CTRL, pygame.KSCAN_A, "\x11"), Press(Command.QUIT)),
    ("AZERTY Ctrl+A", Stroke(pygame.K_a, CTRL, pygame.KSCAN_Q, "\x01"), None),
    # German: brackets with AltGr, of which Windows tells as of Ctrl and Alt
    ("QWERTZ [", Stroke(pygame.K_8, ALT_GR, pygame.KSCAN_8, "["), Press(Command.SHORTER)),
    ("QWERTZ ] Windows", Stroke(pygame.K_9, CTRL | ALT_GR, 38, "]"), Press(Command.LONGER)),
    ("QWERTZ @", Stroke(pygame.K_q, CTRL | ALT_GR, pygame.KSCAN_Q, "@"), None),
    # Dvorak: a Latin letter means itself, whatever its place
    ("Dvorak o", Stroke(pygame.K_o, 0, pygame.KSCAN_S, "o"), None),
    ("Dvorak s", Stroke(pygame.K_s, 0, pygame.KSCAN_SEMICOLON, "s"), Press(Command.STEP)),
    # Cyrillic, Greek, Hebrew: the key's place
    ("ы", Stroke(1099, 0, pygame.KSCAN_S, "ы"), Press(Command.STEP)),
    ("Ы", Stroke(1099, SHIFT, pygame.KSCAN_S, "Ы"), Press(Command.STEP, fine=True)),
    ("Ctrl+ы", Stroke(1099, CTRL, pygame.KSCAN_S, "ы"), Press(Command.SAVE)),
    ("Ctrl+й", Stroke(1081, CTRL, pygame.KSCAN_Q, ""), Press(Command.QUIT)),
    ("б", Stroke(1073, 0, pygame.KSCAN_COMMA, "б"), Press(Command.SHORTER)),
    ("ю", Stroke(1102, 0, pygame.KSCAN_PERIOD, "ю"), Press(Command.LONGER)),
    ("ν", Stroke(957, 0, pygame.KSCAN_N, "ν"), Press(Command.NEWTON)),
    ("ד", Stroke(1491, 0, pygame.KSCAN_S, "ד"), Press(Command.STEP)),
    ("ф", Stroke(1092, 0, pygame.KSCAN_A, "ф"), None),
    # No character and no code: an input method has it, or nobody knows it
    ("unknown", Stroke(pygame.K_UNKNOWN, 0, pygame.KSCAN_S, ""), Press(Command.STEP)),
    ("keypad .", Stroke(pygame.K_KP_PERIOD, NUM, 99, "."), Press(Command.LONGER)),
]


@pytest.mark.parametrize(
    ("stroke", "press"), [case[1:] for case in TYPED], ids=[c[0] for c in TYPED]
)
def test_a_key_commands_by_what_it_types_else_by_its_place(
    stroke: Stroke, press: Press | None
) -> None:
    assert of_key(stroke) == press


KEYS = sorted({(key.code, key.mods) for binding in BINDINGS for key in binding.keys})
COMMANDING = (CTRL, ALT, CMD, pygame.KMOD_MODE)
MEANINGLESS = [sum(some) for count in (1, 2) for some in combinations(COMMANDING, count)]


@pytest.mark.parametrize("code", sorted({code for code, _ in KEYS}))
def test_modifiers_that_mean_nothing_yield_nothing(code: int) -> None:
    """Each key of the table with each modifier, whether the system types a letter then or not."""
    letter = chr(code) if code < 0x7F else ""
    for mods in MEANINGLESS:
        for typed in ("", letter):
            for locked in (0, CAPS | NUM):
                stroke = Stroke(code, mods | locked, 0, typed)
                if (code, stroke.held) not in KEYS:
                    assert of_key(stroke) is None


def test_on_a_mac_the_command_key_is_ctrl(monkeypatch: pytest.MonkeyPatch) -> None:
    save, give_up = Stroke(pygame.K_s, CMD, 0, ""), Stroke(pygame.K_g, CMD, 0, "")
    assert of_key(save) is of_key(give_up) is None
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert of_key(save) == Press(Command.SAVE)
    assert of_key(Stroke(pygame.K_q, pygame.KMOD_RGUI)) == Press(Command.QUIT)
    assert of_key(give_up) is None
    assert of_key(Stroke(pygame.K_s, ALT, pygame.KSCAN_S, "ß")) is None
    bracket = Stroke(pygame.K_5, ALT, pygame.KSCAN_5, "[")
    assert of_key(bracket) == Press(Command.SHORTER)
