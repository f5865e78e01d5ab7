"""What of a level decides play: the digest of a level is taken of it, and of nothing else."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sandpit.game.brief import Axis
from sandpit.game.level_file import LevelFile
from sandpit.surfaces import Site
from sandpit.surfaces.meaning import content, meaning

ASIDES = frozenset({"format", "schema_", "comment", "title", "story", "lesson", "axes", "start"})
"""The keys of a level file that decide nothing, and those that are told in a way of their own."""


def level_meaning(keys: Mapping[str, Any], axes: Sequence[Axis], site: Site) -> dict[str, Any]:
    """Return all that decides play on a level, as JSON; raises SurfaceError for a missing file.

    `keys` are those of its file as they were read; what is as by default is left out, so that
    keys of later versions change no digest of a level without them.
    """
    told = {
        name: meaning(keys[name], site)
        for name, field in LevelFile.model_fields.items()
        if name in keys and name not in ASIDES and keys[name] != field.default
    }
    return {**told, "axes": _axes(axes), **_start(keys["start"], site)}


def _axes(axes: Sequence[Axis]) -> dict[str, str]:
    """Return what stands for the axes, which may be 100,000: names and units, and the ranges."""
    words = "\n".join(f"{axis.name} {axis.unit}" for axis in axes)
    return {
        "words": hashlib.sha256(words.encode()).hexdigest(),
        "ranges": content(np.array([axis.range for axis in axes], dtype=np.float64)),
    }


def _start(start: Any, site: Site) -> dict[str, Any]:
    """Return a start: a point is the same whether its coordinates are written out or not."""
    if start is None:
        return {}
    if isinstance(start, tuple | float):
        point = np.broadcast_to(np.array(start, dtype=np.float64), (site.box.dimension,))
        return {"start": content(point)}
    return {"start": meaning(start, site)}
