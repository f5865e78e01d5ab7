"""Names of files that every system can hold, so that what is written on one opens on another."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What Windows allows in no name."""
_DEVICES: Final = frozenset(
    {
        *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
        *(f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"),
    }
)
"""What Windows takes for a device, whatever ending follows."""
_LONGEST: Final = 200
"""The most bytes of a name: systems hold 255, and a number or an ending may be added."""


def fault_of(name: str) -> str:
    """Return why some system cannot hold a file of this name, or "" if all can.

    >>> fault_of("aux.json")
    'Windows keeps it for a device'
    """
    found = _FORBIDDEN.search(name)
    if not name.isprintable():
        return "it contains invisible characters"
    if found is not None:
        return f"Windows does not allow {found[0]} in it"
    if name.endswith((".", " ")):
        return "Windows drops a full stop or a space at its end"
    if name.split(".", maxsplit=1)[0].rstrip().upper() in _DEVICES:
        return "Windows keeps it for a device"
    if len(name.encode("utf-8", "replace")) > _LONGEST:
        return f"it is longer than {_LONGEST} bytes"
    return ""


def portable(name: str) -> str:
    """Return a name that every system can hold, made from one that perhaps not every one can.

    >>> portable("con"), portable("a:b?"), portable("lost-phone")
    ('con-', 'a-b-', 'lost-phone')
    """
    plain = "".join(sign if sign.isprintable() else "-" for sign in _FORBIDDEN.sub("-", name))
    while len(plain.encode("utf-8", "replace")) > _LONGEST:
        plain = plain[:-1]
    stem, point, rest = plain.rstrip(". ").partition(".")
    if stem.rstrip().upper() in _DEVICES:
        stem += "-"
    return f"{stem}{point}{rest}" or "-"
