"""Published rates, computed again from the whole record: every figure of docs/published-results.md."""

from __future__ import annotations

import re

import pytest
from tree import ROOT

from intercept.record.totals import total

PAGE = (ROOT / "docs" / "published-results.md").read_text(encoding="utf-8")
KINZHAL, GROUND = "air_launched_aeroballistic", ("C-300", "C-400", "C-300/C-400")


def counts(record, first, last, chosen):
    rows = [row for night in record.dates if first <= str(night.date) <= last for row in night.rows if chosen(row)]
    found = total("chosen", rows)
    return found.launched, found.destroyed, found.did_not_hit


def drones(row):
    return row.model.kind == "drone"


def missiles(row):
    return row.model.kind == "missile"


def everything(row):
    return drones(row) or missiles(row)


def ballistic(row):
    return row.model.group == "ballistic"


def with_kinzhal(row):
    return ballistic(row) or KINZHAL in row.model.classes


def without_ground(row):
    return with_kinzhal(row) and row.model.model not in GROUND


def without_both(row):
    return ballistic(row) and row.model.model not in GROUND


@pytest.mark.parametrize(
    ("first", "last", "chosen", "expected", "printed"),
    [
        ("2025-10-01", "2025-10-31", drones, (5298, 4221, 4238), "4,238 of 5,298, 80.0 %"),
        ("2025-10-01", "2025-10-31", missiles, (271, 128, 146), "146 of 271, 53.9 %"),
        ("2025-09-01", "2025-09-30", with_kinzhal, (33, 2, 2), "2 of 33 with the Kinzhal, 6.1 %"),
        ("2025-09-01", "2025-09-30", ballistic, (31, 2, 2), "2 of 31 without, 6.5 %"),
        ("2025-08-01", "2025-08-31", with_kinzhal, (62, 21, 21), "21 of 62 with the Kinzhal, 33.9 %"),
        ("2025-08-01", "2025-08-31", ballistic, (53, 19, 19), "19 of 53 without, 35.8 %"),
        ("2025-08-01", "2025-08-31", without_ground, (55, 21, 21), "used against the ground, 38.2 %"),
        ("2025-08-01", "2025-08-31", without_both, (46, 19, 19), "19 of 46 without both, 41.3 %"),
        ("2025-12-01", "2025-12-31", everything, (5312, 4257, 4275), "80.1 % destroyed in December (80.5 %"),
        ("2025-11-01", "2025-11-30", everything, (5662, 4660, 4660), "82.3 % in November"),
        ("2025-12-01", "2025-12-31", drones, (5131, 4144, 4159), "5,131 and 181; 81.1"),
        ("2025-12-01", "2025-12-31", missiles, (181, 113, 116), "and 64.1 % did not hit"),
        ("2023-11-01", "2024-04-30", missiles, (1067, 550, 550), "550 of 1,067, 51.5 %"),
        ("2023-05-01", "2023-10-31", missiles, (821, 594, 594), "594 of 821, 72.4 %"),
        ("2024-04-01", "2024-04-30", missiles, (158, 75, 75), "75 of 158, 47.5 %"),
        ("2022-09-01", "2024-08-31", drones, (6986, 6013, 6103), "6,013 of 6,986 from September 2022, 86.1 %; 87.4 %"),
    ],
)
def test_the_page_has_what_the_table_gives(record, first, last, chosen, expected, printed):
    assert counts(record, first, last, chosen) == expected
    assert printed in PAGE
    rates = {f"{100 * count / expected[0]:.1f}" for count in expected[1:]}
    assert set(re.findall(r"\b(\d\d?\.\d)(?= %|$)", printed)) <= rates
