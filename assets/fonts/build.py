"""Make the faces of "Sandpit Sans" out of Source Sans 3.

Usage: python assets/fonts/build.py FOLDER, where FOLDER holds the static TrueType files of
Source Sans 3 (anywhere below it). Needs fontTools.

The Open Font License lets a font be changed if the change has another name: so each face is cut
down to the signs the game uses, given the three that Source Sans lacks (nabla and two stars),
and renamed. The result is deterministic.
"""

import math
import sys
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
RANGES = (
    (0x20, 0x17F),  # Latin: players have names
    (0x2B0, 0x2FF),
    (0x370, 0x3FF),  # Greek
    (0x1E00, 0x1EFF),
    (0x2010, 0x205F),  # punctuation
    (0x2070, 0x209F),  # small raised and lowered figures
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2150, 0x218F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # signs of mathematics
    (0x25A0, 0x25FF),  # shapes
    (0x2600, 0x27BF),
)
NABLA, FULL_STAR, OPEN_STAR = 0x2207, 0x2605, 0x2606
FAMILY = "Sandpit Sans"


def cut(font: TTFont) -> None:
    """Keep only the signs of RANGES, with kerning and the features that always apply."""
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for a, b in RANGES for code in range(a, b + 1)])
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


def main() -> None:
    """Make all faces beside this file."""
    folder = Path(sys.argv[1])
    for style, name in FACES.items():
        build(next(folder.rglob(name)), Path(__file__).parent / f"SandpitSans-{style}.ttf", style)


if __name__ == "__main__":
    main()
