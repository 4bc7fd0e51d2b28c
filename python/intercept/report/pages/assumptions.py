"""The assumptions: every value with its range, confidence, source and link, in a table that can be searched."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from intercept.base.printed import in_words
from intercept.base.words import CONFIDENCES, counted, spelled
from intercept.report.look import page, words
from intercept.scenario.assumptions import JUDGEMENT

if TYPE_CHECKING:
    from intercept.base.table import Table

_PRINTED = "In print without the notes on values, and with the first of many sources: the page has them on a screen."


def render(assumptions: Table) -> str:
    """Return a collapsible HTML table with a search field."""
    rows = [_row(row) for row in assumptions.records()]
    headings = ["Subject", "Parameter", "Low", "Mode", "High", "Unit", "Confidence", "Source and note"]
    present = Counter(assumptions["confidence"].tolist())
    grades = "".join(
        f'<button aria-pressed="true" data-grade="{word}">{word} ({present[grade]:,})</button>'
        for grade, word in CONFIDENCES.items()
        if present[grade]
    )
    search = (
        '<div class="search bar"><label>Search <input type="search" autocomplete="off"'
        f' placeholder="radar, judgement…"></label> <span>Confidence:</span> {grades}'
        ' <output class="soft"></output></div>'
    )
    body = page.table(headings, rows, css="assumptions")
    folded = page.folded(f"Show all {counted(len(rows), 'value')}", search + body)
    return f'<p>{page.text(overview(assumptions))}</p><p class="paper">{_PRINTED}</p>{folded}'


def overview(assumptions: Table) -> str:
    """Return one sentence: how many values there are and how sure they are."""
    grades = Counter(assumptions["confidence"].tolist())
    known = [f"{grades[grade]:,} {word}" for grade, word in CONFIDENCES.items() if grades[grade]]
    return f"{counted(len(assumptions), 'value')}, by confidence: {', '.join(known)}." if known else "No values."


def _row(row: dict[str, Any]) -> list[str]:
    grade = CONFIDENCES.get(row["confidence"], row["confidence"])
    # A judgement's source says no more than its origin does.
    source = "" if row["source"] == JUDGEMENT else sources(row["source"], row["url"])
    origin = "" if row["origin"] == "catalogue" else f'<span class="chip">{page.text(row["origin"])}</span>'
    note = f'<div class="soft">{page.text(row["note"])}</div>' if row["note"] else ""
    span = (words.number(row[name]) for name in ("low", "mode", "high"))
    return [
        page.text(words.label(row["subject"])),
        page.text(words.label(in_words(row["parameter"], row["unit"]))),
        *map(page.text, ("", spelled(row["choice"]), "") if row["choice"] else span),
        page.text(words.unit(row["unit"])),
        f'<span class="chip {page.text(grade)}">{page.text(grade)}</span>',
        " ".join(filter(None, [origin, source, note])),
    ]


def sources(source: str, url: str) -> str:
    """Return links: titles are separated by ``|`` and addresses by ``;``, pair by pair as the catalogue has them.

    On paper the first stands for all, with their number.
    """
    titles = [part.strip() for part in source.split(" | ") if part.strip()]
    addresses = [part.strip() for part in url.split(" ; ") if part.strip()]
    pairs = zip_longest(titles, addresses, fillvalue="")
    links = [page.link(title or f"source {index}", address) for index, (title, address) in enumerate(pairs, 1)]
    if len(links) < 2:
        return "".join(links)
    more = f'<span class="paper"> and {len(links) - 1} more</span>'
    return f'{links[0]}<span class="unprinted">; {"; ".join(links[1:])}</span>{more}'
