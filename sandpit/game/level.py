"""A level: what its designer wrote, checked."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

import numpy as np
import rfc8785
from pydantic import (
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from sandpit.errors import LevelError, SurfaceError
from sandpit.game.brief import Axis, Brief, Cover, Dipstick, Win
from sandpit.game.document import pointer_to, read_json, shortened, walk
from sandpit.game.entries import (
    MOST_AXES,
    AxisEntry,
    Noise,
    Part,
    RandomStart,
    Tame,
    WinEntry,
)
from sandpit.game.ground import Ground, Verdict
from sandpit.game.problems import ProblemError, placed_error
from sandpit.surfaces import Array, Box, Goal, Reader, Site, Spec
from sandpit.surfaces.spec import nothing_beside

LARGEST_FILE = 2_000_000
"""The most characters that a level file may have."""

MOST_AXES_WITH_HESSIAN = 1_000
"""The most axes where the stick measures the Hessian, which has so many numbers squared."""

MOST_SURFACES = 256
"""The most surfaces that a level may be composed of."""

Text = Annotated[str, Field(max_length=2_000)]
MOST_ORDERS = 8
"""The highest order of a Taylor polynomial that a dip may tell."""

MoveName = Literal["probe", "step", "momentum", "newton"]

_ORDERS: Mapping[str, int] = {"probe": 0, "step": 1, "momentum": 1, "newton": 2}
"""The order of derivative that each move needs of the stick."""


class Level(Part):
    """A Sandpit level, format 1."""

    model_config = ConfigDict(title="Sandpit level", ignored_types=(cached_property,))

    format: Literal[1]
    """The version of this format."""
    schema_: Annotated[str, Field(alias="$schema", max_length=500)] = ""
    """Where an editor finds the JSON Schema; the game ignores it."""
    comment: Text | tuple[Text, ...] = ()
    """Notes among designers; the game ignores them."""
    title: Annotated[str, Field(min_length=1, max_length=60)]
    """The level's name."""
    story: Text = ""
    """Shown before play: a line or two."""
    lesson: Text = ""
    """Shown when it is won: what was learnt."""
    goal: Goal
    """"peak": climb, the arrows point uphill; "pit": descend, they point downhill."""
    axes: Annotated[tuple[AxisEntry, ...], Field(min_length=1, max_length=1_000)]
    """The coordinates and their ranges: the domain is the box that they span."""
    surface: Spec
    """The hidden ground."""
    heights: tuple[Tame, Tame] | None = None
    """Rescale so that the domain's lowest and highest points have these heights."""
    dipstick: Dipstick
    """What a dip measures."""
    taylor: Annotated[int, Field(ge=0, le=MOST_ORDERS)] = 0
    """On one axis: each dip also tells the Taylor polynomial of this order around it."""
    map: Cover = Cover.COVERED
    """How much of the ground is seen: "covered", "brushed" around each dip, or "open"."""
    moves: Annotated[tuple[MoveName, ...], Field(min_length=1)] = ("probe",)
    """What the player can do."""
    start: tuple[float, ...] | float | RandomStart | None = None
    """A point at which a first reading is given that costs nothing.

    One coordinate an axis, or one number for all axes, or a draw around the middle."""
    dips: Annotated[int, Field(ge=1, le=10_000)]
    """The budget of dips."""
    win: WinEntry
    """What finds."""
    par: Annotated[int, Field(ge=1)]
    """The dips that a good player needs; three stars."""
    noise: Noise | None = None
    """Errors of the readings."""

    _id: str = PrivateAttr(default="level")
    _source: str = PrivateAttr(default="")
    _canonical: bytes = PrivateAttr(default=b"")
    _read: Reader = PrivateAttr(default_factory=lambda: nothing_beside)
    _still_ground: Ground | None = PrivateAttr(default=None)

    @classmethod
    def parse(
        cls, text: str, *, id: str = "level", source: str = "", read: Reader = nothing_beside
    ) -> "Level":
        """Read a level from the text of its file.

        `id` is the file's stem; `source` names the file in messages. Raises LevelError with the
        JSON pointer of what is wrong and its cure.
        """
        document = read_json(text, LevelError, source=source, longest=LARGEST_FILE)
        try:
            level = cls.model_validate_json(json.dumps(document))
        except ValidationError as error:
            raise placed_error(error, LevelError, document, cls, source) from None
        level._id, level._source = id, source
        level._read = read
        level._canonical = _canonical(level._with_files(document), source)
        level._check_ground()
        return level

    @field_validator("format", mode="before")
    @classmethod
    def _whole(cls, value: object) -> object:
        if isinstance(value, bool | float):
            raise ProblemError("the format is a whole number", "write 1")
        return value

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._check_width()
        names = Counter(axis.name for axis in self._expanded())
        twice = next((name for name, times in names.items() if times > 1), None)
        if twice is not None:
            raise ProblemError(
                f'two axes have the name "{twice}"', "give each its own name", "axes"
            )
        if self.heights is not None and not self.heights[0] < self.heights[1]:
            low, high = self.heights
            raise ProblemError(
                "the heights are the wrong way round", f"write [{high:g}, {low:g}]", "heights"
            )
        if self.par > self.dips:
            raise ProblemError(
                "par is more than the budget of dips", f"write at most {self.dips}", "par"
            )
        if self.taylor and len(names) != 1:
            raise ProblemError(
                "a Taylor polynomial is told on one axis only", "take it away", "taylor"
            )
        self._check_moves()
        self._check_start()
        return self

    def _check_width(self) -> None:
        by_hessian = self.dipstick is Dipstick.HESSIAN
        most = MOST_AXES_WITH_HESSIAN if by_hessian else MOST_AXES
        count = sum(entry.width for entry in self.axes)
        if count > most:
            stick = " with a stick that measures the Hessian" if by_hessian else ""
            raise ProblemError(
                f"{count:,} axes are too many{stick}", f"use at most {most:,}", "axes"
            )

    def _expanded(self) -> tuple[Axis, ...]:
        return tuple(axis for entry in self.axes for axis in entry.axes())

    def _check_moves(self) -> None:
        for i, name in enumerate(self.moves):
            order = _ORDERS[name]
            if self.dipstick.order < order:
                needed = list(Dipstick)[order]
                raise ProblemError(
                    f'the move "{name}" needs more than this dip-stick measures',
                    f'write "dipstick": "{needed}", or take the move away',
                    "moves",
                    i,
                )
            if name in self.moves[:i]:
                raise ProblemError(f'the move "{name}" stands twice', "write it once", "moves", i)
        if "probe" not in self.moves and self.start is None:
            raise ProblemError(
                "without the move probe there is no first reading",
                'add "probe" to the moves, or a "start"',
                "moves",
            )

    def _check_start(self) -> None:
        if not isinstance(self.start, tuple | float):
            return
        axes = self._expanded()
        start = self.start if isinstance(self.start, tuple) else (self.start,) * len(axes)
        if len(start) != len(axes):
            raise ProblemError(
                f"the start has {len(start)} coordinates for {len(axes)} axes",
                "write one for each axis",
                "start",
            )
        for i, (axis, coordinate) in enumerate(zip(axes, start, strict=True)):
            low, high = axis.range
            if not low <= coordinate <= high:
                raise ProblemError(
                    f"the start lies outside: {axis.name} = {coordinate:g}",
                    f"{axis.name} runs from {low:g} to {high:g}",
                    "start",
                    *([i] if isinstance(self.start, tuple) else []),
                )

    def _check_ground(self) -> None:
        """Build the ground once, so that a level that cannot be built is never handed out."""
        ground = self.ground(0 if self.draws else None)
        at = self.start_point
        self._check_readings(ground, self.brief.box.centre if at is None else at)
        if at is None or self.draws:
            return
        with np.errstate(all="ignore"):
            height = float(ground.surface.heights(at))
        if not np.isfinite(height):
            raise self._wrong("the ground has no height there", "start elsewhere", "start")
        if ground.verdict(at, height) is Verdict.FOUND:
            raise self._wrong("the start finds already", "start further away", "start")

    def _check_readings(self, ground: Ground, at: Array) -> None:
        """Ask for all that a dip tells once: some surfaces are too large for a Hessian."""
        asked = "dipstick"
        try:
            with np.errstate(all="ignore"):
                ground.surface.jet(at, self.dipstick.order)
                asked = "taylor"
                if self.taylor:
                    ground.surface.series(at, self.taylor)
        except SurfaceError as error:
            raise self._wrong(error.message, error.cure, asked) from error

    def _with_files(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with the digests of the files beside it, if it has any."""
        names = self.surface.files
        if not names:
            return document
        try:
            digests = {name: hashlib.sha256(self._read(name)).hexdigest() for name in names}
        except SurfaceError as error:
            raise self._wrong(error.message, error.cure, "surface", *error.path) from error
        return {**document, "files": digests}

    def _wrong(self, message: str, cure: str, *place: str | int) -> LevelError:
        return LevelError(message, source=self._source, pointer=pointer_to(place), cure=cure)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of a level file."""
        return cls.model_json_schema(by_alias=True)

    @property
    def id(self) -> str:
        """The level's name in a library: the file's stem."""
        return self._id

    @property
    def source(self) -> str:
        """The file that it was read from, for messages; may be empty."""
        return self._source

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the level's canonical JSON (RFC 8785), as "sha256:...".

        The canonical form is that of the file as written: members sorted, no white space,
        numbers in their shortest form, so that layout and order do not matter. Where the surface
        is built from files beside the level, it has a further member "files" with the SHA-256 of
        each, so that a game is never replayed on other data.
        """
        canonical = self._canonical or rfc8785.dumps(self.model_dump(mode="json"))
        return "sha256:" + hashlib.sha256(canonical).hexdigest()

    @cached_property
    def brief(self) -> Brief:
        """What a player is told before the first dip."""
        axes = self._expanded()
        box = Box.of(*(axis.range for axis in axes))
        box.lower.flags.writeable = box.upper.flags.writeable = False
        return Brief(
            axes=axes,
            box=box,
            goal=self.goal,
            stick=self.dipstick,
            taylor=self.taylor,
            cover=self.map,
            moves=self.moves,
            dips=self.dips,
            par=self.par,
            win=Win(self.win.distance, self.win.height),
        )

    @property
    def start_point(self) -> Array | None:
        """The point of the free first reading as a fresh array, shape (n,), or None."""
        box = self.brief.box
        match self.start:
            case None:
                return None
            case RandomStart(seed=seed, spread=spread):
                errors = np.random.default_rng(seed).standard_normal(box.dimension)
                return box.clip(box.centre + spread * errors)
            case _:
                start = np.array(self.start, dtype=np.float64)
                return np.broadcast_to(start, (box.dimension,)).copy()

    @cached_property
    def draws(self) -> bool:
        """Whether each session draws its own surface, from its seed."""
        return self.surface.draws

    @cached_property
    def by_chance(self) -> bool:
        """Whether readings depend on a seed: on their noise, or on the mini-batch they meet."""
        return self.noise is not None or self.surface.glimpses

    @cached_property
    def has_extras(self) -> bool:
        """Whether readings tell more than most levels' do: a velocity, or a Taylor series."""
        return self.taylor > 0 or "momentum" in self.moves

    @cached_property
    def needs_seed(self) -> bool:
        """Whether a game of this level depends on a seed: its surface, noise or mini-batches."""
        return self.draws or self.by_chance

    def ground(self, seed: int | None) -> Ground:
        """Return the hidden ground of a session with this seed; raises LevelError.

        A level that draws nothing has one ground, which is made once.
        """
        if self._still_ground is not None:
            return self._still_ground
        site = Site(
            self.brief.box, tuple(axis.name for axis in self.brief.axes), seed, read=self._read
        )
        try:
            with np.errstate(all="ignore"):
                ground = Ground.build(self.surface, site, self.heights, self.brief)
        except SurfaceError as error:
            raise self._wrong(error.message, error.cure, "surface", *error.path) from error
        except (ArithmeticError, MemoryError, RecursionError, ValueError) as error:
            # A level is a stranger's file: what a kind of surface did not foresee ends here.
            raise self._wrong(
                f"the surface cannot be made: {error}",
                "write smaller or simpler numbers",
                "surface",
            ) from error
        if not self.draws:
            self._still_ground = ground
        return ground


def _canonical(document: dict[str, Any], source: str) -> bytes:
    """Return the document as RFC 8785 has it; raises LevelError where its author meant more."""
    surfaces = 0
    for place, value in walk(document):
        surfaces += bool(place) and place[0] == "surface" and "kind" in value
        if surfaces > MOST_SURFACES:
            raise LevelError(
                "the ground is made of too many surfaces",
                source=source,
                pointer="/surface",
                cure=f"use at most {MOST_SURFACES}",
            )
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(part, int) and abs(part) > 2**53:
                raise LevelError(
                    f"the whole number {shortened(str(part))} is too large to be kept exactly",
                    source=source,
                    pointer=pointer_to((*place, key)),
                    cure="write a smaller one, or with an exponent, such as 1e20",
                )
    return rfc8785.dumps(document)
