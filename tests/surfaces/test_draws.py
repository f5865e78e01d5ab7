"""What a seed draws stays what it is: grounds, starts and noise of saved games depend on it."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sandpit.surfaces import draws as draws_module
from sandpit.surfaces.draws import Draws, Raw
from sandpit.surfaces.ziggurat import BOTTOMS, TAIL, TOPS, WIDTHS

seeds = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=3)


@given(seeds, st.integers(0, 50))
def test_even_numbers_are_the_first_53_bits_of_numpys_raw_ones(seed: list[int], count: int) -> None:
    raw = np.random.PCG64(np.random.SeedSequence(seed)).random_raw(count)
    drawn = Draws(*seed).uniforms(count).tolist()
    assert drawn == [(bits >> 11) / 2**53 for bits in raw.tolist()]
    assert drawn == np.random.default_rng(seed).random(count).tolist()


def test_a_seed_alone_is_the_seed_that_numpy_takes() -> None:
    assert Draws(5).uniforms(2, 3).tolist() == np.random.default_rng(5).random((2, 3)).tolist()


@pytest.mark.parametrize(
    ("count", "drawn"), [(1, 0), (2, 1), (10, 9), (1000, 944), (2**31 + 5, 1342382295)]
)
def test_a_whole_number_that_was_drawn_is_drawn_for_ever(count: int, drawn: int) -> None:
    assert Draws(7).below(count) == drawn


def test_whole_numbers_use_both_halves_of_the_bits_and_leave_the_others_alone() -> None:
    draws = Draws(4)
    assert [draws.below(6) for _ in range(5)] == [4, 5, 5, 3, 5]
    assert draws.uniforms(1).tolist() == np.random.default_rng(4).random(4)[3:].tolist()
    assert [draws.below(6) for _ in range(3)] == [5, 2, 3]


@pytest.mark.parametrize(
    ("seed", "count", "total", "first"),
    [
        (5, 6, 10, [8, 0, 3, 5, 4, 6]),
        (5, 4, 1797, [1203, 40, 1451, 1444]),
        (5, 10_001, 20_000, [13708, 2376, 12738, 2893, 2377]),
    ],
)
def test_a_handful_that_was_drawn_is_drawn_for_ever(
    seed: int, count: int, total: int, first: list[int]
) -> None:
    drawn = Draws(seed).some(count, total)
    assert drawn[: len(first)].tolist() == first
    assert len(set(drawn.tolist())) == count
    assert drawn.min() >= 0
    assert drawn.max() < total


def test_a_handful_holds_each_number_and_each_order_equally_often() -> None:
    draws = Draws(1)
    hands = [tuple(draws.some(2, 4).tolist()) for _ in range(12_000)]
    counts = np.unique(np.array(hands), axis=0, return_counts=True)[1]
    assert len(counts) == 12
    assert stats.chisquare(counts).pvalue > 0.001


def test_normal_numbers_that_were_drawn_are_drawn_for_ever() -> None:
    assert [number.hex() for number in Draws(5).normals(4).tolist()] == [
        "-0x1.9a96c17a324a9p-1",
        "-0x1.530930ee62e3ep+0",
        "-0x1.fca504a3d846ap-3",
        "0x1.ae89324d005b8p-2",
    ]
    many = Draws(11).normals(100_000)
    # Numbers of the tail come out of a logarithm, whose last bit is the machine's.
    inner = many[np.abs(many) < TAIL]
    assert hashlib.sha256(inner.tobytes()).hexdigest().startswith("79ebc052e1321b92")
    assert many.size - inner.size == 21
    assert many[np.abs(many) > TAIL][:2] == pytest.approx([3.7315614658206586, 3.833389066444189])


def test_normal_numbers_are_normal() -> None:
    assert stats.kstest(Draws(2).normals(50_000), stats.norm.cdf).pvalue > 0.001
    beyond = np.abs(Draws(3).normals(400_000)) > TAIL
    expected = 2 * stats.norm.sf(TAIL)
    assert stats.binomtest(int(beyond.sum()), beyond.size, expected).pvalue > 0.001


@given(st.integers(0, 10**6), st.lists(st.integers(0, 40), max_size=8))
def test_numbers_drawn_in_turn_are_those_drawn_at_once(seed: int, counts: list[int]) -> None:
    draws = Draws(seed)
    in_turn = np.concatenate([np.empty(0), *(draws.normals(count) for count in counts)])
    assert in_turn.tolist() == Draws(seed).normals(sum(counts)).tolist()


@given(st.integers(0, 10**6), st.lists(st.booleans(), max_size=12))
def test_whatever_is_drawn_between_the_bits_are_numpys_own(seed: int, kinds: list[bool]) -> None:
    draws, generator = Draws(seed), np.random.default_rng(seed)
    for even in kinds:
        if even:
            assert draws.uniforms(3).tolist() == generator.random(3).tolist()
        else:
            raw = generator.bit_generator.random_raw(2)
            first = [(bits >> 11) / 2**53 for bits in raw.tolist()]
            assert draws.uniforms(2).tolist() == first


def test_the_layers_have_one_area_and_end_on_the_curve() -> None:
    x = np.array(WIDTHS) * 2.0**52
    bottoms, tops = np.array(BOTTOMS), np.array(TOPS)
    area = TAIL * bottoms[-1] + np.sqrt(2 * np.pi) * stats.norm.sf(TAIL)
    np.testing.assert_allclose(x * (tops - bottoms), area, rtol=1e-12)
    np.testing.assert_allclose(bottoms[1:], np.exp(-(x[1:] ** 2) / 2), rtol=1e-15)


class _Bits:
    """Raw numbers as they were chosen, in place of numpy's."""

    def __init__(self, *raw: int) -> None:
        self._raw = list(raw)

    def random_raw(self, count: int) -> Raw:
        some, self._raw = self._raw[:count], self._raw[count:]
        return np.array(some + [0] * (count - len(some)), dtype=np.uint64)


@pytest.mark.parametrize("tries", [0, 3, 4, 40])
def test_a_number_far_out_takes_as_many_raw_ones_as_it_needs(
    monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    """Beyond the lowest layer each try takes two; the last of these is accepted."""
    beyond = (2**52 - 1) << 9 & ~(1 << 17)  # that bit is the sign
    refused, accepted = (2**64 - 1, 0), (0, 2**63)
    asked = 0

    def counted(raw: list[int], most: int) -> tuple[list[float], int]:
        nonlocal asked
        asked += 1
        assert asked < 20, "it asks for ever"
        return look(raw, most)

    look = draws_module._normals
    monkeypatch.setattr(draws_module, "_normals", counted)
    draws = Draws(0)
    monkeypatch.setattr(draws, "_bits", _Bits(beyond, *tries * refused, *accepted))
    assert draws.normals(1).tolist() == [TAIL]
