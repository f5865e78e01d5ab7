"""The ground that a model of data makes: how badly it misses them, for each of its parameters."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

import numpy as np

from sandpit.errors import SurfaceError
from sandpit.surfaces.axes import bounded
from sandpit.surfaces.box import Array
from sandpit.surfaces.data import DataSpec, Table
from sandpit.surfaces.evaluate import Formula
from sandpit.surfaces.expression import CONSTANTS, FUNCTIONS
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex, name_latex
from sandpit.surfaces.meaning import content
from sandpit.surfaces.misfit import LOSSES, Chart, FitSurface, LinearFit, LossName, Observed
from sandpit.surfaces.model import Model
from sandpit.surfaces.notation import of_point
from sandpit.surfaces.spec import Site, Spec
from sandpit.surfaces.tokens import is_name
from sandpit.surfaces.work import check_work

MOST_ROWS: Final = 2_000
"""The most rows where the model is not linear: a search looks at each from 65,000 places."""


MOST_ROWS_TOGETHER: Final = 400_000
ROWS: Final = "rows of data"


NEWCOMER: Final = "add an axis with this name, or write a number"
"""How a name becomes known in a model: its parameters are the axes."""


@dataclass(frozen=True, kw_only=True)
class FitSpec(Spec):
    """How badly a model misses measured data; the axes are the model's parameters.

    It is the mean of (model - y)^2, or another `loss`, over the rows of the data.

    Domain: any box in which the model has a value at every x between the first and the last.
    Optima: the pit is the best fit; of a model that is linear in its parameters, the one pit of
        a bowl (normal equations), else found by search.
    Teaches: regression is a walk downhill in the space of parameters.
    Source: Imperial College, Mathematics for Machine Learning: Multivariate Calculus, week 6.
    """

    kind: Literal["fit"] = "fit"
    model: str
    """A formula of the axes' names and of the column `x`, such as "a + b*t"."""
    data: DataSpec
    """The measurements: {"file": "..."}, or {"columns": ["t", "y"], "rows": [[0, 1.2], ...]}."""
    x: str
    """The name of the column that the model depends on."""
    y: str
    """The name of the column that the model is to give."""
    errors: float | str | None = None
    """How uncertain each y is (one standard deviation): a number, or the name of a column."""
    loss: LossName = "mean-squares"
    """With r = (model - y)/error: "mean-squares" is the mean of (model - y)^2, "chi-squared" the
    sum of r^2, and "robust" the sum of 2*(sqrt(1 + r^2) - 1), to which far misses add less."""
    x_label: str = ""
    """What the chart writes along x; the column's name if left out."""
    y_label: str = ""
    """What the chart writes along y; the column's name if left out."""

    def definition(self, names: tuple[str, ...], symbol: str = "f") -> tuple[str, ...]:
        x = name_latex(self.x)
        model = latex(parse(self.model, (*names, self.x)))
        loss = LOSSES[self.loss].formula
        return (
            f"{of_point(symbol, names)} = {loss}",
            rf"r_k = M\left({x}_k\right) - y_k" if "_" not in x else r"r_k = M_k - y_k",
            rf"M\left({x}\right) = {model}",
            rf"\nabla {symbol} = \sum_{{k=1}}^{{N}} \frac{{\partial {symbol}}}{{\partial r_k}} "
            r"\, \nabla r_k",
        )

    asides: ClassVar[frozenset[str]] = frozenset({"data", "x_label", "y_label"})

    def meaning(self, site: Site) -> dict[str, Any]:
        """Return what decides play of it, of the data the columns that are used."""
        seen = self._observed(self.data.table(site))
        numbers = {"x": seen.x, "y": seen.y, "errors": seen.errors}
        data = {name: content(some) for name, some in numbers.items() if some is not None}
        return {**super().meaning(site), "data": data}

    @property
    def files(self) -> tuple[str, ...]:
        """The name of the data file, if there is one."""
        return () if self.data.file is None else (self.data.file,)

    def build(self, site: Site) -> FitSurface | LinearFit:
        """Read data and model; raises SurfaceError with the file, the line and a cure."""
        try:
            table = self.data.table(site)
            site.shared.take(ROWS, len(table.rows), MOST_ROWS_TOGETHER)
        except SurfaceError as error:
            raise error.under("data") from None
        observed = self._observed(table)
        _check_names(site.names, self.x)
        try:
            formula = _formula(self.model, site.names, self.x)
            check_work(formula, site.shared)
            model = Model(formula, site.names, self.x, site.box.extent)
        except SurfaceError as error:
            error.path = ("model",)
            raise
        chart = Chart(model, observed, self.x_label or self.x, self.y_label or self.y)
        chart.check(site.box)
        if model.is_linear and self.loss != "robust":
            return LinearFit(site.box, chart)
        if observed.x.size > MOST_ROWS:
            other = "another loss" if model.is_linear else "a model linear in its parameters"
            raise SurfaceError(
                f"{observed.x.size:,} rows are too many for this model: at most {MOST_ROWS:,}",
                cure=f"average some rows, or use {other}",
                path=("data",),
            )
        return FitSurface(site.box, chart, LOSSES[self.loss])

    def _observed(self, table: Table) -> Observed:
        x, y = _column(table, self.x, "x"), _column(table, self.y, "y")
        if x.size < 2:
            raise SurfaceError(
                f"{table.source} has only one row, which any curve can fit",
                cure="write two rows or more",
                path=("data",),
            )
        if not np.ptp(x):
            raise SurfaceError(
                f"{table.source}: {self.x} is {x[0]:g} in every row",
                cure="choose a column that varies",
                path=("x",),
            )
        errors = self._errors(table, x.size)
        if self.loss == "mean-squares":
            return Observed(x, y, errors, np.ones(x.size), 1.0 / x.size)
        if errors is None:
            raise SurfaceError(
                f'the loss "{self.loss}" needs the errors of y',
                cure='write "errors": a number, or the name of a column',
                path=("loss",),
            )
        return Observed(x, y, errors, 1.0 / errors, 1.0)

    def _errors(self, table: Table, count: int) -> Array | None:
        if self.errors is None:
            return None
        if isinstance(self.errors, str):
            errors = _column(table, self.errors, "errors")
        else:
            errors = np.full(count, bounded(self.errors, "errors"))
        if errors.min() <= 0.0:
            row = int(np.argmax(errors <= 0.0))
            place = f"{table.place(row)}: " if isinstance(self.errors, str) else ""
            raise SurfaceError(
                f"{place}an error cannot be {errors[row]:g}",
                cure="write a number above 0",
                path=("errors",),
            )
        return errors


def _column(table: Table, name: str, member: str) -> Array:
    try:
        return table.numbers(name)
    except SurfaceError as error:
        raise error.under(member) from None


def _check_names(axes: tuple[str, ...], variable: str) -> None:
    """Raise SurfaceError for a name that means two things, or that no formula could mention."""
    if not is_name(variable):
        raise SurfaceError(
            f"a formula cannot use a column named {variable[:40]!r}",
            cure="rename it: begin with a letter; letters, digits and _ may follow",
            path=("x",),
        )
    for name in (*axes, variable):
        if name in FUNCTIONS or name in CONSTANTS:
            raise SurfaceError(
                f"{name} already has a meaning in formulas",
                cure="use another name",
                path=("model",),
            )
    if variable in axes:
        raise SurfaceError(
            f"{variable} is both an axis and the column x", cure="rename one of them", path=("x",)
        )


def _formula(text: str, axes: tuple[str, ...], variable: str) -> Formula:
    """Return the model's formula; raises SurfaceError where it cannot be read."""
    names = (*axes, variable)
    formula = Formula(parse(text, names, NEWCOMER), names, {})
    for name in axes:
        if name not in formula.axes:
            raise SurfaceError(
                f"the model does not use the axis {name}", cure=f"use {name}, or leave the axis out"
            )
    return formula
