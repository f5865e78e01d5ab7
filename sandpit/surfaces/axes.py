"""Reading numbers that are written once for all axes or once for each."""

from typing import Literal

import numpy as np

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.box import Array
from sandpit.surfaces.spec import Seed, Site

Point = tuple[float, ...]

LARGEST = 1e30
"""The largest number of a level's surface: products of some of them still fit a double."""


def bounded(numbers: float | Point, name: str) -> Array:
    """Return numbers as an array; raises SurfaceError where one is beyond all measure."""
    values = np.array(numbers, dtype=np.float64)
    if not (np.abs(values) <= LARGEST).all():
        raise SurfaceError(
            f"{name} has a number beyond {LARGEST:g}", cure="write a smaller one", path=(name,)
        )
    return values


def one_each(numbers: Point, count: int, name: str) -> Array:
    """Return what is written in the member `name`, one number for each of `count` axes."""
    values = bounded(numbers, name)
    if values.shape != (count,):
        raise SurfaceError(
            f"{name} has {counted(values.size, 'number')} for {counted(count, 'axis')}",
            cure="write one number for each axis",
            path=(name,),
        )
    return values


def one_or_each(numbers: float | Point, count: int, name: str) -> Array:
    """Return what is written in the member `name`, one number or one for each axis."""
    if isinstance(numbers, tuple):
        return one_each(numbers, count, name)
    return np.full(count, bounded(numbers, name))


def place(written: Point | Literal["random"], seed: Seed, site: Site, name: str) -> Array:
    """Return a written point, or one drawn evenly over the site's box."""
    if isinstance(written, tuple):
        return one_each(written, site.box.dimension, name)
    return site.box.lower + site.box.extent * site.draws(seed).uniforms(site.box.dimension)
