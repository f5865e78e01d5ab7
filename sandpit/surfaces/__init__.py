"""The mathematics of hills: surfaces, their exact derivatives and their optima."""

from sandpit.surfaces.box import Array, Box
from sandpit.surfaces.exhibit import (
    ChainExhibit,
    CurveExhibit,
    DecisionExhibit,
    Exhibit,
    Link,
    SheetExhibit,
)
from sandpit.surfaces.spec import Reader, Site, Spec
from sandpit.surfaces.surface import Goal, Jet, Optima, Surface
from sandpit.surfaces.table import SURFACES

__all__ = [
    "SURFACES",
    "Array",
    "Box",
    "ChainExhibit",
    "CurveExhibit",
    "DecisionExhibit",
    "Exhibit",
    "Goal",
    "Jet",
    "Link",
    "Optima",
    "Reader",
    "SheetExhibit",
    "Site",
    "Spec",
    "Surface",
]
