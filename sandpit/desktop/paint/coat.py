"""Which part of a mark is drawn, so that no mark's light edge hides the ink of another."""

from enum import Enum


class Coat(Enum):
    """What is drawn of a mark: (its rim, its ink).

    Of the older marks all rims are drawn before all ink, and they are finer; the latest, the best
    and the one pointed at are drawn whole, above them.
    """

    RIM = (True, False)
    INK = (False, True)
    WHOLE = (True, True)

    @property
    def rim(self) -> bool:
        """Whether the light edge is drawn."""
        return self.value[0]

    @property
    def ink(self) -> bool:
        """Whether the dark inside is drawn."""
        return self.value[1]

    @property
    def weight(self) -> float:
        """How strong the mark is: 1, and less for an older one."""
        return 1.0 if self is Coat.WHOLE else 0.68
