"""Levels over a surface that is built from files beside them."""

import json
from collections.abc import Mapping
from typing import Any

from sandpit.errors import SurfaceError
from sandpit.game import Level


def level_over(surface: dict[str, Any], files: Mapping[str, bytes], *axes: str) -> Level:
    """Return a level whose ground is `surface`, with these files beside it."""

    def read(name: str) -> bytes:
        if name not in files:
            raise SurfaceError(f"there is no file {name} beside the level", cure="check the name")
        return files[name]

    members = {
        "format": 1,
        "title": "A level with data",
        "goal": "pit",
        "axes": [{"name": name, "range": [0, 5]} for name in axes],
        "surface": surface,
        "dipstick": "hessian",
        "dips": 12,
        "win": {"height": -1e20},
        "par": 4,
    }
    return Level.parse(json.dumps(members), source="level.json", read=read)
