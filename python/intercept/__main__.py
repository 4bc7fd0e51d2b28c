"""`intercept` and `python -m intercept`: the command line, whose imports a Ctrl-C may end as well."""

from __future__ import annotations

import sys

from intercept.base.words import visible
from intercept.errors import InterceptError

# As in `intercept.cli`, which is not imported yet.
BAD_INPUT, INTERRUPTED = 2, 130


def main() -> None:
    """Run the command line."""
    try:
        from intercept.cli import main as run  # noqa: PLC0415 - what may be interrupted

        run()
    except InterceptError as error:
        # Of the imports: what the environment asks of the compiled core.
        sys.stderr.write(f"{visible(str(error))}\n")
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
