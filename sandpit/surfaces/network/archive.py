"""Reading arrays from a stranger's NPZ file: nothing is unpickled, nothing grows too large."""

import io
import math
import zipfile
import zlib
from typing import Any

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Array

LARGEST_ARRAY = 256_000_000
"""The most bytes that an array may have once it is unpacked."""

WANTED = ("inputs", "targets")

_HEADERS: dict[tuple[int, int], Any] = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}


def read_arrays(name: str, contents: bytes) -> tuple[Array, Array]:
    """Return the arrays "inputs" and "targets" of an NPZ file; raises SurfaceError.

    `name` is the file's, for messages.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
            for key in WANTED:
                if key not in members:
                    held = ", ".join(sorted(members)[:8]) or "nothing"
                    raise SurfaceError(
                        f'{name} holds no array "{key}", but {held}',
                        cure="save it by numpy.savez(file, inputs=..., targets=...)",
                    )
            inputs, targets = (_array(name, key, archive, members[key]) for key in WANTED)
            return inputs, targets
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        raise SurfaceError(
            f"{name} is not a sound NPZ file", cure="save it by numpy.savez_compressed"
        ) from error


def _array(name: str, key: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Array:
    """Return one array, whose header is read before anything of its size is taken."""
    if info.file_size > LARGEST_ARRAY:
        raise SurfaceError(
            f'{name}: the array "{key}" has {info.file_size:,} bytes', cure="use fewer examples"
        )
    try:
        with archive.open(info) as file:
            read_header = _HEADERS[np.lib.format.read_magic(file)]
            shape, _, dtype = read_header(file)
    except (ValueError, KeyError) as error:
        raise SurfaceError(
            f'{name}: "{key}" is not an array', cure="save it by numpy.savez"
        ) from error
    if dtype.kind not in "biuf":
        raise SurfaceError(
            f'{name}: the array "{key}" holds no plain numbers', cure="save it as float64 or uint8"
        )
    if math.prod(shape) * dtype.itemsize > info.file_size:
        raise SurfaceError(f'{name}: the array "{key}" is cut short', cure="save it again")
    with archive.open(info) as file:
        array = np.lib.format.read_array(file, allow_pickle=False)
    return np.asarray(array, dtype=np.float64)
