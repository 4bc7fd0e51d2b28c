"""`intercept` and `python -m intercept`: the command line, whose imports a Ctrl-C may end as well."""

from __future__ import annotations

import sys

# As of work that was interrupted: `intercept.cli.long_work`, which is not imported yet.
INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        from intercept.cli import main as run  # noqa: PLC0415 - what may be interrupted

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
