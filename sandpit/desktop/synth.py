"""Makes the game's sounds: `python -m sandpit.desktop.synth [FOLDER]`.

Each is a short mono WAV computed from a few formulas and a fixed seed, so that the same script
gives the same files.
"""

import sys
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sandpit.surfaces import Array

RATE = 22_050
"""Samples a second."""

FOLDER = Path("assets/sounds")


def _time(seconds: float) -> Array:
    return np.arange(int(seconds * RATE)) / RATE


def _fade(t: Array, attack: float, decay: float) -> Array:
    """Return an envelope: up in `attack` seconds, then down by e each `decay` seconds."""
    ending = np.clip((t[-1] - t) / 0.01, 0, 1)
    return np.asarray(np.minimum(t / attack, 1) * np.exp(-t / decay) * ending)


def _smooth(noise: Array, samples: int) -> Array:
    """Return noise without what wiggles faster than `samples` samples."""
    window = np.hanning(samples + 2)[1:-1]
    return np.convolve(noise, window / window.sum(), mode="same")


def _noise(seconds: float, softness: int, seed: int) -> Array:
    noise = _smooth(np.random.default_rng(seed).normal(size=len(_time(seconds))), softness)
    return np.asarray(noise / np.abs(noise).max())


def _bell(frequency: float, seconds: float, decay: float) -> Array:
    """Return a soft mallet note: a fundamental with two quieter, shorter partials."""
    t = _time(seconds)
    partials = ((1.0, 1.0, 1.0), (0.22, 3.0, 0.45), (0.06, 6.2, 0.2))
    wave_ = sum(
        a * np.sin(2 * np.pi * frequency * k * t) * np.exp(-t / (decay * d)) for a, k, d in partials
    )
    return np.asarray(wave_ * _fade(t, 0.004, 4 * decay))


def _tune(notes: tuple[tuple[float, float], ...], seconds: float, decay: float) -> Array:
    """Return notes of (start in seconds, frequency in Hz) laid over one another."""
    out = np.zeros(int(seconds * RATE))
    for start, frequency in notes:
        first = int(start * RATE)
        note = _bell(frequency, seconds - start, decay)[: len(out) - first]
        out[first : first + len(note)] += note
    return out


def dip() -> Array:
    """A stick goes into sand: a grainy breath and a low thud."""
    t = _time(0.22)
    thud = np.sin(2 * np.pi * (95 * t + 2.2 * np.exp(-t / 0.03))) * _fade(t, 0.003, 0.05)
    return np.asarray(0.55 * _noise(0.22, 5, 1) * _fade(t, 0.01, 0.045) + 0.6 * thud)


def step() -> Array:
    """Something slides along: sand that swells and dies away."""
    t = _time(0.42)
    swell = np.sin(np.pi * t / t[-1]) ** 2
    return np.asarray(_noise(0.42, 9, 2) * swell * 0.6)


def wall() -> Array:
    """A bump against a wooden edge."""
    t = _time(0.25)
    knock = np.sin(2 * np.pi * 140 * t) + 0.5 * np.sin(2 * np.pi * 233 * t)
    return np.asarray(
        knock * _fade(t, 0.002, 0.045) + 0.2 * _noise(0.25, 7, 3) * _fade(t, 0.001, 0.01)
    )


def local() -> Array:
    """A questioning pair of notes: a top, but not the top."""
    return _tune(((0.0, 392.00), (0.14, 369.99)), 0.6, 0.13)


def found() -> Array:
    """A small fanfare, rising through a major chord."""
    notes = ((0.0, 523.25), (0.11, 659.26), (0.22, 783.99), (0.36, 1046.50), (0.36, 659.26))
    return _tune(notes, 1.35, 0.3)


def lost() -> Array:
    """Two low notes that fall, kindly: out of dips."""
    return _tune(((0.0, 329.63), (0.2, 293.66), (0.42, 246.94)), 1.1, 0.22)


def click() -> Array:
    """A control is pressed."""
    return _tune(((0.0, 880.0),), 0.07, 0.014)


def no() -> Array:
    """That cannot be done: a soft, low double tap."""
    return _tune(((0.0, 174.61), (0.09, 174.61)), 0.25, 0.04)


SOUNDS: dict[str, tuple[Callable[[], Array], float]] = {
    "dip": (dip, 0.5),
    "step": (step, 0.35),
    "wall": (wall, 0.5),
    "local": (local, 0.4),
    "found": (found, 0.5),
    "lost": (lost, 0.45),
    "click": (click, 0.2),
    "no": (no, 0.4),
}
"""Every sound by name: how it is made, and how loud its highest peak is, 0..1."""


def write(name: str, folder: Path) -> Path:
    """Make one sound of the table and write it as a 16-bit mono WAV."""
    make, loudness = SOUNDS[name]
    samples = make()
    samples = samples / np.abs(samples).max() * loudness
    path = folder / f"{name}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def main() -> None:
    """Make every sound into the folder named on the command line, or into the project's."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOUNDS:
        write(name, folder)


if __name__ == "__main__":
    main()
