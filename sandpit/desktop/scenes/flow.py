"""Tools beside one another, in as many rows as they need."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from sandpit.desktop.layout import middle


@dataclass(frozen=True)
class Item:
    """What stands in a row: how wide it is at least and at most, and how high, in pixels."""

    name: str
    least: int
    most: int
    height: int


def in_rows(items: Sequence[Item], width: int, gap: int) -> list[list[Item]]:
    """Return the items in their order, each row as full as it can be."""
    lines: list[list[Item]] = []
    left = 0
    for item in items:
        if lines and item.least <= left:
            lines[-1].append(item)
        else:
            lines.append([item])
            left = width + gap
        left -= item.least + gap
    return lines


def flow_height(items: Sequence[Item], width: int, gap: int) -> int:
    """Return how high the rows are together."""
    lines = in_rows(items, width, gap)
    return sum(max(item.height for item in line) for line in lines) + gap * (len(lines) - 1)


def flow(rect: Rect, items: Sequence[Item], gap: int) -> dict[str, Rect]:
    """Return the place of each item by its name: those that may be wider share what is left."""
    lines = in_rows(items, rect.width, gap)
    high = flow_height(items, rect.width, gap)
    spare_high = max(0, rect.height - high) // len(lines)
    places: dict[str, Rect] = {}
    top = rect.top
    for line in lines:
        row = Rect(rect.left, top, rect.width, max(item.height for item in line) + spare_high)
        spare = max(0, rect.width - sum(item.least for item in line) - gap * (len(line) - 1))
        left = row.left
        greedy = sorted(line, key=lambda item: item.most - item.least)
        more: dict[str, int] = {}
        for count, item in enumerate(greedy):
            more[item.name] = min(item.most - item.least, spare // (len(greedy) - count))
            spare -= more[item.name]
        for item in line:
            wide = item.least + more[item.name]
            cell = Rect(left, row.top, wide, row.height)
            places[item.name] = middle(cell, wide, item.height)
            left += wide + gap
        top = row.bottom + gap
    return places
