"""Networks: their losses and derivatives against independent ones, mini-batches, limits."""

import itertools
from typing import Any

import numpy as np
import pytest

from sandpit.errors import SurfaceError
from sandpit.surfaces import Array, Box, Goal
from tests.known import known
from tests.surfaces import neurons
from tests.surfaces.samples import build, read

ACTIVATIONS = sorted(neurons.FUNCTIONS)
HEADS: dict[str, dict[str, Any]] = {
    "mean-squares": {"outs": 1, "loss": "mean-squares"},
    "squares-after-tanh": {"outs": 1, "loss": "mean-squares", "output": "tanh"},
    "squares-after-softplus": {"outs": 1, "loss": "mean-squares", "output": "softplus"},
    "one-probability": {"outs": 1},
    "softmax": {"outs": 3},
}
NETWORKS = {
    f"{activation}-{head}": neurons.written(**HEADS[head], activation=activation, penalty=0.03)
    for activation, head in itertools.product(ACTIVATIONS, HEADS)
}
NETWORKS["without-biases"] = neurons.written(3, bias=False)
each_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def relative(found: Array, wanted: Array) -> float:
    return float(np.linalg.norm(found - wanted) / np.linalg.norm(wanted))


@each_network
def test_height_and_gradient_are_those_of_a_network_written_neuron_by_neuron(
    network: dict[str, Any],
) -> None:
    surface = neurons.surface(network)
    for point in neurons.points(network, 4):
        height = neurons.loss(network, [complex(c) for c in point]).real
        assert surface.heights(point) == pytest.approx(height, rel=1e-12)
        assert relative(surface.gradient(point), neurons.gradient(network, point)) < 1e-12


@each_network
def test_gradients_agree_with_differences_at_a_hundred_points(network: dict[str, Any]) -> None:
    surface, points = neurons.surface(network), neurons.points(network, 100)
    steps = 1e-6 * np.eye(surface.dimension)
    ahead, behind = (surface.heights(points[:, None] + way) for way in (steps, -steps))
    slopes = (ahead - behind) / 2e-6
    np.testing.assert_allclose(surface.gradient(points), slopes, rtol=1e-5, atol=1e-6)


@each_network
def test_hessian_products_agree_with_differences_of_gradients(network: dict[str, Any]) -> None:
    surface = neurons.surface(network)
    vectors = neurons.points(network, 3, seed=2)
    for point in neurons.points(network, 10):
        steps = 1e-6 * vectors
        wanted = (surface.gradient(point + steps) - surface.gradient(point - steps)) / 2e-6
        found = surface.hessian_product(point, vectors)
        np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-6)


@each_network
def test_a_hessian_is_made_of_its_products(network: dict[str, Any]) -> None:
    surface = neurons.surface(network)
    point, vectors = (
        neurons.points(network, 2),
        neurons.points(network, 6, seed=2).reshape(2, 3, -1),
    )
    hessians = surface.hessian(point)
    np.testing.assert_array_equal(hessians, hessians.swapaxes(-1, -2))
    for i in range(2):
        products = surface.hessian_product(point[i], vectors[i])
        np.testing.assert_allclose(vectors[i] @ hessians[i], products, rtol=1e-9, atol=1e-12)


@each_network
def test_many_points_answer_as_each_alone(network: dict[str, Any]) -> None:
    surface, points = neurons.surface(network), neurons.points(network, 6).reshape(2, 3, -1)
    alone = [surface.jet(point, 1) for point in points.reshape(6, -1)]
    heights = np.array([jet.height for jet in alone]).reshape(2, 3)
    np.testing.assert_allclose(surface.heights(points), heights, rtol=1e-13)
    gradients = np.array([jet.gradient for jet in alone]).reshape(points.shape)
    np.testing.assert_allclose(surface.gradient(points), gradients, rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("head", ["one-probability", "softmax"])
@pytest.mark.parametrize("size", [40.0, 1e3, 1e6])
def test_sure_answers_neither_overflow_nor_lose_the_arrow(head: str, size: float) -> None:
    network = neurons.written(**HEADS[head], activation="identity")
    jet = neurons.surface(network).jet(size * neurons.points(network, 1)[0], 1)
    assert np.isfinite(jet.height)
    assert np.isfinite(known(jet.gradient)).all()
    assert np.linalg.norm(known(jet.gradient)) > 1e-3


def test_the_axes_are_the_weights_of_each_neuron_and_then_the_biases() -> None:
    data = {"inputs": [[2.0, 3.0]], "targets": [0.0]}
    written = {"kind": "network", "layers": [2, 2, 1], "activation": "identity", "data": data}
    surface = build(written, *[(-9.0, 9.0)] * 9)
    first, second, biases = [1.0, 10.0], [100.0, 1000.0], [0.25, 0.5]
    outer, last = [1.0, 10.0], [4.0]
    answer = (2 + 30 + 0.25) + 10 * (200 + 3000 + 0.5) + 4
    height = surface.heights(np.array([*first, *second, *biases, *outer, *last]))
    assert height == pytest.approx(answer**2, rel=1e-14)


def test_a_penalty_weighs_on_weights_alone() -> None:
    network = neurons.written(3)
    light, heavy = neurons.surface(network), neurons.surface({**network, "penalty": 2.0})
    point = neurons.points(network, 1)[0]
    marks = np.concatenate(
        [np.repeat([1, 0], [8, 4]), np.repeat([1, 0], [12, 3]), [1] * 9, [0] * 3]
    )
    assert heavy.heights(point) - light.heights(point) == pytest.approx((marks * point**2).sum())
    np.testing.assert_allclose(heavy.gradient(point) - light.gradient(point), 2 * marks * point)


BATCHED = {**neurons.written(3), "batch": 3}


def test_a_glimpse_is_a_pure_function_of_seed_and_dip() -> None:
    first, second = neurons.surface(BATCHED), neurons.surface(BATCHED)
    point = neurons.points(BATCHED, 1)[0]
    first.glimpse(9, 4).jet(point, 1)
    one, other = (surface.glimpse(7, 2).jet(point, 1) for surface in (first, second))
    assert one.height == other.height
    np.testing.assert_array_equal(one.gradient, other.gradient)
    seen = {float(first.glimpse(s, d).heights(point)) for s in range(4) for d in range(4)}
    assert len(seen) >= 8


def test_the_mean_of_all_glimpses_is_the_ground() -> None:
    """There are 35 ways to choose three of seven examples, and all are equally likely."""
    surface, point = neurons.surface(BATCHED), neurons.points(BATCHED, 1)[0]
    jets = [surface.glimpse(1, dip).jet(point, 1) for dip in range(700)]
    each = {round(jet.height, 9): jet for jet in jets}
    assert len(each) == 35
    height = np.mean([jet.height for jet in each.values()])
    assert height == pytest.approx(surface.heights(point), rel=1e-12)
    mean = np.mean([known(jet.gradient) for jet in each.values()], axis=0)
    np.testing.assert_allclose(mean, surface.gradient(point), rtol=1e-10, atol=1e-13)


def test_only_mini_batches_make_glimpses() -> None:
    whole = neurons.written(3)
    surface = neurons.surface(whole)
    assert surface.glimpse(3, 1) is surface
    assert (read(whole).glimpses, read(BATCHED).glimpses) == (False, True)
    assert not read(BATCHED).draws


def test_a_glimpse_of_all_examples_is_the_ground() -> None:
    surface = neurons.surface({**BATCHED, "batch": 7})
    point = neurons.points(BATCHED, 1)[0]
    assert surface.glimpse(1, 1).heights(point) == pytest.approx(surface.heights(point))


def test_slices_of_a_network_of_many_axes_are_heights() -> None:
    network = neurons.written(1, "mean-squares")
    surface, point = neurons.surface(network), neurons.points(network, 1)[0]
    axes = [np.array([c]) for c in point]
    axes[3], axes[20] = np.linspace(-3, 3, 48), np.linspace(-2, 2, 5)
    mesh = surface.mesh(*axes)
    assert mesh.shape == tuple(len(axis) for axis in axes)
    point[3], point[20] = axes[3][7], axes[20][2]
    at = tuple({3: 7, 20: 2}.get(i, 0) for i in range(len(axes)))
    assert mesh[at] == pytest.approx(surface.heights(point), rel=1e-12)


LARGE = {
    "kind": "network",
    "layers": [2, 150, 1],
    "data": {"inputs": [[1.0, 2.0]], "targets": [1.0]},
}


def test_what_a_large_network_cannot_answer_it_refuses() -> None:
    surface = neurons.surface(LARGE)
    point = np.zeros(surface.dimension)
    with pytest.raises(SurfaceError, match="Hessian of 601 axes") as caught:
        surface.jet(point, 2)
    assert "stick" in caught.value.cure
    with pytest.raises(SurfaceError, match="lowest") as caught:
        surface.optima(Goal.PIT)
    assert '"win": {"height"' in caught.value.cure
    with pytest.raises(SurfaceError, match="no mesh"):
        surface.mesh(*[np.zeros(1)] * 601)
    assert surface.hessian_product(point, np.ones((2, 601))).shape == (2, 601)


def test_two_weights_have_a_lowest_place() -> None:
    written = {
        "kind": "network",
        "layers": [1, 1],
        "data": {"inputs": [[0.0], [1.0], [2.0]], "targets": [1.0, 3.0, 5.0]},
    }
    pits = build(written, (-5.0, 5.0), (-5.0, 5.0)).optima(Goal.PIT)
    np.testing.assert_allclose(pits.points, [[2.0, 1.0]], atol=1e-8)


def test_another_box_changes_no_height() -> None:
    network = neurons.written(3)
    surface, point = neurons.surface(network), neurons.points(network, 1)[0]
    wide = surface.over(Box.of(*[(-9.0, 9.0)] * surface.dimension))
    assert wide.heights(point) == surface.heights(point)
