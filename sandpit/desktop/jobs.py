"""Work that takes longer than a frame: it is done beside the loop, and asked for in each frame.

A job runs in a thread of its own. It touches neither the display nor what is drawn meanwhile: it
returns a value, and only the loop shows it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sandpit.errors import SandpitError

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 (it says that nobody waits, not that anything is wrong)
    """Nobody waits for the work any more."""


class Job(Generic[T]):
    """Work that has been begun, and what has come of it so far."""

    def __init__(self, work: Callable[[Job[T]], T]) -> None:
        self._work = work
        self._done = threading.Event()
        self._cancelled = threading.Event()
        self._values: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> None:
        """Do the work; what it raises is kept for whoever asks for the value."""
        try:
            self.check()
            self._values.append(self._work(self))
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def check(self) -> None:
        """Raise Cancelled if nobody waits any more: long work calls it now and then."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Let the work stop as soon as it looks up; its value is never asked for again."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the work, at most so long; return whether it has come."""
        return self._done.wait(seconds)

    @property
    def done(self) -> bool:
        """Whether the work has come to its end, good or bad."""
        return self._done.is_set()

    @property
    def value(self) -> T:
        """What the work has returned; raises what it raised. It must be done."""
        if self._error is not None:
            raise self._error
        return self._values[0]


class Jobs(Protocol):
    """Who does the work."""

    def begin(self, job: Job[T]) -> None:
        """Begin a job, now or as soon as possible."""

    def close(self) -> None:
        """Cancel what is still running, and let go of it."""


class AtOnce:
    """Does each job where it is begun: for pictures without a window, and for tests."""

    def begin(self, job: Job[T]) -> None:
        job.run()

    def close(self) -> None:
        """Nothing is ever left running."""


class Beside:
    """Does each job in a thread of its own, beside the loop."""

    PATIENCE = 0.5
    """Seconds that the end of the program waits for jobs to look up."""

    def __init__(self) -> None:
        self._running: list[tuple[Job[Any], threading.Thread]] = []

    def begin(self, job: Job[T]) -> None:
        self._running = [one for one in self._running if not one[0].done]
        # A job that never looks up must not keep the program from ending.
        thread = threading.Thread(target=job.run, name="job", daemon=True)
        self._running.append((job, thread))
        thread.start()

    def close(self) -> None:
        for job, _ in self._running:
            job.cancel()
        for _, thread in self._running:
            thread.join(self.PATIENCE / len(self._running))
        self._running.clear()


@dataclass(frozen=True)
class _Order:
    """A job under way, and who is told of its value or its failure."""

    job: Job[Any]
    then: Callable[[Any], None]
    failed: Callable[[SandpitError], None] | None


class Workshop:
    """The jobs of one scene, and all that they have worked out: each thing is done but once."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._known: dict[Hashable, Any] = {}
        self._orders: dict[Hashable, _Order] = {}

    @property
    def busy(self) -> bool:
        """Whether anything is still being worked out."""
        return bool(self._orders)

    def ask(
        self,
        key: Hashable,
        work: Callable[[Job[T]], T],
        then: Callable[[T], None],
        failed: Callable[[SandpitError], None] | None = None,
    ) -> T | None:
        """Return what is known by `key`; or None, and `then` is told it in a frame to come.

        Where that is being worked out already, the newest `then` is told in place of the one
        before. What fails with a SandpitError is told to `failed`; any other error is raised in
        the loop. None is no value.
        """
        order = self._orders.get(key)
        if order is not None:
            self._orders[key] = _Order(order.job, then, failed)
        elif key not in self._known:
            job = Job(work)
            self._jobs.begin(job)
            if job.done:
                self._learn(key, _Order(job, lambda _: None, failed))
            else:
                self._orders[key] = _Order(job, then, failed)
        return self._known.get(key)

    def poll(self) -> None:
        """Tell of what has been done since the last time."""
        for key, order in list(self._orders.items()):
            if order.job.done and self._orders.get(key) is order:
                del self._orders[key]
                self._learn(key, order)

    def drop(self, key: Hashable) -> None:
        """Cancel what is being worked out by `key`, if anything is."""
        order = self._orders.pop(key, None)
        if order is not None:
            order.job.cancel()

    def close(self) -> None:
        """Cancel all: the scene is left."""
        for key in list(self._orders):
            self.drop(key)

    def _learn(self, key: Hashable, order: _Order) -> None:
        """Keep what has been worked out, and tell of it."""
        try:
            value = order.job.value
        except SandpitError as error:
            if order.failed is None:
                raise
            order.failed(error)
            return
        self._known[key] = value
        order.then(value)
