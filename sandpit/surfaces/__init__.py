"""The mathematics of hills: surfaces, their exact derivatives and their optima."""

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.surface import Goal, Jet, Optima, Surface
from sandpit.surfaces.table import SURFACES

__all__ = ["SURFACES", "Array", "Box", "Goal", "Jet", "Optima", "Site", "Spec", "Surface"]
