"""What a level file says of a surface, before it is built."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sandpit.errors import SurfaceError
from sandpit.surfaces.box import Box
from sandpit.surfaces.draws import Draws
from sandpit.surfaces.meaning import members
from sandpit.surfaces.shared import Shared
from sandpit.surfaces.surface import Surface

Seed = int | Literal["random"]

Reader = Callable[[str], bytes]
"""Gives the contents of a file that lies beside the level; raises SurfaceError."""


def nothing_beside(name: str) -> bytes:
    """Refuse to read: for levels that are not read from a folder."""
    raise SurfaceError(
        f'there is no file "{name}" beside this level', cure="write the data into the level"
    )


@dataclass(frozen=True)
class Beside:
    """A reader of files that are kept with the level, by their names."""

    files: Mapping[str, bytes]

    def __call__(self, name: str) -> bytes:
        """Return the contents of a file; raises SurfaceError where there is none of this name."""
        return self.files[name] if name in self.files else nothing_beside(name)


DEEPEST = 16
"""How deep surfaces may be nested in each other."""


@dataclass(frozen=True)
class Site:
    """Where a surface is to be built: the level's box, its axes' names, the session's seed.

    `stream` tells the parts of a composed surface apart, so that two parts with the seed
    "random" draw from independent streams of the one session seed. `read` gives the contents of
    a file beside the level. `shared` is one for all parts.
    """

    box: Box
    names: tuple[str, ...]
    seed: int | None = None
    stream: tuple[int, ...] = ()
    read: Reader = nothing_beside
    shared: Shared = field(default_factory=Shared, compare=False, repr=False)

    def child(self, index: int, box: Box | None = None) -> Site:
        """Return the site of a surface's `index`-th part, by default over the same box."""
        if len(self.stream) == DEEPEST:
            raise SurfaceError(
                f"surfaces are nested more than {DEEPEST} deep", cure="put the terms side by side"
            )
        return dataclasses.replace(self, box=box or self.box, stream=(*self.stream, index))

    def draws(self, seed: Seed) -> Draws:
        """Return the stream that a written seed stands for; raises SurfaceError below 0."""
        if seed == "random":
            return Draws(self.seed or 0, *self.stream)
        if seed < 0:
            raise SurfaceError(
                f"a seed must be 0 or more, not {seed}",
                cure="leave out the minus sign",
                path=("seed",),
            )
        return Draws(seed)


@dataclass(frozen=True, kw_only=True)
class Spec(ABC):
    """One JSON object of a level's `surface`: a frozen, keyword-only dataclass a kind.

    Each kind has a field `kind: Literal["..."]` and gives `build` and `definition`. Fields are
    checked by their types when a level is read; a ValueError raised in `__post_init__` is
    reported with its place. The string below a field is its description in the JSON Schema.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "extra": "forbid",
        "strict": True,
        "allow_inf_nan": False,
        "use_attribute_docstrings": True,
    }

    @abstractmethod
    def build(self, site: Site) -> Surface:
        """Build the surface at `site`; raises SurfaceError with the path of what is wrong."""

    @abstractmethod
    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        """Return lines of LaTeX that say what the surface is, before `heights` rescales it.

        The first line defines `symbol` over axes of these names; a composed surface goes on with
        the lines of its parts.
        """

    kind: str
    """The name of the kind: each narrows it to its own."""

    asides: ClassVar[frozenset[str]] = frozenset()
    """The members that decide nothing of play, or are told by `meaning` in a way of their own."""

    def meaning(self, site: Site) -> dict[str, Any]:
        """Return what decides play of it; raises SurfaceError where a file is gone.

        Members are as they were read, without those that are as by default; in place of a file
        stands what was read from it.
        """
        return {"kind": self.kind, **members(self, site, self.asides)}

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files beside the level that it is built from."""
        return tuple(name for part in self._parts() for name in part.files)

    @property
    def glimpses(self) -> bool:
        """Whether each dip meets a part of the data alone, so that a session needs a seed."""
        return any(part.glimpses for part in self._parts())

    @property
    def draws(self) -> bool:
        """Whether each session draws its own surface: here, whether one of its parts does."""
        return any(part.draws for part in self._parts())

    def _parts(self) -> Iterator[Spec]:
        """Yield the surfaces that it is composed of."""
        for each in dataclasses.fields(self):
            value = getattr(self, each.name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Spec):
                    yield part

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a field typed `Spec` take any kind of the table, told apart by its `kind`."""
        if cls is not Spec:
            return handler(source)
        from sandpit.surfaces.table import SURFACES

        choices = {kind: handler.generate_schema(spec) for kind, spec in SURFACES.items()}
        return {"type": "tagged-union", "choices": choices, "discriminator": "kind"}
