"""The starting level that `sandpit new` writes."""

import json
from pathlib import Path

from sandpit.errors import LibraryError
from sandpit.library.chapters import CHAPTER_FILE
from sandpit.library.disk import is_taken
from sandpit.library.files import write_text
from sandpit.library.names import fault_of

_TEMPLATE = {
    "format": 1,
    "comment": [
        "This is a whole level: change it, look at it with `sandpit draw`, check it with",
        "`sandpit check`, play it with `sandpit play`. The game ignores this comment.",
        "goal: peak (climb) or pit (descend). axes: one is drawn as a profile, two as a map,",
        "more as slices or as a board of the arrow's parts.",
        "surface: a formula of the axes' names; other kinds are hill, bowl, waves, lattice,",
        "benchmark, sum, moved, fit (data), network and terrain.",
        "heights (optional): the lowest and highest point become these.",
        "dipstick: height, gradient or hessian. map: covered, brushed or open.",
        "moves: probe anywhere, step along the arrow, momentum, newton with the Hessian.",
        "dips: the budget. win: a distance from the best place, or a height reached.",
        "par: the dips that a good player needs, for three stars.",
        "levels/README.md in the project, or `sandpit schema`, tells all of it.",
    ],
    "title": "",
    "story": "Two dunes in the evening sun. Only one of them has the view over the sea.",
    "lesson": "Each arrow knows only the slope under the stick: start on the wrong dune and "
    "it leads to the wrong top.",
    "goal": "peak",
    "axes": [
        {"name": "x", "range": [-3, 3], "unit": "km"},
        {"name": "y", "range": [-2, 2], "unit": "km"},
    ],
    "surface": {
        "kind": "formula",
        "formula": "a*exp(-(x-1.2)^2 - (y-0.5)^2) + exp(-((x+1.4)^2 + (y+0.4)^2)/1.5)",
        "parameters": {"a": 1.6},
    },
    "heights": [0, 40],
    "dipstick": "gradient",
    "map": "brushed",
    "moves": ["probe", "step"],
    "dips": 15,
    "win": {"distance": 0.15},
    "par": 5,
}


def write_template(name: str) -> Path:
    """Write a starting level and return its path: NAME.json, by default in this folder.

    Raises LibraryError where the file exists already or cannot be written.
    """
    path = Path(name if name.endswith(".json") else f"{name}.json")
    hidden, chapter = path.name.startswith("."), path.name.lower() == CHAPTER_FILE
    why = fault_of(path.name)
    if hidden:
        why = "a file that begins with a full stop is hidden"
    elif chapter:
        why = "it is that of the file that describes a chapter"
    elif not why and path.stem.endswith((".", " ")):
        why = fault_of(path.stem)
    if why:
        cure = "choose another, such as my-hill"
        raise LibraryError(f"{name!r} cannot be the name of a level: {why}", cure=cure)
    if is_taken(path):
        raise LibraryError(f"{path} exists already", cure="choose another name")
    title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize()
    level = {**_TEMPLATE, "title": title[:60] or "New level"}
    write_text(path, json.dumps(level, indent=2, ensure_ascii=False) + "\n")
    return path
