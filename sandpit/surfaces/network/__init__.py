"""The loss of a neural network as a surface: its axes are all weights and biases."""

from sandpit.surfaces.network.spec import NetworkSpec

__all__ = ["NetworkSpec"]
