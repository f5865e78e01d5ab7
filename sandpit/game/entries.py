"""The parts of a level file: axes, what wins, noise."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sandpit.game.brief import Axis
from sandpit.game.problems import NAME_PATTERN, ProblemError

MOST_AXES = 100_000
"""The most axes that a level may have."""

FURTHEST = 1e60
"""No coordinate or height that is written may be larger; products of them stay finite."""

NARROWEST = 1e-9
"""The least length of a range, as a share of its larger end."""

MOST_NOISE = 1e100
"""No error of a reading may be larger: what is read stays finite."""


def _without(controls: str) -> AfterValidator:
    """Refuse these control characters: they steer a terminal, and no font has them."""

    def check(text: str) -> str:
        found = re.search(controls, text)
        if found is not None:
            raise ProblemError(
                f"the text holds the control character U+{ord(found[0]):04X}", "delete it"
            )
        return text

    return AfterValidator(check)


def whole(newest: int) -> BeforeValidator:
    """Refuse true and 1.0, which pydantic takes for the literal 1."""

    def check(value: Any) -> Any:
        if isinstance(value, bool | float):
            raise ProblemError("the format must be a whole number", f"write {newest}")
        return value

    return BeforeValidator(check)


Line = Annotated[str, _without("[\\x00-\\x1f\\x7f-\\x9f]")]
"""A text of one line."""

Prose = Annotated[str, _without("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")]
"""A text that may have lines and tabs."""

Format = Annotated[Literal[1], whole(1)]
"""The version of a file's format, written as a whole number."""

Name = Annotated[str, Field(pattern=NAME_PATTERN, max_length=40)]
Deviation = Annotated[float, Field(ge=0, le=MOST_NOISE)]
Positive = Annotated[float, Field(gt=0)]
Tame = Annotated[float, Field(ge=-FURTHEST, le=FURTHEST)]


class Part(BaseModel):
    """Read strictly: no unknown keys, no types turned into others, no NaN."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


class AxisEntry(Part):
    """One axis, or with `count` many like axes whose names are numbered from 1."""

    name: Name
    """A short name: a letter, then letters, digits or _."""
    range: tuple[Tame, Tame]
    """The lowest and the highest coordinate."""
    unit: Annotated[Line, Field(max_length=20)] = ""
    """The unit of the coordinate, for example "m"."""
    count: Annotated[int, Field(ge=1, le=MOST_AXES)] | None = None
    """Write a number to have this many axes, name1, name2, and so on."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        low, high = self.range
        if low > high:
            raise ProblemError(
                "the range runs the wrong way round", f"write [{high:g}, {low:g}]", "range"
            )
        if not high - low > NARROWEST * max(abs(low), abs(high)):
            raise ProblemError(
                "the range is too narrow", "write two numbers further apart", "range"
            )
        return self

    @property
    def width(self) -> int:
        """How many axes this entry stands for."""
        return 1 if self.count is None else self.count

    def axes(self) -> tuple[Axis, ...]:
        """Return the axes that this entry stands for."""
        if self.count is None:
            return (Axis(self.name, self.range, self.unit),)
        return tuple(
            Axis(f"{self.name}{i}", self.range, self.unit) for i in range(1, self.count + 1)
        )


class WinEntry(Part):
    """What finds: just one of `distance` and `height`."""

    distance: Positive | None = None
    """Coming this near to a global optimum, measured in the axes' units."""
    height: Tame | None = None
    """Reaching this height."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.distance is None) == (self.height is None):
            raise ProblemError(
                "a level is won either by a distance or by a height",
                'write {"distance": 0.15} or {"height": 8.5}',
            )
        return self


class RandomStart(Part):
    """A start drawn around the middle of the domain, the same in every game."""

    seed: Annotated[int, Field(ge=0, lt=2**32)]
    """What it is drawn from."""
    spread: Positive
    """The standard deviation of each coordinate."""


class Noise(Part):
    """Standard deviations of the readings' errors, drawn from (seed, dip number)."""

    height: Deviation = 0.0
    """Of the height, in its own unit."""
    gradient: Deviation = 0.0
    """Of each component of the gradient."""
    hessian: Deviation = 0.0
    """Of each entry of the Hessian (which stays symmetric)."""
