"""What a player has chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

SCALES = (0.5, 3.0)
"""The least and the greatest scale of the text: beyond them nothing could be laid out."""

LARGEST_SIDE = 32_767
"""The longest side of a window, in pixels: more is no window of any system."""

LONGEST_NAME = 200
"""The most characters of a player's name, as in a transcript."""


@dataclass(frozen=True)
class Settings:
    """What a player has chosen; every field has a sensible default.

    `text_scale` is from 0.5 to 3, `volume` from 0 to 1. The window's sides are those that it has
    when it is neither maximised nor filling the screen, in pixels; 0 before it was first closed.
    Raises ValueError for what makes no sense.
    """

    theme: Literal["auto", "light", "dark"] = "auto"
    text_scale: float = 1.0
    volume: float = 0.7
    muted: bool = False
    fullscreen: bool = False
    reduced_motion: bool = False
    all_open: bool = False
    player: str = ""
    window_width: int = 0
    window_height: int = 0
    maximised: bool = False

    @property
    def window(self) -> tuple[int, int] | None:
        """The size of the window as it was left, or None where it never was."""
        size = (self.window_width, self.window_height)
        return size if all(size) else None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not _MAKES_SENSE.get(field.name, _is_switch)(value):
                raise ValueError(f"{field.name} cannot be {value!r}")


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME


def _is_side(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SIDE


def _between(least: float, greatest: float) -> Callable[[Any], bool]:
    def lies(value: Any) -> bool:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and least <= value <= greatest

    return lies


# Plain checks: the title reads the settings, and would wait for pydantic a tenth of a second.
_MAKES_SENSE: Mapping[str, Callable[[Any], bool]] = {
    "theme": ("auto", "light", "dark").__contains__,
    "text_scale": _between(*SCALES),
    "volume": _between(0.0, 1.0),
    "player": _is_name,
    "window_width": _is_side,
    "window_height": _is_side,
}
"""For each setting that is no switch: whether a value makes sense."""
