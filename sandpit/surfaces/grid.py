"""Grids of heights in files beside a level: a CSV, an NPZ or a greyscale PNG."""

import math
from typing import Final

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.box import Array
from sandpit.surfaces.data import read_grid
from sandpit.surfaces.npz import Npz
from sandpit.surfaces.picture import read_picture
from sandpit.surfaces.spline import FEWEST
from sandpit.surfaces.voids import find_voids

MOST: Final = 1024
"""The most heights along a side of a grid."""


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
            f"{source} is not a kind of file that a terrain can read",
            cure="use a .csv, an .npz or a greyscale .png",
        )
    return _checked(heights, source)


def _checked(heights: Array, source: str) -> Array:
    _check_sides(heights.shape[0], heights.shape[1], source)
    voids = find_voids(heights)
    if voids is not None:
        row, column, written, cells = voids
        said = (
            "has no height" if math.isnan(written) else f"is {written:.8g}, which is not a height"
        )
        more = "" if cells == 1 else f", one of {cells:,} such cells"
        raise SurfaceError(
            f"{source}: row {row + 1}, column {column + 1} {said}{more}",
            cure="fill such gaps with heights near them, or cut the grid where it has none",
        )
    return heights


def _check_sides(rows: int, columns: int, source: str) -> None:
    if max(rows, columns) > MOST:
        raise SurfaceError(
            f"{source} has {rows:,} rows of {columns:,} heights",
            cure=f"keep every second or every tenth: at most {MOST:,} a side are read",
        )
    if min(rows, columns) < FEWEST:
        raise SurfaceError(
            f"{source} has {counted(rows, 'row')} of {counted(columns, 'height')}",
            cure=f"use {FEWEST} or more along each side",
        )


def _read_npz(content: bytes, source: str) -> Array:
    """Return the one array of an NPZ file, as long as it is a grid of the right size."""
    archive = Npz(content, source)
    names = archive.names
    if len(names) != 1:
        raise SurfaceError(
            f"{source} holds {len(names)} arrays", cure="save the heights alone in it"
        )
    shape = archive.heading(names[0]).shape
    if len(shape) != 2:
        raise SurfaceError(
            f"{source} holds an array of {counted(len(shape), 'axis')}, not a table",
            cure="save a 2-D array of heights",
        )
    _check_sides(shape[0], shape[1], source)
    return archive.array(names[0], MOST * MOST)
