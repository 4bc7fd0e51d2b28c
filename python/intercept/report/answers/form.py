"""What every answer to a question has: tables as they are printed, and figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from intercept.report.figures import panels
from intercept.report.look.chart import Panel

HEIGHT = 400


class Shown(NamedTuple):
    """A table as it is printed: its title, the heads of its columns, its cells as text, and whether these are prose."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    prose: bool = False


class Charts(NamedTuple):
    """The figure of an answer, interactive and static, its title, and the figures of its page as HTML."""

    title: str
    figure: Callable[[], Any]
    static: Callable[[], Any]
    section: Callable[[], str]


def of_panels(title: str, drawn: Sequence[Panel]) -> Charts:
    """Return the charts of an answer that is drawn as panels."""
    return Charts(
        title,
        lambda: panels.together(drawn, HEIGHT),
        lambda: panels.of_panels(drawn),
        lambda: panels.section(drawn, HEIGHT),
    )
