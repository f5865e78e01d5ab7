"""Where the stars stand once the sand is gone."""

from sandpit.errors import SurfaceError
from sandpit.game import Session
from sandpit.surfaces import Array


def goals_of(session: Session) -> list[tuple[Array, float]]:
    """Return the global optima and their height once they are revealed and known.

    Where they are countless, a ridge or a floor, no stars could show them all: then there are none.
    """
    try:
        revealed = session.revealed
    except SurfaceError:  # a ground whose optima nobody can know still gets uncovered
        return []
    if revealed is None or revealed.optima.countless:
        return []
    return [(at, revealed.optima.height) for at in revealed.optima.global_points]
