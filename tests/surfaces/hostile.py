"""What is made to eat time or memory: formulas and files to refuse, and the heaviest allowed.

Tests see that they are refused; the benchmark `hostile` that it takes no time.
"""

import io
import struct
import zipfile
import zlib
from typing import Any

import numpy as np


def nested(before: str, count: int, core: str = "x", after: str = ")") -> str:
    return before * count + core + after * count


HOSTILE_FORMULAS = {
    "import": "__import__('os').system('x')",
    "attribute": "().__class__",
    "brackets": "(" * 100_000,
    "closing": ")" * 100_000,
    "signs": "-" * 3_999 + "x",
    "huge power": "9^9^9^9^9",
    "huge power of x": "x^9^9^9^9",
    "power of a power": "+".join(["x^1e300"] * 9),
    "nested exp": nested("exp(", 39),
    "nested abs": nested("abs(x - ", 39),
    "nested sinc": nested("sinc(", 20),
    "nested tan": nested("tan(0.1*y + 0.1*", 20),
    "nested product": nested("sin(x)*(y + ", 30) + "*(" * 5 + "x" + ")" * 5,
    "powers": nested("(", 30, "x + 2", "^64)"),
    "doubling": "x" + "*x" * 1_999 + "+1e",
    "unicode": "x＋１",
    "nul": "x\0y",
    "dunder": "x.__init__.__globals__",
    "names": "+".join(f"n{k}" for k in range(500)),
    "digits": "9" * 3_999,
    "product": "*".join(f"sin({k}*x+y)" for k in range(1, 290)),
    "quotients": "1/" + "/".join(f"(x+{k})" for k in range(1, 500)),
}


HEAVY_FORMULAS = {
    "product": "*".join(f"sin({k}*x)" for k in range(1, 41)),
    "tower": nested("(1+0.01*x)^(", 18, "x/9"),
    "sines": nested("sin(", 38),
    "sum": "+".join(f"sin({k}*x*y)" for k in range(1, 300)),
    "quotients": "+".join(f"1/(x+{k})" for k in range(1, 350)),
    "chain": "+".join(["x*y"] * 999),
}


def npz_of(**arrays: Any) -> bytes:
    """Return the bytes of an NPZ file that holds these arrays."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def picture(
    lines: bytes, width: int, height: int, *, depth: int = 8, colour: int = 0, lace: int = 0
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lace)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _lying_npz() -> bytes:
    """An array whose header promises more numbers than there are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }\n"
        start = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
        archive.writestr("z.npy", start + bytes(64))
    return file.getvalue()


LYING = _lying_npz()

BOMBS = {
    "a picture that swells": ("g.png", picture(bytes(100_000_000), 600, 600)),
    "an array that swells": ("g.npz", npz_of(z=np.zeros((5000, 2000)))),
    "an array that lies": ("g.npz", LYING),
    "a row without end": ("g.csv", b"0," * 400_000 + b"0\n"),
    "rows without end": ("g.csv", b"0,0,0,0\n" * 150_000),
}

LONG_LINE = b"t,y\n" + b"".join(b"%d,%d\n" % (i, 3 * i + i % 7) for i in range(100_000))
"""As many rows as a table may have."""
