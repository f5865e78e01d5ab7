"""What a level may write of a network and its data, and the mistakes that are named."""

import io
import json
import zipfile
from typing import Any

import numpy as np
import pytest

from sandpit.errors import LevelError, SurfaceError
from sandpit.game import Level
from sandpit.surfaces import Array, Box, Site
from tests.surfaces import neurons
from tests.surfaces.hostile import npz_of
from tests.surfaces.samples import build, read

DATA = {"inputs": [[-1.0], [0.5], [2.0]], "targets": [0, 1, 1]}
BASE: dict[str, Any] = {"kind": "network", "layers": [1, 1], "loss": "cross-entropy", "data": DATA}
PAIR = ((-3.0, 3.0), (-3.0, 3.0))


def data(**changes: Any) -> dict[str, Any]:
    return {"data": {**DATA, **changes}}


MISTAKES = [
    ({"layers": [1]}, ("layers",), "2 to 16 layers"),
    ({"layers": [1, 0]}, ("layers",), "1 or more neurons"),
    ({"layers": [1, 3, 1]}, ("layers",), "1-3-1 network has 10 weights and biases, the level 2"),
    ({"bias": False}, ("layers",), "has 1 weight, the level 2 axes"),
    ({"output": "tanh"}, ("output",), "own output"),
    ({"penalty": -1.0}, ("penalty",), "0 to"),
    ({"batch": 4}, ("batch",), "4 cannot be drawn from 3"),
    ({"batch": 0}, ("batch",), "0 cannot be drawn"),
    ({"picture": [2, 2]}, ("picture",), "not have 1 pixels"),
    ({"data": {}}, ("data",), 'no "inputs"'),
    ({"data": {"inputs": [[1.0]]}}, ("data",), 'no "targets"'),
    (data(file="a.npz"), ("data",), "given twice"),
    (data(inputs=[[1.0], [2.0, 3.0], [1.0]]), ("data", "inputs", 1), "example 2 has 2 inputs"),
    (data(inputs=[]), ("data", "inputs"), "not a table"),
    (data(inputs=[], targets=[]), ("data", "inputs"), "not a table"),
    (data(inputs=[[1.0], [2.0]]), ("data", "targets"), "2 examples and 3 targets"),
    (data(inputs=[[1.0, 1.0]] * 3), ("data", "inputs"), "2 inputs each, the network 1"),
    (data(inputs=[[1.0], [1e9], [0.0]]), ("data", "inputs"), "example 2 has a number"),
    (data(targets=[0, 1, 2]), ("data", "targets"), "classes from 0 to 1"),
    (data(targets=[0, 0.5, 1]), ("data", "targets"), "classes from 0 to 1"),
    (data(scale=0.0), ("data", "scale"), "divided by 0"),
    (data(names=["a", "b"]), ("data", "names"), "2 names for 1 input"),
    (data(classes=["a"]), ("data", "classes"), "1 name for 2 classes"),
]


@pytest.mark.parametrize(("changes", "path", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_cure(
    changes: dict[str, Any], path: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(SurfaceError, match=words) as caught:
        build({**BASE, **changes}, *PAIR)
    assert caught.value.path == path
    assert caught.value.cure


def test_a_wrong_number_of_axes_tells_the_right_one() -> None:
    with pytest.raises(SurfaceError) as caught:
        build({**BASE, "layers": [64, 30, 10]}, *PAIR)
    assert '"count": 2260' in caught.value.cure


def test_more_work_than_a_dip_may_take_is_refused() -> None:
    layers, rows = [1, 3000, 3000, 1], [[0.0]] * 2000
    written = {**BASE, "layers": layers, "data": {"inputs": rows, "targets": [0] * 2000}}
    count = neurons.count(written)
    site = Site(Box(np.full(count, -1.0), np.full(count, 1.0)), ())
    with pytest.raises(SurfaceError, match="too many for 9,012,001 weights"):
        read(written).build(site)


def zipped(**members: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, contents in members.items():
            written.writestr(f"{name}.npy", contents)
    return file.getvalue()


def array_file(array: Array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


X, T = np.array(DATA["inputs"]), np.array(DATA["targets"])
SOUND = npz_of(inputs=X, targets=T)
CLAIM = array_file(np.zeros((90, 1))).replace(b"(90, 1)", b"(99, 9)")

BAD_FILES = [
    ("data.npz", b"", "not a valid NPZ"),
    ("data.npz", b"inputs,targets\n1,2\n", "not a valid NPZ"),
    ("data.npz", SOUND[: len(SOUND) // 2], "not a valid NPZ"),
    ("data.npz", npz_of(x=X, y=T), 'no array "inputs", but x, y'),
    ("data.npz", npz_of(inputs=X), 'no array "targets"'),
    ("data.npz", npz_of(inputs=X, targets=T[:2]), "3 examples and 2 targets"),
    ("data.npz", npz_of(inputs=T, targets=T), "not a table"),
    ("data.npz", npz_of(inputs=X[:0], targets=T[:0]), "0 examples"),
    ("data.npz", npz_of(inputs=np.array([[1.0], [np.nan], [1.0]]), targets=T), "example 2"),
    ("data.npz", npz_of(inputs=X.astype(str), targets=T), "not hold plain numbers"),
    ("data.npz", npz_of(inputs=X.astype(object), targets=T), "not hold plain numbers"),
    ("data.npz", zipped(inputs=b"hello", targets=b"hello"), "not an array"),
    ("data.npz", zipped(inputs=CLAIM, targets=CLAIM), "cut short"),
    ("data.npz", npz_of(inputs=np.zeros((10**6, 1)), targets=np.zeros(10**6)), "1,000,000"),
    ("data.csv", b"t,kind\n1,0\n2\n", "line 3"),
    ("data.csv", b"t,kind\n1,0\nx,1\n", "line 3: t is"),
    ("data.csv", b"t,kind\n1,0\nnan,1\n", "line 3: t is"),
    ("data.csv", b"t,kind\n1,no\n2,maybe\n", "line 3: kind is"),
    ("data.csv", b"t,sort\n1,no\n", 'no column "kind"'),
    ("data.csv", b"t,kind\n", "no rows"),
    ("data.csv", b"", "empty"),
]


def level(name: str, contents: bytes, **changes: Any) -> Level:
    """Return the level whose network learns from a file of these contents beside it."""

    def reader(asked: str) -> bytes:
        if asked != name:
            raise SurfaceError(f"there is no file {asked}", cure="check the spelling")
        return contents

    columns: dict[str, Any] = {"names": ["t"], "target": "kind", "classes": ["no", "yes"]}
    surface = {**BASE, "data": {"file": name, **columns, **changes}}
    members = {
        "format": 1,
        "title": "From a file",
        "goal": "pit",
        "axes": [{"name": "w", "count": 2, "range": [-3, 3]}],
        "surface": surface,
        "dipstick": "gradient",
        "dips": 9,
        "win": {"height": 0.2},
        "par": 4,
    }
    return Level.parse(json.dumps(members), source="level.json", read=reader)


@pytest.mark.parametrize(
    ("name", "contents", "words"), BAD_FILES, ids=[words for *_, words in BAD_FILES]
)
def test_a_bad_file_is_a_level_error_with_its_name_and_cure(
    name: str, contents: bytes, words: str
) -> None:
    with pytest.raises(LevelError, match=words) as caught:
        level(name, contents)
    assert caught.value.pointer == "/surface/data/file"
    assert name in caught.value.message
    assert caught.value.cure


def test_a_missing_file_is_a_level_error() -> None:
    with pytest.raises(LevelError, match=r"no file other\.npz"):
        level("data.npz", SOUND, file="other.npz")


def test_a_table_without_named_columns_is_told_which_there_are() -> None:
    with pytest.raises(LevelError, match="columns t, kind") as caught:
        level("data.csv", b"t,kind\n1,0\n", target=None)
    assert '"target"' in caught.value.cure


def heights_of(made: Level) -> Array:
    return made.ground(None).surface.heights(np.array([[0.3, -0.7], [2.0, 1.0]]))


def test_the_same_data_is_the_same_ground_wherever_it_lies() -> None:
    wanted = build(BASE, *PAIR).heights(np.array([[0.3, -0.7], [2.0, 1.0]]))
    small = npz_of(inputs=(2 * X).astype(np.int8), targets=T.astype(np.uint8))
    for made in (
        level("data.npz", SOUND),
        level("data.npz", small, scale=2),
        level("data.csv", b"# a note\nid,t,kind\n7,-1,no\n8,0.5,yes\n9,2.0,yes\n"),
        level("data.csv", b"kind,t\n0,-1\n1,0.5\n1,2\n"),
    ):
        np.testing.assert_array_equal(heights_of(made), wanted)


def test_standard_inputs_have_mean_0_and_deviation_1_and_idle_ones_stay() -> None:
    rows = [[1.0, 5.0], [2.0, 5.0], [6.0, 5.0]]
    written = {"kind": "network", "layers": [2, 1], "bias": False, "activation": "identity"}
    scaled = {"inputs": rows, "targets": [0.0] * 3, "scale": "standard"}
    surface = build({**written, "data": scaled}, *PAIR)
    assert surface.heights(np.array([1.0, 0.0])) == pytest.approx(1.0)
    assert surface.heights(np.array([0.0, 1.0])) == 0.0


def test_the_digest_follows_the_data() -> None:
    other = npz_of(inputs=X + 1, targets=T)
    assert level("data.npz", SOUND).digest == level("data.npz", SOUND).digest
    assert level("data.npz", SOUND).digest != level("data.npz", other).digest


def test_several_targets_come_from_a_file() -> None:
    targets = np.arange(6.0).reshape(3, 2)
    contents = npz_of(inputs=X, targets=targets)
    written = {"kind": "network", "layers": [1, 2], "bias": False, "data": {"file": "d.npz"}}
    site = Site(Box.of(*PAIR), ("v", "w"), read=lambda name: contents)
    surface = read(written).build(site)
    wanted = ((X * [0.5, -1.0] - targets) ** 2).sum(axis=1).mean()
    assert surface.heights(np.array([0.5, -1.0])) == pytest.approx(wanted)
    with pytest.raises(SurfaceError, match="2 targets each for 1 outputs"):
        read({**written, "layers": [1, 1], "bias": True}).build(site)
