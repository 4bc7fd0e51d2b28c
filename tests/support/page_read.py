"""What is packed into a page of the package, read as a browser unpacks it."""

import base64
import gzip
import json
import re

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
    return gzip.decompress(base64.b64decode(inside)).decode("utf-8")
