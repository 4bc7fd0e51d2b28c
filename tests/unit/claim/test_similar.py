"""Recorded nights of a like size."""

import json
import math

import pytest
from record_table import line, write

from intercept.claim.check import check_claim
from intercept.claim.similar import similar_nights
from intercept.record import read_record


def test_similar_nights_are_ordered_by_size_and_need_known_counts(tmp_path):
    def raid(day, drones, missiles):
        window = (f"2025-10-{day:02d} 01:00", f"2025-10-{day:02d} 08:00")
        return [
            line(*window, model="Shahed-136/131", launched=drones, destroyed="1", source=f"d{day}"),
            line(*window, model="Kalibr", launched=missiles, destroyed="1", source=f"m{day}"),
        ]

    lines = [
        *raid(1, "750", "60"),
        *raid(2, "700", "60"),
        *raid(3, "750", ""),
        *raid(4, "10", "1"),
        *raid(5, "750", "60"),
    ]
    lines.append(line("2025-10-06 01:00", "2025-10-06 02:00", model="Unknown UAV", source="u"))
    record = read_record(write(tmp_path, *lines))
    check = check_claim(drones=750, missiles=60, rate=0.95, record=record)
    assert [similar.night.date.day for similar in check.nights] == [5, 1, 2, 4]
    assert [similar.distance for similar in check.nights] == pytest.approx(
        [0, 0, math.log(751 / 701), math.hypot(math.log(751 / 11), math.log(61 / 2))]
    )
    assert len(similar_nights(record.nights, check.reading.groups, nearest=1)) == 1
    assert check.record_sha256 == record.file.sha256
    assert check.command.endswith(f"--record {record.file.path.name}")
    json.dumps(check.to_dict())
    assert check_claim("more than half of the ballistic missiles", record=record).nights == ()


# Drones, cruise and ballistic missiles of five nights.
SIZES = {1: (800, 50, 5), 2: (400, 0, 0), 3: (790, 0, 0), 4: (100, 8, 16), 5: (810, 20, 4)}


@pytest.fixture(scope="module")
def five_nights(tmp_path_factory):
    rows = []
    for day, sizes in SIZES.items():
        window = (f"2025-10-{day:02d} 01:00", f"2025-10-{day:02d} 08:00")
        for model, launched in zip(("Shahed-136/131", "Kalibr", "Iskander-M"), sizes, strict=True):
            fields = {"model": model, "launched": str(launched), "destroyed": "0", "source": f"{model}{day}"}
            rows += [line(*window, **fields)] * bool(launched)
    return read_record(write(tmp_path_factory.mktemp("record"), *rows))


@pytest.mark.parametrize(
    ("sentence", "nearest"),
    [
        ("700 of 810 drones were shot down", [5, 1, 3, 2, 4]),
        ("9 of 16 ballistic missiles were shot down", [4, 1, 5, 3, 2]),
        ("700 of 810 drones and 40 of 50 missiles", [1, 5, 4, 3, 2]),
        ("90 % of 790 targets, 790 drones and 0 missiles", [3, 2, 5, 4, 1]),
        ("90 % of 124 targets", [4, 2, 3, 5, 1]),
        ("more than half of the drones", []),
    ],
)
def test_nights_are_compared_by_the_kinds_that_a_claim_names(five_nights, sentence, nearest):
    check = check_claim(sentence, record=five_nights)
    assert [similar.night.date.day for similar in check.nights] == nearest


@pytest.mark.parametrize("day", range(1, 8))
def test_only_nights_before_the_date_are_precedents(five_nights, day):
    check = check_claim("700 of 810 drones were shot down", record=five_nights, date=f"2025-10-{day:02d}")
    assert sorted(similar.night.date.day for similar in check.nights) == [one for one in SIZES if one < day]
