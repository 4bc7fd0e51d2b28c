"""The command line in a process that says how far its run is, and goes no further than it may: for signals to it.

`begun` begins one and returns when so many parts are done: whatever else the machine does, a signal that follows comes
in the midst of the work.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from patience import PATIENCE_S


@contextmanager
def begun(at, held, *words):
    """Yield the process of a command `run` of which `at` parts are done, and that waits for a signal at `held`."""
    line = [sys.executable, str(Path(__file__)), str(held), "run", *map(str, words)]
    own = {**os.environ, "COLUMNS": "120"}
    running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=own)
    # A process that says nothing more ends the wait, too.
    late = threading.Timer(PATIENCE_S, running.kill)
    late.start()
    try:
        told = (line.removeprefix("done ") for line in running.stderr if line.startswith("done "))
        assert any(int(done) >= at for done in told), "it ended before"
        late.cancel()
        yield running
    finally:
        late.cancel()
        running.kill()
        running.communicate()


def main():
    """Run the command line with its progress told, line by line, on the error stream."""
    # Here alone: who begins a process needs none of it.
    from intercept import cli  # noqa: PLC0415
    from intercept.cli import run  # noqa: PLC0415

    held, own = int(sys.argv[1]), run.with_progress

    def watched(work):
        def told(stage, done, total):
            os.write(2, f"done {done}\n".encode())
            while done >= held:
                signal.pause()

        return own(lambda _: work(told))

    run.with_progress = watched
    sys.argv = ["intercept", *sys.argv[2:]]
    cli.main()


if __name__ == "__main__":
    main()
