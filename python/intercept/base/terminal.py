"""What is printed beside the answer: on the error stream, nothing of it where quiet is asked for, nothing obeyed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from intercept.base.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

_state = {"quiet": False}


def be_quiet(quiet: bool) -> None:  # noqa: FBT001 - a switch is all that it takes
    """Say whether notes and bars of progress are left out, for the rest of the process."""
    _state["quiet"] = quiet


def is_quiet() -> bool:
    """Tell whether notes and bars of progress are left out."""
    return _state["quiet"]


def say(text: str, end: str = "\n") -> None:
    """Print a result; characters that a terminal would obey are shown."""
    sys.stdout.write(visible(text) + end)


def note(text: str) -> None:
    """Print a note on the error stream, unless quiet is asked for."""
    if not is_quiet():
        warn(text)


def warn(text: str) -> None:
    """Print a warning or an error on the error stream."""
    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")
    sys.stderr.flush()


def console(*, stderr: bool = False, **settings: Any) -> Console:  # noqa: ANN401 - those of rich
    """Return a console of rich that shows characters of texts which a terminal would obey."""
    from rich.console import Console  # noqa: PLC0415 - costs more than most calls
    from rich.segment import Segment  # noqa: PLC0415

    class Showing(Console):
        """A console whose colours are its own."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            """Yield what is shown of a thing."""
            for text, style, control in super().render(renderable, options):
                yield Segment(text if control else visible(text), style, control)

    return Showing(stderr=stderr, **settings)
