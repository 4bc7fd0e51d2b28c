"""Each figure of the documentation: its script runs, and shows the axes, lines and figures that it should."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest

from intercept.report.look import static

ROOT = Path(__file__).parents[2]
SCRIPTS = {path.stem: path for path in sorted((ROOT / "examples/figures").glob("*.py"))}
FIGURES = ROOT / "docs/models/figures"
SIZE_MAX = 120_000

# Titles of the axes, and how many lines there are.
EXPECTED = {
    "aerodynamics": ({"Mach number", "Drag coefficient"}, 4),
    "air": ({"Temperature, K", "Geometric altitude, km", "Density over that of the standard"}, 6),
    "ballistic": ({"Ground distance, km", "Altitude, km"}, 3),
    "boost": ({"Ground distance, km", "Altitude, km"}, 5),
    "cruise": ({"East, km", "North, km", "Distance flown, km", "Altitude, m"}, 4),
    "defended_area": ({"East of the middle, km", "North of the middle, km", "Cruise speed, m/s", "Apogee, km"}, 18),
    "earth": ({"Geodetic latitude, degrees", "Change of gravitation, m/s²"}, 3),
    "glide": ({"Time, s", "Altitude, km", "Longitude, degrees", "Latitude, degrees"}, 6),
    "hypersonic_cruise": ({"Time, s", "Altitude, km", "Mach number"}, 2),
    "integrator": ({"Tolerance per step, m", "Worst error of 64 impacts, m"}, 3),
    "interceptor": ({"Ground range, km", "Altitude, km", "Slant range, km", "Speed, m/s"}, 10),
    "quasi_ballistic": ({"Ground distance, km", "Altitude, km"}, 4),
    "wind": ({"Distance east, m", "Altitude, km"}, 4),
}


@pytest.fixture(scope="module")
def drawn():
    """What each script draws now, as figures of matplotlib, and the names it leaves."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static, "save", lambda figure, path: saved.update({path: figure}))
        for name, script in SCRIPTS.items():
            saved: dict[Path, object] = {}
            names = runpy.run_path(str(script), run_name="__main__")
            assert list(saved) == [FIGURES / f"{name}.svg"]
            found[name] = saved[FIGURES / f"{name}.svg"], names
    return found


def words(figure):
    """Titles, axes and legends of a figure."""
    found = set()
    for ax in figure.axes:
        found |= {ax.get_title(loc="left"), ax.get_xlabel(), ax.get_ylabel()}
        found |= {text.get_text() for text in ax.get_legend().get_texts()} if ax.get_legend() else set()
    return found - {""}


def test_every_figure_has_its_axes_and_lines(drawn):
    assert set(drawn) == set(EXPECTED)
    for name, (axes, lines) in EXPECTED.items():
        figure, _ = drawn[name]
        assert axes <= words(figure), name
        assert sum(len(ax.lines) for ax in figure.axes) == lines, name


def test_every_committed_figure_shows_what_its_script_draws(drawn):
    stale = []
    for name, (figure, _) in drawn.items():
        committed = (FIGURES / f"{name}.svg").read_text(encoding="utf-8")
        if any(f">{text}<" not in committed for text in words(figure)):
            stale.append(f"run {SCRIPTS[name].relative_to(ROOT)}")
    assert not stale


def test_values_of_figures(drawn):
    names = {name: left for name, (_, left) in drawn.items()}
    # The published drag curve G1 has its maximum of 0.6625 at Mach 1.4.
    assert np.max(names["aerodynamics"]["lines"][0].y) == pytest.approx(0.6625, abs=1e-3)
    # The standard's temperature at -5 km, with which the figure begins, is 320.676 K.
    assert names["air"]["found"]["standard"]["temperature_k"][0] == pytest.approx(320.676, abs=1e-3)
    # J2 at a pole: 3 J2 GM a^2 / b^4.
    at_the_pole = 3 * 1.0826298213e-3 * 3.986004418e14 * 6378137.0**2 / 6356752.3142**4
    assert names["earth"]["lines"][0].y.max() == pytest.approx(at_the_pole, rel=1e-3)
    # A fall from 9,144 m drifts w g t^3 cos(latitude) / 3 = 13.6 m to the east in vacuum; drag takes some of the speed.
    assert 8.5 < names["wind"]["calm"][-1, 0] < 13.6
    assert [line.name for line in names["boost"]["lines"]] == [f"kick {degrees}°" for degrees in (2, 5, 10, 20, 40)]
    heights = [line.y[-1] for line in names["boost"]["lines"]]
    assert heights == sorted(heights, reverse=True)


def test_every_figure_has_a_page_and_is_small():
    assert {path.stem for path in FIGURES.glob("*.svg")} == set(SCRIPTS)
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/models").glob("*.md"))
    assert not [name for name in SCRIPTS if f"(figures/{name}.svg)" not in pages]
    assert not [path for path in FIGURES.glob("*.svg") if path.stat().st_size > SIZE_MAX]
