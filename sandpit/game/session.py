"""A game being played: the one mutable object, which alone holds the ground."""

import operator
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np

from sandpit.errors import IllegalAction, LevelError, SandpitError, SurfaceError
from sandpit.game.actions import Action, GiveUp, Momentum, Move, Newton, Probe
from sandpit.game.closeness import Closeness, closeness
from sandpit.game.entries import Noise
from sandpit.game.ground import Ground, Verdict
from sandpit.game.landings import confirmed
from sandpit.game.level import Level
from sandpit.game.points import Point
from sandpit.game.reading import Reading, Remark
from sandpit.game.rules import Landing, check_finite, land, outcome, remark
from sandpit.game.sight import sight, sight_at
from sandpit.game.state import Outcome, State
from sandpit.game.transcript import LONGEST_NAME, MOST_KEPT, Transcript
from sandpit.surfaces import Array, Exhibit, Jet, Optima, Surface
from sandpit.surfaces.draws import Draws

NOISE = 0x6E6F6973
"""Keeps the stream of the readings' errors apart from the streams that surfaces draw from."""


@dataclass(frozen=True)
class Revealed:
    """What is uncovered when a game has ended."""

    surface: Surface
    optima: Optima


class Session:
    """A game of `level`; `seed` fixes what the level leaves to chance.

    Where the level leaves nothing to chance the seed is dropped; where it does and none is
    given, one is drawn and kept in the transcript. Raises LevelError where the seed's surface
    cannot be made.

    >>> import sandpit
    >>> session = Session(sandpit.load_level("lost-phone"))
    >>> session.play(sandpit.Probe((4.0, 1.0))).number
    1
    """

    def __init__(self, level: Level, seed: int | None = None, player: str = "") -> None:
        if not level.needs_seed:
            seed = None
        elif seed is None:
            seed = secrets.randbits(32)
        self.level = level
        self.seed = seed if seed is None else _seed(seed)
        self.player = _written(player)
        self._brief = level.brief
        self._order = level.dipstick.order
        self._ground: Ground = level.ground(self.seed)
        self._surface = self._ground.surface
        self._actions: list[Action] = []
        self._outcome: Outcome | None = None
        self._readings: list[Reading] = []
        self._state: State | None = None
        self._dips = 0
        self._has_extras = level.has_extras
        self._by_chance = level.by_chance
        self._landed: tuple[Reading | None, Landing] | None = None
        start = level.start_point
        if start is not None:
            self._take_start(start)

    @property
    def state(self) -> State:
        """The game as anybody may see it; it is immutable."""
        if self._state is None:
            left = self._brief.dips - self._dips
            self._state = State(self._brief, tuple(self._readings), left, self._outcome)
        return self._state

    @property
    def transcript(self) -> Transcript:
        """The game so far."""
        level, actions = self.level, tuple(self._actions)
        return Transcript(
            level.id, level.digest, self.seed, self.player, actions, tuple(self._landings())
        )

    @property
    def action_count(self) -> int:
        """How many actions have been made."""
        return len(self._actions)

    def _landings(self) -> Iterator[Point | None]:
        """Yield where each action landed, as far as a transcript keeps it."""
        kept = 0
        dips = (reading.at for reading in self._readings if reading.number)
        for action, at in zip_longest(self._actions, dips):
            keeps = action.keeps_landing and kept + at.size <= MOST_KEPT
            kept += at.size if keeps else 0
            yield tuple(at.tolist()) if keeps else None

    @property
    def revealed(self) -> Revealed | None:
        """The ground and its optima once the game has ended, else None; SurfaceError if unknown."""
        if self._outcome is None:
            return None
        return Revealed(self._ground.surface, self._ground.optima)

    def landing(self, move: Move) -> Array:
        """Return where `move` would land, from what is shown alone; raises IllegalAction."""
        if self._outcome is not None:
            raise _over()
        return self._land(move)[0].copy()

    def _land(self, move: Move) -> Landing:
        """Return where a move lands; a Newton step among many axes is worked out but once."""
        last = self._readings[-1] if self._readings else None
        known = self._landed
        if known is not None and known[0] is last and isinstance(move, Newton):
            return known[1]
        landing = land(self._brief, last, move)
        if isinstance(move, Newton):
            self._landed = (last, landing)
        return landing

    def play(self, move: Move, kept: Point | None = None) -> Reading:
        """Make a move and return the reading where it lands.

        `kept` is where it landed when it was played before: the game goes on from there. Raises
        IllegalAction where the rules forbid it, or lead elsewhere: nothing is spent and nothing
        changes.
        """
        if self._outcome is not None:
            raise _over()
        last = self._readings[-1] if self._readings else None
        if kept is None:
            at, held = self._land(move)
        else:
            at, held = confirmed(self._brief, self._readings, move, kept)
        number = self._dips + 1
        reading, height = self._measure(at, number)
        check_finite(reading)
        verdict = self._ground.verdict(at, height)
        remarks = remark(self._brief, last, reading, move, held=held)
        if self._has_extras:
            reading = self._extended(reading, last, move)
        found = False
        if verdict is not None:  # seldom, and before Python 3.12 a look-up in an Enum takes time
            found = verdict is Verdict.FOUND
            remarks = remarks if found else (Remark.LOCAL_OPTIMUM, *remarks)
        if remarks:
            reading = reading._replace(remarks=remarks)
        self._readings.append(reading)
        self._actions.append(move)
        self._dips = number
        self._state = None
        self._outcome = outcome(self._brief, number, found=found)
        return reading

    def give_up(self) -> None:
        """End the game; raises IllegalAction if it has ended already."""
        if self._outcome is not None:
            raise _over()
        self._actions.append(GiveUp())
        self._outcome = Outcome.GAVE_UP
        self._state = None

    def apply(self, action: Action, kept: Point | None = None) -> None:
        """Make a move or give up, as a transcript says it; raises IllegalAction."""
        if isinstance(action, GiveUp):
            if kept is not None:
                raise IllegalAction("giving up has no landing", cure="write null for its landing")
            self.give_up()
        else:
            self.play(action, kept)

    def fork(self) -> "Session":
        """Return an independent game in the same state: what is played on one, the other misses."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other._actions, other._readings = self._actions.copy(), self._readings.copy()
        return other

    def __copy__(self) -> "Session":
        return self.fork()

    def __deepcopy__(self, memo: dict[int, object]) -> "Session":
        return self.fork()  # all else in it is never changed

    def __getstate__(self) -> dict[str, Any]:
        hidden = ("_ground", "_surface")  # made anew, from the level and the seed
        return {name: value for name, value in vars(self).items() if name not in hidden}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._ground = self.level.ground(self.seed)
        self._surface = self._ground.surface

    def sight(self, *axes: Array) -> Array:
        """Return the heights on the mesh of 1-D `axes` (one an axis), NaN wherever sand lies."""
        return sight(self._ground.surface, self.state, axes)

    def sight_at(self, points: Array) -> Array:
        """Return the heights at points (..., n) of the box, NaN wherever sand lies, shape (...)."""
        return sight_at(self._ground.surface, self.state, points)

    def exhibit(self, at: Array | None = None) -> Exhibit | None:
        """Return what the level's model shows at a dipped point, by default the last one.

        It is None where the level models nothing, and where no dip was made.
        """
        here = self.state.position if at is None else at
        dipped = at is None or any(np.array_equal(at, dip.at) for dip in self._readings)
        return self._ground.surface.exhibit(here) if here is not None and dipped else None

    @cached_property
    def models(self) -> bool:
        """Whether the level models something that `exhibit` shows."""
        return self._ground.surface.exhibit(self._brief.box.centre) is not None

    def foresee(self) -> None:
        """Work out now what will be asked for at the end: nothing is told before, but sooner then.

        That is what the level models, and its optima, as far as anybody can know them.
        """
        with suppress(SurfaceError):
            _ = self._ground.optima
        _ = self.models

    def closeness(self) -> Closeness | None:
        """Return how near the game came to finding; None before its end, since it tells where."""
        if self._outcome is None:
            return None
        start = self.level.start_point
        start = self._brief.box.centre if start is None else start
        return closeness(self._ground, tuple(self._readings), start)

    def _take_start(self, at: Array) -> None:
        reading, height = self._measure(at, 0)
        try:
            check_finite(reading)
        except IllegalAction as error:
            raise LevelError(
                error.message, source=self.level.source, pointer="/start", cure="start elsewhere"
            ) from error
        remarks = remark(self._brief, None, reading, None, held=False)
        if self._ground.verdict(at, height) is Verdict.STUCK:
            remarks = (Remark.LOCAL_OPTIMUM, *remarks)
        reading = self._extended(reading, None, None)
        self._readings.append(reading._replace(remarks=remarks))

    def _extended(self, reading: Reading, last: Reading | None, move: Move | None) -> Reading:
        """Add to a reading what few levels have: the velocity, the Taylor coefficients."""
        velocity = series = None
        if Momentum.name in self._brief.moves and last is not None and not isinstance(move, Probe):
            velocity = reading.at - last.at
            velocity.setflags(write=False)
        if self._brief.taylor:
            series = self._ground.surface.series(reading.at, self._brief.taylor)
            series.setflags(write=False)
        return reading._replace(velocity=velocity, series=series)

    def _measure(self, at: Array, number: int) -> tuple[Reading, float]:
        """Return the reading of dip `number` at a point, and the true height there."""
        if self._by_chance:
            jet, height = self._chanced(at, number)
        else:
            jet = self._surface.jet(at, self._order)
            height = jet.height
        shown, gradient, hessian = jet
        at.setflags(write=False)
        if gradient is not None:
            gradient.setflags(write=False)
        if hessian is not None:
            hessian.setflags(write=False)
        return Reading(number, at, shown, gradient, hessian), height

    def _chanced(self, at: Array, number: int) -> tuple[Jet, float]:
        """Return what a dip shows by a part of the data or with errors, and the true height."""
        seed = self.seed or 0
        jet = self._surface.glimpse(seed, number).jet(at, self._order)
        height = float(self._surface.heights(at)) if self.level.surface.glimpses else jet.height
        if self.level.noise is not None:
            jet = _blurred(jet, self.level.noise, Draws(seed, NOISE, number))
        return jet, height


def _over() -> IllegalAction:
    return IllegalAction("the game is over", cure="start the level again")


def _seed(seed: int) -> int:
    """Return a seed as a plain int; raises SandpitError for one that no transcript may have."""
    number = operator.index(seed)
    if not 0 <= number < 2**64:
        raise SandpitError(f"{number} is not a seed", cure="use a whole number from 0 to 2^64 - 1")
    return number


def _written(name: str) -> str:
    """Return a player's name as a file can keep it."""
    return name.encode("utf-8", "replace").decode()[:LONGEST_NAME]


def _blurred(jet: Jet, noise: Noise, draws: Draws) -> Jet:
    """Add the errors of one dip; those of the height come first, so a better stick agrees."""
    height = jet.height + noise.height * float(draws.normals())
    gradient, hessian = jet.gradient, jet.hessian
    if gradient is not None:
        gradient = gradient + noise.gradient * draws.normals(*gradient.shape)
    if hessian is not None:
        errors = np.triu(draws.normals(*hessian.shape))
        hessian = hessian + noise.hessian * (errors + np.triu(errors, 1).T)
    return Jet(height, gradient, hessian)
