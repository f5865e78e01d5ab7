"""Small levels as their designers might write them."""

import json
from typing import Any

from sandpit.game import Level


def written(**changes: Any) -> dict[str, Any]:
    """Return a level's members; a change to None takes the member away."""
    members = {
        "format": 1,
        "title": "A small hill",
        "goal": "peak",
        "axes": [{"name": "x", "range": [0, 6]}, {"name": "y", "range": [0, 6]}],
        "surface": {"kind": "hill", "center": [4.0, 2.0], "width": 1.5, "height": 10.0},
        "dipstick": "hessian",
        "moves": ["probe", "step", "newton"],
        "dips": 12,
        "win": {"distance": 0.2},
        "par": 4,
        **changes,
    }
    return {name: value for name, value in members.items() if value is not None}


def make_level(id: str = "small", **changes: Any) -> Level:
    """Return the level that these members make."""
    return Level.parse(json.dumps(written(**changes)), id=id)


def bowl(dimension: int, **changes: Any) -> dict[str, Any]:
    """Return the members of a level over `dimension` axes, a bowl with its pit at 1, 1, ..."""
    return written(
        **{
            "goal": "pit",
            "axes": [{"name": "w", "count": dimension, "range": [-3, 3]}],
            "surface": {
                "kind": "bowl",
                "center": [1.0] * dimension,
                "curvatures": [1.0 + i for i in range(dimension)],
            },
            **changes,
        }
    )


TWO_HILLS = {
    "kind": "sum",
    "terms": [
        {"kind": "hill", "center": [1.5, 4.5], "width": 0.8, "height": 6.0},
        {"kind": "hill", "center": [4.5, 1.5], "width": 0.8, "height": 9.0},
    ],
}
"""A hill of height 9 at (4.5, 1.5), and a lower one at (1.5, 4.5) to get stuck on."""
