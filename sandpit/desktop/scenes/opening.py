"""What is seen while a scene is prepared: the one before, and after a while an hourglass."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from pygame import Rect

from sandpit.desktop.bindings import Command
from sandpit.desktop.jobs import Job
from sandpit.desktop.layout import middle
from sandpit.desktop.part import Part
from sandpit.desktop.scene import Scene, Stage, Ticket
from sandpit.desktop.waiter import Waiter


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

    def update(self, dt: float) -> None:
        for part in self.parts:
            part.wait(dt)
        if self._job.done:
            self._arrived()

    def close(self) -> None:
        self._job.cancel()
        super().close()
