"""What is printed beside the answer: on the error stream, nothing of it where quiet is asked for, nothing obeyed."""

from __future__ import annotations

import re
import sys
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from intercept.base.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment
    from rich.table import Column, Table
    from rich.text import Text

# Columns in which every table has room.
FREE = 100_000
# Stands for a blank at which no line is broken, until the line is printed: a number keeps its error and per cent.
_GLUE = "\ue000"
_KEPT = re.compile(r"(?<=\d) (?=%|± \d)|(?<=±) (?=\d)")
# Where the ends of a span may part, and a name, if a table has no room for them.
_SPAN, _NAME = re.compile(r"(?<=[\w%])–(?=[\d-])"), re.compile(r"(?<=\w)([_-])(?=\w)")
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
    from rich.text import Text  # noqa: PLC0415

    class Showing(Console):
        """A console whose colours are its own."""

        def render_str(self, text: str, **settings: Any) -> Text:  # noqa: ANN401 - those of rich
            """Return text whose numbers stay with their errors and signs of per cent."""
            return super().render_str(_KEPT.sub(_GLUE, text), **settings)

        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
            """Yield what is shown of a thing."""
            room = options or self.options
            if isinstance(renderable, Text):
                renderable = renderable.copy()
                renderable.plain = _KEPT.sub(_GLUE, renderable.plain)
            if isinstance(renderable, Table):
                renderable = fitted(self, room, renderable)
            for text, style, control in super().render(renderable, room):
                yield Segment(text if control else visible(text.replace(_GLUE, " ")), style, control)

    return Showing(stderr=stderr, **settings)


def fitted(console: Console, room: ConsoleOptions, table: Table) -> Table:
    """Return a table whose columns are as wide as there is room for: what may be wrapped is, and no word is broken.

    Where there is no room even for that, the ends of spans stand below each other, then parts of names do; and where
    that does not do either, numbers are wrapped too, and words before they are.
    """
    table = copy(table)
    # Else a number loses its last digits or its unit.
    table.columns = [replace(column, overflow="fold") for column in table.columns]
    if _fits(console, room, table):
        return table
    for broken in (_spans, _names):
        # No more columns than must be.
        for place in sorted(range(len(table.columns)), key=lambda k: -_longest(table.columns[k])):
            table.columns[place] = _rewritten(table.columns[place], broken)
            if _fits(console, room, table):
                return table
    for column in table.columns:
        column.no_wrap, column.min_width = False, None
    return table


def _fits(console: Console, room: ConsoleOptions, table: Table) -> bool:
    """Give the columns of a table their widths; tell whether there is room for all words, and for numbers whole."""
    from rich.measure import Measurement  # noqa: PLC0415

    free = room.update(max_width=FREE)
    over = Measurement.get(console, free, table).maximum - room.max_width
    if over <= 0:
        return True
    least, most = [], []
    for column in table.columns:
        spans = [Measurement.get(console, free, cell) for cell in (column.header, *column.cells)]
        most.append(max(*(span.maximum for span in spans), column.min_width or 0))
        least.append(most[-1] if column.no_wrap else max(*(span.minimum for span in spans), column.min_width or 0))
    spare = sum(most) - over - sum(least)
    if spare < 0:
        return False
    # Those that lack little are given it first: numbers stay with their units, and names are wrapped.
    for place in sorted(range(len(least)), key=lambda k: most[k] - least[k]):
        more = min(spare, most[place] - least[place])
        table.columns[place].width, spare = least[place] + more, spare - more
    return True


def _longest(column: Column) -> int:
    return max((len(word) for cell in column.cells if isinstance(cell, str) for word in cell.split()), default=0)


def _rewritten(column: Column, broken: Callable[[str], str]) -> Column:
    cells = [broken(cell) if isinstance(cell, str) else cell for cell in column.cells]
    # What has been broken needs no width that was asked for it whole.
    return replace(column, min_width=None, _cells=cells)


def _spans(cell: str) -> str:
    return _SPAN.sub("–\n", cell)


def _names(cell: str) -> str:
    """Return a cell with the longest of its words broken behind the sign that is nearest to the middle."""
    longest = max(cell.split(), key=len, default="")
    places = [found.end() for found in _NAME.finditer(longest)]
    if not places or " " in cell:
        return cell
    place = min(places, key=lambda place: abs(place - len(longest) / 2))
    return f"{longest[:place]}\n{longest[place:]}"
