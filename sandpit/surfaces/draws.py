"""What a seed draws: the same numbers on every machine, and whatever version numpy has.

Numpy promises that the raw bits of a seed stay as they are, and does not promise it of the numbers
that it makes of them. So only bits are taken from it. Our numbers are those that it makes today:
grounds and games of earlier versions stay what they were.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from sandpit.surfaces.box import Array
from sandpit.surfaces.ziggurat import BOTTOMS, CERTAIN, INVERSE_TAIL, TAIL, TOPS, WIDTHS

Raw = npt.NDArray[np.uint64]
"""Raw numbers of 64 random bits each."""

_SPARE: Final = 8
"""How many more raw numbers are looked at than normal ones are wanted: 1 in 80 needs another."""

_PLACES: Final = 2**52 - 1


class Draws:
    """A stream of numbers that is fixed by some whole numbers, 0 or more.

    >>> Draws(7).uniforms(2).round(6).tolist()
    [0.625095, 0.897214]
    """

    def __init__(self, *seed: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence(seed))
        self._unused: Raw = np.empty(0, dtype=np.uint64)
        self._half: int | None = None

    def uniforms(self, *shape: int) -> Array:
        """Return numbers drawn evenly from 0 to 1, with this shape."""
        whole = self._raw(math.prod(shape)) >> np.uint64(11)
        return whole.astype(np.float64).reshape(shape) * 2.0**-53

    def below(self, count: int) -> int:
        """Return a whole number drawn evenly from 0 to count - 1, for counts from 1 to 2^32 - 1.

        D. Lemire, "Fast random integer generation in an interval" (2019).
        """
        if count == 1:
            return 0
        least = 2**32 % count
        while True:
            wide = self._word() * count
            if wide % 2**32 >= least:
                return wide >> 32

    def some(self, count: int, total: int) -> npt.NDArray[np.int64]:
        """Return `count` different whole numbers drawn from 0 to total - 1, in random order.

        Few of many by R. Floyd's way (J. Bentley, "Programming pearls", 1987), else the end of a
        shuffle.
        """
        if total > 10_000 and count > total // 50:
            numbers = list(range(total))
            self._shuffle(numbers, max(total - count, 1))
            return np.array(numbers[total - count :], dtype=np.int64)
        seen: dict[int, None] = {}
        for last in range(total - count, total):
            number = self.below(last + 1)
            seen[last if number in seen else number] = None
        numbers = list(seen)
        self._shuffle(numbers, 1)
        return np.array(numbers, dtype=np.int64)

    def normals(self, *shape: int) -> Array:
        """Return standard normal numbers with this shape, drawn by the layers of a ziggurat."""
        count = math.prod(shape)
        numbers: list[float] = []
        spare = _SPARE
        while len(numbers) < count:
            missing = count - len(numbers)
            raw = self._raw(missing + spare)
            some, used = _normals(raw.tolist(), missing)
            numbers += some
            spare = _SPARE if used else 2 * spare  # far out one number may take many
            self._unused = np.concatenate((raw[used:], self._unused))
        return np.array(numbers).reshape(shape)

    def _raw(self, count: int) -> Raw:
        """Return the next raw numbers."""
        missing = count - self._unused.size
        if missing > 0:
            self._unused = np.concatenate((self._unused, self._bits.random_raw(missing)))
        raw, self._unused = self._unused[:count], self._unused[count:]
        return raw

    def _word(self) -> int:
        """Return 32 bits: the lower half of a raw number, then its upper half."""
        if self._half is None:
            raw = int(self._raw(1)[0])
            self._half = raw >> 32
            return raw & 0xFFFFFFFF
        word, self._half = self._half, None
        return word

    def _shuffle(self, numbers: list[int], first: int) -> None:
        """Change each number from the last down to the `first` with a random one up to itself."""
        for i in range(len(numbers) - 1, first - 1, -1):
            j = self.below(i + 1)
            numbers[i], numbers[j] = numbers[j], numbers[i]


def _normals(raw: list[int], most: int) -> tuple[list[float], int]:
    """Return up to `most` normal numbers, and how many of the raw ones went into them.

    Of a raw number 8 bits choose a layer, one the sign and 52 the place in the layer. A place
    that is not certain to lie under the curve takes more raw numbers; where too few are left it
    waits for the next call.
    """
    numbers: list[float] = []
    at = 0
    while len(numbers) < most and at + 1 < len(raw):
        bits = raw[at]
        layer, place = bits & 0xFF, bits >> 9 & _PLACES
        value = place * WIDTHS[layer]
        negative = bits >> 8 & 1
        used = 1
        if place >= CERTAIN[layer]:
            if layer:
                used = 2
                height = BOTTOMS[layer] + (TOPS[layer] - BOTTOMS[layer]) * _uniform(raw[at + 1])
                if not height < math.exp(-0.5 * value * value):
                    at += used
                    continue
            else:
                value, used = _tail(raw, at + 1)
                if not used:
                    break
                negative = bits >> 17 & 1  # in the tail another bit is the sign
        numbers.append(-value if negative else value)
        at += used
    return numbers, at


def _tail(raw: list[int], at: int) -> tuple[float, int]:
    """Return a number beyond the lowest layer, and how many raw ones were used in all.

    They are 0 where those from `at` on do not suffice. G. Marsaglia (1964).
    """
    for i in range(at, len(raw) - 1, 2):
        beyond = -INVERSE_TAIL * math.log1p(-_uniform(raw[i]))
        above = -math.log1p(-_uniform(raw[i + 1]))
        if 2.0 * above > beyond * beyond:
            return TAIL + beyond, i + 3 - at
    return 0.0, 0


def _uniform(raw: int) -> float:
    return (raw >> 11) * 2.0**-53
