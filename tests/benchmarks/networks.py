"""The benchmark of networks: `digits`, a step on the level of handwritten digits."""

from pathlib import Path

import numpy as np

import sandpit
from sandpit.surfaces import Array
from tests.benchmarks.measure import Bar, Result, in_turns

STEPS = 5
RATE = 0.5


def bare_passes(point: Array, inputs: Array, classes: Array) -> tuple[float, Array]:
    """Loss and gradient of a 64-30-10 network as one writes them down in numpy."""
    weights1, biases1 = point[:1920].reshape(30, 64), point[1920:1950]
    weights2, biases2 = point[1950:2250].reshape(10, 30), point[2250:]
    hidden = np.tanh(inputs @ weights1.T + biases1)
    sums = hidden @ weights2.T + biases2
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    every = np.arange(len(inputs))
    loss = -np.log(probabilities[every, classes]).mean()
    errors = probabilities
    errors[every, classes] -= 1.0
    errors /= len(inputs)
    back = (errors @ weights2) * (1.0 - hidden**2)
    parts = (back.T @ inputs, back.sum(axis=0), errors.T @ hidden, errors.sum(axis=0))
    return float(loss), np.concatenate([part.ravel() for part in parts])


def digits() -> Result:
    """Steps of `handwriting`, each with its reading, against bare passes and updates."""
    level = sandpit.load_level("handwriting")
    start = level.start_point
    assert start is not None
    with np.load(Path(level.source).with_name("digits.npz")) as file:
        inputs, classes = file["inputs"] / 16.0, file["targets"].astype(int)

    def ours() -> float:
        session = sandpit.Session(level)
        for _ in range(STEPS):
            session.play(sandpit.Step(RATE))
        return session.state.readings[-1].height

    def reference() -> float:
        point = start
        for _ in range(STEPS):
            _, gradient = bare_passes(point, inputs, classes)
            point = point - RATE * gradient
        return bare_passes(point, inputs, classes)[0]

    assert abs(ours() - reference()) < 1e-9
    mine, theirs = in_turns(ours, reference, rounds=60)
    passes = STEPS + 1
    return Result(
        name="digits",
        what="a step on 1,797 digits with 2,260 weights / the same passes in bare numpy",
        ours=mine / passes,
        reference=theirs / passes,
        ratio=mine / theirs,
        bar=Bar("at most", 2.0),
    )
