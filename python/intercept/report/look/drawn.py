"""A figure of plotly as a page has it: what is drawn, in which colours on a dark screen, and what it says in words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy.typing as npt

from intercept.base.plain import plain
from intercept.report.look import palette

_TAG = re.compile(r"<[^>]*>")
# More names than a listener can follow.
NAMES_MAX = 12


class Spec(NamedTuple):
    """A figure as JSON, with the colours of dark screens; its height in pixels; whether it is a scene in space."""

    text: str
    height: int
    scene: bool


def spec(chart: Any) -> Spec:  # noqa: ANN401 - plotly is an extra
    """Return a figure of plotly as the script of a page draws it."""
    made = {"data": [trace.to_plotly_json() for trace in chart.data], "layout": chart.layout.to_plotly_json()}
    written = json.dumps(plain(made), default=_listed, separators=(",", ":"), allow_nan=False)
    dark = json.dumps(palette.darkened(written), separators=(",", ":"))
    height = int(chart.layout.height or palette.HEIGHT)
    return Spec(f'{{"figure":{written},"dark":{dark}}}', height, "scene" in made["layout"])


def _listed(values: npt.NDArray[Any]) -> list[Any]:
    """Return an array as a list, nothing in place of NaN: as text numbers pack better than as bytes."""
    found: list[Any] = plain(values.tolist())
    return found


def told(chart: Any) -> str:  # noqa: ANN401
    """Say in words what a figure draws against what, and what its marks are: for readers who do not see it."""
    layout, data = chart.layout.to_plotly_json(), chart.data
    scene = layout.get("scene", {})
    across = _titles({**layout, **scene}, "xaxis")
    up = _titles({**layout, **scene}, "yaxis") + _titles(scene, "zaxis")
    axes = " by ".join(" and ".join(titles) for titles in (up, across) if titles)
    lying = [trace for trace in data if trace.type == "bar" and trace.orientation == "h"]
    rows = [each for trace in lying for each in trace.y if isinstance(each, str)]
    names = [trace.name for trace in data if trace.name and trace.showlegend is not False]
    parts = [f"Chart of {axes}." if axes else "Chart."]
    parts += [f"{head}: {_named(listed)}." for head, listed in (("Of", rows), ("Shown", names)) if listed]
    return " ".join(parts)


def _named(marked: Iterable[str]) -> str:
    names = list(dict.fromkeys(map(_plain, marked)))
    more = f" and {len(names) - NAMES_MAX} more" if len(names) > NAMES_MAX else ""
    return f"{'; '.join(names[:NAMES_MAX])}{more}"


def _titles(layout: dict[str, Any], axis: str) -> list[str]:
    found = (layout[name].get("title", {}).get("text", "") for name in layout if name.startswith(axis))
    return list(dict.fromkeys(_plain(title) for title in found if title))


def _plain(marked: str) -> str:
    return html.unescape(_TAG.sub(" ", marked)).strip()
