"""What is printed beside the answer: on the error stream, nothing of it where quiet is asked for, nothing obeyed."""

from __future__ import annotations

import sys
from copy import copy
from dataclasses import replace
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
                renderable = fitted(self, room, renderable)
            for text, style, control in super().render(renderable, room):
                yield Segment(text if control else visible(text), style, control)

    return Showing(stderr=stderr, **settings)


def fitted(console: Console, room: ConsoleOptions, table: Table) -> Table:
    """Return a table whose columns are as wide as there is room for: what may be wrapped is, and no word is broken.

    Where there is no room even for that, numbers are wrapped too, and words before they are.
    """
    from rich.measure import Measurement  # noqa: PLC0415

    free = room.update(max_width=FREE)
    over = Measurement.get(console, free, table).maximum - room.max_width
    table = copy(table)
    # Else a number loses its last digits or its unit.
    table.columns = [replace(column, overflow="fold") for column in table.columns]
    if over <= 0:
        return table
    least, most = [], []
    for column in table.columns:
        spans = [Measurement.get(console, free, cell) for cell in (column.header, *column.cells)]
        most.append(max(*(span.maximum for span in spans), column.min_width or 0))
        least.append(most[-1] if column.no_wrap else max(*(span.minimum for span in spans), column.min_width or 0))
    spare = sum(most) - over - sum(least)
    if spare < 0:
        for column in table.columns:
            column.no_wrap, column.min_width = False, None
        return table
    # Those that lack little are given it first: numbers stay with their units, and names are wrapped.
    for place in sorted(range(len(least)), key=lambda k: most[k] - least[k]):
        more = min(spare, most[place] - least[place])
        table.columns[place].width, spare = least[place] + more, spare - more
    return table
