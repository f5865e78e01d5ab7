"""The digests that games of format 1 have, of the files as they lay on the disk.

They were taken of all that a level file said, its words too, and of the bytes of the files beside
it. A checkout that changed line ends changed them; so each way in which a text may have lain there
is tried.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandpit.game.canonical import digest_of

KEYS: Final = frozenset(
    {"format", "$schema", "comment", "title", "story", "lesson", "goal", "axes", "surface"}
    | {"heights", "dipstick", "taylor", "map", "moves", "start", "dips", "win", "par", "noise"}
)
"""The keys that a level could have then. What came later changes no digest of that time."""

_MARK: Final = b"\xef\xbb\xbf"


def former_digests(document: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the digests that a level may have had: `files` are the contents of those beside it."""
    known = {key: value for key, value in document.items() if key in KEYS}
    if not files:
        yield digest_of(known)
        return
    for way in zip(*map(_ways, files.items()), strict=True):
        digests = dict(zip(files, way, strict=True))
        yield digest_of({**known, "files": digests})


def _ways(file: tuple[str, bytes]) -> list[str]:
    """Return the SHA-256 of a file as it is, and of a text with other line ends and marks."""
    name, content = file
    texts = [content] * 5
    if name.lower().endswith(".csv"):
        lines = content.removeprefix(_MARK).replace(b"\r\n", b"\n")
        others = (lines, lines.replace(b"\n", b"\r\n"))
        texts = [content, *others, *(_MARK + other for other in others)]
    return [hashlib.sha256(text).hexdigest() for text in texts]
