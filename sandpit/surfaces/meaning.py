"""What of a level decides play, as parsed values: what its digest is taken of."""

from __future__ import annotations

import dataclasses
import hashlib
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from sandpit.surfaces.box import Array


@runtime_checkable
class Meaningful(Protocol):
    """What says itself what of it decides play: because it has a kind, or data in a file."""

    def meaning(self, site: Any) -> dict[str, Any]:
        """Return what decides play of it, once it is built at `site`."""


def meaning(written: Any, site: Any) -> Any:
    """Return what was read from a file, as JSON has it and without what is as by default."""
    if isinstance(written, Meaningful):
        return written.meaning(site)
    if isinstance(written, StrEnum):
        return str(written)
    if isinstance(written, tuple | list):
        return [meaning(part, site) for part in written]
    if isinstance(written, dict):
        return {name: meaning(part, site) for name, part in written.items()}
    if dataclasses.is_dataclass(written) or hasattr(type(written), "model_fields"):
        return members(written, site)
    return written


def members(written: Any, site: Any, asides: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the meaning of the members of a dataclass or a pydantic model, but for `asides`.

    Those that are as by default are left out: to write a default changes nothing, and neither
    does a member that later versions know.
    """
    told = {}
    for name, default in _defaults(type(written)).items():
        value = getattr(written, name)
        if name not in asides and value != default:
            told[name] = meaning(value, site)
    return told


def content(numbers: Array) -> str:
    """Return what stands for an array of numbers: the SHA-256 of its shape and its values.

    Whether a zero is written as -0 makes no difference.
    """
    shape = "x".join(map(str, numbers.shape))
    values = (numbers + 0.0).astype("<f8").tobytes()
    return hashlib.sha256(shape.encode() + b" " + values).hexdigest()


def _defaults(kind: Any) -> dict[str, Any]:
    if dataclasses.is_dataclass(kind):
        return {field.name: field.default for field in dataclasses.fields(kind)}
    return {name: field.default for name, field in kind.model_fields.items()}
