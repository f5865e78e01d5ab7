"""Grids of heights in files beside a level: a CSV, an NPZ or a greyscale PNG."""

import io
import re
import struct
import zipfile
import zlib
from typing import Final

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import LARGEST
from sandpit.surfaces.box import Array
from sandpit.surfaces.data import read_grid
from sandpit.surfaces.picture import read_picture
from sandpit.surfaces.spline import FEWEST

MOST: Final = 1024
"""The most heights along a side of a grid."""
_HEADER: Final = 10_000
"""The most bytes of what comes before an array's numbers in an NPZ."""
_HEADING: Final = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '([<>|][iuf][0-9]{1,2})', 'fortran_order': (True|False), "
    rb"'shape': \(([0-9]{1,9}), ([0-9]{1,9})\), \} *\n",
    re.DOTALL,
)
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(ValueError, TypeError, EOFError, RuntimeError, OSError),
)
"""What zipfile and numpy raise at bytes that are no grid of numbers."""


def read_heights(content: bytes, source: str) -> Array:
    """Return the heights in a file's bytes, top row first; raises SurfaceError with a cure.

    `source` is the file's name: its ending tells what kind it is.
    """
    ending = source.lower().rpartition(".")[2]
    if ending == "csv":
        heights = read_grid(content, source, MOST)
    elif ending == "npz":
        heights = _read_npz(content, source)
    elif ending == "png":
        heights = read_picture(content, source, MOST)
    else:
        raise SurfaceError(
            f"{source} is of no kind that a terrain can read",
            cure="use a .csv, an .npz or a greyscale .png",
        )
    return _checked(heights, source)


def _checked(heights: Array, source: str) -> Array:
    rows, columns = heights.shape
    if max(rows, columns) > MOST:
        raise SurfaceError(
            f"{source} has {rows:,} rows of {columns:,} heights",
            cure=f"take every second one, or every tenth: at most {MOST:,} a side",
        )
    if min(rows, columns) < FEWEST:
        raise SurfaceError(
            f"{source} has {rows} rows of {columns} heights",
            cure=f"use {FEWEST} or more along each side",
        )
    wrong = np.argwhere(~(np.abs(heights) <= LARGEST))
    if wrong.size:
        i, j = (int(k) for k in wrong[0])
        raise SurfaceError(
            f"{source}: row {i + 1}, column {j + 1} is {heights[i, j]:g}, no height",
            cure="fill the gaps with heights near them",
        )
    return heights


def _read_npz(content: bytes, source: str) -> Array:
    """Return the one array of an NPZ file; nothing in it is ever run, or unpacked beyond bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) != 1:
                raise SurfaceError(
                    f"{source} holds {len(names)} arrays", cure="save the heights alone in it"
                )
            most = MOST * MOST * 8 + _HEADER
            entry = archive.getinfo(names[0])
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError("a way of packing that numpy does not use")
            if entry.file_size > most:
                raise SurfaceError(
                    f"{source} is too large", cure=f"use at most {MOST:,} heights a side"
                )
            with archive.open(entry) as file:
                return _read_array(file.read(most), source)
    except _UNREADABLE:
        raise SurfaceError(
            f"{source} is not an NPZ file with a grid of numbers",
            cure="save it with numpy.savez_compressed",
        ) from None


def _read_array(content: bytes, source: str) -> Array:
    """Return the array in an NPY file's bytes; raises ValueError where its numbers do not fit it.

    The heading is matched, not evaluated, so that it can ask for nothing but a grid of numbers.
    """
    heading = _HEADING.match(content)
    if heading is None:
        raise SurfaceError(
            f"{source} holds no table of plain numbers",
            cure="save a 2-D array of heights, of a type such as float64 or int16",
        )
    kind, by_column, *shape = (part.decode() for part in heading.groups())
    numbers = np.frombuffer(content, np.dtype(kind), offset=heading.end())
    grid = numbers.reshape([int(size) for size in shape], order="F" if by_column == "True" else "C")
    return grid.astype(np.float64)
