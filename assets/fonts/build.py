"""Make the faces of "Sandpit Sans" out of Source Sans 3.

Usage: python assets/fonts/build.py FOLDER, where FOLDER holds the static TrueType files of
Source Sans 3 (anywhere below it). Needs fontTools.

The Open Font License lets a font be changed if the change has another name: so each face keeps
all characters but only the features that always apply, is given the three signs that Source Sans
lacks (nabla and two stars), and is renamed. `coverage.json` beside the faces lists the characters
that all of them have, as ranges [first, last], for those who only need to know. The result is
deterministic.
"""

import json
import math
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FACES = {
    "Regular": "SourceSans3_400Regular.ttf",
    "Italic": "SourceSans3_400Regular_Italic.ttf",
    "SemiBold": "SourceSans3_600SemiBold.ttf",
}
NABLA, FULL_STAR, OPEN_STAR = 0x2207, 0x2605, 0x2606
FAMILY = "Sandpit Sans"


def cut(font: TTFont) -> None:
    """Keep all characters, with kerning and the features that always apply."""
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)


def add(font: TTFont, code: int, name: str, glyph: Any, width: int) -> None:
    """Add one glyph to every table that has to know it."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def nabla(font: TTFont) -> tuple[Any, int]:
    """Return capital delta turned by half a turn, within the same height, and its width."""
    glyphs, name = font.getGlyphSet(), font.getBestCmap()[0x394]
    record = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(record)
    width, top = glyphs[name].width, font["OS/2"].sCapHeight
    pen = TTGlyphPen(None)
    for verb, points in record.value:
        getattr(pen, verb)(*[(width - x, top - y) for x, y in points])
    return pen.glyph(), width


def star(font: TTFont, *, hollow: bool) -> tuple[Any, int]:
    """Return a five-pointed star of a little more than cap height, and its width."""
    width, pen = 760, TTGlyphPen(None)
    centre = (width / 2, font["OS/2"].sCapHeight * 0.47)
    rims = [(360.0, 1), (255.0, -1)] if hollow else [(360.0, 1)]
    for radius, turn in rims:
        for corner in range(10):
            angle = math.pi / 2 - turn * corner * math.pi / 5
            reach = radius * (1.0 if corner % 2 == 0 else 0.45)
            point = (centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle))
            (pen.lineTo if corner else pen.moveTo)((round(point[0]), round(point[1])))
        pen.closePath()
    return pen.glyph(), width


def rename(font: TTFont, style: str) -> None:
    """Give the face its own name; copyright and licence stay as they were."""
    full = f"{FAMILY} {style}"
    names = {1: full, 2: "Regular", 3: f"1.0;{full}", 4: full, 6: full.replace(" ", "")}
    names |= {16: FAMILY, 17: style, 5: "Version 1.0; made from Source Sans 3 version 3.052"}
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID in (0, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]


def build(source: Path, target: Path, style: str) -> None:
    """Make one face."""
    font = TTFont(source, recalcTimestamp=False)
    cut(font)
    for code, name, (glyph, width) in (
        (NABLA, "nabla", nabla(font)),
        (FULL_STAR, "fullstar", star(font, hollow=False)),
        (OPEN_STAR, "openstar", star(font, hollow=True)),
    ):
        add(font, code, name, glyph, width)
    rename(font, style)
    font.save(target)


def ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    """Return characters as the fewest ranges, each (first, last)."""
    numbered = enumerate(sorted(codes))
    runs = [list(run) for _, run in groupby(numbered, lambda pair: pair[1] - pair[0])]
    return [(run[0][1], run[-1][1]) for run in runs]


def main() -> None:
    """Make all faces beside this file, and the list of their characters."""
    folder, here = Path(sys.argv[1]), Path(__file__).parent
    shared: set[int] | None = None
    for style, name in FACES.items():
        target = here / f"SandpitSans-{style}.ttf"
        build(next(folder.rglob(name)), target, style)
        codes = set(TTFont(target).getBestCmap())
        shared = codes if shared is None else shared & codes
    (here / "coverage.json").write_text(json.dumps(ranges(shared or ())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
