"""What the system is told of the program before its window opens."""

import os
import sys
from collections.abc import Mapping

APP_ID = "Sandpit.Sandpit"
"""The name under which the taskbar of Windows groups windows, and so finds their icon."""

HINTS: Mapping[str, str] = {
    # Without it Windows draws the window small, and stretches it until it is blurred.
    "SDL_WINDOWS_DPI_AWARENESS": "permonitorv2",
    "SDL_VIDEO_X11_WMCLASS": "Sandpit",
    "SDL_VIDEO_WAYLAND_WMCLASS": "Sandpit",
}
"""SDL's hints, by the names that they have in the environment; what a user has set there stays."""


def give_hints() -> None:
    """Tell SDL and the system what they have to know; SDL's display must not be open yet."""
    for name, value in HINTS.items():
        os.environ.setdefault(name, value)
    if sys.platform == "win32":
        import ctypes

        # Else the taskbar takes the window for one of Python's, with Python's icon.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
