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
    assert len(similar_nights(record.nights, drones=750, missiles=60, nearest=1)) == 1
    assert check.record_sha256 == record.file.sha256
    assert check.command.endswith(f"--record {record.file.path.name}")
    json.dumps(check.to_dict())
    assert check_claim("more than half of the ballistic missiles", record=record).nights == ()
