"""What a network shows of its answers at a point."""

import math
from typing import Any

import numpy as np
import pytest

from sandpit.surfaces import Array, ChainExhibit, CurveExhibit, DecisionExhibit, Jet, SheetExhibit
from tests.known import expect, known
from tests.surfaces import neurons

INPUTS = [[-1.0], [0.5], [2.0]]


def one_wide(layers: list[int], loss: str = "mean-squares", **changes: Any) -> dict[str, Any]:
    targets = [0, 1, 1] if loss == "cross-entropy" else [0.3, -0.2, 0.9]
    data = {"inputs": INPUTS, "targets": targets}
    return {"kind": "network", "layers": layers, "loss": loss, "data": data, **changes}


CHAINS = {
    "one": one_wide([1, 1]),
    "one-tanh": one_wide([1, 1], output="tanh"),
    "one-relu": one_wide([1, 1], output="relu"),
    "one-probability": one_wide([1, 1], "cross-entropy"),
    "three-in-a-row": one_wide([1, 1, 1, 1], activation="sigmoid", output="softplus"),
    "three-to-a-probability": one_wide([1, 1, 1, 1], "cross-entropy", bias=False),
}
each_chain = pytest.mark.parametrize("network", CHAINS.values(), ids=CHAINS)


@each_chain
def test_the_product_along_a_chain_is_the_slope_of_its_example(network: dict[str, Any]) -> None:
    surface = neurons.surface(network)
    for point in neurons.points(network, 5):
        shown = surface.exhibit(point)
        assert isinstance(shown, ChainExhibit)
        product = math.prod(link.derivative for link in shown.links)
        parts = [alone(network, i, point) for i in range(3)]
        worst = int(np.argmax([jet.height for jet in parts]))
        assert shown.links[0].value == INPUTS[worst][0]
        assert shown.links[-1].value == pytest.approx(parts[worst].height)
        assert 3 * product == pytest.approx(known(parts[worst].gradient)[0], rel=1e-9, abs=1e-15)


def alone(network: dict[str, Any], example: int, point: Array) -> Jet:
    data = {name: [rows[example]] for name, rows in network["data"].items()}
    return neurons.surface({**network, "data": data}).jet(point, 1)


@each_chain
@pytest.mark.parametrize("penalty", [0.0, 0.3])
def test_a_chain_ends_in_the_slope_that_the_stick_reads(
    network: dict[str, Any], penalty: float
) -> None:
    surface = neurons.surface({**network, "penalty": penalty})
    for point in neurons.points(network, 3):
        shown = expect(ChainExhibit, surface.exhibit(point))
        assert shown.whole == pytest.approx(surface.gradient(point)[0], rel=1e-12)
        assert shown.count == len(INPUTS)


@each_chain
def test_a_chain_has_a_link_for_each_quantity_and_names_every_derivative(
    network: dict[str, Any],
) -> None:
    surface, point = neurons.surface(network), neurons.points(network, 1)[0]
    links = expect(ChainExhibit, surface.exhibit(point)).links
    assert len(links) == 2 * len(network["layers"])
    names = [link.derivative_name for link in links]
    tops = [name.split("/")[0] for name in names]
    bottoms = [name.split("/")[1] for name in names]
    assert bottoms[1:] == tops[:-1], "each derivative goes on where the last one stopped"
    assert bottoms[0].startswith("∂w")
    assert tops[-1] == "∂L"


@pytest.mark.parametrize("z", [-800.0, -40.0, 40.0, 800.0])
def test_a_saturated_chain_keeps_its_numbers(z: float) -> None:
    network = one_wide([1, 1], "cross-entropy")
    shown = neurons.surface(network).exhibit(np.array([0.0, z]))
    links = expect(ChainExhibit, shown).links
    assert all(math.isfinite(link.value) and math.isfinite(link.derivative) for link in links)
    if abs(z) < 100:
        x, wanted = links[0].value, z < 0
        product = math.prod(link.derivative for link in links)
        assert product == pytest.approx((-x if wanted else x) / 3, rel=1e-6)


def test_one_input_and_output_are_a_curve_through_the_data() -> None:
    network = one_wide([1, 3, 1])
    network["data"] |= {"names": ["time"], "target": "heat"}
    surface, point = neurons.surface(network), neurons.points(network, 1)[0]
    shown = surface.exhibit(point)
    assert isinstance(shown, CurveExhibit)
    assert (shown.x.tolist(), shown.y.tolist()) == ([-1.0, 0.5, 2.0], [0.3, -0.2, 0.9])
    assert (shown.x_label, shown.y_label, shown.errors) == ("time", "heat", None)
    assert shown.curve_x[0] < -1.0 < 2.0 < shown.curve_x[-1]
    at = np.interp(shown.x, shown.curve_x, shown.curve_y)
    assert ((at - shown.y) ** 2).mean() == pytest.approx(surface.heights(point), rel=0.01)


@pytest.mark.parametrize("outs", [1, 3])
def test_two_inputs_and_classes_are_a_map_of_answers(outs: int) -> None:
    network = neurons.written(outs)
    surface, point = neurons.surface(network), neurons.points(network, 1)[0]
    shown = surface.exhibit(point)
    assert isinstance(shown, DecisionExhibit)
    assert shown.points.tolist() == network["data"]["inputs"]
    assert shown.classes.tolist() == network["data"]["targets"]
    assert shown.answers.shape == shown.certainty.shape == (len(shown.xs), len(shown.ys))
    assert shown.names == ("0", "1", "2")[: max(2, outs)]
    for i, j in [(0, 0), (5, 60), (96, 40)]:
        sums = neurons.answers(network, point.tolist(), [shown.xs[i], shown.ys[j]])
        powers = np.exp(np.real(sums if outs > 1 else [0.0, *sums]))
        assert shown.answers[i, j] == powers.argmax()
        assert shown.certainty[i, j] == pytest.approx((powers / powers.sum()).max())
    found = [
        np.argmax(np.real(sums if outs > 1 else [0.0, *sums]))
        for sums in (neurons.answers(network, point.tolist(), row) for row in shown.points)
    ]
    assert shown.right == pytest.approx(np.mean(np.array(found) == shown.classes))


def pictures(**changes: Any) -> dict[str, Any]:
    rng = np.random.default_rng(5)
    inputs, targets = rng.integers(0, 17, (60, 6)), rng.integers(0, 3, 60)
    data = {"inputs": inputs.tolist(), "targets": targets.tolist(), "scale": 16}
    network = {"kind": "network", "layers": [6, 3], "loss": "cross-entropy", "data": data}
    return {**network, "picture": [2, 3], **changes}


def test_pictures_are_a_sheet_that_always_shows_the_same_ones() -> None:
    network = pictures()
    surface, points = neurons.surface(network), neurons.points(network, 2)
    first, second = (expect(SheetExhibit, surface.exhibit(point)) for point in points)
    assert first.images.shape == (40, 2, 3)
    assert (first.images.min(), first.images.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(first.images, second.images)
    np.testing.assert_array_equal(first.truths, second.truths)
    assert (first.answers != second.answers).any()
    rows = {tuple(row): target for row, target in zip(*map(network["data"].get, DATA), strict=True)}
    for image, truth in zip(first.images, first.truths, strict=True):
        assert rows[tuple(np.round(16 * image).astype(int).ravel().tolist())] == truth


DATA = ("inputs", "targets")


def test_a_sheet_counts_all_examples_also_while_dips_see_some() -> None:
    whole, batched = neurons.surface(pictures()), neurons.surface(pictures(batch=5))
    point = neurons.points(pictures(), 1)[0]
    right = expect(SheetExhibit, whole.exhibit(point)).right
    for some in (batched, batched.glimpse(1, 1)):
        assert expect(SheetExhibit, some.exhibit(point)).right == right


def test_where_no_picture_fits_there_is_none() -> None:
    for network in (pictures(picture=None), neurons.written(1, "mean-squares")):
        assert neurons.surface(network).exhibit(neurons.points(network, 1)[0]) is None
