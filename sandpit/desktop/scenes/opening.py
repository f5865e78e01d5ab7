"""What is seen while a scene is prepared: the one before, and after a while an hourglass."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.bindings import Command
from sandpit.desktop.jobs import Job
from sandpit.desktop.layout import middle
from sandpit.desktop.part import Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.scenes import Maker
from sandpit.desktop.waiter import Waiter
from sandpit.errors import SandpitError

GRACE = 0.08
"""Seconds that a frame waits for a scene's preparation, so that it takes less than a tenth in all:
most take no longer, and show no sign."""


BEFORE_ANY = 0.5
"""Seconds for the preparation of the first scene: an empty window would tell nothing sooner."""


class Opening(Scene):
    """Waits for the job that prepares another scene; Esc gives it up.

    `arrived` is told when the job is done: it asks for its value, and takes this scene away.
    """

    over: ClassVar[bool] = True
    veiled: ClassVar[bool] = False

    def __init__(self, stage: Stage, job: Job[Ticket], arrived: Callable[[], None]) -> None:
        super().__init__(stage)
        self._job = job
        self._arrived = arrived

    def build(self, rect: Rect) -> Sequence[Part]:
        kit = self.stage.kit
        card = middle(rect, kit.px(150), kit.px(104))
        still = self.stage.settings.reduced_motion
        return [Waiter(card, kit, lambda: not self._job.done, still=still)]

    @property
    def handlers(self) -> Mapping[Command, Callable[[], None]]:
        return {Command.BACK: self.back}

    @property
    def rest(self) -> float | None:
        return 0.0

    def wait(self, dt: float) -> None:
        """Let the next scene come before this frame's time passes, so that it passes for that."""
        for part in self.parts:
            part.wait(dt)
        if self._job.done:
            self._arrived()

    def close(self) -> None:
        self._job.cancel()
        super().close()


def open_scene(
    stage: Stage,
    maker: Maker,
    ticket: Ticket,
    arrive: Callable[[Callable[[], Scene]], None],
    *,
    first: bool,
) -> None:
    """Prepare a scene, then hand over what makes it: at once, or when this scene has waited.

    Before the `first` scene of all there is no frame to be held up.

    What goes wrong with its preparation is raised where it is made.
    """
    try:
        work = maker.preparation(stage, ticket)
    except SandpitError as error:
        arrive(partial(_fail, error))
        return
    if work is None:
        arrive(lambda: maker(stage, ticket))
        return
    job = Job[Ticket](lambda _: work())
    stage.jobs.begin(job)

    def come() -> None:
        arrive(lambda: maker(stage, job.value))

    if job.wait(BEFORE_ANY if first else GRACE):
        come()
    else:
        stage.lay(Opening(stage, job, come))


def _fail(error: SandpitError) -> Scene:
    raise error
