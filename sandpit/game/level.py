"""A level: what its designer wrote, checked; it is never changed."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
from pydantic import ValidationError

from sandpit.errors import LevelError, SurfaceError
from sandpit.game.brief import Brief, Cover, Dipstick
from sandpit.game.canonical import check_contents, digest_of
from sandpit.game.document import pointer_to, read_json
from sandpit.game.entries import Noise, RandomStart, WinEntry
from sandpit.game.former import former_digests
from sandpit.game.ground import MOST_WORK, Ground, Verdict
from sandpit.game.level_file import LevelFile, Start
from sandpit.game.meaning import level_meaning
from sandpit.game.problems import placed_error
from sandpit.surfaces import Array, Goal, Reader, Site, Spec
from sandpit.surfaces.draws import Draws
from sandpit.surfaces.spec import Beside, nothing_beside

LARGEST_FILE = 2_000_000
"""The most characters that a level file may have."""

KEPT_GROUNDS = 4
"""So many drawn grounds are kept for games with the same seeds."""

MOST_DRAWS = 64
"""So often a ground is drawn again for one session, while its free start finds already.

Grounds that are dear to search are drawn fewer times: as often as one ground's budget allows.
"""

AGAIN = 0x616761696E
"""Keeps the seeds of grounds that are drawn again apart from those that sessions have."""


@dataclass(frozen=True, eq=False)
class Level:
    """A level as it was written; `LevelFile` says of each key what it means.

    `id` is the file's stem, its name in a library. `source` names the file in messages; it may be
    empty. `brief` is what a player is told before the first dip.
    """

    id: str
    source: str
    brief: Brief
    title: str
    story: str
    lesson: str
    goal: Goal
    surface: Spec
    heights: tuple[float, float] | None
    dipstick: Dipstick
    taylor: int
    map: Cover
    moves: tuple[str, ...]
    start: Start
    dips: int
    win: WinEntry
    par: int
    noise: Noise | None
    _read: Reader = field(default=nothing_beside, repr=False)
    _document: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def parse(
        cls, text: str, *, id: str = "level", source: str = "", read: Reader = nothing_beside
    ) -> "Level":
        """Read a level from the text of its file, and see that it can be played.

        `id` is the file's stem; `source` names the file in messages; `read` gives the files
        beside it. Raises LevelError with the JSON pointer of what is wrong and its cure.
        """
        level = cls.outline(text, id=id, source=source, read=read)
        level.check(level.ground(0))
        _ = level.digest  # while the files are what the ground was made of
        return level

    @classmethod
    def outline(
        cls, text: str, *, id: str = "level", source: str = "", read: Reader = nothing_beside
    ) -> "Level":
        """Read what the text of a level's file says, as `parse` does, without making its ground.

        That is quick whatever the file holds: for lists of many. What is wrong with the ground is
        a LevelError once the level is played.
        """
        document = read_json(text, LevelError, source=source, longest=LARGEST_FILE)
        try:
            file = LevelFile.model_validate_json(json.dumps(document))
        except ValidationError as error:
            raise placed_error(error, LevelError, document, LevelFile, source) from None
        check_contents(document, source)
        written = {name: getattr(file, name) for name in _WRITTEN}
        return cls(id, source, file.brief(), _read=read, _document=document, **written)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that decides play, as parsed values in canonical JSON (RFC 8785).

        How a value is written makes no difference, nor do words, nor the bytes of the files
        beside the level where the same numbers are read from them. Raises LevelError where a
        file is gone.
        """
        keys = {name: getattr(self, name) for name in _WRITTEN}
        with self._blaming_the_surface():
            return digest_of(level_meaning(keys, self.brief.axes, self._site(None)))

    def matches(self, digest: str) -> bool:
        """Tell whether a game with this digest was played here, in whatever format it was kept."""
        return digest == self.digest or digest in self.former_digests

    def is_alike(self, other: "Level") -> bool:
        """Tell whether another level says the same to the last value, its words too."""
        return self._document == other._document and self.digest == other.digest

    @cached_property
    def former_digests(self) -> frozenset[str]:
        """The digests that games of format 1 may have which were played here."""
        try:
            files = {name: self._read(name) for name in self.surface.files}
        except SurfaceError:
            return frozenset()
        return frozenset(former_digests(self._document, files))

    def __copy__(self) -> "Level":
        return self  # it is never changed

    def __deepcopy__(self, memo: dict[int, object]) -> "Level":
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Return what to pickle: with the files beside it, so that it is whole wherever it goes."""
        files = Beside({name: self._read(name) for name in self.surface.files})
        kept = (*(field.name for field in fields(self)), "digest")
        return {name: getattr(self, name) for name in kept} | {"_read": files}

    @property
    def start_point(self) -> Array | None:
        """The point of the free first reading as a fresh array, shape (n,), or None."""
        box = self.brief.box
        match self.start:
            case None:
                return None
            case RandomStart(seed=seed, spread=spread):
                errors = Draws(seed).normals(box.dimension)
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

        A level that draws nothing has one ground, which is made once. One that is drawn is drawn
        again, from the seed alone, while the level's free start would find on it.
        """
        if not self.draws:
            return self._still_ground
        return self._drawn(seed)

    def _drawn_anew(self, seed: int | None) -> Ground:
        at = self.start_point
        work = 0
        for turn in range(MOST_DRAWS):
            ground = self._built(_again(seed, turn))
            if at is None or not _finds(ground, at):
                return ground
            work += ground.work
            if work > MOST_WORK:
                break
        raise self._wrong(
            "the start already wins, wherever the ground is drawn", "start further away", "start"
        )

    def _drawn(self, seed: int | None) -> Ground:
        """Return the ground drawn from a seed; those of the last few sessions are kept."""
        kept = self._grounds.pop(seed, None)
        ground = self._drawn_anew(seed) if kept is None else kept
        self._grounds[seed] = ground
        while len(self._grounds) > KEPT_GROUNDS:
            self._grounds.pop(next(iter(self._grounds)), None)
        return ground

    @cached_property
    def _grounds(self) -> dict[int | None, Ground]:
        """The grounds of the seeds that were asked for last, the latest at the end."""
        return {}

    @cached_property
    def _still_ground(self) -> Ground:
        return self._built(None)

    def _built(self, seed: int | None) -> Ground:
        with self._blaming_the_surface(), np.errstate(all="ignore"):
            return Ground.build(self.surface, self._site(seed), self.heights, self.brief)

    def _site(self, seed: int | None) -> Site:
        names = tuple(axis.name for axis in self.brief.axes)
        return Site(self.brief.box, names, seed, read=self._read)

    @contextmanager
    def _blaming_the_surface(self) -> Iterator[None]:
        """Tell what is wrong with the surface with its place."""
        try:
            yield
        except SurfaceError as error:
            raise self._wrong(error.message, error.cure, "surface", *error.path) from error
        except (ArithmeticError, MemoryError, RecursionError, ValueError) as error:
            # A level is a stranger's file: what a kind of surface did not foresee ends here.
            raise self._wrong(
                f"the surface cannot be made: {error}",
                "write smaller or simpler numbers",
                "surface",
            ) from error

    def check(self, ground: Ground) -> None:
        """Raise LevelError if the level cannot be played on a ground of its own."""
        at = self.start_point
        self._check_readings(ground, self.brief.box.centre if at is None else at)
        if at is None or self.draws:
            return
        if not ground.is_readable(at):
            raise self._wrong("the ground has no finite reading there", "start elsewhere", "start")
        if _finds(ground, at):
            raise self._wrong("the start already wins", "start further away", "start")

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

    def _wrong(self, message: str, cure: str, *place: str | int) -> LevelError:
        return LevelError(message, source=self.source, pointer=pointer_to(place), cure=cure)


_WRITTEN = tuple(field.name for field in fields(Level) if field.name in LevelFile.model_fields)
"""The keys of a level file that a level keeps as they are."""


def _again(seed: int | None, turn: int) -> int | None:
    """Return the seed of the ground of a turn: of the first, the session's own."""
    if turn == 0:
        return seed
    state = np.random.SeedSequence([seed or 0, AGAIN, turn]).generate_state(1, np.uint64)
    return int(state[0])


def _height(ground: Ground, at: Array) -> float:
    with np.errstate(all="ignore"):
        return float(ground.surface.heights(at))


def _finds(ground: Ground, at: Array) -> bool:
    return ground.verdict(at, _height(ground, at)) is Verdict.FOUND
