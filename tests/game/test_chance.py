"""What chance adds to a reading: the errors of the stick, drawn for ever from the same bits."""

import numpy as np
import pytest

from sandpit.errors import IllegalAction, SandpitError, TranscriptError
from sandpit.game import Level, Outcome, Probe, Session, Transcript
from tests.known import known
from tests.written import make_level

NOISE = {"height": 0.3, "gradient": 0.2, "hessian": 0.1}
STREAM = 0x6E6F6973
"""The number that keeps the errors' stream apart: "nois" in ASCII."""


@pytest.mark.parametrize("seed", [0, 1, 2**64 - 1])
def test_the_errors_of_a_dip_are_those_of_its_seed_and_number_to_the_last_bit(seed: int) -> None:
    """NumPy's generator of (seed, stream, dip): the height's error, the slopes', the bends'."""
    noisy, exact = Session(make_level(noise=NOISE), seed), Session(make_level())
    for number, at in enumerate([(1.0, 5.0), (3.0, 2.5)], start=1):
        seen, true = noisy.play(Probe(at)), exact.play(Probe(at))
        rng = np.random.default_rng([seed, STREAM, number])
        assert seen.height == true.height + 0.3 * rng.standard_normal()
        slopes = known(true.gradient) + 0.2 * rng.standard_normal(2)
        np.testing.assert_array_equal(known(seen.gradient), slopes)
        draws = rng.standard_normal((2, 2))
        errors = np.array([[draws[0, 0], draws[0, 1]], [draws[0, 1], draws[1, 1]]])
        np.testing.assert_array_equal(known(seen.hessian), known(true.hessian) + 0.1 * errors)


def batched(wanted: float) -> Level:
    """Return a network of one weight and one bias that sees one of four examples a dip."""
    data = {"inputs": [[1.0], [2.0], [3.0], [4.0]], "targets": [2.0, 4.0, 6.0, -3.0]}
    surface = {"kind": "network", "layers": [1, 1], "data": data, "batch": 1}
    axes = [{"name": "w", "count": 2, "range": [-3, 3]}]
    return make_level(
        goal="pit", surface=surface, axes=axes, win={"height": wanted}, dipstick="gradient",
        moves=["probe"], dips=12,
    )  # fmt: skip


def test_with_mini_batches_the_loss_over_all_examples_decides_who_wins() -> None:
    """At (2, 0) three of the four examples are met to the point, and the fourth by far not."""
    whole = (0.0 + 0.0 + 0.0 + 11.0**2) / 4
    won, lost = Session(batched(whole + 0.01), 3), Session(batched(whole - 0.01), 3)
    seen = set()
    for _ in range(12):
        seen.add(round(lost.play(Probe((2.0, 0.0))).height, 9))
    assert seen == {0.0, 121.0}
    assert lost.state.outcome is Outcome.OUT_OF_DIPS
    won.play(Probe((2.0, 0.0)))
    assert won.state.outcome is Outcome.FOUND


def test_after_the_end_a_move_is_refused_with_the_way_on() -> None:
    session = Session(make_level())
    session.give_up()
    with pytest.raises(IllegalAction) as caught:
        session.play(Probe((1.0, 1.0)))
    assert (caught.value.message, caught.value.cure) == (
        "the game is over",
        "start the level again",
    )


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_that_cannot_be_kept_is_refused_with_those_that_can(seed: int) -> None:
    with pytest.raises(SandpitError) as caught:
        Session(make_level(noise=NOISE), seed)
    assert caught.value.message == f"{seed} is not a seed"
    assert caught.value.cure == "use a whole number from 0 to 2^64 - 1"


def test_a_name_is_written_as_it_is_and_what_is_later_is_told() -> None:
    text = Transcript("lost-phone", "sha256:" + 64 * "0", player="Søren 明").to_json()
    assert "Søren 明" in text
    assert text.startswith("{") and '"hints"' not in text
    with pytest.raises(TranscriptError) as caught:
        Transcript.from_json(text.replace('"seed"', '"hints": 3, "seed"'))
    assert caught.value.message == "this belongs to a later version of the game"
    assert caught.value.cure == "score it with the version that wrote it"


def test_a_landing_that_cannot_be_read_is_told_with_its_cure() -> None:
    session = Session(make_level())
    session.play(Probe((1.0, 2.0)))
    text = session.transcript.to_json()
    broken = text.replace('"landings": [null]', '"landings": ["%%%"]')
    assert broken != text
    with pytest.raises(TranscriptError) as caught:
        Transcript.from_json(broken)
    assert caught.value.pointer == "/landings/0"
    assert caught.value.cure == "keep the landings as the game wrote them"
