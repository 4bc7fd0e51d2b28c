"""One colour for each class, the same in every figure, and the look that all figures share.

Hue tells groups apart (drones blue, cruise missiles orange to brown, ballistic missiles red to purple, glide green);
lightness and the dash of a line tell classes apart within a group. The base is the palette of Okabe and Ito ("Color
Universal Design", 2008) for threats and the "muted" scheme of Paul Tol ("Colour Schemes", SRON/EPS/TN/09-002, 2021)
for defences. Any two classes of threat, or of defence, stay 15 apart in CIE Lab as protan, deutan and tritan eyes see
them; a test checks it, for white paper and for a dark screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# In the order of the catalogue, as all tables are.
THREATS = {
    "one_way_attack_drone": "#0072b2",
    "jet_drone": "#56b4e9",
    "decoy_drone": "#4b505c",
    "subsonic_cruise": "#e69f00",
    "supersonic_cruise": "#835b34",
    "short_range_ballistic": "#d55e00",
    "quasi_ballistic": "#501c06",
    "air_launched_aeroballistic": "#cc79a7",
    "medium_range_ballistic": "#7e2c7b",
    "hypersonic_cruise": "#bcc973",
    "hypersonic_glide": "#009e73",
}
DEFENCES = {
    "mobile_fire_group": "#999933",
    "interceptor_drone": "#ddcc77",
    "radar_gun": "#117733",
    "manpads": "#44aa99",
    "short_range_sam": "#88ccee",
    "medium_range_sam": "#332288",
    "long_range_sam": "#aa4499",
    "terminal_hit_to_kill": "#882255",
    "upper_tier": "#cc6677",
}
SENSORS = {
    "surveillance_radar": "#3d4a57",
    "gap_filler_radar": "#6b7a88",
    "airborne_early_warning": "#1f2933",
    "acoustic_network": "#93a1ad",
    "optical_post": "#b3bec7",
}
DASHES = {
    "jet_drone": "dash",
    "decoy_drone": "dot",
    "supersonic_cruise": "dash",
    "hypersonic_cruise": "dot",
    "quasi_ballistic": "dash",
    "air_launched_aeroballistic": "dashdot",
    "medium_range_ballistic": "dot",
}
DRONES = frozenset({"one_way_attack_drone", "jet_drone", "decoy_drone"})

GAP, COVERED = "#d55e00", "#009e73"
INK, MUTED, RULE, CLAIM = "#1f2933", "#5f6b76", "#dfe4e8", "#b3261e"
# Of a figure that states none, in pixels.
HEIGHT = 450
# Lines of axes and frames, and the page of a dark screen with what stands for paper and lines there.
FRAME, PAPER = "#7b8794", "#ffffff"
_DARK_PAPER = "#14191d"
_DARK = {
    PAPER: _DARK_PAPER,
    INK: "#e6eaee",
    MUTED: "#a7b1ba",
    RULE: "#343e47",
    CLAIM: "#ff8a80",
    "#e8ecef": "#29323a",
    "#b4bec7": "#56626d",
    "#d3dae0": "#3c4751",
    # Of the ground: the lowest is sea.
    "#eef3e8": "#1d2620",
    "#dcd6bd": "#3b3a2b",
    "#b8a98f": "#5a5038",
    # Too dark to be read there, and close to others once they are lightened alike.
    "#332288": "#951fff",
    "#501c06": "#ffc2c6",
    "#882255": "#f320d6",
    "#7e2c7b": "#a600f5",
}
# Of lines and marks against the page, as WCAG 2.2 asks of graphics (1.4.11).
CONTRAST_MIN = 3.0
_COLOUR = re.compile(r"#[0-9a-f]{6}\b|rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
# The buttons stand upright in the right margin, clear of legend and marks.
MARGIN = {"l": 56, "r": 40, "t": 24, "b": 48}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# A scenario's own classes take these in turn.
_OTHERS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")


def colours(classes: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """Return a colour for each class: the palette's own, or for a scenario's own class the next free one."""
    own = [name for name in classes if name not in known]
    return known | {name: _OTHERS[index % len(_OTHERS)] for index, name in enumerate(dict.fromkeys(own))}


def in_order(classes: Iterable[str], known: dict[str, str]) -> list[str]:
    """Return the distinct classes in the palette's order, a scenario's own ones last, by name."""
    rank = {name: index for index, name in enumerate(known)}
    return sorted(set(classes), key=lambda name: (rank.get(name, len(rank)), name))


def axis(title: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  (plotly's own keywords)
    """Return the settings of one axis; the title names the unit."""
    return {
        "title": {"text": title, "standoff": 8, "font": {"size": 13}},
        "gridcolor": RULE,
        "linecolor": FRAME,
        "zeroline": False,
        "ticks": "outside",
        "tickcolor": FRAME,
        "automargin": True,
    } | more


def layout(height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the layout that all figures share, ``height`` in pixels."""
    return {
        "template": "none",
        "height": height,
        "autosize": True,
        "margin": MARGIN,
        "modebar": {"orientation": "v", "bgcolor": "rgba(0,0,0,0)", "color": FRAME, "activecolor": INK},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": FRAME, "font": {"color": INK, "size": 12}},
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0.0,
            "font": {"size": 12},
        },
    } | more


def faint(colour: str, opacity: float) -> str:
    """Return ``#rrggbb`` as ``rgba(...)`` with an opacity in 0..1."""
    red, green, blue = _parts(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def darkened(drawn: str) -> dict[str, str]:
    """Return what stands for each colour in the text of a figure on a dark screen, where it is another one."""
    found = {}
    for match in _COLOUR.finditer(drawn):
        whole, *parts, opacity = match.group(0, 1, 2, 3, 4)
        plain = whole if opacity is None else "#" + "".join(f"{int(part):02x}" for part in parts)
        dark = on_dark(plain)
        found[whole] = dark if opacity is None else faint(dark, float(opacity))
    return {light: dark for light, dark in sorted(found.items()) if light != dark}


def on_dark(colour: str) -> str:
    """Return what stands for a colour (``#rrggbb``) on a dark screen: itself, or as much lighter as it must be."""
    if colour in _DARK:
        return _DARK[colour]
    parts = _parts(colour)
    for share in range(101):
        light = "#" + "".join(f"{round(part + (255 - part) * share / 100):02x}" for part in parts)
        if contrast(light, _DARK_PAPER) >= CONTRAST_MIN:
            break
    return light


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour (IEC 61966-2-1)."""
    coded = (part / 255 for part in _parts(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in coded)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue
