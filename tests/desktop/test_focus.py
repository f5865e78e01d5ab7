"""The focus: by Tab round and round, by arrows to what lies that way."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygame import Rect

from sandpit.desktop.bindings import Command
from sandpit.desktop.focus import FocusRing


@dataclass
class Control:
    name: str
    rect: Rect
    enabled: bool = True


WAYS = {
    Command.UP: (0, -1),
    Command.DOWN: (0, 1),
    Command.LEFT: (-1, 0),
    Command.RIGHT: (1, 0),
}
BACK = {
    Command.UP: Command.DOWN,
    Command.DOWN: Command.UP,
    Command.LEFT: Command.RIGHT,
    Command.RIGHT: Command.LEFT,
}


def grid(columns: int, rows: int) -> list[Control]:
    """Buttons of 80 x 40 in a grid with gaps of 20, named by column and row."""
    return [
        Control(f"{column},{row}", Rect(100 * column, 60 * row, 80, 40))
        for row in range(rows)
        for column in range(columns)
    ]


def ring_on(name: str, controls: list[Control]) -> FocusRing:
    ring = FocusRing()
    ring.fill(controls)
    ring.set(name)
    return ring


def focused(ring: FocusRing) -> str:
    assert ring.current is not None
    return ring.current.name


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_an_arrow_goes_to_the_neighbour_that_way_and_stops_at_the_edge(
    columns: int, rows: int, data: st.DataObject
) -> None:
    column, row = data.draw(st.integers(0, columns - 1)), data.draw(st.integers(0, rows - 1))
    for command, (right, down) in WAYS.items():
        ring = ring_on(f"{column},{row}", grid(columns, rows))
        there = (column + right, row + down)
        is_there = 0 <= there[0] < columns and 0 <= there[1] < rows
        assert ring.move(command) is is_there
        assert focused(ring) == (f"{there[0]},{there[1]}" if is_there else f"{column},{row}")
        if is_there:
            ring.move(BACK[command])
            assert focused(ring) == f"{column},{row}"


def test_an_arrow_prefers_what_is_in_line_to_what_is_nearer_but_aside() -> None:
    here, in_line = (
        Control("here", Rect(0, 100, 80, 40)),
        Control("in line", Rect(200, 100, 80, 40)),
    )
    aside = Control("aside", Rect(100, 200, 80, 40))
    ring = ring_on("here", [here, aside, in_line])
    ring.move(Command.RIGHT)
    assert focused(ring) == "in line"


def test_of_two_in_line_an_arrow_takes_the_nearer() -> None:
    controls = [Control(name, Rect(left, 0, 80, 40)) for name, left in (("c", 300), ("b", 120))]
    ring = ring_on("a", [Control("a", Rect(0, 0, 80, 40)), *controls])
    ring.move(Command.RIGHT)
    assert focused(ring) == "b"


def test_an_arrow_passes_over_what_cannot_be_used() -> None:
    controls = grid(3, 1)
    controls[1].enabled = False
    ring = ring_on("0,0", controls)
    ring.move(Command.RIGHT)
    assert focused(ring) == "2,0"


@pytest.mark.parametrize("by", [1, -1])
def test_tab_goes_round(by: int) -> None:
    ring = ring_on("0,0", grid(2, 2))
    seen = []
    for _ in range(4):
        ring.turn(by)
        seen.append(focused(ring))
    assert sorted(seen) == ["0,0", "0,1", "1,0", "1,1"]
    assert seen[-1] == "0,0"
