"""What does the tasks of a call: threads of this process, or a cluster; with or without a folder that keeps parts."""

from __future__ import annotations

from intercept.base.arguments import refused
from intercept.raid.cluster import Cluster
from intercept.raid.task import Executor
from intercept.raid.threads import Threads
from intercept.raid.work_folder import Kept, WorkFolder


def executor_of(threads: int = 0, client: object = None, work: object = None, *, resume: bool = False) -> Executor:
    """Return what does the tasks.

    Parameters
    ----------
    threads
        Threads of this process, 0 for all cores.
    client
        A `dask.distributed.Client` whose workers do the tasks instead; None for threads.
    work, resume
        The folder that keeps finished parts, None for none; whether it may hold some already.

    Raises
    ------
    InvalidParameterError
        A value is not allowed, or the folder cannot be made.
    MissingExtraError
        The extra `cluster` or `tables` is missing.
    """
    threaded = Threads(threads)
    executor: Executor = threaded if client is None else Cluster(client)
    if work is not None:
        return Kept(executor, WorkFolder(work, resume=resume))
    if resume is not False:
        raise refused("resume", resume, "left out without the folder of the work (work)")
    return executor
