"""What a network learns from, as a level writes it: in the level, or in a file beside it."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

import numpy as np

from sandpit.errors import SurfaceError, counted
from sandpit.surfaces.box import Array
from sandpit.surfaces.data import Table, table_beside
from sandpit.surfaces.meaning import content
from sandpit.surfaces.network.losses import LossName
from sandpit.surfaces.network.model import Examples
from sandpit.surfaces.npz import Npz
from sandpit.surfaces.spec import Site, Spec

ARRAYS: Final = ("inputs", "targets")
MOST_EXAMPLES: Final = 100_000
MOST_NUMBERS: Final = 20_000_000
"""The most numbers that all examples of a ground have: 160 MB."""
LARGEST_INPUT: Final = 1e6
"""Beyond it, an input says more of its unit than of what it measures."""


@dataclass(frozen=True, kw_only=True)
class ExamplesSpec:
    """Inputs with the right answers: either a `file`, or `inputs` and `targets`.

    The file is a table (CSV) with the columns `names` and `target`, or an archive (NPZ) of
    arrays "inputs", a row for each example, and "targets".
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = Spec.__pydantic_config__

    file: str | None = None
    """A file beside the level that ends in .csv or .npz."""
    inputs: tuple[tuple[float, ...], ...] | None = None
    """A list for each example, with a number for each input."""
    targets: tuple[float, ...] | None = None
    """The right answer of each example; for classes their numbers, from 0 on."""
    scale: float | Literal["standard"] = 1.0
    """What all inputs are divided by; "standard": each input less its mean, divided by its
    standard deviation."""
    names: tuple[str, ...] | None = None
    """What the inputs are called; the columns of a CSV file that hold them."""
    target: str | None = None
    """What the output is called; the column of a CSV file that holds the targets: numbers, or
    names among `classes`."""
    classes: tuple[str, ...] | None = None
    """What the classes are called."""

    def read(self, site: Site, sizes: tuple[int, ...], loss: LossName) -> Examples:
        """Return the examples for a network of these sizes; raises SurfaceError."""
        inputs, targets = self._arrays(site, sizes)
        self._check_shapes(inputs.shape, targets.shape, sizes)
        self._check_numbers(inputs, targets)
        site.shared.take("numbers of examples", inputs.size, MOST_NUMBERS)
        scaled = self._scaled(inputs)
        if loss == "cross-entropy":
            return Examples(scaled, self._as_rows(targets, sizes[-1]))
        targets = targets.reshape(len(targets), -1)
        if targets.shape[1] != sizes[-1]:
            raise self._wrong(
                f"the examples have {targets.shape[1]} targets each for {sizes[-1]} outputs",
                "give the last layer as many neurons as an example has targets",
                "targets",
            )
        return Examples(scaled, targets)

    def contents(self, site: Site, sizes: tuple[int, ...]) -> dict[str, Any]:
        """Return what decides play of the examples, wherever they stand."""
        inputs, targets = self._arrays(site, sizes)
        return {"inputs": content(inputs), "targets": content(targets), "scale": self.scale}

    def _arrays(self, site: Site, sizes: tuple[int, ...]) -> tuple[Array, Array]:
        return self._written() if self.file is None else self._filed(site, sizes)

    def _written(self) -> tuple[Array, Array]:
        if self.inputs is None or self.targets is None:
            missing = "inputs" if self.inputs is None else "targets"
            raise SurfaceError(
                f'the data has no "{missing}"', cure='write "inputs" and "targets", or a "file"'
            )
        for i, row in enumerate(self.inputs):
            if len(row) != len(self.inputs[0]):
                raise SurfaceError(
                    f"example {i + 1} has {len(row)} inputs, the first has {len(self.inputs[0])}",
                    cure="give all examples the same number",
                    path=("inputs", i),
                )
        return np.array(self.inputs, dtype=np.float64), np.array(self.targets, dtype=np.float64)

    def _filed(self, site: Site, sizes: tuple[int, ...]) -> tuple[Array, Array]:
        if self.inputs is not None or self.targets is not None:
            raise SurfaceError(
                'the data is given twice: in a "file" and in the level',
                cure="leave one of them out",
            )
        assert self.file is not None
        if self.file.lower().endswith(".csv"):
            with _blaming("file"):
                return self._tabled(table_beside(site, self.file))
        with _blaming("file"):
            archive = _archive(self.file, site)
            shapes = [archive.heading(name).shape for name in ARRAYS]
        self._check_shapes(shapes[0], shapes[1], sizes)
        with _blaming("file"):
            inputs, targets = (_array(archive, self.file, name, site) for name in ARRAYS)
        return inputs, targets

    def _tabled(self, table: Table) -> tuple[Array, Array]:
        if self.names is None or self.target is None:
            raise SurfaceError(
                f"{self.file} has the columns " + ", ".join(table.columns)[:200],
                cure='write the columns of the inputs in "names", that of the answers in "target"',
            )
        if self.classes is not None and self.target in table.columns:
            table = _numbered(table, self.target, self.classes)
        inputs = np.stack([table.numbers(name) for name in self.names], axis=-1)
        return inputs, table.numbers(self.target)

    def _check_shapes(
        self, inputs: tuple[int, ...], targets: tuple[int, ...], sizes: tuple[int, ...]
    ) -> None:
        """Raise SurfaceError for shapes of arrays that no network of these sizes can learn from."""
        if len(inputs) != 2 or not 1 <= len(targets) <= 2:
            raise self._wrong(
                "the inputs are not a table with a row for each example",
                "give them two axes",
                "inputs",
            )
        if inputs[0] != targets[0]:
            raise self._wrong(
                f"there are {counted(inputs[0], 'example')} and {counted(targets[0], 'target')}",
                "write one target for each example",
                "targets",
            )
        if not 1 <= inputs[0] <= MOST_EXAMPLES:
            raise self._wrong(
                f"there are {inputs[0]:,} examples",
                f"use 1 to {MOST_EXAMPLES:,}",
                "inputs",
            )
        if inputs[1] != sizes[0]:
            raise self._wrong(
                f"the examples have {inputs[1]} inputs each, the network {sizes[0]}",
                f"make the first layer {inputs[1]}",
                "inputs",
            )

    def _check_numbers(self, inputs: Array, targets: Array) -> None:
        """Raise SurfaceError for a number that is not finite, or too large."""
        for name, array in (("inputs", inputs), ("targets", targets)):
            if not array.size or (array.min() >= -LARGEST_INPUT and array.max() <= LARGEST_INPUT):
                continue
            wild = np.argwhere(~(np.abs(array) <= LARGEST_INPUT))
            raise self._wrong(
                f"example {wild[0, 0] + 1} has a number that is not finite, or beyond "
                f"{LARGEST_INPUT:g}",
                "correct it, or leave the example out",
                name,
            )

    def _scaled(self, inputs: Array) -> Array:
        if self.scale == "standard":
            spread = inputs.std(axis=0)
            return np.asarray((inputs - inputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
        if not 0 < abs(self.scale) <= LARGEST_INPUT or abs(self.scale) < 1 / LARGEST_INPUT:
            raise SurfaceError(
                f"inputs cannot be divided by {self.scale:g}",
                cure="write a scale such as 16",
                path=("scale",),
            )
        return inputs / self.scale

    def _as_rows(self, targets: Array, outputs: int) -> Array:
        """Return classes as a column of 0 and 1 for one output, else as rows with a 1 each."""
        count = max(2, outputs)
        numbers = targets.reshape(-1)
        if numbers.size != len(targets) or not np.isin(numbers, np.arange(count)).all():
            raise self._wrong(
                f"with this network the targets are classes from 0 to {count - 1}",
                "give the last layer a neuron for each class (just one for two classes)",
                "targets",
            )
        if outputs == 1:
            return numbers[:, None]
        return np.asarray(numbers[:, None] == np.arange(count), dtype=np.float64)

    def _wrong(self, message: str, cure: str, member: str) -> SurfaceError:
        """Return an error at the member of the level, or at the file that holds it."""
        if self.file is not None:
            return SurfaceError(f"{self.file}: {message}", cure=cure, path=("file",))
        return SurfaceError(message, cure=cure, path=(member,))


@contextmanager
def _blaming(member: str) -> Iterator[None]:
    """Let a SurfaceError name this member of the data as its place."""
    try:
        yield
    except SurfaceError as error:
        raise error.under(member) from None


def _archive(name: str, site: Site) -> Npz:
    """Return the archive in a file beside the level; raises SurfaceError where an array lacks."""
    archive = site.shared.once(("archive", name), lambda: Npz(site.read(name), name))
    for wanted in ARRAYS:
        if wanted not in archive.names:
            held = ", ".join(sorted(archive.names)[:8]) or "nothing"
            raise SurfaceError(
                f'{name} holds no array "{wanted}", but {held}',
                cure="save it by numpy.savez(file, inputs=..., targets=...)",
            )
    return archive


def _array(archive: Npz, file: str, name: str, site: Site) -> Array:
    return site.shared.once(("array", file, name), lambda: archive.array(name, MOST_NUMBERS))


def _numbered(table: Table, column: str, classes: tuple[str, ...]) -> Table:
    """Return a table in which the names of classes in a column are their numbers."""
    at = table.columns.index(column)
    numbers = {name: i for i, name in enumerate(classes)}
    rows: list[list[str | float]] = []
    for row in table.rows:
        number = numbers.get(str(row[at]).strip(), row[at])
        rows.append([*row[:at], number, *row[at + 1 :]])
    return dataclasses.replace(table, rows=rows)
