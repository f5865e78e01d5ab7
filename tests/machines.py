"""Other machines than this one, as far as this one can stand for them."""

import os
from collections.abc import Mapping
from importlib import import_module


def _features() -> str:
    """Return the instructions beyond the plainest that numpy uses on this processor."""
    try:
        core = import_module("numpy._core._multiarray_umath")
    except ModuleNotFoundError:  # before numpy 2
        core = import_module("numpy.core._multiarray_umath")
    used: dict[str, bool] = core.__cpu_features__
    return " ".join(name for name in core.__cpu_dispatch__ if used.get(name))


MACHINES: Mapping[str, Mapping[str, str]] = {
    "this": {},
    "without wide instructions": {"NPY_DISABLE_CPU_FEATURES": _features()},
    "with another matrix product": {"OPENBLAS_CORETYPE": "Nehalem"},
}
"""Environments in which the last bits of sums and functions differ, on an x86 processor."""


def environment(machine: str) -> dict[str, str]:
    """Return the environment of a process that runs on one of the machines."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", **MACHINES[machine]}
