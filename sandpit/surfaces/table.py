"""The table of surface kinds: what a level may write as `"kind"`."""

from sandpit.surfaces.hill import HillSpec
from sandpit.surfaces.spec import Spec

SURFACES: dict[str, type[Spec]] = {
    "hill": HillSpec,
}
