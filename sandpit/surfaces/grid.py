"""Grids of heights in files beside a level: a CSV, an NPZ or a greyscale PNG."""

import io
import zipfile
import zlib
from typing import Final

import numpy as np
from numpy.lib import format as npy

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


def read_heights(content: bytes, source: str) -> Array:
    """Return the heights in a file's bytes, top row first; raises SurfaceError with a cure.

    `source` is the file's name: its ending tells what kind it is.
    """
    ending = source.lower().rpartition(".")[2]
    if ending == "csv":
        heights = read_grid(content, source)
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
            if archive.getinfo(names[0]).file_size > most:
                raise SurfaceError(
                    f"{source} is too large", cure=f"use at most {MOST:,} heights a side"
                )
            with archive.open(names[0]) as file:
                return _read_array(file.read(most), source)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, RuntimeError, OSError):
        raise SurfaceError(
            f"{source} is not an NPZ file with a grid of numbers",
            cure="save it with numpy.savez_compressed",
        ) from None


def _read_array(content: bytes, source: str) -> Array:
    """Return the array in an NPY file's bytes, believing of its heading only what fits them."""
    file = io.BytesIO(content)
    version = npy.read_magic(file)
    if version != (1, 0):
        raise ValueError("a version that no grid of numbers needs")
    shape, by_column, dtype = npy.read_array_header_1_0(file)
    if dtype.kind not in "iuf" or len(shape) != 2:
        raise SurfaceError(
            f"{source} holds no table of plain numbers",
            cure="save a 2-D array of heights, of a type such as float64 or int16",
        )
    numbers = np.frombuffer(content, dtype, offset=file.tell())
    grid = numbers.reshape(shape, order="F" if by_column else "C")
    return grid.astype(np.float64)
