"""Fonts of the player's system, for characters that the game's own typeface lacks."""

from contextlib import suppress
from functools import cached_property, lru_cache

import pygame
import pygame.freetype

FAVOURITES = (
    *("segoeui", "dejavusans", "notosans", "arialunicodems"),
    *("microsoftyahei", "simsun", "yugothic", "msgothic", "malgungothic", "nirmalaui"),
    *("pingfangsc", "hiraginosansgb", "hiraginosans", "applesdgothicneo", "geezapro"),
    *("notosanscjksc", "notosanscjkjp", "wenquanyimicrohei", "droidsansfallback"),
    *("segoeuisymbol", "applesymbols", "segoeuiemoji", "applecoloremoji", "notocoloremoji"),
)
"""Plain faces that the systems bring, as pygame spells their names: asked first, in this order."""

BLOCK = 128
"""Characters are looked for in vain once for so many neighbours in Unicode: they share fonts."""


class SystemFonts:
    """Finds a font file for a character; it looks at the system's fonts when it is first asked."""

    def __init__(self) -> None:
        self._serving: dict[str, pygame.freetype.Font] = {}
        self._barren: set[int] = set()

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files of all fonts that pygame finds, the favourites first."""
        names = pygame.font.get_fonts()
        first = [name for name in FAVOURITES if name in names]
        found = [pygame.font.match_font(name) for name in dict.fromkeys([*first, *sorted(names)])]
        return tuple(dict.fromkeys(file for file in found if file))

    def file_for(self, text: str) -> str | None:
        """Return a font file that has every character of a text, or None."""
        for file, font in self._serving.items():
            if _has_all(font, text):
                return file
        blocks = {ord(char) // BLOCK for char in text}
        if blocks & self._barren:
            return None
        for file in self.files:
            opened = _opened(file)
            if opened is not None and _has_all(opened, text):
                self._serving[file] = opened
                return file
        if len(blocks) == 1:
            self._barren |= blocks
        return None


@lru_cache(maxsize=1)
def system_fonts() -> SystemFonts:
    """Return the fonts of this system: they are looked for but once."""
    return SystemFonts()


def _opened(file: str) -> pygame.freetype.Font | None:
    with suppress(pygame.error, OSError, RuntimeError):
        pygame.freetype.init()
        return pygame.freetype.Font(file)
    return None


def _has_all(font: pygame.freetype.Font, text: str) -> bool:
    """Return whether a font has a picture of each character of a text."""
    with suppress(pygame.error, ValueError):
        sizes = font.get_sizes()  # of a font of bitmaps: it has no others
        size = sizes[0][0] if sizes and not font.scalable else 16
        return None not in font.get_metrics(text, size=size)
    return False
