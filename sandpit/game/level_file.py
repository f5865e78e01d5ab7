"""A level file: every key that a designer may write, and what must hold among them."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from sandpit.errors import counted
from sandpit.game.brief import Axis, Brief, Cover, Dipstick, Win
from sandpit.game.entries import (
    MOST_AXES,
    AxisEntry,
    Format,
    Line,
    Noise,
    Part,
    Prose,
    RandomStart,
    Tame,
    WinEntry,
)
from sandpit.game.problems import ProblemError
from sandpit.surfaces import Box, Goal, Spec

MOST_AXES_WITH_HESSIAN = 1_000
"""The most axes where the stick measures the Hessian, which has so many numbers squared."""

MOST_ORDERS = 8
"""The highest order of a Taylor polynomial that a dip may tell."""

Text = Annotated[Prose, Field(max_length=2_000)]
MoveName = Literal["probe", "step", "momentum", "newton"]
Start = tuple[float, ...] | float | RandomStart | None

_ORDERS: Mapping[str, int] = {"probe": 0, "step": 1, "momentum": 1, "newton": 2}
"""The order of derivative that each move needs of the stick."""


class LevelFile(Part):
    """A Sandpit level, format 1."""

    model_config = ConfigDict(title="Sandpit level")

    format: Format
    """The version of this format."""
    schema_: Annotated[str, Field(alias="$schema", max_length=500)] = ""
    """Where an editor finds the JSON Schema; the game ignores it."""
    comment: Text | tuple[Text, ...] = ()
    """Notes among designers; the game ignores them."""
    title: Annotated[Line, Field(min_length=1, max_length=60)]
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
    start: Start = None
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

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._check_width()
        names = Counter(axis.name for axis in self.expanded())
        twice = next((name for name, times in names.items() if times > 1), None)
        if twice is not None:
            raise ProblemError(
                f'two axes have the name "{twice}"', "give each its own name", "axes"
            )
        if self.heights is not None and not self.heights[0] < self.heights[1]:
            low, high = self.heights
            if low == high:
                raise ProblemError(
                    "the lowest and the highest height are equal",
                    "write two numbers further apart",
                    "heights",
                )
            raise ProblemError(
                "the heights are the wrong way round", f"write [{high:g}, {low:g}]", "heights"
            )
        if self.par > self.dips:
            raise ProblemError(
                "par is more than the budget of dips", f"write at most {self.dips}", "par"
            )
        if self.taylor and len(names) != 1:
            raise ProblemError(
                "a Taylor polynomial needs a level of one axis", "leave it out", "taylor"
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

    def _check_moves(self) -> None:
        for i, name in enumerate(self.moves):
            order = _ORDERS[name]
            if self.dipstick.order < order:
                needed = list(Dipstick)[order]
                raise ProblemError(
                    f'the move "{name}" needs more than this dip-stick measures',
                    f'write "dipstick": "{needed}", or leave the move out',
                    "moves",
                    i,
                )
            if name in self.moves[:i]:
                raise ProblemError(f'the move "{name}" is listed twice', "list it once", "moves", i)
        if "probe" not in self.moves and self.start is None:
            raise ProblemError(
                "without the move probe there is no first reading",
                'add "probe" to the moves, or a "start"',
                "moves",
            )

    def _check_start(self) -> None:
        if not isinstance(self.start, tuple | float):
            return
        axes = self.expanded()
        start = self.start if isinstance(self.start, tuple) else (self.start,) * len(axes)
        if len(start) != len(axes):
            raise ProblemError(
                f"the start has {counted(len(start), 'coordinate')} "
                f"for {counted(len(axes), 'axis')}",
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

    def expanded(self) -> tuple[Axis, ...]:
        """Return every axis, the like ones of an entry written out."""
        return tuple(axis for entry in self.axes for axis in entry.axes())

    def brief(self) -> Brief:
        """Return what a player is told before the first dip."""
        axes = self.expanded()
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

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of a level file."""
        return cls.model_json_schema(by_alias=True)
