"""What is printed beside the answer: on the error stream, nothing of it where quiet is asked for, nothing obeyed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from intercept.base.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.table import Table

# Columns in which every table has room.
FREE = 100_000
_state = {"quiet": False}


def be_quiet(*, quiet: bool) -> None:
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
    """Return a console of rich that shows characters of texts which a terminal would obey, and cuts off no table."""
    from rich.console import Console  # noqa: PLC0415 - costs more than most calls
    from rich.segment import Segment  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    class Showing(Console):
        """A console whose colours are its own."""

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            """Yield what is shown of a thing."""
            room = options or self.options
            if isinstance(renderable, Table):
                needed = _needed(self, room.update(max_width=FREE), renderable)
                for column in renderable.columns:
                    # Else a number loses its last digits or its unit.
                    column.overflow = "fold"
                    if needed > room.max_width:
                        column.no_wrap, column.min_width = False, None
            for text, style, control in super().render(renderable, room):
                yield Segment(text if control else visible(text), style, control)

    return Showing(stderr=stderr, **settings)


def _needed(console: Console, free: ConsoleOptions, table: Table) -> int:
    """Return how many columns a table takes at least, unless words are broken: its widest less what may be wrapped."""
    from rich.measure import Measurement  # noqa: PLC0415

    width = Measurement.get(console, free, table).maximum
    for column in table.columns:
        spans = [Measurement.get(console, free, cell) for cell in (column.header, *column.cells)]
        if not column.no_wrap:
            least = max(*(span.minimum for span in spans), column.min_width or 0)
            width -= max(*(span.maximum for span in spans), column.min_width or 0) - least
    return width
