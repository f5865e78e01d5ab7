"""What can be doubted of a level that can be played: its designer is told, and decides."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sandpit.game import Level
from sandpit.game.ground import Ground
from sandpit.library.findings import Finding, warning

Doubt = Callable[[Level, Ground], Iterator[Finding]]
"""Looks at a level and one of its grounds, and yields a warning for each thing doubtful."""

SMOOTHER: Final = "smooth the heights where they rise or fall at once, or use more of them there"
UNSEEN: Final = 0.05
"""Of the ground: so much may be unseen without a word, as chance alone lets it seem."""
MANY: Final = 64
"""More best places than this are told: no map shows them apart."""
NAMED: Final = 8
"""So many coordinates of a place are told."""


def swinging_heights(level: Level, ground: Ground) -> Iterator[Finding]:  # noqa: ARG001
    """Warn of what the ground's surface itself doubts, such as a spline beyond its heights."""
    for told in dict.fromkeys(ground.surface.doubts()):
        yield warning(told, pointer="/surface", cure=SMOOTHER)


def unseen_places(level: Level, ground: Ground) -> Iterator[Finding]:
    """Warn of a search that left some of the ground unseen, if nothing proves its best place."""
    if level.win.distance is None or ground.optima.unseen <= UNSEEN:
        return
    if ground.proven:
        return
    yield warning(
        f"a better place than the best one found, at {ground.optima.height:.6g}, "
        f"may be there: of the ways {'up' if level.goal.sign > 0 else 'down'} from random places, "
        f"{ground.optima.unseen:.0%} ended where no other did, and about as much of the "
        "ground leads to places not seen",
        pointer="/surface",
        cure="make the ground smoother, use fewer axes, or win by a height",
    )


def many_places(level: Level, ground: Ground) -> Iterator[Finding]:
    """Warn of more best places than anybody can look at."""
    if level.win.distance is not None and ground.optima.best > MANY:
        yield warning(
            f"there are {ground.optima.best:,} best places, each as good as the others: "
            "any of them finds",
            pointer="/surface",
            cure="win by a height, or tilt the ground so that one is the best",
        )


def unreadable_places(level: Level, ground: Ground) -> Iterator[Finding]:
    """Warn of a best place at which the level's stick has nothing to tell."""
    if level.win.distance is None:
        return
    for point in ground.unreadable[:1]:
        place = ", ".join(f"{coordinate:.6g}" for coordinate in point[:NAMED])
        yield warning(
            f"no dip can be made at the best place ({place}), where the slope has no bound: "
            "only dips beside it, within the winning distance, find",
            pointer="/surface",
            cure='use "dipstick": "height", or a ground without such a fold',
        )


def idle_distance(level: Level, ground: Ground) -> Iterator[Finding]:
    """Warn of a winning distance that spans a whole axis."""
    distance = level.win.distance
    if distance is None:
        return
    for i, axis in enumerate(ground.brief.axes):
        low, high = ground.brief.box.lower[i], ground.brief.box.upper[i]
        if distance >= high - low:
            yield warning(
                f"the winning distance {distance:g} is not shorter than the axis {axis.name}, "
                f"from {low:g} to {high:g}: where one is along it does not matter",
                pointer="/win/distance",
                cure="measure the axes in units that make them about as long as each other, "
                "or win by a height",
            )


DOUBTS: Final[Sequence[Doubt]] = (
    swinging_heights,
    unseen_places,
    many_places,
    unreadable_places,
    idle_distance,
)
"""Everything of a level that is warned of, in the order in which it is told."""
