"""What is drawn of the model at the last dip: asked for by the scene, drawn by the views."""

from dataclasses import dataclass

from sandpit.game import Reading
from sandpit.game.taylor import LocalModel


@dataclass(frozen=True, eq=False)
class Sketch:
    """A reading, and the model of it that is drawn; None draws its axes and velocity alone."""

    reading: Reading
    model: LocalModel | None

    @property
    def shown(self) -> bool:
        """Whether there is anything to be drawn."""
        extras = (self.model, self.reading.hessian, self.reading.velocity)
        return any(extra is not None for extra in extras)
