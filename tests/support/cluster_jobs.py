"""Jobs whose tasks fail: in a file of their own, for the workers of a cluster must be able to import them."""

import os
import signal
import time

from intercept.errors import InvalidParameterError
from intercept.raid.task import Part


class Fails:
    """A job whose tasks fail after different times, the first the last."""

    key = "8" * 64

    def compute(self, block, threads=1):  # noqa: ARG002 - of the protocol
        time.sleep(0.2 if block.start == 0 else 0.0)
        if block.start < 3:
            raise InvalidParameterError(f"task {block.start}")
        return Part({})


class Dies:
    """A job that ends the process that it is in."""

    key = "9" * 64

    def compute(self, block, threads=1):  # noqa: ARG002 - of the protocol
        os.kill(os.getpid(), signal.SIGKILL)
