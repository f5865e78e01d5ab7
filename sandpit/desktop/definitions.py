"""What each kind of ground is, as mathematics: its height and, where short, its derivatives."""

from collections.abc import Mapping
from typing import Final

from sandpit.surfaces.bowl import BowlSpec
from sandpit.surfaces.fit import FitSpec
from sandpit.surfaces.hill import HillSpec
from sandpit.surfaces.language import parse
from sandpit.surfaces.latex import latex
from sandpit.surfaces.lattice import LatticeSpec
from sandpit.surfaces.moved import MovedSpec
from sandpit.surfaces.network.spec import NetworkSpec
from sandpit.surfaces.spec import Spec
from sandpit.surfaces.sum import SumSpec
from sandpit.surfaces.terrain import TerrainSpec
from sandpit.surfaces.waves import WavesSpec

_SHIFT: Final = r"\left(\mathbf{x} - \mathbf{c}\right)"

KINDS: Final[Mapping[type[Spec], tuple[str, ...]]] = {
    HillSpec: (
        r"h(\mathbf{x}) = a \, e^{-\frac{1}{2} \sum_{i} \left(\frac{x_i - c_i}{w_i}\right)^{2}}",
        r"\frac{\partial h}{\partial x_i} = -\frac{x_i - c_i}{w_i^{2}} \, h(\mathbf{x})",
    ),
    BowlSpec: (
        rf"h(\mathbf{{x}}) = h_0 + \frac{{1}}{{2}} {_SHIFT}^{{T}} A \, {_SHIFT}",
        rf"\nabla h(\mathbf{{x}}) = A \, {_SHIFT}",
        r"H(\mathbf{x}) = A",
    ),
    WavesSpec: (
        r"h(\mathbf{x}) = \sum_{k} a_k \prod_{i} \cos\left(\pi k_i t_i + \varphi_{k i}\right)",
    ),
    LatticeSpec: (
        r"h(u, v) = \sum_{i, j} (-1)^{i + j} \, \mathrm{sinc}\left(\pi(u - i)\right) \,"
        r" \mathrm{sinc}\left(\pi(v - j)\right)",
    ),
    SumSpec: (
        r"h(\mathbf{x}) = \sum_{i} w_i \, f_i(\mathbf{x})",
        r"\nabla h(\mathbf{x}) = \sum_{i} w_i \, \nabla f_i(\mathbf{x})",
    ),
    MovedSpec: (
        r"h(\mathbf{x}) = f\left(T^{-1} \mathbf{x}\right)",
        r"\nabla h(\mathbf{x}) = T^{-T} \, \nabla f\left(T^{-1} \mathbf{x}\right)",
    ),
    TerrainSpec: (
        r"h(x, y) = \sum_{i, j} c_{i j} \, B_i(x) \, B_j(y)",
        r"\frac{\partial h}{\partial x} = \sum_{i, j} c_{i j} \, B_i'(x) \, B_j(y)",
    ),
}
"""By kind; formulas, fits and networks say their own."""

_MISSES: Final[Mapping[str, str]] = {
    "mean-squares": r"\frac{1}{m} \sum_{k=1}^{m} r_k^{2}",
    "chi-squared": r"\sum_{k=1}^{m} \left(\frac{r_k}{\sigma_k}\right)^{2}",
    "robust": r"\sum_{k=1}^{m} 2 \left(\sqrt{1 + \left(\frac{r_k}{\sigma_k}\right)^{2}} - 1\right)",
}
_LOSSES: Final[Mapping[str, str]] = {
    "mean-squares": r"L = \frac{1}{m} \sum_{k=1}^{m} \left|\mathbf{a}_k - \mathbf{y}_k\right|^{2}",
    "cross-entropy": r"L = -\frac{1}{m} \sum_{k=1}^{m} \ln p_k",
}


def definition(spec: Spec, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return lines of LaTeX that say what the ground is; none for a kind without."""
    if isinstance(spec, FitSpec):
        return _fit(spec, names)
    if isinstance(spec, NetworkSpec):
        return (
            r"\mathbf{a}^{(l)} = \sigma\left(W^{(l)} \mathbf{a}^{(l-1)} + \mathbf{b}^{(l)}\right)",
            _LOSSES[spec.loss],
            r"\frac{\partial L}{\partial W^{(l)}} = \frac{\partial L}{\partial \mathbf{z}^{(l)}}"
            r" \, {\mathbf{a}^{(l-1)}}^{T}",
        )
    return KINDS.get(type(spec), ())


def _fit(spec: FitSpec, names: tuple[str, ...]) -> tuple[str, ...]:
    model = latex(parse(spec.model, (*names, spec.x)))
    return (
        rf"m({spec.x}) = {model}" if len(spec.x) == 1 else rf"m = {model}",
        r"r_k = m(x_k) - y_k",
        "h = " + _MISSES[spec.loss],
        r"\nabla h = \sum_{k=1}^{m} \frac{\partial h}{\partial r_k} \, \nabla r_k",
    )
