"""What is packed into a page of the package, read as a browser unpacks it."""

import csv
import gzip
import io
import json
import re

from intercept.report.look import packed

_INSIDE = r'.*?<script type="text/plain">([^<]*)</script>'
_FIGURE = re.compile(rf'<div class="drawing[^"]*" id="([^"]+)"{_INSIDE}', re.DOTALL)
_FILE = re.compile(rf'data-file="([^"]+)"(?: data-columns="(\d+)")?{_INSIDE}', re.DOTALL)
_FOLDED = re.compile(rf'<div class="packed">{_INSIDE}', re.DOTALL)


def figures(html):
    """Return the figures of a page by name: data and layout, as plotly has them."""
    return {name: summed(json.loads(unpacked(inside))["figure"]) for name, inside in _FIGURE.findall(html)}


def files(html):
    """Return the files that a page has inside, by name."""
    return {name: by_rows(unpacked(inside), int(columns or 0)) for name, columns, inside in _FILE.findall(html)}


def opened(html):
    """Return a page with what is packed behind a line, such as the assumptions, in its place."""
    return _FOLDED.sub(lambda found: f'<div class="packed">{unpacked(found[1])}', html)


def unpacked(inside):
    """Return text that was packed."""
    digits = [packed.DIGITS.index(char) for char in inside]
    pairs = zip(digits[::2], digits[1::2], strict=False)
    bits = "".join(f"{91 * first + second:013b}" for first, second in pairs)
    bits += f"{digits[-1]:06b}" if len(digits) % 2 else ""
    whole = bytes(int(bits[place : place + 8], 2) for place in range(0, len(bits) - 7, 8))
    return gzip.decompress(whole).decode("utf-8")


def summed(value):
    """Return a value whose long lists of numbers are steps, as it was."""
    if isinstance(value, list):
        return [summed(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() != {"steps", "decimals"}:
        return {name: summed(each) for name, each in value.items()}
    sums, found = 0, []
    for step in value["steps"]:
        sums += step or 0
        found.append(None if step is None else sums / 10 ** value["decimals"])
    return found


def by_rows(text, columns):
    """Return a table whose cells are one a line, column by column, as CSV; other text as it is."""
    if not columns:
        return text
    cells = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
    rows = len(cells) // columns
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(cells[row::rows] for row in range(rows))
    return written.getvalue()
