"""Pieces of an HTML page: escaped text, tables, links, figures, files to save; and the page that holds them.

Every page has the same shell: the answer first, then sections; one style sheet, one script. What draws the figures, the
figures and the files are packed into the page, and the browser unpacks them: the page is one file, which loads nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from intercept.base.table import Table
from intercept.base.words import counted
from intercept.report.look import arranged, drawn, packed

# Of a table inside a page, its cells and its characters once packed: larger ones stay beside it.
CELLS_MAX, PACKED_MAX = 60_000, 60_000
_NONE: Mapping[str, tuple[str, str]] = {}
# A page of so many sections has a line of links to them.
CONTENTS_MIN = 6
_SECTION = re.compile(r'<section id="([^"]+)"[^>]*><h2>(.*?)</h2>')

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
<header><h1{quoted}>{title}</h1>{head}</header>
{sections}
</main>
{plotly}
<script>
{script}
</script>
</body>
</html>
"""


def text(value: object) -> str:
    """Return a value as escaped text; "5–95 %" stays on one line."""
    return html.escape(str(value)).replace(" %", "&nbsp;%").replace("5–95", "5&#8288;–&#8288;95")


def paragraph(words: str) -> str:
    """Return words as a paragraph."""
    return f"<p>{text(words)}</p>"


def link(title: str, url: str) -> str:
    """Return a plain anchor; an address that is not http or https becomes text, so that no script can hide in it."""
    if not url.lower().startswith(("https://", "http://")):
        return text(f"{title} {url}".strip())
    return f'<a href="{text(url)}" rel="noopener noreferrer" target="_blank">{text(title or url)}</a>'


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, css: str = "", last_is_total: bool = False) -> str:
    """Return a table whose cells are HTML already; the first column is the head of its row.

    Columns after the first are aligned to the right unless ``css`` says otherwise. A table wider than the window can be
    moved sideways, also by keyboard.
    """
    head = "".join(f'<th scope="col">{text(heading)}</th>' for heading in headings)
    lines = [
        f'<tr><th scope="row">{cells[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>"
        for cells in rows
    ]
    if last_is_total and lines:
        lines[-1] = lines[-1].replace("<tr>", '<tr class="total">', 1)
    body = "\n".join(lines)
    inner = f"<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody>"
    return f'<div class="scroll" tabindex="0"><table class="{css}">{inner}</table></div>'


def figure(chart: Any, name: str, caption: str) -> str:  # noqa: ANN401  (plotly is an extra)
    """Return a plotly figure, packed, with a caption of plain text; what it shows in words is made of the figure."""
    spec = drawn.spec(chart)
    told, css = html.escape(drawn.told(chart)), "drawing in-space" if spec.scene else "drawing"
    return (
        f'<figure><div class="{css}" id="{text(name)}" role="img" aria-label="{told}" style="height:{spec.height}px">'
        f"{_UNDRAWN}</div>{_script(packed.packed(spec.text))}<figcaption>{text(caption)}</figcaption></figure>"
    )


_UNDRAWN = '<noscript><p class="soft">The figure is drawn by the browser: it needs JavaScript.</p></noscript>'


def tables_section(tables: Mapping[str, Table], note: str = "", files: Mapping[str, tuple[str, str]] = _NONE) -> str:
    """Return a section of buttons that save tables as CSV, by name; `files`: by name what each holds, and its text.

    A table that is too large is named, and not in the page.
    """
    lines = [_saved(name, told, packed.packed(content)) for name, (told, content) in files.items()]
    for name, table in tables.items():
        count = len(table.columns)
        told = f"{counted(len(table), 'row')}, {counted(count, 'column')}"
        content = packed.packed(arranged.by_columns(table)) if len(table) * count <= CELLS_MAX else None
        if content is None or len(content) > PACKED_MAX:
            lines.append(f"<li>{text(name)}: {told}. Too large for this page: it is in {text(name)}.parquet.</li>")
        else:
            lines.append(_saved(f"{name}.csv", told, content, count))
    inside = f'<ul class="files">{"".join(lines)}</ul>'
    return section("Data", paragraph(note) if note else "", inside, name="data", css="screen")


def _saved(name: str, told: str, content: str, columns: int = 0) -> str:
    form = f' data-columns="{columns}"' * bool(columns)
    button = f'<button class="save" data-file="{text(name)}"{form}>{text(name)}</button>'
    return f"<li>{button} {text(told)}{_script(content)}</li>"


def folded(summary: str, content: str) -> str:
    """Return HTML behind a line that opens it, packed: what is long, and beside the answer."""
    undone = '<noscript><p class="soft">The browser unpacks it: it needs JavaScript.</p></noscript>'
    inside = f'<div class="packed">{_script(packed.packed(content))}{undone}</div>'
    return f"<details><summary>{text(summary)}</summary>{inside}</details>"


def _script(content: str) -> str:
    return f'<script type="text/plain">{content}</script>'


def section(title: str, *content: str, name: str = "", css: str = "") -> str:
    """Return a section with a heading."""
    look = f' class="{css}"' if css else ""
    return f'<section id="{text(name)}"{look}><h2>{text(title)}</h2>{"".join(content)}</section>'


def listed(lines: Iterable[str]) -> str:
    """Return lines of plain text as a list."""
    return f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul>"


def document(
    title: str,
    answer: Sequence[str],
    sections: Sequence[str],
    *,
    notices: Sequence[str] = (),
    note: str = "",
    appendix: Sequence[str] = (),
    quoted: bool = False,
) -> str:
    """Return a page that opens offline.

    Parameters
    ----------
    title
        Its title, in quotation marks if `quoted`.
    answer
        What was found, in sentences that carry their uncertainty; the first stands out. A line of its own is one that
        a line feed begins.
    sections, appendix
        HTML, such as `section` returns; the appendix begins a sheet of its own in print.
    notices
        What a reader must be warned of.
    note
        What holds for everything on the page.

    Raises
    ------
    MissingExtraError
        Without plotly, which the extra `report` brings.
    """
    found = [one for one in sections if one]
    places = _SECTION.findall("".join([*found, *appendix]))
    if appendix:
        # What is for the screen alone makes no sheet.
        headed = "" if all('class="screen"' in one for one in appendix) else '<h2 class="part">Appendix</h2>'
        found.append(f'<div class="appendix">{headed}{"".join(appendix)}</div>')
    return _PAGE.format(
        title=text(title),
        quoted=' class="quoted"' * quoted,
        style=asset("page.css"),
        head=_head(answer, notices, note) + (_contents(places) if len(places) >= CONTENTS_MIN else ""),
        sections="\n".join(found),
        plotly=f'<script type="text/plain" id="plotly">{packed.library()}</script>',
        script=asset("packed.js") + asset("page.js"),
    )


def _contents(places: Sequence[tuple[str, str]]) -> str:
    links = "".join(f'<a href="#{name}">{title}</a> ' for name, title in places)
    return f'<nav aria-label="Contents">{links}</nav>'


def _head(answer: Sequence[str], notices: Sequence[str], note: str) -> str:
    lines = "".join(f"<li>{text(line)}</li>" for line in answer)
    told = f'<ol class="answer">{lines}</ol>' if len(answer) > 1 else f'<p class="answer">{text("".join(answer))}</p>'
    warned = "".join(f'<p class="notice">{text(notice)}</p>' for notice in notices)
    return f"{told}{warned}{paragraph(note) if note else ''}"


def asset(name: str) -> str:
    """Return the text of a file beside this module, such as the style sheet."""
    return resources.files("intercept.report.look").joinpath(name).read_text("utf-8")
