"""What a notebook shows of a thing: words first, and below them a small table with its units."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod

from intercept.base.printed import as_html
from intercept.base.table import HTML_ROWS, Table
from intercept.base.words import visible


class Shown(ABC):
    """Base of what people look at in a notebook; it has no colours of its own, so that it is read on any ground."""

    __slots__ = ()

    @abstractmethod
    def _shown(self) -> tuple[str, Table | None]:
        """Return the words, a paragraph in each line, and the table below them, if there is one."""

    def _repr_html_(self) -> str:
        words, table = self._shown()
        paragraphs = "".join(
            f"<p>{html.escape(visible(line.strip()))}</p>" for line in words.splitlines() if line.strip()
        )
        if table is None:
            return paragraphs
        return paragraphs + as_html({name: table[name] for name in table.columns}, HTML_ROWS, worded=True)
