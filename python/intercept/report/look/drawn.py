"""A figure of plotly as a page has it: what is drawn, in which colours on a dark screen, and what it says in words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.plain import plain
from intercept.report.look import arranged, palette, words

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
    data, layout = [trace.to_plotly_json() for trace in chart.data], chart.layout.to_plotly_json()
    written = _json(arranged.stepped(_listed({"data": data, "layout": layout})))
    height = int(chart.layout.height or palette.HEIGHT)
    return Spec(f'{{"figure":{written},"dark":{_json(palette.darkened(written))}}}', height, "scene" in layout)


def _json(value: Any) -> str:  # noqa: ANN401 - what JSON has
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def _listed(value: Any) -> Any:  # noqa: ANN401 - what a figure is made of
    """Return a value with lists for its arrays, nothing in place of NaN: as text numbers pack better than as bytes."""
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(each) for each in value]
    return plain(value.tolist() if isinstance(value, np.ndarray) else value)


def told(chart: Any) -> str:  # noqa: ANN401
    """Say in words what a figure draws against what, from where to where, and what its marks are.

    For readers who do not see it. A row of bars has its number, one of several parts that of the largest.
    """
    layout, data = chart.layout.to_plotly_json(), chart.data
    scene = layout.get("scene", {})
    rows: dict[str, list[tuple[float, str]]] = {}
    for trace in data:
        if trace.type == "bar" and trace.orientation == "h":
            for row, value in zip(trace.y, trace.x, strict=True):
                if isinstance(row, str):
                    rows.setdefault(_plain(row), []).append((float(value), _plain(trace.name or "")))
    across = _titles({**layout, **scene}, () if rows else data, "xaxis")
    up = _titles({**layout, **scene}, data, "yaxis") + _titles(scene, data, "zaxis")
    axes = " by ".join(" and ".join(titles) for titles in (up, across) if titles)
    sums = [f"{row} {_most(parts)}" for row, parts in rows.items()]
    names = [trace.name for trace in data if trace.name and trace.showlegend is not False]
    parts = [f"Chart of {axes}." if axes else "Chart."]
    parts += [f"{head}: {_named(listed)}." for head, listed in (("Of", sums), ("Shown", names)) if listed]
    return " ".join(parts)


def _most(parts: Sequence[tuple[float, str]]) -> str:
    value, name = max(parts)
    return words.number(value) if len(parts) == 1 else f"mostly {name[:1].lower()}{name[1:]}, {words.number(value)}"


def _named(marked: Iterable[str]) -> str:
    names = list(dict.fromkeys(map(_plain, marked)))
    more = f" and {len(names) - NAMES_MAX} more" if len(names) > NAMES_MAX else ""
    return f"{'; '.join(names[:NAMES_MAX])}{more}"


def _titles(layout: dict[str, Any], data: Sequence[Any], axis: str) -> list[str]:
    """Return the titles of the axes of one kind, each with the least and the greatest of what it shows."""
    found: dict[str, list[str]] = {}
    for name in (name for name in layout if name.startswith(axis)):
        title = _plain(layout[name].get("title", {}).get("text", ""))
        if title:
            found.setdefault(title, []).append(name)
    return [f"{title}{_ends(layout, data, names)}" for title, names in found.items()]


def _ends(layout: dict[str, Any], data: Sequence[Any], axes: Sequence[str]) -> str:
    """Return from where to where some axes of one title go: of a clock what is shown, else what is drawn."""
    letter = axes[0][0]
    if layout[axes[0]].get("type") == "date":
        ends = [end for name in axes for end in layout[name].get("range") or () if not isinstance(end, str)]
        if not ends:
            return ""
        low, high = (str(np.datetime64(round(end), "ms"))[11:16] for end in (min(ends), max(ends)))
        return f" ({low} to {high})"
    values = [_drawn(trace, letter) for trace in data if _axis_of(trace, letter) in axes]
    finite = np.concatenate([each[np.isfinite(each)] for each in values]) if values else np.zeros(0)
    if not finite.size:
        return ""
    return f" ({words.number(float(finite.min()))} to {words.number(float(finite.max()))})"


def _axis_of(trace: Any, letter: str) -> str:  # noqa: ANN401
    own = str((trace[f"{letter}axis"] if letter != "z" and f"{letter}axis" in trace else None) or letter)
    return own.replace(letter, f"{letter}axis", 1)


def _drawn(trace: Any, letter: str) -> npt.NDArray[np.float64]:  # noqa: ANN401
    """Return where the marks of a trace are along an axis: of bars both ends; names of rows are nowhere."""
    given = getattr(trace, letter, None)
    values = np.asarray([] if given is None else given).ravel()
    if values.dtype.kind not in "iuf":
        found = [value for value in values.tolist() if isinstance(value, int | float)]
        values = np.asarray(found, dtype=float)
    long = "x" if trace.type == "bar" and trace.orientation == "h" else "y" if trace.type == "bar" else ""
    if letter != long or not values.size:
        return values.astype(float)
    base = np.zeros(1) if trace.base is None else np.asarray(trace.base, dtype=float)
    return np.concatenate([np.broadcast_to(base, values.shape), base + values])


def _plain(marked: str) -> str:
    return html.unescape(_TAG.sub(" ", marked)).strip()
