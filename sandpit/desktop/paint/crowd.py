"""What is shown of readings that crowd together."""

from dataclasses import dataclass

from sandpit.desktop.paint.flags import Flag
from sandpit.desktop.paint.planting import Planting
from sandpit.desktop.paint.values import Values


@dataclass(frozen=True, eq=False)
class Crowd:
    """The flags that are planted, the numbers of those with an arrow, the heights beside dips."""

    planting: Planting
    arrowed: frozenset[int]
    values: Values

    def flag(self, number: int) -> Flag | None:
        """Return the flag of a reading as it stands; None where it has no room."""
        planted = self.planting.flags.get(number)
        return None if planted is None else planted[0]
