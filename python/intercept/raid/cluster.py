"""Tasks done by the workers of a dask cluster: a worker that dies costs the tasks that it had, not their results."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from intercept.base.arguments import refused
from intercept.base.extras import require
from intercept.base.outside import outside
from intercept.raid.task import Block, Job, OnPart, Part, Task

if TYPE_CHECKING:
    from distributed import Client, Future

Begun: TypeAlias = "dict[Future[Part], Task]"

EXTRA = "cluster"
CONNECT_S = 10
# A cluster whose last worker has been gone for so long is not waited for any longer.
ALONE_S = 300.0
POLL_S, LOOK_S = 0.02, 2.0


class Cluster:
    """The workers that a `dask.distributed.Client` has.

    Raises
    ------
    MissingExtraError
        The extra `cluster` is missing.
    InvalidParameterError
        The value is not such a client.
    """

    def __init__(self, client: object) -> None:
        known = require("distributed", EXTRA).Client
        if not isinstance(client, known):
            raise refused("client", client, "a dask.distributed.Client")
        self._client: Client = client

    def map(self, tasks: Iterable[Task], on_part: OnPart) -> None:
        """Do tasks as an `Executor` does; on a Ctrl-C those that still run are left.

        Raises
        ------
        InvalidParameterError
            The cluster fails: it cannot be reached, it has had no worker for five minutes, or a task has lost several
            workers one after another.
        """
        listed = list(tasks)
        with self._failing():
            begun = self._begun(listed)
        left = set(begun)
        try:
            self._collect(begun, left, on_part)
        finally:
            for future in list(left):
                if future.status == "finished":
                    # The first Ctrl-C is on its way already.
                    with contextlib.suppress(KeyboardInterrupt):
                        on_part(begun[future], future.result())
                else:
                    # A cluster that has failed cancels nothing.
                    with contextlib.suppress(Exception):
                        future.cancel()  # type: ignore[no-untyped-call]

    def _begun(self, tasks: list[Task]) -> Begun:
        held: dict[str, Future[Job]] = {}
        begun: Begun = {}
        for number, task in enumerate(tasks):
            job = task.job
            if job.key not in held:
                # As a task of its own the job is sent once, and sent again where a worker that had it died.
                held[job.key] = self._client.submit(_held, job, key=f"intercept-job-{job.key}")
            future = self._client.submit(
                _compute, held[job.key], task.block, key=f"intercept-{task.key}", priority=-number
            )
            begun[future] = task
        return begun

    def _collect(self, begun: Begun, left: set[Future[Part]], on_part: OnPart) -> None:
        order = {future.key: number for number, future in enumerate(begun)}
        completed = require("distributed", EXTRA).as_completed(list(begun))
        failed: dict[int, Future[Part]] = {}
        while left:
            with self._failing():
                self._wait(completed)
                future = next(completed)
                part = future.result() if future.status == "finished" else None
            left.discard(future)
            if part is not None:
                # Its part need not stay on the cluster.
                future.release()
                on_part(begun[future], part)
            else:
                failed[order[future.key]] = future
            # Those before the one that failed may fail, too.
            if failed and not any(order[each.key] < min(failed) for each in left):
                with self._failing():
                    failed[min(failed)].result()

    def _wait(self, completed: Any) -> None:  # noqa: ANN401 - what `as_completed` returns
        """Wait for a future; raises TimeoutError where no worker has been left for long."""
        seen = looked = time.monotonic()
        while not completed.has_ready():
            time.sleep(POLL_S)
            now = time.monotonic()
            if now - looked < LOOK_S:
                continue
            looked = now
            if self._client.nthreads():  # type: ignore[no-untyped-call]
                seen = now
            elif now - seen > ALONE_S:
                raise TimeoutError(f"it has had no worker for {ALONE_S:.0f} s")

    def _failing(self) -> contextlib.AbstractContextManager[None]:
        return outside("client", self._client, "a cluster whose workers finish their tasks")


@contextlib.contextmanager
def connected(name: str, address: str) -> Iterator[Any]:
    """Yield the client of a scheduler, such as tcp://10.0.0.1:8786.

    Raises
    ------
    MissingExtraError
        The extra `cluster` is missing.
    InvalidParameterError
        There is no scheduler at the address.
    """
    client = require("distributed", EXTRA).Client
    with outside(name, address, "the address of a dask scheduler that answers, such as tcp://10.0.0.1:8786"):
        found = client(address, timeout=CONNECT_S, set_as_default=False)
    try:
        yield found
    finally:
        found.close()


def _held(job: Job) -> Job:
    return job


def _compute(job: Job, block: Block) -> Part:
    return job.compute(block)
