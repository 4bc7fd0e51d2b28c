"""Pieces of an HTML page: escaped text, tables, links, embedded figures."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from intercept.base.extras import require
from intercept.base.words import spelled

_CONFIG = {
    "responsive": True,
    "displaylogo": False,
    # Named one by one: the library's own set changes, and has had buttons that send data to a server.
    "modeBarButtons": [["toImage", "zoom2d", "pan2d", "resetScale2d"]],
    "toImageButtonOptions": {"format": "svg"},
}

# The style sheet of pages that answer in a few lines and print on two sheets.
SHEETS = "sheets.css"

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>
{style}
</style>
<script>{plotly}</script>
</head>
<body>
<main>
<header><h1>{title}</h1>{head}</header>
{sections}
</main>{script}
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

    Columns after the first are aligned to the right unless ``css`` says otherwise.
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
    return f'<div class="scroll"><table class="{css}">{inner}</table></div>'


def figure(chart: Any, name: str, caption: str) -> str:  # noqa: ANN401  (plotly is an extra)
    """Return a plotly figure as a fragment without the library, with a caption of plain text."""
    drawn = chart.to_html(full_html=False, include_plotlyjs=False, include_mathjax=False, div_id=name, config=_CONFIG)
    return f"<figure>{drawn}<figcaption>{text(caption)}</figcaption></figure>"


def made_name(name: str) -> str:
    """Return what something was made with by its name in words."""
    return spelled(name).capitalize().replace("sha256", "SHA-256")


def made_with(values: Mapping[str, str | None]) -> str:
    """Return what something was made with as a table; what is None is left out."""
    rows = [
        [text(made_name(name)), f"<code>{text(value)}</code>"] for name, value in values.items() if value is not None
    ]
    return table(["", ""], rows, css="provenance")


def section(title: str, *content: str, name: str = "") -> str:
    """Return a section with a heading."""
    return f'<section id="{text(name)}"><h2>{text(title)}</h2>{"".join(content)}</section>'


def document(title: str, head: str, sections: Sequence[str], *, style: str = "", script: str = "") -> str:
    """Return a page that opens offline, with the library of its figures; `head` is HTML, below the title.

    Raises
    ------
    MissingExtraError
        Without plotly: ``pip install 'intercept[report]'``.
    """
    return _PAGE.format(
        title=text(title),
        style=asset("page.css") + style,
        plotly=require("plotly.offline", "report").get_plotlyjs(),
        head=head,
        sections="\n".join(sections),
        script=f"\n<script>\n{script}\n</script>" if script else "",
    )


def asset(name: str) -> str:
    """Return the text of a file beside this module, such as the style sheet."""
    return resources.files("intercept.report.look").joinpath(name).read_text("utf-8")
