"""The game without a console: `sandpit-game` opens it, and tells in a box what goes wrong."""

import sys
import traceback
import warnings
from contextlib import suppress
from typing import NoReturn

import pygame

from sandpit.desktop.hints import give_hints
from sandpit.desktop.window import play
from sandpit.errors import SandpitError

USAGE = "sandpit-game opens the game, or one level: name its id, or the path of its file"


def main() -> None:
    """Open the game at its title, or in the level that the only argument names.

    A program of a desktop may have no standard output and no standard error: nothing is written
    there that matters.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of overflow on a stranger's level: the game copes
    names = sys.argv[1:]
    if len(names) > 1 or any(name.startswith("-") for name in names):
        _fail(USAGE, code=2)
    try:
        play(names[0] if names else None)
    except SandpitError as error:
        _fail(str(error))
    except Exception:
        _fail(f"The game had to stop.\n\n{traceback.format_exc()}")


def _fail(words: str, *, code: int = 1) -> NoReturn:
    """Tell it where it is seen, in a box and on what console there is, and end the program."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"sandpit: {words}\n")
    give_hints()
    with suppress(pygame.error):  # where there is no screen there is no box
        pygame.display.message_box("Sandpit", words, message_type="error")
    raise SystemExit(code)
