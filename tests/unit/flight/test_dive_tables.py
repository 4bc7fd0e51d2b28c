"""What the pages say of the dives of depressed classes is what flights do and what units can shoot at them."""

import re
from pathlib import Path

import pytest

import intercept as ic
from intercept.engagement import nominal

DOCS = Path(__file__).parents[3] / "docs"
CLASSES = {
    "quasi-ballistic, 500 km": ("quasi_ballistic", 500e3),
    "air-launched, 700 km": ("air_launched_aeroballistic", 700e3),
}
UNITS = ["short_range_sam", "medium_range_sam", "long_range_sam", "terminal_hit_to_kill"]


def rows(page, heading):
    """Return the cells of the table of a page that has a column."""
    lines = iter((DOCS / page).read_text(encoding="utf-8").splitlines())
    next(line for line in lines if heading in line)
    next(lines)
    for line in lines:
        if not line.strip().startswith("|"):
            return
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def numbers(cell):
    return [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*\d|\d", cell)]


def flown(name, range_m, **overrides):
    table = ic.fly(ic.Flight.of_class(name, range_m=range_m, overrides=overrides)).table()
    return float(table["speed_max_m_s"][0]), float(table["impact_speed_m_s"][0])


# Fastest arrival (m/s) of the air-launched class by distance (km), with a peak in its row, as docs/classes.md tells it.
AIR_LAUNCHED = {500: 716, 600: 668, 700: 638, 800: 593, 900: 581}
ENGAGED = []
named = ""
for cells in rows("engagements.md", "| class | dive |"):
    named = cells[0] or named
    ENGAGED.append((*CLASSES[named], *cells[1:]))


@pytest.mark.parametrize(("name", "range_m", "dive", "greatest", "impact", "shots"), [(*r[:5], r[5:]) for r in ENGAGED])
def test_a_faster_dive_leaves_the_shots_that_the_page_says(monkeypatch, name, range_m, dive, greatest, impact, shots):
    values = {"dive_speed_m_s": numbers(dive)[0]}
    assert flown(name, range_m, **values) == pytest.approx((numbers(greatest)[0], numbers(impact)[0]), abs=1.0)

    class Faster:
        @staticmethod
        def of_class(asked, **options):
            return ic.Flight.of_class(asked, overrides=values, **options)

    monkeypatch.setattr(nominal, "Flight", Faster)
    table = nominal.nominal_engagements([name], UNITS)
    found = [
        str(n) if n else reason.replace("_", " ")
        for n, reason in zip(*(table[k].tolist() for k in ("opportunities", "reason")), strict=True)
    ]
    assert found == list(shots)


@pytest.mark.parametrize(
    "cells", list(rows("classes.md", "the class's most likely values: greatest, impact")), ids=lambda c: c[0]
)
def test_no_dive_inside_the_row_of_the_greatest_speed_arrives_faster_than_the_page_says(cells):
    range_m = 1e3 * numbers(cells[0])[0]
    assert flown("quasi_ballistic", range_m) == pytest.approx(tuple(numbers(cells[1])), abs=1.0)
    for cell, values in (
        (cells[2], {}),
        (cells[3], {"ballistic_coefficient_kg_m2": 8e3, "lift_to_drag": 3.0, "dive_angle_deg": 75.0}),
    ):
        greatest, impact = numbers(cell)[:2]
        dives = {
            dive: flown("quasi_ballistic", range_m, dive_speed_m_s=float(dive), **values)
            for dive in range(900, 2700, 50)
        }
        inside = [speeds for speeds in dives.values() if speeds[0] <= 2361.0 * 1.0005]
        assert max(inside, key=lambda s: s[1]) == pytest.approx((greatest, impact), abs=1.0)


def test_the_air_launched_class_arrives_no_faster_than_the_page_says_within_its_peak():
    said = (DOCS / "classes.md").read_text(encoding="utf-8")
    told = ", ".join(f"{impact} over {km}" for km, impact in list(AIR_LAUNCHED.items())[1:-1])
    assert f"arrives at 716 m/s over 500 km, {told} and 581 over 900" in said.replace("\n", " ")
    for km, impact in AIR_LAUNCHED.items():
        speeds = [flown("air_launched_aeroballistic", 1e3 * km, dive_speed_m_s=float(d)) for d in range(900, 2700, 50)]
        peak, fastest = max((pair for pair in speeds if pair[0] <= 3403.0 * 1.0005), key=lambda pair: pair[1])
        assert fastest == pytest.approx(impact, abs=1.0)
        assert peak > 3_330.0
