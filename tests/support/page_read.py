"""What is packed into a page of the package, read as a browser unpacks it."""

import base64
import gzip
import json
import re

from intercept.report.look import packed

_FIGURE = re.compile(r'<div class="drawing[^"]*" id="([^"]+)".*?<script type="text/plain">([^<]*)</script>', re.DOTALL)
_FILE = re.compile(r'data-file="([^"]+)".*?<script type="text/plain">([^<]*)</script>', re.DOTALL)


def figures(html):
    """Return the figures of a page by name: data and layout, as plotly has them."""
    return {name: json.loads(unpacked(inside))["figure"] for name, inside in _FIGURE.findall(html)}


def files(html):
    """Return the files that a page has inside, by name."""
    return {name: unpacked(inside) for name, inside in _FILE.findall(html)}


def unpacked(inside):
    """Return text that was packed."""
    # Ascii85 has other characters for its digits.
    usual = inside.translate({ord(char): 33 + digit for digit, char in enumerate(packed.DIGITS)})
    return gzip.decompress(base64.a85decode(usual)).decode("utf-8")
